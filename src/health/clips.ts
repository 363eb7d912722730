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
export const RECENT_MS = 7 * DAY_MS;

export interface Shown {
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
export function noticeClip(database: DatabaseSync, shown: Shown): boolean {
  const { mark, at, of } = shown;
  const others = database
    .prepare('SELECT channel, mark_at FROM stream WHERE mark = ? AND provider = ? AND channel <> ? AND mark_at > ?')
    .all(mark, of.providerId, of.channelId, at - RECENT_MS)
    .map((row) => ({ channel: row['channel'] as number, at: row['mark_at'] as number }));
  if (!areShownInTurn(others, at)) return false;
  rememberClip(database, shown);
  database.prepare('DELETE FROM clip WHERE seen_at < ?').run(at - RECENT_MS);
  return true;
}

/** Whether no live channel is shown so: by others at another moment, or by many at once. @param others of other channels */
export function areShownInTurn(
  others: readonly { readonly channel: number; readonly at: number }[],
  at: number,
): boolean {
  const isLater = others.some((other) => Math.abs(at - other.at) >= APART_MS);
  return isLater || new Set(others.map(({ channel }) => channel)).size + 1 >= MANY_CHANNELS;
}

/** Whoever shows it is looked at again soon. */
export function rememberClip(database: DatabaseSync, { mark, at, of }: Shown): void {
  database
    .prepare('INSERT OR REPLACE INTO clip (mark, provider, seen_at) VALUES (?, ?, ?)')
    .run(mark, of.providerId, at);
  database
    .prepare('UPDATE stream SET next_at = ? WHERE mark = ? AND provider = ? AND next_at > ?')
    .run(at, mark, of.providerId, at);
}
