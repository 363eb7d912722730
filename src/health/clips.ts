// The clip that a provider shows in place of channels: "offline", "limit reached", "buy a plan". Recognised because several
// channels of it show the very same picture, and go on showing it: live channels do not.

import type { DatabaseSync } from 'node:sqlite';
import { DAY_MS, SECOND_MS } from '../kernel/units.ts';
import type { StreamRecord } from './stream-row.ts';

/** One channel listed twice shows the same picture at the same moment, but not again later. */
const APART_MS = 30 * SECOND_MS;
/** So many channels at the same moment are not one channel listed so often. */
const MANY_CHANNELS = 4;
/** What was shown longer ago says nothing of now; a clip not seen for so long is forgotten. */
const RECENT_MS = 7 * DAY_MS;

interface Shown {
  readonly mark: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly of: StreamRecord;
}

export function isKnownClip(database: DatabaseSync, { mark, at, of }: Shown): boolean {
  const update = database.prepare('UPDATE clip SET seen_at = ? WHERE mark = ? AND provider = ? AND seen_at > ?');
  return Number(update.run(at, mark, of.providerId, at - RECENT_MS).changes) > 0;
}

/** Looks whether it is one, now that this stream shows it, too; those that showed it before are looked at again soon. */
export function noticeClip(database: DatabaseSync, { mark, at, of }: Shown): boolean {
  const others = database
    .prepare('SELECT channel, mark_at FROM stream WHERE mark = ? AND provider = ? AND channel <> ? AND mark_at > ?')
    .all(mark, of.providerId, of.channelId, at - RECENT_MS)
    .map((row) => ({ channel: row['channel'] as number, markAt: row['mark_at'] as number }));
  const isLater = others.some(({ markAt }) => Math.abs(at - markAt) >= APART_MS);
  const channels = new Set(others.map(({ channel }) => channel)).size + 1;
  if (!(isLater && channels > 1) && channels < MANY_CHANNELS) return false;
  database
    .prepare('INSERT OR REPLACE INTO clip (mark, provider, seen_at) VALUES (?, ?, ?)')
    .run(mark, of.providerId, at);
  database.prepare('DELETE FROM clip WHERE seen_at < ?').run(at - RECENT_MS);
  database
    .prepare('UPDATE stream SET next_at = ? WHERE mark = ? AND provider = ? AND next_at > ?')
    .run(at, mark, of.providerId, at);
  return true;
}
