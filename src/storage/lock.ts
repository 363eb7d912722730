// One Masthead a data folder: an exclusive SQLite lock, which the system gives back even after a crash.

import { readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { AppError } from '../kernel/errors.ts';

export interface FolderLock {
  release(): void;
}

/** @throws AppError `storage.locked` when another process has it */
export function lockFolder(file: string): FolderLock {
  const database = new DatabaseSync(file);
  try {
    database.exec('PRAGMA busy_timeout = 0; PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE');
  } catch (cause) {
    database.close();
    throw new AppError('storage.locked', `Another Masthead is running on this data folder${holderOf(file)}.`, {
      cause,
    });
  }
  writeFileSync(`${file}.pid`, String(process.pid));
  return { release: () => database.close() };
}

function holderOf(file: string): string {
  try {
    return ` (process ${readFileSync(`${file}.pid`, 'utf8').trim()})`;
  } catch {
    return '';
  }
}
