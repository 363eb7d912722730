// What is taken out again: what is old, and what a person wants forgotten.

import { rmSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { dayBefore, dayNumber } from '../../kernel/local-day.ts';
import { DAY_MS } from '../../kernel/units.ts';
import { transact } from '../../storage/database.ts';
import { setAsideOf } from '../../storage/set-aside.ts';
import { addSums, type Sum } from './batch.ts';

export interface Retention {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly keepDays: number;
  /** Whole days before today. */
  readonly statisticsDays: number;
}

/** Places in the middle are bookmarks, which outlive the history: a series is gone on with after the summer. */
const PLACE_DAYS = 400;
/** A list is read in less; for an export no worker waits. */
const SWEEP_WITHIN_MS = 250;

/** @returns whether the files are clean of what was deleted, too: see `sweep` */
export function tidy(database: DatabaseSync, { now, keepDays, statisticsDays }: Retention): boolean {
  const firstDay = dayBefore(dayNumber(now), statisticsDays); // sums of a part of a day would look like little
  const old: readonly (readonly [sql: string, ...before: number[]])[] = [
    ['viewing WHERE ended_at < ?', now - keepDays * DAY_MS],
    ['hourly WHERE day < ?', firstDay],
    ['peak WHERE day < ?', firstDay],
    ['part_peak WHERE day < ?', firstDay],
    ['place WHERE is_finished = 1 AND updated_at < ?', now - keepDays * DAY_MS], // says no more than that it was watched
    ['place WHERE updated_at < ?', now - Math.max(PLACE_DAYS, keepDays) * DAY_MS],
    ['item WHERE id NOT IN (SELECT item FROM hourly)'],
    ['person WHERE id NOT IN (SELECT person FROM hourly)'],
  ];
  let deleted = 0;
  transact(database, () => {
    for (const [sql, ...values] of old)
      deleted += Number(database.prepare(`DELETE FROM ${sql}`).run(...values).changes);
  });
  return deleted === 0 || sweep(database);
}

/**
 * Viewings and places are deleted; the sums stay, without a name.
 * @param person null for everybody
 * @returns whether the files are clean of it, too: see `sweep`
 */
export function forget(database: DatabaseSync, person: string | null): boolean {
  const all = person === null;
  const where = all ? 'TRUE' : 'person = ?';
  const values = all ? [] : [person];
  transact(database, () => {
    database.prepare(`DELETE FROM viewing WHERE ${where}`).run(...values);
    database.prepare(`DELETE FROM place WHERE ${where}`).run(...values);
    database.prepare(`DELETE FROM person WHERE ${all ? 'TRUE' : 'id = ?'}`).run(...values);
    database
      .prepare(`DELETE FROM part_peak WHERE part = 'person' AND key <> '' AND ${all ? 'TRUE' : 'key = ?'}`)
      .run(...values);
    const named = `${where} AND person <> ''`;
    const sums = database
      .prepare(`SELECT *, hour_at AS hourAt FROM hourly WHERE ${named}`)
      .all(...values) as unknown as Sum[];
    database.prepare(`DELETE FROM hourly WHERE ${named}`).run(...values);
    addSums(
      database,
      sums.map((sum) => ({ ...sum, person: '' })),
    );
  });
  return sweep(database);
}

/**
 * What was deleted leaves the write-ahead log as well, and the file, which has it until the log is written out.
 * @returns false while somebody reads on from before, as a long export does: to be tried again
 */
export function sweep(database: DatabaseSync): boolean {
  database.exec(`PRAGMA busy_timeout = ${SWEEP_WITHIN_MS}`);
  return database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.['busy'] === 0;
}

/** Copies that were set aside as broken, or of a newer version, are read by nobody: they are not kept of whoever is forgotten. */
export function dropSetAside(file: string): void {
  for (const copy of setAsideOf(file)) rmSync(copy, { force: true });
}

/** One of a person's places. @returns whether there was one */
export function forgetPlace(database: DatabaseSync, person: string, item: string): boolean {
  return database.prepare('DELETE FROM place WHERE person = ? AND item = ?').run(person, item).changes > 0;
}
