// How long a stream was seen to live: seconds known and seconds down, by hour for a day and by day (UTC) for a month. What the
// last sample said holds until the next one, within reason. Fixed in size: 168 bytes a stream.

import { DAY_MS, HOUR_MS, SECOND_MS } from '../kernel/units.ts';

export const HOURS = 24;
export const DAYS = 30;
/** Cells count in units that divide their span and fit their width: 240 of an hour, 8,640 of a day. */
const HOUR_UNIT_MS = 15 * SECOND_MS;
const DAY_UNIT_MS = 10 * SECOND_MS;
/** A daily check may be late; after more than this nothing is known. */
export const HOLDS_MS = 36 * HOUR_MS;

export interface UptimeLog {
  /** Pairs (known, down) by hour of the epoch modulo 24. */
  readonly hours: Uint8Array;
  /** Pairs (known, down) by day of the epoch modulo 30. */
  readonly days: Uint16Array;
  /** Of the last sample; epoch milliseconds, 0 before the first. */
  readonly at: number;
  readonly isUp: boolean;
}

export const emptyUptime = (): UptimeLog => ({
  hours: new Uint8Array(2 * HOURS),
  days: new Uint16Array(2 * DAYS),
  at: 0,
  isUp: false,
});

/** The log with what the next sample says; one that is older than the last changes nothing. */
export function seen(log: UptimeLog, at: number, isUp: boolean): UptimeLog {
  if (at < log.at) return log;
  return { ...until(log, at), at, isUp };
}

/** The log as if it had been read at this instant: the last sample holds until then. */
function until(log: UptimeLog, at: number): UptimeLog {
  if (log.at === 0 || at <= log.at) return log;
  const hours = log.hours.slice();
  const days = log.days.slice();
  forget(hours, Math.floor(log.at / HOUR_MS), Math.floor(at / HOUR_MS));
  forget(days, Math.floor(log.at / DAY_MS), Math.floor(at / DAY_MS));
  const to = Math.min(at, log.at + HOLDS_MS);
  add(hours, { from: log.at, to, at, spanMs: HOUR_MS, unitMs: HOUR_UNIT_MS, isUp: log.isUp });
  add(days, { from: log.at, to, at, spanMs: DAY_MS, unitMs: DAY_UNIT_MS, isUp: log.isUp });
  return { ...log, hours, days };
}

type Cells = Uint8Array | Uint16Array;

/** Cells of spans that begin after the last one that was written. */
function forget(cells: Cells, last: number, now: number): void {
  const count = cells.length / 2;
  for (let span = Math.max(last + 1, now - count + 1); span <= now; span += 1) {
    cells.fill(0, 2 * (span % count), 2 * (span % count) + 2);
  }
}

interface Stretch {
  readonly from: number;
  readonly to: number;
  /** Until when the cells reach. */
  readonly at: number;
  readonly spanMs: number;
  readonly unitMs: number;
  readonly isUp: boolean;
}

/** Counts whole units between two instants, so that many short stretches add up to what they are. */
function add(cells: Cells, { from, to, at, spanMs, unitMs, isUp }: Stretch): void {
  const count = cells.length / 2;
  const oldest = (Math.floor(at / spanMs) - count + 1) * spanMs;
  for (let start = Math.max(from, oldest); start < to;) {
    const end = Math.min(to, (Math.floor(start / spanMs) + 1) * spanMs);
    const units = Math.floor(end / unitMs) - Math.floor(start / unitMs);
    const cell = 2 * (Math.floor(start / spanMs) % count);
    cells[cell]! += units;
    if (!isUp) cells[cell + 1]! += units;
    start = end;
  }
}

export interface UptimeShares {
  /** 0 to 1; null where nothing is known of the span. */
  readonly day: number | null;
  readonly week: number | null;
  readonly month: number | null;
}

/** Of the last 24 hours, 7 and 30 days until `at`. */
export function uptimeShares(log: UptimeLog, at: number): UptimeShares {
  const now = until(log, at);
  const today = Math.floor(Math.max(at, log.at) / DAY_MS);
  const hour = Math.floor(Math.max(at, log.at) / HOUR_MS);
  return {
    day: share(now.hours, hour, HOURS),
    week: share(now.days, today, 7),
    month: share(now.days, today, DAYS),
  };
}

function share(cells: Cells, newest: number, spans: number): number | null {
  const count = cells.length / 2;
  let known = 0;
  let down = 0;
  for (let span = newest - spans + 1; span <= newest; span += 1) {
    known += cells[2 * (span % count)]!;
    down += cells[2 * (span % count) + 1]!;
  }
  return known === 0 ? null : (known - down) / known;
}

export interface DayUptime {
  /** Its beginning (UTC), epoch milliseconds. */
  readonly at: number;
  readonly knownSeconds: number;
  readonly downSeconds: number;
}

/** The last 30 days, oldest first. */
export function dailyStrip(log: UptimeLog, at: number): DayUptime[] {
  const { days } = until(log, at);
  const today = Math.floor(Math.max(at, log.at) / DAY_MS);
  return Array.from({ length: DAYS }, (_, index) => {
    const day = today - DAYS + 1 + index;
    const cell = 2 * (day % DAYS);
    return { at: day * DAY_MS, knownSeconds: inSeconds(days[cell]!), downSeconds: inSeconds(days[cell + 1]!) };
  });
}

const inSeconds = (units: number): number => (units * DAY_UNIT_MS) / SECOND_MS;
