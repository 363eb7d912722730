// The names of a list as they are searched, in the database: in chunks of the ledger's size, so that a change near the end writes
// little. A thread that is asked for the first time has them in the time of reading a file; row by row it takes a second for half a
// million.

import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { CHUNK_ENTRIES } from './ledger-store.ts';
import type { Ledger } from './ledger.ts';
import { digestOf, NameChunk, packNames } from './name-chunk.ts';
import { NameIndex } from './name-index.ts';

/** Takes names in the order of the list; a chunk that is as it was is not written. */
export class NameWriter {
  readonly #provider: number;
  readonly #read: StatementSync;
  readonly #write: StatementSync;
  readonly #drop: StatementSync;
  #names: string[] = [];
  #chunk = 0;

  constructor(database: DatabaseSync, provider: number) {
    this.#provider = provider;
    this.#read = database.prepare('SELECT names FROM names WHERE provider = ? AND chunk = ?');
    this.#write = database.prepare('INSERT OR REPLACE INTO names (provider, chunk, names) VALUES (?, ?, ?)');
    this.#drop = database.prepare('DELETE FROM names WHERE provider = ? AND chunk >= ?');
  }

  add(name: string): void {
    this.#names.push(name);
    if (this.#names.length === CHUNK_ENTRIES) this.#flush();
  }

  finish(): void {
    if (this.#names.length > 0) this.#flush();
    this.#drop.run(this.#provider, this.#chunk);
  }

  #flush(): void {
    const stored = this.#read.get(this.#provider, this.#chunk)?.['names'] as Uint8Array | undefined;
    const digest = digestOf(this.#names);
    const isStored = stored && NameChunk.of(stored)?.digest === digest;
    if (!isStored) this.#write.run(this.#provider, this.#chunk, packNames(this.#names, digest));
    this.#chunk += 1;
    this.#names = [];
  }
}

export function loadNames(database: DatabaseSync, provider: number, ledger: Ledger): NameIndex {
  const stored = database.prepare('SELECT names FROM names WHERE provider = ? ORDER BY chunk').all(provider);
  const chunks = stored.map(({ names }) => NameChunk.of(names as Uint8Array)).filter((chunk) => chunk !== undefined);
  const index = new NameIndex(chunks);
  return index.length === ledger.length ? index : indexOfRows(database, provider, ledger);
}

/** Of a list that an older version has stored, or where a chunk is spoilt. */
function indexOfRows(database: DatabaseSync, provider: number, ledger: Ledger): NameIndex {
  const names = namesOf(database, provider, ledger);
  const chunks = Array.from({ length: Math.ceil(names.length / CHUNK_ENTRIES) }, (_, chunk) =>
    NameChunk.of(packNames(names.slice(chunk * CHUNK_ENTRIES, (chunk + 1) * CHUNK_ENTRIES))),
  );
  return new NameIndex(chunks.filter((chunk) => chunk !== undefined));
}

function namesOf(database: DatabaseSync, provider: number, ledger: Ledger): string[] {
  const ofRow = new Map<number, string>();
  for (const found of database.prepare('SELECT row, name FROM stream WHERE provider = ?').iterate(provider))
    ofRow.set(found['row'] as number, found['name'] as string);
  return Array.from({ length: ledger.length }, (_, position) => ofRow.get(ledger.rows[position]!) ?? '');
}
