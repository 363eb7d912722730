// A programme of the past as HLS: a list of its minutes, each a part of its own at the provider. So players that know nothing
// but HLS can go back, and seek.

import type { Context } from 'hono';
import { writeMediaPlaylist } from '../formats/hls/write.ts';
import { MINUTE_MS, SECOND_MS } from '../kernel/units.ts';
import type { LanEnv } from './output.ts';

/** Panels cut their archives by the minute. */
export const SLICE_MS = MINUTE_MS;
/** The newest minutes of an archive are still being written. */
const LAG_MS = MINUTE_MS;
/** As long as panels give at once. */
const MOST_SLICES = 480;

export interface PastPlaylist {
  /** Epoch milliseconds. */
  readonly startAt: number;
  readonly endAt: number;
  readonly now: number;
  /** @param startAt epoch seconds */
  readonly uriOf: (startAt: number) => string;
}

export function respondPastPlaylist(c: Context<LanEnv>, playlist: PastPlaylist): Response {
  const headers = {
    'content-type': 'application/vnd.apple.mpegurl',
    'cache-control': 'no-cache, no-store',
    'access-control-allow-origin': '*',
  };
  return new Response(c.req.method === 'HEAD' ? null : writePastPlaylist(playlist), { headers });
}

export function writePastPlaylist({ startAt, endAt, now, uriOf }: PastPlaylist): string {
  const firstAt = Math.floor(startAt / SLICE_MS) * SLICE_MS;
  const isOver = endAt + LAG_MS <= now;
  const untilAt = Math.min(endAt, now - LAG_MS);
  const count = Math.min(MOST_SLICES, Math.max(0, Math.ceil((untilAt - firstAt) / SLICE_MS)));
  const seconds = SLICE_MS / SECOND_MS;
  return writeMediaPlaylist({
    targetSeconds: seconds + 1, // what panels send for a minute is cut at a picture, not at the second
    firstSequence: 0,
    breaksBefore: 0,
    isIndependent: false,
    kind: isOver || count === MOST_SLICES ? 'vod' : 'event',
    segments: Array.from({ length: count }, (_, at) => ({
      uri: uriOf(firstAt / SECOND_MS + at * seconds),
      seconds,
      isBreak: at > 0,
    })),
  });
}

/**
 * `?utc=` (epoch seconds), as players with catch-up add it: the past from a minute ago on.
 * @returns epoch milliseconds; `undefined` for what is on now
 */
export function pastOf(c: Context<LanEnv>, now: number): number | undefined {
  const utc = c.req.query('utc') ?? '';
  const startAt = /^\d{9,11}$/.test(utc) ? Number(utc) * SECOND_MS : undefined;
  return startAt !== undefined && startAt < now - MINUTE_MS ? startAt : undefined;
}
