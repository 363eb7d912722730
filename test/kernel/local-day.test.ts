import { afterEach, expect, test } from 'vitest';
import { dayNumber, hourStart } from '../../src/kernel/local-day.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/kernel/units.ts';

const zoneBefore = process.env['TZ'];

afterEach(() => {
  if (zoneBefore === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zoneBefore;
});

const QUARTERS = Array.from({ length: 4 * 24 * 2 }, (_, quarter) => quarter * 15 * MINUTE_MS);

test.each([
  ['UTC', '2026-11-26'],
  ['Asia/Kolkata', '2026-11-26'],
  ['Asia/Kathmandu', '2026-11-26'],
  ['America/St_Johns', '2026-03-07'], // clocks go forward in between
  ['Europe/Berlin', '2026-10-24'], // and back
])('an hour of %s begins when it strikes there, and none lies in two days', (zone, day) => {
  process.env['TZ'] = zone;
  const days = new Map<number, number>();
  for (const quarter of QUARTERS) {
    const at = Date.parse(`${day}T00:00:00Z`) + quarter;
    const start = hourStart(at + 1);
    expect([new Date(start).getMinutes(), hourStart(start)]).toEqual([0, start]);
    expect(at - start).toBeGreaterThanOrEqual(0);
    expect(at - start).toBeLessThan(HOUR_MS);
    expect(days.get(start) ?? dayNumber(at)).toBe(dayNumber(at));
    days.set(start, dayNumber(at));
  }
});

test.each([
  ['2026-04-04T14:59Z', '2026-04-04T14:00Z'], // one o’clock
  ['2026-04-04T15:01Z', '2026-04-04T15:00Z'], // half past one, again
  ['2026-04-04T15:31Z', '2026-04-04T15:30Z'], // two
  ['2026-10-03T15:29Z', '2026-10-03T14:30Z'], // one
  ['2026-10-03T15:59Z', '2026-10-03T15:30Z'], // half past two, after what would have been two
  ['2026-10-03T16:00Z', '2026-10-03T16:00Z'], // three
])('on Lord Howe, where clocks are changed by half an hour, the hour of %s began at %s', (at, start) => {
  process.env['TZ'] = 'Australia/Lord_Howe';
  expect(hourStart(Date.parse(at))).toBe(Date.parse(start));
});
