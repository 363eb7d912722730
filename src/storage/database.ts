// SQLite for what is fetched, derived or observed: large, and rebuilt by a sync when it is lost.

import { chmodSync, closeSync, existsSync, openSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { AppError } from '../kernel/errors.ts';
import type { Log } from '../kernel/log.ts';
import { explained, resultCodeOf } from './database-faults.ts';
import { newerThanKnown } from './newer.ts';
import { setAside } from './set-aside.ts';

export interface DatabaseOptions {
  readonly file: string;
  /** `migrations[n]` is SQL that takes `user_version` n to n + 1. */
  readonly migrations: readonly string[];
  readonly log: Log;
  /** Page cache; the default 2 MiB is plenty for point reads. */
  readonly cacheKibibytes?: number;
  /** Its log is written out in the background; here only when it has become large. */
  readonly isWrittenOut?: boolean;
  /** Whoever has it makes it again at little cost: one of a newer version is set aside, not refused. */
  readonly isCache?: boolean;
}

/** 64 MB: nobody has come to write it out for a long time. */
const LARGE_LOG_PAGES = 16_384;

/** What the log of a database takes on the disk: also what was written out of it, until it is begun anew. */
export const logBytesOf = (file: string): number => statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0;

/** SQLITE_CORRUPT and SQLITE_NOTADB. */
const CORRUPTION_CODES = new Set([11, 26]);

export const isCorruption = (error: unknown): boolean => CORRUPTION_CODES.has(resultCodeOf(error) ?? 0);

/**
 * Opens (makes, migrates) a database in WAL mode. A corrupt one, and a newer one of a cache, is set aside as `<file>.corrupt` or
 * `<file>.newer`, with a warning, and an empty one takes its place: the next sync fills it.
 * @throws AppError `storage.newer`, `storage.full`, and `internal` where the file cannot be used: nothing in it has changed then
 */
export function openDatabase(options: DatabaseOptions): DatabaseSync {
  try {
    return open(options);
  } catch (error) {
    const isNewer = error instanceof AppError && error.code === 'storage.newer';
    const reason = isNewer && options.isCache ? 'newer' : isCorruption(error) ? 'corrupt' : undefined;
    if (!reason) throw explained(options.file, error);
    setAside(options.file, reason);
    options.log.warning('A database could not be used; it was set aside and is rebuilt by the next sync', {
      file: options.file,
      reason,
      keptAs: `${options.file}.${reason}`,
    });
    return open(options);
  }
}

/** Its version; undefined where there is none, or none that can be read: what is wrong shows when it is opened. */
export function versionOf(file: string): number | undefined {
  if (!existsSync(file)) return undefined;
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file);
    return versionIn(database);
  } catch {
    return undefined;
  } finally {
    database?.close();
  }
}

const versionIn = (database: DatabaseSync): number =>
  (database.prepare('PRAGMA user_version').get() as { user_version: number }).user_version;

/** A second connection for reading only: for worker threads. The database must exist. */
export function openReader(file: string, cacheKibibytes = 2_048): DatabaseSync {
  const database = new DatabaseSync(file, { readOnly: true });
  database.exec(`PRAGMA busy_timeout = 5000; PRAGMA query_only = 1; PRAGMA cache_size = -${cacheKibibytes}`);
  return database;
}

/** Has `read` see one state of the database, whoever writes meanwhile. */
export function snapshot<Result>(database: DatabaseSync, read: () => Result): Result {
  database.exec('BEGIN');
  try {
    return read();
  } finally {
    if (database.isTransaction) database.exec('COMMIT');
  }
}

/** Runs `work` in one transaction; rolls back and rethrows when it throws. */
export function transact<Result>(database: DatabaseSync, work: () => Result): Result {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

/**
 * Runs `work` in one transaction that is kept when something else has come about, too. Nobody else writes meanwhile.
 * @param isToBeKept else, or when it rejects, it is rolled back
 * @returns undefined when it was rolled back
 */
export async function transactWhen<Result>(
  database: DatabaseSync,
  work: () => Result,
  isToBeKept: (result: Result) => Promise<boolean>,
): Promise<Result | undefined> {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    const isKept = await isToBeKept(result);
    database.exec(isKept ? 'COMMIT' : 'ROLLBACK');
    return isKept ? result : undefined;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

const PRIVATE = 0o600;

/** Addresses that hold passwords, and who watched what: nobody else's on this machine. What SQLite puts beside it is as it is. */
function keepPrivate(file: string): void {
  if (makeNew(file)) return;
  try {
    chmodSync(file, PRIVATE);
  } catch {
    // A file system without owners, or somebody else's file that may be written: it is used as it is.
  }
}

/**
 * One that is there is not opened: closing it again would let go of the locks that SQLite has on it in this process, and another
 * program could take its log away (sqlite.org/howtocorrupt.html, 2.2).
 */
function makeNew(file: string): boolean {
  try {
    closeSync(openSync(file, 'ax', PRIVATE));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function open(options: DatabaseOptions): DatabaseSync {
  if (options.file !== ':memory:') keepPrivate(options.file);
  const database = new DatabaseSync(options.file);
  try {
    database.exec(
      `PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;
       PRAGMA temp_store = MEMORY; PRAGMA cache_size = -${options.cacheKibibytes ?? 2_048};
       PRAGMA journal_size_limit = 16777216`,
    );
    if (options.isWrittenOut) database.exec(`PRAGMA wal_autocheckpoint = ${LARGE_LOG_PAGES}`);
    migrate(database, options);
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function migrate(database: DatabaseSync, { migrations, file, log }: DatabaseOptions): void {
  const found = versionIn(database);
  if (found > migrations.length) throw new AppError('storage.newer', newerThanKnown(file, found, migrations.length));
  if (found > 0 && found < migrations.length)
    log.info('A database of an older version is brought up to date: a large one takes some seconds, once', { file });
  for (let version = found; version < migrations.length; version += 1) {
    transact(database, () => database.exec(`${migrations[version]}; PRAGMA user_version = ${version + 1}`));
  }
}
