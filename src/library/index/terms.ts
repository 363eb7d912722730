// The words of all names, each once, numbered from 1 on: a part of a word is looked for in these and not in the names, of which there
// are ten times as many. Stored as blocks of lines, so that new words are written behind the others.

import type { DatabaseSync } from 'node:sqlite';
import { NumberMap } from '../../kernel/number-map.ts';
import { packColumns, unpackColumns } from '../../kernel/packed-columns.ts';
import { hash53 } from '../../model/ids.ts';

/** Another one when a block means something else. */
const LAYOUT = 1;
const BLOCK_TERMS = 4_096;
const LINE_BREAK = 10;

/** As words of a query are told apart. */
export const termsOf = (name: string): string[] => name.split(/\s+/);

export class TermText {
  readonly #bytes: Buffer;
  /** Where each term ends, by its number less 1. */
  readonly #ends: Uint32Array;

  /** @param text terms in their order, each with a line break behind it @param ends where these are */
  constructor(text: Buffer, ends: Uint32Array) {
    this.#bytes = text;
    this.#ends = ends;
  }

  get length(): number {
    return this.#ends.length;
  }

  /**
   * @param parts not empty, 16 at most
   * @returns by the number of each term the parts that stand somewhere in it: bit n for the part n
   */
  bitsOf(parts: readonly string[]): Uint16Array {
    const bits = new Uint16Array(this.length + 1);
    const all = parts.map((part, at) => ({ bytes: Buffer.from(part), bit: 1 << at }));
    const letters = all.filter(({ bytes }) => bytes.length === 1);
    if (letters.length > 0) this.#scan(letters, bits);
    for (const one of all) if (one.bytes.length > 1) this.#seek(one, bits);
    return bits;
  }

  /** For single letters: these stand in so many terms that looking on from each of them takes longer than going through all. */
  #scan(letters: readonly Part[], bits: Uint16Array): void {
    const text = this.#bytes;
    const bitsOfByte = new Uint16Array(256);
    for (const { bytes, bit } of letters) bitsOfByte[bytes[0]!]! |= bit;
    let term = 1;
    let said = 0;
    for (let at = 0; at < text.length; at += 1) {
      const byte = text[at]!;
      said |= bitsOfByte[byte]!;
      if (byte !== LINE_BREAK) continue;
      bits[term] = said;
      term += 1;
      said = 0;
    }
  }

  #seek({ bytes: part, bit }: Part, bits: Uint16Array): void {
    const [bytes, ends] = [this.#bytes, this.#ends];
    let term = 0;
    for (let place = bytes.indexOf(part); place !== -1; place = bytes.indexOf(part, ends[term]! + 1)) {
      while (ends[term]! <= place) term += 1;
      bits[term + 1]! |= bit;
    }
  }
}

interface Part {
  readonly bytes: Buffer;
  readonly bit: number;
}

/** A block as it is stored: terms, and where each ends. */
function packTerms(terms: readonly string[]): Uint8Array {
  const text = Buffer.from(terms.map((term) => `${term}\n`).join(''));
  const ends = new Uint32Array(terms.length);
  let from = 0;
  for (let term = 0; term < ends.length; term += 1) {
    ends[term] = text.indexOf(LINE_BREAK, from);
    from = ends[term]! + 1;
  }
  return packColumns(LAYOUT, [ends, text]);
}

/** @returns undefined where one of them is not whole, or of another layout */
function unpackTerms(block: Uint8Array): TermBlock | undefined {
  const columns = unpackColumns(LAYOUT, block);
  return columns && { ends: columns[0] as Uint32Array, text: columns[1] as Uint8Array };
}

export interface TermBlock {
  readonly ends: Uint32Array;
  readonly text: Uint8Array;
}

/** @returns undefined where one of them is not whole, or of another layout */
export function storedBlocks(store: TermStore): readonly TermBlock[] | undefined {
  const blocks = store.all().map(unpackTerms);
  return blocks.every((block) => block !== undefined) ? blocks : undefined;
}

export const termCount = (blocks: readonly TermBlock[]): number =>
  blocks.reduce((sum, { ends }) => sum + ends.length, 0);

/** @param blocks in their order */
export function joinTerms(blocks: readonly TermBlock[]): TermText {
  const all = new Uint32Array(termCount(blocks));
  let [count, from] = [0, 0];
  for (const { ends, text } of blocks) {
    for (let term = 0; term < ends.length; term += 1) all[count + term] = from + ends[term]!;
    count += ends.length;
    from += text.length;
  }
  return new TermText(Buffer.concat(blocks.map(({ text }) => text)), all);
}

/** Where blocks of terms are kept. */
export interface TermStore {
  all(): Uint8Array[];
  put(block: number, terms: Uint8Array): void;
}

export function storedTerms(database: DatabaseSync): TermStore {
  const put = database.prepare('INSERT OR REPLACE INTO title_term (block, terms) VALUES (?, ?)');
  return {
    all: () =>
      database
        .prepare('SELECT terms FROM title_term ORDER BY block')
        .all()
        .map(({ terms }) => terms as Uint8Array),
    put: (block, terms) => void put.run(block, terms),
  };
}

/** Numbers words, and writes those that are new. */
export class TermNumbers {
  readonly #store: TermStore;
  readonly #numbers = new NumberMap();
  /** Of the last block, that is not full. */
  #lines: string[] = [];
  #count = 0;
  #isChanged = false;

  /** @param blocks that are stored */
  constructor(store: TermStore, blocks: readonly TermBlock[]) {
    this.#store = store;
    for (const { text } of blocks) {
      this.#lines = Buffer.from(text).toString().split('\n').slice(0, -1);
      for (const term of this.#lines) this.#number(term);
    }
    if (this.#lines.length === BLOCK_TERMS) this.#lines = [];
  }

  /** Two words of one number in nine thousand million million: then one is found for the other. */
  numberOf(term: string): number {
    const known = this.#numbers.get(hash53(term));
    if (known !== undefined) return known;
    this.#isChanged = true;
    this.#lines.push(term);
    const number = this.#number(term);
    if (this.#lines.length === BLOCK_TERMS) this.#writeBlock();
    return number;
  }

  finish(): void {
    if (this.#isChanged && this.#lines.length > 0) this.#writeBlock();
  }

  #number(term: string): number {
    this.#count += 1;
    this.#numbers.set(hash53(term), this.#count);
    return this.#count;
  }

  #writeBlock(): void {
    const block = Math.ceil(this.#count / BLOCK_TERMS) - 1;
    this.#store.put(block, packTerms(this.#lines));
    if (this.#lines.length === BLOCK_TERMS) this.#lines = [];
  }
}
