// What a list is narrowed by, of every title: its kind, its category, whether TMDB's is known, the words of its name. In columns of
// numbers, and in chunks by rowid, so that a build writes those alone in which something has changed.

import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { packColumns, unpackColumns } from '../../kernel/packed-columns.ts';
import { termsOf } from '../../storage/term-text.ts';
import type { TermNumbers } from './terms.ts';

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

const ROW = 'SELECT rowid, kind, tmdb > 0, group_title, sort_name FROM title WHERE rowid';
type Row = readonly [rowid: number, kind: number, isKnown: number, group: string, name: string];

/** Rows of a chunk that were added, changed or removed, and whether their name may be another one. */
export type Touched = ReadonlyMap<number, boolean>;

/** Makes chunks of the table's rows. */
export class ChunkEncoder {
  readonly #rows: StatementSync;
  readonly #row: StatementSync;
  readonly #terms: () => TermNumbers;
  readonly #groupNumber: (name: string) => number;

  /** @param terms asked for when a name is to be taken apart */
  constructor(database: DatabaseSync, terms: () => TermNumbers, groupNumber: (name: string) => number) {
    this.#rows = database.prepare(`${ROW} BETWEEN ? AND ? ORDER BY rowid`);
    this.#rows.setReturnArrays(true);
    this.#row = database.prepare(`${ROW} = ?`);
    this.#row.setReturnArrays(true);
    this.#terms = terms;
    this.#groupNumber = groupNumber;
  }

  /** @returns undefined for a chunk without titles */
  encode(chunk: number): Uint8Array | undefined {
    const first = chunk * 2 ** CHUNK_BITS;
    const rows = this.#rows.all(first, first + 2 ** CHUNK_BITS - 1) as unknown as readonly Row[];
    return packed(rows.map((row) => this.#entryOf(row)));
  }

  /** The same for a chunk of which a few rows were touched: no other is looked at. @param stored what it was */
  patch(chunk: number, stored: Uint8Array, touched: Touched): Uint8Array | undefined {
    const before = joinChunks([stored]);
    if (!before) return this.encode(chunk);
    const starts = wordStarts(before);
    const parts: Entries[] = [];
    let from = 0;
    for (const rowid of [...touched.keys()].toSorted((one, other) => one - other)) {
      const to = firstFrom(before.rowids, rowid);
      parts.push(sliceOf(before, starts, [from, to]));
      from = before.rowids[to] === rowid ? to + 1 : to;
      const row = this.#row.get(rowid) as unknown as Row | undefined;
      if (!row) continue;
      const isNamed = from === to || touched.get(rowid)!;
      parts.push(this.#entryOf(row, isNamed ? undefined : before.words.subarray(starts[to], starts[from])));
    }
    parts.push(sliceOf(before, starts, [from, before.rowids.length]));
    return packed(parts);
  }

  /** @param words where they are known */
  #entryOf([rowid, kind, isKnown, group, name]: Row, words = this.#wordsOf(name)): Entries {
    return {
      rowids: Uint32Array.of(rowid),
      flags: Uint8Array.of(kind * KIND_FLAG + isKnown * KNOWN_FLAG),
      groups: Uint32Array.of(this.#groupNumber(group)),
      words,
    };
  }

  #wordsOf(name: string): Uint32Array {
    const words: number[] = [];
    for (const term of termsOf(name)) if (term !== '') words.push(this.#terms().numberOf(term));
    if (words.length === 0) words.push(0);
    words[words.length - 1]! += LAST_WORD;
    return Uint32Array.from(words);
  }
}

/** @returns undefined for none */
function packed(parts: readonly Entries[]): Uint8Array | undefined {
  const { rowids, flags, groups, words } = joinedEntries(parts);
  return rowids.length === 0 ? undefined : packColumns(LAYOUT, [rowids, flags, groups, words]);
}

/** Where each entry's words begin, and where the last one's end. */
function wordStarts({ rowids, words }: Entries): Uint32Array {
  const starts = new Uint32Array(rowids.length + 1);
  let entry = 0;
  for (let at = 0; at < words.length; at += 1) {
    if (words[at]! < LAST_WORD) continue;
    entry += 1;
    starts[entry] = at + 1;
  }
  return starts;
}

const sliceOf = ({ rowids, flags, groups, words }: Entries, starts: Uint32Array, at: [number, number]): Entries => ({
  rowids: rowids.subarray(...at),
  flags: flags.subarray(...at),
  groups: groups.subarray(...at),
  words: words.subarray(starts[at[0]], starts[at[1]]),
});

/** @returns undefined where one of them is not whole, or of another layout */
export function joinChunks(chunks: readonly Uint8Array[]): Entries | undefined {
  const parts: Entries[] = [];
  for (const chunk of chunks) {
    const columns = unpackColumns(LAYOUT, chunk);
    if (!columns) return undefined;
    const [rowids, flags, groups, words] = columns as [Uint32Array, Uint8Array, Uint32Array, Uint32Array];
    parts.push({ rowids, flags, groups, words });
  }
  return joinedEntries(parts);
}

const joinedEntries = (parts: readonly Entries[]): Entries => ({
  rowids: joined(parts.map(({ rowids }) => rowids)),
  flags: Buffer.concat(parts.map(({ flags }) => flags)),
  groups: joined(parts.map(({ groups }) => groups)),
  words: joined(parts.map(({ words }) => words)),
});

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
  const at = firstFrom(rowids, rowid);
  return rowids[at] === rowid ? at : -1;
}

/** Where the first stands that is `rowid` or higher. */
function firstFrom(rowids: Uint32Array, rowid: number): number {
  let [low, high] = [0, rowids.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rowids[middle]! < rowid) low = middle + 1;
    else high = middle;
  }
  return low;
}
