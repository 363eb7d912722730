// One number of many, one after another: what a digest of columns is made of, without a text of them.

const HIGH = 0x1_0000_0000;

/** @param value a whole number below 2^53 @returns another one, which hangs on every bit of both */
export function mix53(sum: number, value: number): number {
  let low = Math.imul(sum ^ Math.imul(value, 0x9e37_79b1), 0x85eb_ca6b);
  let high = Math.imul(Math.trunc(sum / HIGH) ^ Math.imul(Math.trunc(value / HIGH) + 0x5bd1, 0xc2b2_ae35), 0x27d4_eb2f);
  low ^= high ^ (high >>> 15);
  high = Math.imul(high ^ low ^ (low >>> 13), 0x1656_67b1);
  low = Math.imul(low ^ (high >>> 16), 0x9e37_79b1);
  return (high >>> 11) * HIGH + ((low ^ (low >>> 14)) >>> 0);
}

/** The same for some of them, and for how many they are. */
export function mixAll(sum: number, values: readonly number[]): number {
  let mixed = mix53(sum, values.length);
  for (let at = 0; at < values.length; at += 1) mixed = mix53(mixed, values[at]!);
  return mixed;
}

const RANGE = 2 ** 52;

/** One more of some values whose order does not matter. @param sum 0 for none yet */
export const addMixed = (sum: number, value: number): number => (sum + (mix53(1, value) % RANGE)) % RANGE;
