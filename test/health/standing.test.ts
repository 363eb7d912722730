import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/kernel/units.ts';
import type { StreamId } from '../../src/model/ids.ts';
import type { Sample } from '../../src/health/sample.ts';
import { judge, newStanding, scoreOf, type JudgingPolicy, type Standing } from '../../src/health/standing.ts';
import { isQuiet, nextRegularAt, nextQuietTurnAt, QUIET_MS, quietStartAt } from '../../src/health/timetable.ts';

const START = Date.UTC(2026, 10, 25, 12);
const quietHours = { startMinute: 180, offsetMs: () => 0 };
const policy: JudgingPolicy = { failuresUntilDead: 3, quietHours };
const of = { id: 77 as StreamId, place: 0 };
const sample = (at: number, code: Sample['code'] = null, kind: Sample['kind'] = 'check'): Sample => ({
  at,
  kind,
  code,
  latencyMs: null,
});
const after = (samples: readonly Sample[]): Standing =>
  samples.reduce((standing, one) => judge(standing, one, of, policy), newStanding(0));

test('three failures in a row and it is dead; one success and it lives', () => {
  const failed = [1, 2, 3].map((nth) => sample(START + nth * 10 * MINUTE_MS, 'net.timeout'));
  expect(after(failed.slice(0, 2)).deadSince).toBeNull();
  expect(after(failed)).toMatchObject({ failures: 3, deadSince: START + 30 * MINUTE_MS });
  expect(after([...failed, sample(START + HOUR_MS)])).toMatchObject({ failures: 0, deadSince: null });
});

test('a success in between begins the row anew', () => {
  const mixed = [
    sample(START, 'net.reset'),
    sample(START + 9e5, 'net.reset'),
    sample(START + 18e5),
    sample(START + 27e5, 'net.reset'),
  ];
  expect(after(mixed)).toMatchObject({ failures: 1, deadSince: null });
});

test('a session that dials again and again has seen one failure', () => {
  const burst = Array.from({ length: 40 }, (_, nth) => sample(START + nth * 500, 'net.reset', 'viewer'));
  const standing = after([sample(START - HOUR_MS), ...burst]);
  expect(standing).toMatchObject({ failures: 1, deadSince: null });
  expect(standing.samples).toHaveLength(2);
});

test('it is looked at again soon after a failure, and ever more seldom when it is dead', () => {
  let standing = newStanding(0);
  const waits: number[] = [];
  for (let nth = 0, at = START; nth < 12; nth += 1, at = standing.nextAt) {
    standing = judge(standing, sample(at, 'upstream.not-found'), of, policy);
    waits.push((standing.nextAt - at) / MINUTE_MS);
  }
  expect(waits[0]!).toBeLessThanOrEqual(6);
  expect(waits[1]!).toBeLessThanOrEqual(12);
  expect(waits[2]!).toBeLessThanOrEqual(36);
  expect(waits.at(-1)! / 60).toBeGreaterThan(19);
  expect(waits.at(-1)! / 60).toBeLessThanOrEqual(29);
});

test('an old sample that comes late changes nothing', () => {
  const standing = after([sample(START)]);
  expect(judge(standing, sample(START - HOUR_MS, 'net.reset'), of, policy)).toBe(standing);
});

test('what is kept of a stream is bounded', () => {
  const codes = fc.array(fc.constantFrom(null, 'net.reset' as const), { minLength: 17, maxLength: 60 });
  fc.assert(
    fc.property(codes, (all) => {
      const standing = after(all.map((code, nth) => sample(START + nth * HOUR_MS, code)));
      expect(standing.samples.length).toBeLessThanOrEqual(16);
      expect(standing.deadSince === null).toBe(standing.failures < 3);
      expect(scoreOf(standing, standing.nextAt)).not.toBeNull();
    }),
  );
});

test('checks of a day are spread over the quiet hours, in local time', () => {
  const berlin = { startMinute: 180, offsetMs: () => HOUR_MS };
  const turns = Array.from({ length: 600 }, (_, id) => nextQuietTurnAt(id as StreamId, START, berlin) - START);
  expect(Math.min(...turns)).toBeGreaterThanOrEqual(14 * HOUR_MS);
  expect(Math.max(...turns)).toBeLessThan(14 * HOUR_MS + QUIET_MS);
  const thirds = [0, 1, 2].map(
    (nth) => turns.filter((turn) => Math.floor((turn - 14 * HOUR_MS) / HOUR_MS) === nth).length,
  );
  expect(Math.min(...thirds)).toBeGreaterThan(120);
  expect(isQuiet(START + 14.5 * HOUR_MS, berlin)).toBe(true);
  expect(isQuiet(START, berlin)).toBe(false);
});

const countOf = (place: number): number => {
  let count = -1; // the first is the beginning
  for (let at = START; at < START + 10 * DAY_MS; count += 1) at = nextRegularAt(of.id, place, at, quietHours);
  return count;
};

test('a first candidate is looked at three times a day, the others once', () => {
  expect(countOf(3)).toBe(10);
  expect(countOf(0)).toBeGreaterThanOrEqual(28);
});

test('the next turn lies in the future and within two days, from any instant', () => {
  fc.assert(
    fc.property(fc.nat(2 ** 40), fc.nat(1_439), fc.nat(), (at, startMinute, id) => {
      const hours = { startMinute, offsetMs: () => -5 * HOUR_MS };
      const turnAt = nextQuietTurnAt(id as StreamId, at + DAY_MS, hours);
      expect(turnAt > at + DAY_MS && turnAt <= at + 3 * DAY_MS).toBe(true);
      expect(quietStartAt(at + DAY_MS, hours)).toBeLessThanOrEqual(at + DAY_MS);
    }),
  );
});
