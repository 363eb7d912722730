// The print of a picture that stands still: for each place whether it is clearly lighter than the one to its right. It is the same
// for the same card in other bytes, at another size or bit rate. Pure.

export const STILL_WIDTH = 17;
export const STILL_HEIGHT = 16;
/** Of 255: what an encoder changes is less. */
const CLEARLY = 6;
/** With fewer edges it is blank: black is black everywhere. */
const LEAST_EDGES = 8;
/** Of the edges that one of two prints has: so many have both. */
const ALIKE = 0.8;

/** @param grey of `STILL_WIDTH` by `STILL_HEIGHT`, a byte a place. @returns null of a blank one */
export function printOf(grey: Uint8Array): string | null {
  if (grey.length < STILL_WIDTH * STILL_HEIGHT) return null;
  const print = new Uint8Array((2 * (STILL_WIDTH - 1) * STILL_HEIGHT) / 8);
  let edges = 0;
  let bit = 0;
  for (let row = 0; row < STILL_HEIGHT; row += 1) {
    for (let column = 0; column < STILL_WIDTH - 1; column += 1) {
      const at = row * STILL_WIDTH + column;
      const step = grey[at + 1]! - grey[at]!;
      for (const isEdge of [step > CLEARLY, -step > CLEARLY]) {
        if (isEdge) print[bit >> 3]! |= 1 << (bit & 7);
        edges += Number(isEdge);
        bit += 1;
      }
    }
  }
  return edges < LEAST_EDGES ? null : Buffer.from(print).toString('base64url');
}

export function areAlike(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one, 'base64url'), Buffer.from(other, 'base64url')];
  let both = 0;
  let either = 0;
  for (const [index, byte] of a.entries()) {
    both += ones(byte & (b[index] ?? 0));
    either += ones(byte | (b[index] ?? 0));
  }
  return either > 0 && both / either >= ALIKE;
}

function ones(byte: number): number {
  let count = 0;
  for (let rest = byte; rest > 0; rest &= rest - 1) count += 1;
  return count;
}
