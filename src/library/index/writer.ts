// Keeps the index of titles with a build: the chunks of those rows that were touched, and the orders. In the build's transaction.

import type { DatabaseSync } from 'node:sqlite';
import { chunkOf, ChunkEncoder, joinChunks } from './chunks.ts';
import { writeOrders } from './orders.ts';
import { storedTerms, TermNumbers, type TermStore } from './terms.ts';

/** Words that no name has any more stay until there are so many a title, and some. */
const MOST_TERMS_A_TITLE = 3;
const FEW_TERMS = 20_000;

export class TitleIndexWriter {
  readonly #database: DatabaseSync;
  readonly #touched = new Set<number>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** A row was added, changed or removed. */
  touch(rowid: number): void {
    this.#touched.add(chunkOf(rowid));
  }

  /** Writes what was touched, or everything where no index is stored. @param titleCount that there are now */
  finish(titleCount: number): void {
    const { edition } = this.#database.prepare('SELECT edition FROM state').get() as { edition: number };
    if (edition > 0 && this.#touched.size === 0) return;
    const store = storedTerms(this.#database);
    let terms = edition === 0 ? this.#anew(store) : new TermNumbers(store);
    if (terms.size > MOST_TERMS_A_TITLE * titleCount + FEW_TERMS) terms = this.#anew(store);
    this.#writeChunks(terms);
    let entries = joinChunks(readChunks(this.#database));
    if (!entries) {
      this.#writeChunks(this.#anew(store)); // a stored one was not whole
      entries = joinChunks(readChunks(this.#database));
    }
    if (entries) writeOrders(this.#database, entries);
    this.#database.exec('UPDATE state SET edition = edition + 1');
  }

  #anew(store: TermStore): TermNumbers {
    this.#database.exec('DELETE FROM title_chunk; DELETE FROM title_term; DELETE FROM title_group_number');
    for (let chunk = lastChunk(this.#database); chunk >= 0; chunk -= 1) this.#touched.add(chunk);
    return new TermNumbers(store);
  }

  #writeChunks(terms: TermNumbers): void {
    const encoder = new ChunkEncoder(this.#database, terms, groupNumbers(this.#database));
    const write = this.#database.prepare('INSERT OR REPLACE INTO title_chunk (chunk, content) VALUES (?, ?)');
    const drop = this.#database.prepare('DELETE FROM title_chunk WHERE chunk = ?');
    for (const chunk of this.#touched) {
      const content = encoder.encode(chunk);
      if (content) write.run(chunk, content);
      else drop.run(chunk);
    }
    terms.finish();
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
