// Tells whether a row's content is still the same. Not an identity: a later version may compute it otherwise, at the
// price of one sync that writes every row.

/**
 * 53-bit hash of a string's UTF-16 units, two at a time: half the time of `hash53`, which must stay as it is. Half a
 * million rows of 200 characters: 0.2 s.
 */
export function digest53(text: string): number {
  let high = 0xdeadbeef ^ text.length;
  let low = 0x41c6ce57;
  const even = text.length & ~1;
  for (let index = 0; index < even; index += 2) {
    const units = text.charCodeAt(index) | (text.charCodeAt(index + 1) << 16);
    high = Math.imul(high ^ units, 0x9e3779b1);
    low = Math.imul((low ^ units) + (low >>> 15), 0x5f356495);
  }
  if (even < text.length) {
    const unit = text.charCodeAt(even);
    high = Math.imul(high ^ unit, 0x9e3779b1);
    low = Math.imul((low ^ unit) + (low >>> 15), 0x5f356495);
  }
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35);
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
  return 4_294_967_296 * (2_097_151 & low) + (high >>> 0);
}
