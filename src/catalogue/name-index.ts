// The names of a provider's streams as one text in memory, searched by scanning: half a million take 15 MB, and a search some
// ten milliseconds, where reading every row takes hundreds. It belongs to one edition of the list. For tasks.

import { fold, foldedWords } from '../storage/text-search.ts';

export class NameIndex {
  readonly #bytes: Buffer;
  /** Where each name ends, by its place in the list. */
  readonly #ends: Uint32Array;

  /** @param bytes names as `searchable` gives them, each with a line break behind it @param ends where these are */
  constructor(bytes: Buffer, ends: Uint32Array) {
    this.#bytes = bytes;
    this.#ends = ends;
  }

  get length(): number {
    return this.#ends.length;
  }

  get byteCount(): number {
    return this.#bytes.byteLength + this.#ends.byteLength;
  }

  /**
   * Marks the places at whose name every word stands somewhere, in any case.
   * @param words as `wordsOf` gives them, one at least
   * @returns 1 at each place that fits
   */
  find(words: readonly string[]): Uint8Array {
    const [bytes, ends] = [this.#bytes, this.#ends];
    const [first, ...others] = words.map((word) => Buffer.from(word)).toSorted((a, b) => b.length - a.length);
    const found = new Uint8Array(ends.length);
    let at = 0;
    for (let place = bytes.indexOf(first!); place !== -1; place = bytes.indexOf(first!, ends[at]! + 1)) {
      while (ends[at]! <= place) at += 1;
      if (others.length === 0 || hasAll(bytes.subarray(ends[at - 1] ?? 0, ends[at]), others)) found[at] = 1;
    }
    return found;
  }
}

const hasAll = (name: Buffer, words: readonly Buffer[]): boolean => words.every((word) => name.includes(word));

// oxlint-disable-next-line no-control-regex -- ASCII, which is as it is
const isPlain = (text: string): boolean => /^[\x00-\x7f]*$/.test(text);

/** A name as it is searched, in one line. */
export const searchable = (name: string): string =>
  (isPlain(name) ? name.toLowerCase() : fold(name)).replaceAll('\n', ' ');

export const wordsOf = (search: string): string[] => foldedWords(fold(search));
