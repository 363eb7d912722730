// Wall-clock time in a zone, as templates and panels write it.

export interface ZonedTime {
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly hour: string;
  readonly minute: string;
  readonly second: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** All parts with leading zeros. @param zone IANA name; one that is not known counts as UTC */
export function zonedTime(at: number, zone: string): ZonedTime {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const part = (name: string): string => parts[name] ?? '00';
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
    second: part('second'),
  };
}

/** How far a zone is ahead of UTC at an instant, in milliseconds. */
export function zoneOffsetMs(at: number, zone: string): number {
  const { year, month, day, hour, minute, second } = zonedTime(at, zone);
  const wall = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  return wall - Math.floor(at / 1_000) * 1_000;
}

/**
 * @param wall `YYYY-MM-DD HH:MM` on the clocks of a zone; an hour that a clock shows twice is the first of them, one that it leaves
 * out is told as if it had not yet been put forward
 */
export function instantOf(wall: string, zone: string): number {
  const at = Date.parse(`${wall.replace(' ', 'T')}Z`);
  const before = at - zoneOffsetMs(at - HALF_A_DAY_MS, zone);
  const offsetMs = zoneOffsetMs(before, zone);
  return zoneOffsetMs(at - offsetMs, zone) === offsetMs ? at - offsetMs : before;
}

const HALF_A_DAY_MS = 43_200_000;

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const options = {
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  } as const;
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', { ...options, timeZone: zone });
  } catch {
    format = new Intl.DateTimeFormat('en-US', { ...options, timeZone: 'UTC' });
  }
  formats.set(zone, format);
  return format;
}
