// A card that a provider shows in place of a channel, "offline", "buy a plan": a picture that stands still and that other channels
// of it show, too, in whatever bytes; or one that is silent as well, and is the same when it is looked at again.

import type { DatabaseSync } from 'node:sqlite';
import { SECOND_MS } from '../kernel/units.ts';
import { areShownInTurn, RECENT_MS, rememberClip } from './clips.ts';
import type { PictureFindings } from './picture-findings.ts';
import { areAlike } from './still-print.ts';
import type { StreamRecord } from './stream-row.ts';

/** A moment of silence with a picture that stands still is over by then. */
const AGAIN_MS = 30 * SECOND_MS;

interface Looked {
  readonly picture: PictureFindings;
  /** Epoch milliseconds. */
  readonly at: number;
  /** As it was before. */
  readonly of: StreamRecord;
  /** What its first picture is now, in bytes. */
  readonly mark: string | undefined;
}

/** Whether it is one. What its bytes begin with is known from then on: the next check need not decode anything. */
export function noticeSlate(database: DatabaseSync, { picture, at, of, mark }: Looked): boolean {
  const { still, faults } = picture;
  if (still === null || !faults.includes('frozen')) return false;
  const isSilent = faults.includes('silent') && isSameAgain(still, at, of);
  if (!isSilent && !isShownElsewhere(database, { still, at, of })) return false;
  const shown = mark ?? of.mark;
  if (shown !== null) rememberClip(database, { mark: shown, at, of });
  return true;
}

const isSameAgain = (still: string, at: number, { still: before, stillAt }: StreamRecord): boolean =>
  before !== null && at - stillAt >= AGAIN_MS && at - stillAt < RECENT_MS && areAlike(still, before);

function isShownElsewhere(
  database: DatabaseSync,
  { still, at, of }: { readonly still: string; readonly at: number; readonly of: StreamRecord },
): boolean {
  const others = database
    .prepare(
      'SELECT channel, still, still_at FROM stream WHERE provider = ? AND still IS NOT NULL AND channel <> ? AND still_at > ?',
    )
    .all(of.providerId, of.channelId, at - RECENT_MS)
    .filter((row) => areAlike(still, row['still'] as string))
    .map((row) => ({ channel: row['channel'] as number, at: row['still_at'] as number }));
  return areShownInTurn(others, at);
}
