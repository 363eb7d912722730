// How alike two names are spelt: by the letters that they have in common, in order.

/** Letters of a name that are compared: what a longer one goes on with tells nothing. */
const LETTERS_COMPARED = 80;
/** Of one column of bits. */
const BITS = 32;
const BLOCKS = Math.ceil(LETTERS_COMPARED / BITS);
const ASCII = 128;

/** For each letter of ASCII the places where it stands in the shorter name, a bit each; all 0 between two questions. */
const places = new Int32Array(ASCII * BLOCKS);
/** Of a letter beyond ASCII: made when it is asked for. */
const otherPlaces = new Int32Array(BLOCKS);
/** A bit for each letter of the shorter name: 0 where the longest common row of letters grows. */
const rows = new Int32Array(BLOCKS);

/** @returns 0 to 100: twice the letters in common, in order, of the letters of both; 0 where one is empty */
export function spellingLikeness(a: string, b: string): number {
  if (a.length === 0 || b.length === 0) return 0;
  if (a === b) return 100;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  const [shortLength, longLength] = [Math.min(short.length, LETTERS_COMPARED), Math.min(long.length, LETTERS_COMPARED)];
  const common = shortLength <= BITS ? commonOfShort(short, long, longLength) : commonOfLong(short, long, longLength);
  return Math.round(100 * ((2 * common) / (shortLength + longLength)));
}

/** Hyyrö's rows of bits, where a name fits into one column. */
function commonOfShort(short: string, long: string, longLength: number): number {
  for (let at = 0; at < short.length; at += 1) {
    const unit = short.charCodeAt(at);
    if (unit < ASCII) places[unit * BLOCKS]! |= 1 << at;
  }
  let row = -1;
  for (let at = 0; at < longLength; at += 1) {
    const unit = long.charCodeAt(at);
    const here = unit < ASCII ? places[unit * BLOCKS]! : placesOf(short, unit)[0]!;
    const taken = row & here;
    row = (row + taken) | 0 | (row & ~here);
  }
  forget(short);
  return onesIn(~row & (-1 >>> (BITS - short.length)));
}

/** The same in several columns, with what is carried from one to the next. */
function commonOfLong(short: string, long: string, longLength: number): number {
  const length = Math.min(short.length, LETTERS_COMPARED);
  for (let at = 0; at < length; at += 1) {
    const unit = short.charCodeAt(at);
    if (unit < ASCII) places[unit * BLOCKS + (at >>> 5)]! |= 1 << (at & 31);
  }
  rows.fill(-1);
  for (let at = 0; at < longLength; at += 1) {
    const unit = long.charCodeAt(at);
    const others = unit < ASCII ? undefined : placesOf(short, unit);
    let carried = 0;
    for (let block = 0; block < BLOCKS; block += 1) {
      const here = others ? others[block]! : places[unit * BLOCKS + block]!;
      const row = rows[block]!;
      const sum = (row >>> 0) + ((row & here) >>> 0) + carried;
      carried = sum > 0xffff_ffff ? 1 : 0;
      rows[block] = sum | 0 | (row & ~here);
    }
  }
  forget(short);
  let common = 0;
  for (let block = 0; block * BITS < length; block += 1) {
    const bits = Math.min(BITS, length - block * BITS);
    common += onesIn(~rows[block]! & (-1 >>> (BITS - bits)));
  }
  return common;
}

function placesOf(short: string, unit: number): Int32Array {
  otherPlaces.fill(0);
  const length = Math.min(short.length, LETTERS_COMPARED);
  for (let at = 0; at < length; at += 1) if (short.charCodeAt(at) === unit) otherPlaces[at >>> 5]! |= 1 << (at & 31);
  return otherPlaces;
}

function forget(short: string): void {
  const length = Math.min(short.length, LETTERS_COMPARED);
  for (let at = 0; at < length; at += 1) {
    const unit = short.charCodeAt(at);
    if (unit < ASCII) for (let block = 0; block < BLOCKS; block += 1) places[unit * BLOCKS + block] = 0;
  }
}

function onesIn(bits: number): number {
  let left = bits - ((bits >>> 1) & 0x5555_5555);
  left = (left & 0x3333_3333) + ((left >>> 2) & 0x3333_3333);
  return Math.imul((left + (left >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}
