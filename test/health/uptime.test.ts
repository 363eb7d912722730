import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/kernel/units.ts';
import { dailyStrip, emptyUptime, HOLDS_MS, seen, uptimeShares, type UptimeLog } from '../../src/health/uptime.ts';

const MIDNIGHT = Date.UTC(2026, 10, 25);
const logOf = (samples: readonly (readonly [at: number, isUp: boolean])[]): UptimeLog =>
  samples.reduce((log, [at, isUp]) => seen(log, at, isUp), emptyUptime());

test('what a sample says holds until the next', () => {
  const log = logOf([
    [MIDNIGHT, true],
    [MIDNIGHT + 6 * HOUR_MS, false],
    [MIDNIGHT + 9 * HOUR_MS, true],
  ]);
  const shares = uptimeShares(log, MIDNIGHT + 12 * HOUR_MS);
  expect(shares).toEqual({ day: 0.75, week: 0.75, month: 0.75 });
});

test('nothing is known before the first sample, nor long after the last', () => {
  expect(uptimeShares(emptyUptime(), MIDNIGHT)).toEqual({ day: null, week: null, month: null });
  const log = logOf([[MIDNIGHT, true]]);
  expect(uptimeShares(log, MIDNIGHT + 5 * DAY_MS)).toEqual({ day: null, week: 1, month: 1 });
  const known = dailyStrip(log, MIDNIGHT + 5 * DAY_MS).map(({ knownSeconds }) => knownSeconds);
  expect(known.reduce((sum, one) => sum + one) * 1_000).toBe(HOLDS_MS);
});

test('each span forgets what lies before it', () => {
  const log = logOf([
    [MIDNIGHT, false],
    [MIDNIGHT + HOUR_MS, true],
    [MIDNIGHT + 24 * HOUR_MS, true],
  ]);
  const shares = uptimeShares(log, MIDNIGHT + 26 * HOUR_MS);
  expect(shares.day).toBe(1);
  expect(shares.week).toBeCloseTo(25 / 26, 5);
});

test('the strip has a cell for each of thirty days, oldest first', () => {
  const log = logOf([
    [MIDNIGHT - DAY_MS, true],
    [MIDNIGHT - HOUR_MS, false],
    [MIDNIGHT + HOUR_MS, true],
  ]);
  const strip = dailyStrip(log, MIDNIGHT + 2 * HOUR_MS);
  expect(strip).toHaveLength(30);
  expect(strip.slice(-2)).toEqual([
    { at: MIDNIGHT - DAY_MS, knownSeconds: 86_400, downSeconds: 3_600 },
    { at: MIDNIGHT, knownSeconds: 7_200, downSeconds: 3_600 },
  ]);
});

test('many short stretches add up to what one long one is', () => {
  const steps = fc.array(fc.integer({ min: 1, max: 3 * HOUR_MS }), { maxLength: 60 });
  fc.assert(
    fc.property(steps, (gaps) => {
      let at = MIDNIGHT + 7 * MINUTE_MS;
      let log = seen(emptyUptime(), at, true);
      for (const gap of gaps) log = seen(log, (at += gap), true);
      const known = dailyStrip(log, at).reduce((sum, day) => sum + day.knownSeconds, 0);
      expect(Math.abs(known - (at - MIDNIGHT - 7 * MINUTE_MS) / 1_000)).toBeLessThanOrEqual(10);
    }),
  );
});

test('no cell overflows in a year of samples', () => {
  let log = emptyUptime();
  for (let hour = 0; hour < 365 * 24; hour += 7) log = seen(log, MIDNIGHT + hour * HOUR_MS, hour % 3 > 0);
  const at = log.at + HOUR_MS;
  expect(
    dailyStrip(log, at).every(({ knownSeconds, downSeconds }) => knownSeconds <= 86_400 && downSeconds <= knownSeconds),
  ).toBe(true);
  expect(uptimeShares(log, at).month).toBeCloseTo(2 / 3, 1);
});
