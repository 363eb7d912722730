// Keeps the index of titles with a build: the chunks of those rows that were touched, and the orders. In the build's transaction.

import type { DatabaseSync } from 'node:sqlite';
import type { TitleContent } from '../title-row.ts';
import { ChangedOrders } from './changed-orders.ts';
import { chunkOf, ChunkEncoder, joinChunks } from './chunks.ts';
import { writeOrders } from './orders.ts';
import { storedBlocks, storedTerms, termCount, TermNumbers, type TermBlock, type TermStore } from './terms.ts';

/** Words that no name has any more stay until there are so many a title, and some. */
const MOST_TERMS_A_TITLE = 3;
const FEW_TERMS = 20_000;

/** A chunk of which more rows were touched is made anew. */
const MOST_PATCHED = 200;

export class TitleIndexWriter {
  readonly #database: DatabaseSync;
  /** By chunk; undefined for all of its rows. */
  readonly #touched = new Map<number, Map<number, boolean> | undefined>();
  readonly #orders: ChangedOrders;
  readonly #store: TermStore;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#orders = new ChangedOrders(database);
    this.#store = storedTerms(database);
  }

  added(rowid: number, kind: number): void {
    this.#orders.added(kind);
    this.#touch(rowid, true);
  }

  /** To be called before it is written. */
  changed(rowid: number, content: TitleContent): void {
    this.#touch(rowid, this.#orders.changed(rowid, content));
  }

  removed(rowid: number): void {
    this.#orders.removed();
    this.#touch(rowid, true);
  }

  #touch(rowid: number, isNamed: boolean): void {
    const chunk = chunkOf(rowid);
    const rows = this.#touched.get(chunk);
    if (rows === undefined && this.#touched.has(chunk)) return;
    const all = rows ?? new Map<number, boolean>();
    all.set(rowid, isNamed || all.get(rowid) === true);
    this.#touched.set(chunk, all.size > MOST_PATCHED ? undefined : all);
  }

  /** Writes what was touched, or everything where no index is stored. @param titleCount that there are now */
  finish(titleCount: number): void {
    const { edition } = this.#database.prepare('SELECT edition FROM state').get() as { edition: number };
    if (edition > 0 && this.#touched.size === 0) return;
    const blocks = edition === 0 ? undefined : storedBlocks(this.#store);
    const isFull = termCount(blocks ?? []) > MOST_TERMS_A_TITLE * titleCount + FEW_TERMS;
    this.#writeChunks(blocks && !isFull ? blocks : this.#anew());
    let entries = joinChunks(readChunks(this.#database));
    if (!entries) {
      this.#writeChunks(this.#anew()); // a stored one was not whole
      entries = joinChunks(readChunks(this.#database));
    }
    if (entries) writeOrders(this.#database, entries, (sort, kind) => this.#orders.has(sort, kind));
    this.#database.exec('UPDATE state SET edition = edition + 1');
  }

  /** @returns the words that are left */
  #anew(): readonly [] {
    this.#database.exec('DELETE FROM title_chunk; DELETE FROM title_term; DELETE FROM title_group_number');
    for (let chunk = lastChunk(this.#database); chunk >= 0; chunk -= 1) this.#touched.set(chunk, undefined);
    this.#orders.removed();
    return [];
  }

  #writeChunks(blocks: readonly TermBlock[]): void {
    let known: TermNumbers | undefined;
    const terms = (): TermNumbers => (known ??= new TermNumbers(this.#store, blocks));
    const encoder = new ChunkEncoder(this.#database, terms, groupNumbers(this.#database));
    const read = this.#database.prepare('SELECT content FROM title_chunk WHERE chunk = ?');
    const write = this.#database.prepare('INSERT OR REPLACE INTO title_chunk (chunk, content) VALUES (?, ?)');
    const drop = this.#database.prepare('DELETE FROM title_chunk WHERE chunk = ?');
    for (const [chunk, rows] of this.#touched) {
      const stored = rows && (read.get(chunk)?.['content'] as Uint8Array | undefined);
      const content = stored ? encoder.patch(chunk, stored, rows) : encoder.encode(chunk);
      if (content) write.run(chunk, content);
      else drop.run(chunk);
    }
    known?.finish();
  }
}

/** -1 without titles. */
export function lastChunk(database: DatabaseSync): number {
  const last = database.prepare('SELECT max(rowid) AS last FROM title').get()?.['last'] as number | null;
  return last === null ? -1 : chunkOf(last);
}

export function readChunks(database: DatabaseSync): Uint8Array[] {
  const rows = database.prepare('SELECT content FROM title_chunk ORDER BY chunk').all();
  return rows.map(({ content }) => content as Uint8Array);
}

/** Numbers of categories; those that are new are written. */
function groupNumbers(database: DatabaseSync): (name: string) => number {
  const rows = database.prepare('SELECT no, name FROM title_group_number').all();
  const known = new Map(rows.map(({ no, name }) => [name as string, no as number]));
  const add = database.prepare('INSERT INTO title_group_number (name) VALUES (?)');
  return (name) => {
    const number = known.get(name) ?? Number(add.run(name).lastInsertRowid);
    known.set(name, number);
    return number;
  };
}
