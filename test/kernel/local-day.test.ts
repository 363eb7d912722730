import { afterEach, expect, test } from 'vitest';
import { dayNumber, hourNumber, hourStart } from '../../src/kernel/local-day.ts';
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
    const hour = hourNumber(at);
    const start = hourStart(hour);
    expect([new Date(start).getMinutes(), hourNumber(start)]).toEqual([0, hour]);
    expect(at - start).toBeGreaterThanOrEqual(0);
    expect(at - start).toBeLessThan(HOUR_MS);
    expect(days.get(hour) ?? dayNumber(at)).toBe(dayNumber(at));
    days.set(hour, dayNumber(at));
  }
});
