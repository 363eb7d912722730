import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { backoffDelayMs } from '../../src/kernel/backoff.ts';

const options = { firstMs: 500, factor: 2, maxMs: 10_000, jitter: 0 };

test('each wait is longer by the factor, up to the cap', () => {
  const waits = [0, 1, 2, 3, 4, 5, 6, 2_000].map((attempt) => backoffDelayMs(attempt, options));
  expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000, 10_000]);
});

test('jitter spreads the waits evenly on both sides', () => {
  const waits = [0, 0.5, 0.999_999].map((random) =>
    backoffDelayMs(1, { ...options, jitter: 0.2, random: () => random }),
  );
  expect(waits).toEqual([800, 1_000, 1_200]);
});

test('no wait leaves the share of jitter around its plain length', () => {
  fc.assert(
    fc.property(fc.nat(100), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, jitter) => {
      const plain = backoffDelayMs(attempt, options);
      const wait = backoffDelayMs(attempt, { ...options, jitter });
      expect(Math.abs(wait - plain)).toBeLessThanOrEqual(plain * jitter + 1);
    }),
  );
});
