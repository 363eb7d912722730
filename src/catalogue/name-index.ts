// The names of a provider's streams as one text in memory, searched by scanning: half a million take 15 MB, and a search some
// ten milliseconds, where reading every row takes hundreds. It belongs to one edition of the list. For tasks.

import type { DatabaseSync } from 'node:sqlite';

const BREAK = 0x0a;

export class NameIndex {
  readonly #bytes: Buffer;
  /** Where each name ends, in the order of `#rows`. */
  readonly #ends: Uint32Array;
  readonly #rows: Uint32Array;
  readonly #lastRow: number;

  constructor(bytes: Buffer, ends: Uint32Array, rows: Uint32Array) {
    this.#bytes = bytes;
    this.#ends = ends;
    this.#rows = rows;
    this.#lastRow = rows.reduce((most, row) => Math.max(most, row), 0);
  }

  get byteCount(): number {
    return this.#bytes.byteLength + this.#ends.byteLength + this.#rows.byteLength;
  }

  /**
   * Marks the rows in whose name every word stands somewhere, in any case.
   * @param words as `wordsOf` gives them, one at least
   * @returns 1 at each row that fits
   */
  find(words: readonly string[]): Uint8Array {
    const [bytes, ends, rows] = [this.#bytes, this.#ends, this.#rows];
    const [first, ...others] = words.map((word) => Buffer.from(word)).toSorted((a, b) => b.length - a.length);
    const found = new Uint8Array(this.#lastRow + 1);
    let at = 0;
    for (let place = bytes.indexOf(first!); place !== -1; place = bytes.indexOf(first!, ends[at]! + 1)) {
      while (ends[at]! <= place) at += 1;
      if (others.length === 0 || hasAll(bytes.subarray(ends[at - 1] ?? 0, ends[at]), others)) found[rows[at]!] = 1;
    }
    return found;
  }
}

const hasAll = (name: Buffer, words: readonly Buffer[]): boolean => words.every((word) => name.includes(word));

// oxlint-disable-next-line no-control-regex -- ASCII, which is as it is
const isPlain = (text: string): boolean => /^[\x00-\x7f]*$/.test(text);
const fold = (text: string): string => (isPlain(text) ? text : text.normalize('NFKC')).toLowerCase();

/** Words a query may have: the rest would only slow it down. */
const MOST_WORDS = 10;

export const wordsOf = (search: string): string[] => fold(search).split(/\s+/).filter(Boolean).slice(0, MOST_WORDS);

/** Reads every row of the provider once. */
export function indexNames(database: DatabaseSync, provider: number): NameIndex {
  const parts: Buffer[] = [];
  const ends: number[] = [];
  const rows: number[] = [];
  let pending = '';
  let byteCount = 0;
  const flush = (): void => {
    const part = Buffer.from(pending);
    parts.push(part);
    pending = '';
  };
  for (const found of database.prepare('SELECT row, name FROM stream WHERE provider = ?').iterate(provider)) {
    const name = fold(String(found['name'])).replaceAll('\n', ' ');
    byteCount += Buffer.byteLength(name);
    ends.push(byteCount);
    rows.push(found['row'] as number);
    pending += `${name}${String.fromCharCode(BREAK)}`;
    byteCount += 1;
    if (pending.length > 1 << 20) flush();
  }
  flush();
  return new NameIndex(Buffer.concat(parts), Uint32Array.from(ends), Uint32Array.from(rows));
}
