// Changes that were sent with an `Idempotency-Key`, and how they were answered: on the disk, so that a restart in between makes no
// difference to whoever sends one again.

import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Log } from '../../kernel/log.ts';
import { DAY_MS, MEBIBYTE } from '../../kernel/units.ts';
import { openDatabase, transact } from '../../storage/database.ts';

const KEPT_MS = DAY_MS;
const MOST_KEYS = 1_000;
const MOST_BYTES = 8 * MEBIBYTE;

export const ANSWER_MIGRATIONS = [
  `CREATE TABLE asked (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     key BLOB NOT NULL UNIQUE,
     request TEXT NOT NULL,
     at INTEGER NOT NULL,
     status INTEGER,
     bytes INTEGER NOT NULL DEFAULT 0,
     content_type TEXT NOT NULL DEFAULT '',
     body TEXT NOT NULL DEFAULT ''
   ) STRICT`,
];

export interface KeptAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

export interface Asked {
  /** What names the request. */
  readonly request: string;
  /** `unknown` where Masthead was ended in the middle of it. */
  readonly answer: KeptAnswer | 'under-way' | 'unknown';
}

export interface AnswerBookOptions {
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  /** Its log is to be written out; left out, it is written out as it comes. */
  readonly onWritten?: () => void;
}

/** The newest keys, each for a day. */
export class AnswerBook {
  readonly #database: DatabaseSync;
  readonly #options: AnswerBookOptions;
  /** Of this run. */
  readonly #underWay = new Set<string>();

  constructor(database: DatabaseSync, options: AnswerBookOptions) {
    this.#database = database;
    this.#options = options;
  }

  get(key: string): Asked | undefined {
    const row = this.#database
      .prepare('SELECT request, status, content_type, body FROM asked WHERE key = ? AND at > ?')
      .get(digestOf(key), this.#options.clock.now() - KEPT_MS);
    if (!row) return undefined;
    const status = row['status'] as number | null;
    const known = { status: status ?? 0, contentType: row['content_type'] as string, body: row['body'] as string };
    const open = this.#underWay.has(key) ? 'under-way' : 'unknown';
    return { request: row['request'] as string, answer: status === null ? open : known };
  }

  /** @throws AppError `storage.full` …: it is not to be done then, as nobody would know of it */
  begin(key: string, request: string): void {
    const { clock, onWritten } = this.#options;
    const now = clock.now();
    try {
      transact(this.#database, () => {
        this.#database.prepare('DELETE FROM asked WHERE at <= ? OR key = ?').run(now - KEPT_MS, digestOf(key));
        const { lastInsertRowid: id } = this.#database
          .prepare('INSERT INTO asked (key, request, at) VALUES (?, ?, ?)')
          .run(digestOf(key), request, now);
        this.#tidy(Number(id));
      });
    } catch (cause) {
      const isFull = cause instanceof Error && 'errcode' in cause && cause.errcode === SQLITE_FULL;
      throw new AppError(isFull ? 'storage.full' : 'internal', 'The Idempotency-Key could not be noted', { cause });
    }
    this.#underWay.add(key);
    onWritten?.();
  }

  keep(key: string, { status, contentType, body }: KeptAnswer): void {
    this.#end(key, () =>
      this.#database
        .prepare('UPDATE asked SET status = ?, content_type = ?, body = ?, bytes = ? WHERE key = ?')
        .run(status, contentType, body, Buffer.byteLength(body), digestOf(key)),
    );
  }

  /** It has changed nothing: the key may be used again. */
  drop(key: string): void {
    this.#end(key, () => this.#database.prepare('DELETE FROM asked WHERE key = ?').run(digestOf(key)));
  }

  close(): void {
    this.#database.close();
  }

  /** What is done is done: who sends it again is told at least that it was begun. */
  #end(key: string, write: () => unknown): void {
    this.#underWay.delete(key);
    try {
      write();
    } catch (error) {
      this.#options.log.warning('The answer to an Idempotency-Key could not be noted', { error });
    }
    this.#options.onWritten?.();
  }

  #tidy(newest: number): void {
    const rows = this.#database.prepare('SELECT id, bytes FROM asked ORDER BY id DESC').all();
    let bytes = 0;
    const oldest = rows.find((row, at) => (bytes += row['bytes'] as number) > MOST_BYTES || at >= MOST_KEYS);
    if (oldest && oldest['id'] !== newest)
      this.#database.prepare('DELETE FROM asked WHERE id <= ?').run(oldest['id'] as number);
  }
}

const SQLITE_FULL = 13;

/** Whose key it was need not be read from the disk. */
const digestOf = (key: string): Uint8Array => createHash('sha256').update(key).digest();

export function openAnswerBook(file: string, options: AnswerBookOptions): AnswerBook {
  const isWrittenOut = options.onWritten !== undefined;
  return new AnswerBook(openDatabase({ file, migrations: ANSWER_MIGRATIONS, log: options.log, isWrittenOut }), options);
}
