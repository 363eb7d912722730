// When a provider was down, or our own network: kept for a month, so that its days can be told.

import type { DatabaseSync } from 'node:sqlite';
import { DAY_MS } from '../kernel/units.ts';
import type { ProviderId } from '../model/ids.ts';

const KEPT_MS = 31 * DAY_MS;
/** What was seen longer ago says nothing of now. */
const STANDS_MS = DAY_MS;

/** Of a provider; of our own network where it is null. */
export interface OutageNote {
  readonly providerId: ProviderId | null;
  readonly since: number;
  /** Until when it is known to have lasted. */
  readonly until: number;
  readonly code: string;
  /** With our own network everything is over that began meanwhile. */
  readonly isOver: boolean;
}

export interface Outage {
  readonly since: number;
  readonly until: number;
  readonly code: string;
}

export function noteOutages(database: DatabaseSync, notes: readonly OutageNote[]): void {
  if (notes.length === 0) return;
  const write = database.prepare(
    `INSERT INTO outage (provider, from_at, until_at, code, is_over) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (provider, from_at) DO UPDATE SET until_at = excluded.until_at, is_over = excluded.is_over`,
  );
  const end = database.prepare("UPDATE outage SET is_over = 1 WHERE is_over = 0 AND (provider = ?1 OR ?1 = '')");
  for (const { providerId, since, until, code, isOver } of notes) {
    write.run(providerId ?? '', since, until, code, isOver ? 1 : 0);
    if (isOver) end.run(providerId ?? '');
  }
  database.prepare('DELETE FROM outage WHERE until_at < ?').run(Math.max(...notes.map(({ until }) => until)) - KEPT_MS);
}

/** Those of a provider, the newest first; of our own network where it is null. */
export function outagesOf(database: DatabaseSync, provider: ProviderId | null, since: number): Outage[] {
  const rows = database
    .prepare('SELECT from_at, until_at, code FROM outage WHERE provider = ? AND until_at >= ? ORDER BY from_at DESC')
    .all(provider ?? '', since);
  return rows.map((row) => ({
    since: row['from_at'] as number,
    until: row['until_at'] as number,
    code: row['code'] as string,
  }));
}

/** Those that an earlier run saw begin and not end, lately: the newest of each. */
export function standingOutages(database: DatabaseSync, now: number): OutageNote[] {
  const rows = database
    .prepare(
      'SELECT provider, max(from_at) AS since, until_at, code FROM outage WHERE is_over = 0 AND until_at > ? GROUP BY provider',
    )
    .all(now - STANDS_MS);
  return rows.map((row) => ({
    providerId: row['provider'] === '' ? null : (row['provider'] as ProviderId),
    since: row['since'] as number,
    until: row['until_at'] as number,
    code: row['code'] as string,
    isOver: false,
  }));
}
