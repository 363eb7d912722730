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
  /** Whether the archive can be asked for a minute; else it knows a start only, and the list is one long part. */
  readonly hasSlices: boolean;
  /** @param startAt epoch seconds @param minutes how long the part is */
  readonly uriOf: (startAt: number, minutes: number) => string;
}

export function respondPastPlaylist(c: Context<LanEnv>, playlist: PastPlaylist): Response {
  const headers = {
    'content-type': 'application/vnd.apple.mpegurl',
    'cache-control': 'no-cache, no-store',
  };
  return new Response(c.req.method === 'HEAD' ? null : writePastPlaylist(playlist), { headers });
}

export function writePastPlaylist(playlist: PastPlaylist): string {
  return playlist.hasSlices ? inMinutes(playlist) : inOnePart(playlist);
}

/** Players that were promised a list open nothing else; where it lies, they read on as the part comes. */
function inOnePart({ startAt, endAt, now, uriOf }: PastPlaylist): string {
  const minutes = Math.min(MOST_SLICES, Math.max(1, Math.ceil((Math.min(endAt, now) - startAt) / MINUTE_MS)));
  const seconds = minutes * (MINUTE_MS / SECOND_MS);
  return writeMediaPlaylist({
    targetSeconds: seconds,
    firstSequence: 0,
    breaksBefore: 0,
    isIndependent: false,
    kind: 'vod',
    segments: [{ uri: uriOf(Math.floor(startAt / SECOND_MS), minutes), seconds, isBreak: false }],
  });
}

function inMinutes({ startAt, endAt, now, uriOf }: PastPlaylist): string {
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
      uri: uriOf(firstAt / SECOND_MS + at * seconds, 1),
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
