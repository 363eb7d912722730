// Connections for reading that a thread keeps from one question to the next: what it has read of a database stays in its cache.
// They end with the thread.

import { statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { AppError } from '../kernel/errors.ts';
import { openReader } from './database.ts';

interface Held {
  readonly database: DatabaseSync;
  /** Which file it is: a database that was set aside has another one in its place. */
  readonly inode: number;
}

/** Holds the inner pages of every index, and the newest of what was read; each thread has one for each of a few databases. */
const CACHE_KIBIBYTES = 4_096;

const held = new Map<string, Held>();

/** For tasks: has `read` ask the database, which must exist. What it throws ends the connection, too, but for what it says of the question. */
export function readDatabase<Result>(file: string, read: (database: DatabaseSync) => Result): Result {
  const database = connectionTo(file);
  try {
    return read(database);
  } catch (error) {
    if (!(error instanceof AppError)) forget(file);
    throw error;
  }
}

function connectionTo(file: string): DatabaseSync {
  const { ino: inode } = statSync(file);
  const known = held.get(file);
  if (known?.inode === inode) return known.database;
  forget(file);
  const database = openReader(file, CACHE_KIBIBYTES);
  held.set(file, { database, inode });
  return database;
}

function forget(file: string): void {
  held.get(file)?.database.close();
  held.delete(file);
}
