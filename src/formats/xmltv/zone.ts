// What a local time means in UTC, by the rules of an IANA zone: for guides that write no offset.

import { HOUR_MS } from '../../kernel/units.ts';

export interface TimeZone {
  /**
   * @param local milliseconds as if the clock on the wall showed UTC
   * @param after what the instant is known to come after: it tells the two passes of an hour that is shown twice apart
   * @returns epoch milliseconds
   */
  toUtc(local: number, after?: number): number;
}

const utc: TimeZone = { toUtc: (local) => local };

/** An unknown name is UTC, which is what XMLTV says of times without an offset. */
export function timeZone(name: string): TimeZone {
  if (name === '' || /^(?:etc\/)?(?:utc|gmt|zulu)$/i.test(name)) return utc;
  try {
    return zoneOf(new Intl.DateTimeFormat('en-US', { ...PARTS, timeZone: name }));
  } catch {
    return utc;
  }
}

const PARTS = {
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
} as const;

/**
 * An hour that the clock shows twice is taken as its first pass unless that lies too early; one that it skips as if it had
 * not been skipped yet.
 * Offsets are remembered by the hour: a guide asks for the same few hundred hours again and again.
 */
function zoneOf(format: Intl.DateTimeFormat): TimeZone {
  const offsets = new Map<number, number>();
  const offsetAt = (hourAt: number): number => {
    const known = offsets.get(hourAt);
    if (known !== undefined) return known;
    const offset = wallClock(format, hourAt) - hourAt;
    offsets.set(hourAt, offset);
    return offset;
  };
  return {
    toUtc(local, after = -Infinity) {
      if (Number.isNaN(local)) return NaN;
      const hour = Math.floor(local / HOUR_MS) * HOUR_MS;
      // A day before and after, one of the two offsets is the one in force, also across a change.
      const [yesterday, tomorrow] = [offsetAt(hour - 24 * HOUR_MS), offsetAt(hour + 24 * HOUR_MS)];
      if (yesterday === tomorrow) return local - yesterday;
      const [early, late] = [local - yesterday, local - tomorrow];
      const isLateShown = wallClock(format, late) === local;
      const isBefore = early > after || after > late; // what is later still, as in a guide without order, tells nothing
      const isEarlyShown = wallClock(format, early) === local && isBefore;
      return isLateShown && !isEarlyShown ? late : early;
    },
  };
}

/** The wall's reading at an instant, as milliseconds. */
function wallClock(format: Intl.DateTimeFormat, at: number): number {
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(at)) part[type] = Number(value);
  return Date.UTC(part['year']!, part['month']! - 1, part['day'], part['hour'], part['minute'], part['second']);
}
