// The words of all names, each once, numbered from 1 on: a part of a word is looked for in these and not in the names, of which there
// are ten times as many. Stored as blocks of lines, so that new words are written behind the others.

import type { DatabaseSync } from 'node:sqlite';
import { NumberMap } from '../../kernel/number-map.ts';
import { packColumns, unpackColumns } from '../../kernel/packed-columns.ts';
import { hash53 } from '../../model/ids.ts';
import { termBytes, TermText } from '../../storage/term-text.ts';

/** Another one when a block means something else. */
const LAYOUT = 1;
const BLOCK_TERMS = 4_096;

/** A block as it is stored: terms, and where each ends. */
function packTerms(terms: readonly string[]): Uint8Array {
  const { text, ends } = termBytes(terms);
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
