// Databases that cannot be used: kept beside the new one that takes their place, under another name. One that was found to be damaged
// while it was in use is marked, and set aside by the next start.

import { existsSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

const REASONS = ['corrupt', 'newer'] as const;
const SUFFIXES = ['', '-wal', '-shm'];

/** Where copies of a database lie that could not be used, as far as there are any. */
export const setAsideOf = (file: string): string[] =>
  REASONS.flatMap((reason) => SUFFIXES.map((suffix) => `${file}.${reason}${suffix}`));

export function setAside(file: string, reason: (typeof REASONS)[number]): void {
  for (const suffix of SUFFIXES) {
    rmSync(`${file}.${reason}${suffix}`, { force: true });
    if (existsSync(file + suffix)) renameSync(file + suffix, `${file}.${reason}${suffix}`);
  }
}

const markOf = (file: string): string => `${file}.damaged`;

/**
 * Before anybody has it open. A mark is no proof: since it was made a backup may have brought a sound one back.
 * @returns those that were marked and are damaged: they are set aside now
 */
export function setMarkedAside(files: readonly string[]): string[] {
  const marked = files.filter((file) => existsSync(markOf(file)));
  const damaged = marked.filter(isDamaged);
  for (const file of damaged) setAside(file, 'corrupt');
  for (const file of marked) rmSync(markOf(file), { force: true });
  return damaged;
}

export const markDamaged = (file: string): void => writeFileSync(markOf(file), '');

/** When a damaged one was set aside last, as epoch milliseconds; undefined for never. */
export const damagedAt = (file: string): number | undefined =>
  statSync(`${file}.corrupt`, { throwIfNoEntry: false })?.ctimeMs;

/** Reads all of it, which takes seconds where it is large. One that cannot be asked for another reason is not damaged. */
export function isDamaged(file: string): boolean {
  if (!existsSync(file)) return false;
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file);
    database.exec('PRAGMA busy_timeout = 5000');
    return database.prepare('PRAGMA integrity_check(1)').get()?.['integrity_check'] !== 'ok';
  } catch (error) {
    return tellsOfDamage(error instanceof Error ? error.message : '');
  } finally {
    database?.close();
  }
}

/** Whatever thread it comes from, as SQLite has its words: SQLITE_CORRUPT and SQLITE_NOTADB. */
export const tellsOfDamage = (text: string): boolean =>
  /database disk image is malformed|file is not a database/.test(text);
