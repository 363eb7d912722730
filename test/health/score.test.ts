import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../src/kernel/units.ts';
import { PICTURE_FAULTS, type PictureFault } from '../../src/health/picture-findings.ts';
import type { Sample } from '../../src/health/sample.ts';
import { healthScore, quickness, usualLatencyMs, type HealthFacts } from '../../src/health/score.ts';

const NOW = Date.UTC(2026, 10, 25, 12);
const full = { day: 1, week: 1, month: 1 };
const check = (agoMs: number, code: Sample['code'] = null, latencyMs: number | null = 300): Sample => ({
  at: NOW - agoMs,
  kind: 'check',
  code,
  latencyMs: code === null ? latencyMs : null,
});
const facts = (samples: readonly Sample[], more: Partial<HealthFacts> = {}): HealthFacts => ({
  samples,
  uptime: full,
  failures: 0,
  looks: [],
  now: NOW,
  ...more,
});

test('of a stream that nobody has looked at nothing is known', () => {
  expect(healthScore(facts([]))).toBeNull();
});

test.each([
  ['has worked for days', facts([check(50 * HOUR_MS), check(26 * HOUR_MS), check(2 * HOUR_MS)]), [90, 100]],
  ['works but answers slowly', facts([check(26 * HOUR_MS, null, 7_000), check(2 * HOUR_MS, null, 7_000)]), [75, 89]],
  ['failed an hour ago and works again', facts([check(HOUR_MS, 'net.reset'), check(MINUTE_MS)]), [45, 70]],
  ['fails now, after good days', facts([check(26 * HOUR_MS), check(0, 'net.reset')], { failures: 1 }), [10, 35]],
  [
    'is dead',
    facts([check(9e5, 'net.reset'), check(6e5, 'net.reset'), check(0, 'net.reset')], { failures: 3 }),
    [0, 5],
  ],
])('a stream that %s', (_name, given, [least, most]) => {
  const score = healthScore(given)!;
  expect([score, score >= least! && score <= most!]).toEqual([score, true]);
});

const sampleOf = fc.record({
  at: fc.integer({ min: NOW - 40 * 24 * HOUR_MS, max: NOW }),
  kind: fc.constantFrom('check' as const, 'viewer' as const),
  code: fc.constantFrom(null, 'net.timeout' as const, 'upstream.stalled' as const),
  latencyMs: fc.option(fc.integer({ min: 1, max: 20_000 })),
});
const share = fc.option(fc.double({ min: 0, max: 1, noNaN: true }));
const lookOf = fc.record({
  at: fc.integer({ min: NOW - 9 * 24 * HOUR_MS, max: NOW }),
  faults: fc.subarray([...PICTURE_FAULTS]),
});
const anyFacts = fc.record({
  samples: fc.array(sampleOf, { minLength: 1, maxLength: 16 }).map((all) => all.toSorted((a, b) => a.at - b.at)),
  uptime: fc.record({ day: share, week: share, month: share }),
  failures: fc.nat(20),
  looks: fc.array(lookOf, { maxLength: 8 }).map((all) => all.toSorted((a, b) => a.at - b.at)),
  now: fc.constant(NOW),
});

test('it is a whole number from 0 to 100, whatever was seen', () => {
  fc.assert(
    fc.property(anyFacts, (given) => {
      const score = healthScore(given)!;
      expect(Number.isInteger(score) && score >= 0 && score <= 100).toBe(true);
    }),
  );
});

test('one more failure never raises it, one more success never lowers it', () => {
  fc.assert(
    fc.property(anyFacts, (given) => {
      const score = healthScore(given)!;
      const failed = { at: NOW, kind: 'check', code: 'net.reset', latencyMs: null } as const;
      const worked = { ...failed, code: null };
      expect(
        healthScore({ ...given, samples: [...given.samples, failed], failures: given.failures + 1 })!,
      ).toBeLessThanOrEqual(score);
      expect(healthScore({ ...given, samples: [...given.samples, worked], failures: 0 })!).toBeGreaterThanOrEqual(
        score,
      );
    }),
  );
});

test('a look at a picture that is well never lowers it, one at a black one never raises it', () => {
  fc.assert(
    fc.property(anyFacts, (given) => {
      const score = healthScore(given)!;
      const seen = (faults: readonly PictureFault[]) =>
        healthScore({ ...given, looks: [...given.looks, { at: NOW, faults }] })!;
      expect(seen([])).toBeGreaterThanOrEqual(score);
      expect(seen(['black'])).toBeLessThanOrEqual(score);
    }),
  );
});

test('more uptime and a quicker answer never lower it', () => {
  fc.assert(
    fc.property(anyFacts, fc.double({ min: 0, max: 1, noNaN: true }), (given, factor) => {
      const worse = {
        ...given,
        uptime: { ...given.uptime, day: given.uptime.day === null ? null : given.uptime.day * factor },
        samples: given.samples.map((one) => ({ ...one, latencyMs: one.latencyMs && one.latencyMs * 2 })),
      };
      expect(healthScore(worse)!).toBeLessThanOrEqual(healthScore(given)!);
    }),
  );
});

test('the usual latency follows the newest checks, and failures have none', () => {
  const samples = [check(48 * HOUR_MS, null, 4_000), check(0, null, 400), check(0, 'net.timeout')];
  expect(usualLatencyMs(samples, NOW)).toBeLessThan(1_200);
  expect(usualLatencyMs([check(0, 'net.timeout')], NOW)).toBeNull();
  expect([quickness(100), quickness(500), quickness(8_000), quickness(60_000)]).toEqual([1, 1, 0, 0]);
});
