// Connections for reading that a thread keeps from one question to the next.

import type { DatabaseSync } from 'node:sqlite';
import { AppError } from '../kernel/errors.ts';
import { openReader } from './database.ts';
import { HeldConnections } from './held-connections.ts';

/** Holds the inner pages of every index, and the newest of what was read; each thread has one for each of a few databases. */
export const HELD_CACHE_KIBIBYTES = 4_096;

const readers = new HeldConnections((file) => openReader(file, HELD_CACHE_KIBIBYTES));

/** For tasks: has `read` ask the database, which must exist. What it throws ends the connection, too, but for what it says of the question. */
export function readDatabase<Result>(file: string, read: (database: DatabaseSync) => Result): Result {
  try {
    return read(readers.to(file));
  } catch (error) {
    if (!(error instanceof AppError)) readers.forget(file);
    throw error;
  }
}
