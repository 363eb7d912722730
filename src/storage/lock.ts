// One Masthead a data folder: an exclusive SQLite lock, which the system gives back even after a crash.

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { AppError } from '../kernel/errors.ts';
import { reasonOf } from './database-faults.ts';

export interface FolderLock {
  release(): void;
}

/** SQLite's result codes, without their extensions. */
const BUSY = 5;
const NOT_A_DATABASE = 26;

/** @throws AppError `storage.locked` when another process has it, `internal` when the file cannot be used at all */
export function lockFolder(file: string): FolderLock {
  let database = tryLock(file);
  if (database === NOT_A_DATABASE) {
    rmSync(file); // nothing is kept in it: what a crash or a hand left there is no reason not to start
    database = tryLock(file);
  }
  if (database === BUSY) {
    throw new AppError('storage.locked', `Another Masthead is running on this data folder${holderOf(file)}.`);
  }
  if (typeof database === 'number') throw reasonOf(file, database);
  const held = database;
  writeFileSync(`${file}.pid`, String(process.pid));
  return { release: () => held.close() };
}

/** The connection that holds the lock, or the result code that says why there is none. */
function tryLock(file: string): DatabaseSync | number {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file);
    database.exec('PRAGMA busy_timeout = 0; PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE');
    return database;
  } catch (cause) {
    database?.close();
    if (cause instanceof Error && 'errcode' in cause) return (cause.errcode as number) & 0xff;
    throw new AppError('internal', `${file} cannot be opened`, { cause });
  }
}

function holderOf(file: string): string {
  try {
    return ` (process ${readFileSync(`${file}.pid`, 'utf8').trim()})`;
  } catch {
    return '';
  }
}
