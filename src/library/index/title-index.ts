// The index of titles in memory: which of them have words in their names, are of a kind or a category. What it takes depends on how
// many titles there are, not on how many are found: 500,000 names are gone through in eight milliseconds.

import type { DatabaseSync } from 'node:sqlite';
import type { TitleQuery } from '../query.ts';
import { readState } from '../schema.ts';
import { ChunkEncoder, entryOf, joinChunks, LAST_WORD, TERM_MASK, type Entries } from './chunks.ts';
import { placesOf, readPlaces } from './orders.ts';
import type { TermText } from '../../storage/term-text.ts';
import { joinTerms, storedBlocks, storedTerms, TermNumbers, type TermStore } from './terms.ts';
import { lastChunk, readChunks } from './writer.ts';

/** Searches of which a thread keeps what was found: the next page asks for the same. */
const MOST_FOUND = 4;

interface Parts {
  readonly entries: Entries;
  readonly terms: TermText;
  /** Numbers of categories, by name. */
  readonly groups: ReadonlyMap<string, number>;
  /** Titles of each kind, by number. */
  readonly counts: readonly number[];
}

/** By entry: 1 for those that are meant. */
export type Hits = Uint8Array;

export class TitleIndex {
  readonly entries: Entries;
  readonly groups: ReadonlyMap<string, number>;
  readonly #terms: TermText;
  readonly #counts: readonly number[];
  readonly #orders = new Map<string, Uint32Array>();
  readonly #found = new Map<string, Hits>();

  constructor({ entries, terms, groups, counts }: Parts) {
    this.entries = entries;
    this.#terms = terms;
    this.#counts = counts;
    this.groups = groups;
  }

  get length(): number {
    return this.entries.rowids.length;
  }

  /** -1 for a row that is none of its. */
  entryOf(rowid: number): number {
    return entryOf(this.entries, rowid);
  }

  /** In whose names every one of the words stands somewhere. It is kept: not to be changed. @param words up to 16, without space in them */
  named(words: readonly string[]): Hits {
    const key = words.join(' ');
    const known = this.#found.get(key);
    this.#found.delete(key);
    const hits = known ?? this.#find(words);
    this.#found.set(key, hits);
    if (this.#found.size > MOST_FOUND) this.#found.delete(this.#found.keys().next().value!);
    return hits;
  }

  /** Entries of a kind in an order. @param database that it is of */
  order(database: DatabaseSync, sort: TitleQuery['sort'], kind: number): Uint32Array {
    const key = `${sort} ${kind}`;
    const known = this.#orders.get(key);
    if (known) return known;
    const stored = readPlaces(database, sort, kind);
    const order = stored?.length === this.#counts[kind]! ? stored : placesOf(database, this.entries, sort, kind);
    this.#orders.set(key, order);
    return order;
  }

  /** Each term says by a bit for which of the words it stands; a name fits when its terms say so of all. */
  #find(words: readonly string[]): Hits {
    const hits = new Uint8Array(this.length);
    const bits = this.#terms.bitsOf(words);
    const all = 2 ** words.length - 1;
    const terms = this.entries.words;
    let [entry, said] = [0, 0];
    for (let at = 0; at < terms.length; at += 1) {
      const word = terms[at]!;
      said |= bits[word & TERM_MASK]!;
      if (word < LAST_WORD) continue;
      if (said === all) hits[entry] = 1;
      entry += 1;
      said = 0;
    }
    return hits;
  }
}

/** As a build has stored it; made of the table where none is stored, or none that is whole. */
export function loadIndex(database: DatabaseSync): TitleIndex {
  const entries = joinChunks(readChunks(database));
  const { movies, series } = readState(database);
  const counts = [movies, series];
  const blocks = storedBlocks(storedTerms(database));
  if (entries?.rowids.length !== movies + series || !blocks) return indexOfTable(database, counts);
  const groups = new Map(
    database
      .prepare('SELECT no, name FROM title_group_number')
      .all()
      .map(({ no, name }) => [name as string, no as number]),
  );
  return new TitleIndex({ entries, terms: joinTerms(blocks), groups, counts });
}

/** Takes a second and more for half a million: until the first build of a version that stores it. */
function indexOfTable(database: DatabaseSync, counts: readonly number[]): TitleIndex {
  const blocks: Uint8Array[] = [];
  const store: TermStore = { all: () => blocks, put: (block, terms) => void (blocks[block] = terms) };
  const terms = new TermNumbers(store, []);
  const groups = new Map<string, number>();
  const numberOf = (name: string): number => {
    if (!groups.has(name)) groups.set(name, groups.size + 1);
    return groups.get(name)!;
  };
  const encoder = new ChunkEncoder(database, () => terms, numberOf);
  const chunks = Array.from({ length: lastChunk(database) + 1 }, (_, chunk) => encoder.encode(chunk) ?? []).flat();
  terms.finish();
  return new TitleIndex({ entries: joinChunks(chunks)!, terms: joinTerms(storedBlocks(store)!), groups, counts });
}
