// What was written, by path: the only files that are ever changed or taken away.

import type { DatabaseSync } from 'node:sqlite';
import type { Log } from '../../kernel/log.ts';
import { openDatabase } from '../../storage/database.ts';

const MIGRATIONS = [
  `CREATE TABLE file (
     target TEXT NOT NULL,
     path TEXT NOT NULL,
     digest INTEGER NOT NULL,
     PRIMARY KEY (target, path)
   ) STRICT, WITHOUT ROWID`,
];

/** Rows in one transaction: a run that breaks off knows all but the last of its files. */
const PER_TRANSACTION = 1_000;

export class Manifest {
  readonly #database: DatabaseSync;
  readonly #target: string;
  #pending = 0;

  constructor(file: string, target: string, log: Log) {
    this.#database = openDatabase({ file, migrations: MIGRATIONS, log });
    this.#target = target;
  }

  /** Digests by path. */
  read(): Map<string, number> {
    const rows = this.#database.prepare('SELECT path, digest FROM file WHERE target = ?').all(this.#target);
    return new Map(rows.map((row) => [row['path'] as string, row['digest'] as number]));
  }

  has(path: string): boolean {
    const row = this.#database.prepare('SELECT 1 FROM file WHERE target = ? AND path = ?').get(this.#target, path);
    return row !== undefined;
  }

  put(path: string, digest: number): void {
    this.#change(() =>
      this.#database.prepare('INSERT OR REPLACE INTO file VALUES (?, ?, ?)').run(this.#target, path, digest),
    );
  }

  remove(path: string): void {
    this.#change(() =>
      this.#database.prepare('DELETE FROM file WHERE target = ? AND path = ?').run(this.#target, path),
    );
  }

  flush(): void {
    if (this.#database.isTransaction) this.#database.exec('COMMIT');
    this.#pending = 0;
  }

  close(): void {
    this.flush();
    this.#database.close();
  }

  #change(work: () => unknown): void {
    if (!this.#database.isTransaction) this.#database.exec('BEGIN IMMEDIATE');
    work();
    this.#pending += 1;
    if (this.#pending >= PER_TRANSACTION) this.flush();
  }
}
