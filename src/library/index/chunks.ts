// What a list is narrowed by, of every title: its kind, its category, whether TMDB's is known, the words of its name. In columns of
// numbers, and in chunks by rowid, so that a build writes those alone in which something has changed.

import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { packColumns, unpackColumns } from '../../kernel/packed-columns.ts';
import { termsOf, type TermNumbers } from './terms.ts';

/** Another one when names are taken apart otherwise, or columns mean something else. */
const LAYOUT = 1;
/** Rowids; a chunk of so many has some 20 KB. */
const CHUNK_BITS = 10;

/** Of an entry's flags. */
export const KIND_FLAG = 1;
export const KNOWN_FLAG = 2;
/** On the last word of an entry; one without words has 0 alone, which is no term. */
export const LAST_WORD = 0x8000_0000;
export const TERM_MASK = 0x7fff_ffff;

export interface Entries {
  /** Rising. */
  readonly rowids: Uint32Array;
  readonly flags: Uint8Array;
  /** Numbers of categories. */
  readonly groups: Uint32Array;
  /** Numbers of terms, of one entry after the other. */
  readonly words: Uint32Array;
}

export const chunkOf = (rowid: number): number => rowid >>> CHUNK_BITS;

/** Makes chunks of the table's rows. */
export class ChunkEncoder {
  readonly #rows: StatementSync;
  readonly #terms: TermNumbers;
  readonly #groupNumber: (name: string) => number;

  constructor(database: DatabaseSync, terms: TermNumbers, groupNumber: (name: string) => number) {
    this.#rows = database.prepare(
      'SELECT rowid, kind, tmdb > 0, group_title, sort_name FROM title WHERE rowid BETWEEN ? AND ? ORDER BY rowid',
    );
    this.#rows.setReturnArrays(true);
    this.#terms = terms;
    this.#groupNumber = groupNumber;
  }

  /** @returns undefined for a chunk without titles */
  encode(chunk: number): Uint8Array | undefined {
    const first = chunk * 2 ** CHUNK_BITS;
    const rows = this.#rows.all(first, first + 2 ** CHUNK_BITS - 1) as unknown as readonly (readonly unknown[])[];
    if (rows.length === 0) return undefined;
    const [rowids, groups] = [new Uint32Array(rows.length), new Uint32Array(rows.length)];
    const flags = new Uint8Array(rows.length);
    const words: number[] = [];
    for (const [at, [rowid, kind, isKnown, group, name]] of rows.entries()) {
      rowids[at] = rowid as number;
      flags[at] = (kind as number) * KIND_FLAG + (isKnown as number) * KNOWN_FLAG;
      groups[at] = this.#groupNumber(group as string);
      this.#addWords(words, name as string);
    }
    return packColumns(LAYOUT, [rowids, flags, groups, Uint32Array.from(words)]);
  }

  #addWords(words: number[], name: string): void {
    const before = words.length;
    for (const term of termsOf(name)) if (term !== '') words.push(this.#terms.numberOf(term));
    if (words.length === before) words.push(0);
    words[words.length - 1]! += LAST_WORD;
  }
}

/** @returns undefined where one of them is not whole, or of another layout */
export function joinChunks(chunks: readonly Uint8Array[]): Entries | undefined {
  const parts = chunks.map((chunk) => unpackColumns(LAYOUT, chunk));
  if (parts.includes(undefined)) return undefined;
  const column = (at: number): Uint32Array[] => parts.map((part) => part![at] as Uint32Array);
  const flags = parts.map((part) => part![1] as Uint8Array);
  return {
    rowids: joined(column(0)),
    flags: Buffer.concat(flags),
    groups: joined(column(2)),
    words: joined(column(3)),
  };
}

function joined(columns: readonly Uint32Array[]): Uint32Array {
  const all = new Uint32Array(columns.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const column of columns) {
    all.set(column, at);
    at += column.length;
  }
  return all;
}

/** @returns -1 for a rowid that no entry has */
export function entryOf({ rowids }: Pick<Entries, 'rowids'>, rowid: number): number {
  let [low, high] = [0, rowids.length - 1];
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = rowids[middle]!;
    if (found === rowid) return middle;
    if (found < rowid) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
