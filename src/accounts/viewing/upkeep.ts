// What is taken out again: what is old, and what a person wants forgotten.

import type { DatabaseSync } from 'node:sqlite';
import { DAY_MS, HOUR_MS } from '../../kernel/units.ts';
import { transact } from '../../storage/database.ts';
import { addSums, type Sum } from './batch.ts';

export interface Retention {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly keepDays: number;
  readonly statisticsDays: number;
}

/** Places outlive the history: a series is gone on with after the summer. */
const PLACE_DAYS = 400;

export function tidy(database: DatabaseSync, { now, keepDays, statisticsDays }: Retention): void {
  transact(database, () => {
    database.prepare('DELETE FROM viewing WHERE ended_at < ?').run(now - keepDays * DAY_MS);
    const before = Math.floor((now - statisticsDays * DAY_MS) / HOUR_MS);
    for (const table of ['hourly', 'peak']) database.prepare(`DELETE FROM ${table} WHERE hour < ?`).run(before);
    database.prepare('DELETE FROM place WHERE updated_at < ?').run(now - PLACE_DAYS * DAY_MS);
    database.exec(`DELETE FROM item WHERE id NOT IN (SELECT item FROM hourly);
      DELETE FROM person WHERE id NOT IN (SELECT person FROM hourly)`);
  });
}

/** Viewings and places are deleted; the sums stay, without a name. @param person null for everybody */
export function forget(database: DatabaseSync, person: string | null): void {
  const all = person === null;
  const where = all ? 'TRUE' : 'person = ?';
  const values = all ? [] : [person];
  transact(database, () => {
    database.prepare(`DELETE FROM viewing WHERE ${where}`).run(...values);
    database.prepare(`DELETE FROM place WHERE ${where}`).run(...values);
    database.prepare(`DELETE FROM person WHERE ${all ? 'TRUE' : 'id = ?'}`).run(...values);
    const named = `${where} AND person <> ''`;
    const sums = database.prepare(`SELECT * FROM hourly WHERE ${named}`).all(...values) as unknown as Sum[];
    database.prepare(`DELETE FROM hourly WHERE ${named}`).run(...values);
    addSums(
      database,
      sums.map((sum) => ({ ...sum, person: '' })),
    );
  });
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
}

/** One of a person's places. @returns whether there was one */
export function forgetPlace(database: DatabaseSync, person: string, item: string): boolean {
  return database.prepare('DELETE FROM place WHERE person = ? AND item = ?').run(person, item).changes > 0;
}
