// When a stream is checked next: daily in the quiet hours, a channel's first candidates more often, soon after a failure, and ever
// more seldom once it is dead. Pure; the jitter is the stream's own, so that the same plan comes out again after a restart.

import { DAY_MS, HOUR_MS, MINUTE_MS } from '../kernel/units.ts';
import { hash53, type StreamId } from '../model/ids.ts';

/** Checks of a day are spread over this. */
export const QUIET_MS = 3 * HOUR_MS;
/** From day to day a stream's turn moves a little: what the provider does at a fixed minute is not always met. */
const DAILY_JITTER_MS = 20 * MINUTE_MS;
/** Those that a viewer would get. */
export const CANDIDATES = 3;
const CANDIDATE_EVERY_MS = 8 * HOUR_MS;
const JITTER = 0.2;
/** A failure may be a moment's: it is known within a quarter of an hour whether it is. */
const AFTER_FAILURE_MS = [5 * MINUTE_MS, 10 * MINUTE_MS] as const;
/** Of a dead one; doubled each time. */
const DEAD_FIRST_MS = 30 * MINUTE_MS;
const DEAD_MOST_MS = 24 * HOUR_MS;
/** After a first look at a picture that is black, frozen or silent; doubled each time. */
const LOOK_AGAIN_MS = 10 * MINUTE_MS;

export interface QuietHours {
  /** Minutes after midnight, local time, at which the quiet hours begin. */
  readonly startMinute: number;
  /** How far local time is ahead of UTC at an instant, in milliseconds. */
  readonly offsetMs: (at: number) => number;
}

/** Uniform in [0, 1), the same for the same stream and occasion. */
export const chance = (id: StreamId, occasion: number): number => hash53(`${id} ${occasion}`) / 2 ** 53;

/** The beginning of the quiet hours at or before an instant. */
export function quietStartAt(at: number, { startMinute, offsetMs }: QuietHours): number {
  const offset = offsetMs(at);
  const midnight = Math.floor((at + offset) / DAY_MS) * DAY_MS - offset;
  const start = midnight + startMinute * MINUTE_MS;
  return start <= at ? start : start - DAY_MS;
}

export const isQuiet = (at: number, hours: QuietHours): boolean => at - quietStartAt(at, hours) < QUIET_MS;

/** A stream's turn in the quiet hours that come next after an instant. */
export function nextQuietTurnAt(id: StreamId, at: number, hours: QuietHours): number {
  for (let start = quietStartAt(at, hours) - DAY_MS; ; start += DAY_MS) {
    const moved = DAILY_JITTER_MS * chance(id, Math.floor(start / DAY_MS));
    const turnAt = Math.round(start + (QUIET_MS - DAILY_JITTER_MS) * chance(id, 0) + moved);
    if (turnAt > at) return turnAt;
  }
}

/** @param place among its channel's streams, 0 for the first */
export function nextRegularAt(id: StreamId, place: number, at: number, hours: QuietHours): number {
  const quietAt = nextQuietTurnAt(id, at, hours);
  if (place >= CANDIDATES) return quietAt;
  return Math.min(quietAt, Math.round(at + jittered(CANDIDATE_EVERY_MS, id, Math.floor(at / HOUR_MS))));
}

/**
 * @param failures in a row, this one included
 * @param untilDead from how many on it is dead
 */
export function nextAfterFailureAt(id: StreamId, at: number, failures: number, untilDead: number): number {
  const waitMs =
    failures < untilDead
      ? AFTER_FAILURE_MS[Math.min(failures, AFTER_FAILURE_MS.length) - 1]!
      : Math.min(DEAD_MOST_MS, DEAD_FIRST_MS * 2 ** (failures - untilDead));
  return Math.round(at + jittered(waitMs, id, failures));
}

/**
 * When a stream that comes is looked at again because its picture was not well: soon, and ever more seldom.
 * @param faulty looks in a row; 0 for a picture that is well, or that nobody looked at
 */
export function lookAgainAt(id: StreamId, at: number, faulty: number): number {
  if (faulty === 0) return Number.POSITIVE_INFINITY;
  return Math.round(at + jittered(LOOK_AGAIN_MS * 2 ** (faulty - 1), id, faulty));
}

const jittered = (ms: number, id: StreamId, occasion: number): number =>
  ms * (1 - JITTER + 2 * JITTER * chance(id, occasion));
