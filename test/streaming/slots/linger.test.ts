import { expect, test } from 'vitest';
import { Linger, LONGEST_LINGER_MS, nextTryMs } from '../../../src/streaming/slots/linger.ts';

/** Zaps until the provider, which holds closed connections for `heldMs`, has been asked `dials` times. */
function zap(linger: Linger, heldMs: number, dials: number): { waitedMs: number[]; refusals: number[] } {
  const waitedMs: number[] = [];
  const refusals: number[] = [];
  for (let dial = 0; dial < dials; dial += 1) {
    let refusedMs = 0;
    let sinceMs = Math.max(10, linger.waitMs(0));
    let refused = 0;
    for (; sinceMs < heldMs; refused += 1) {
      refusedMs = sinceMs;
      sinceMs = linger.waitMs(0, refusedMs);
    }
    if (refusedMs > 0) linger.learn(refusedMs, sinceMs, 0);
    else linger.worked(sinceMs, 0);
    waitedMs.push(sinceMs);
    refusals.push(refused);
  }
  return { waitedMs, refusals };
}

test('a provider that forgets closed connections at once is never waited for', () => {
  const linger = new Linger();
  linger.worked(5, 0);
  expect(linger.waitMs(0)).toBe(0);
});

test.each([2_000, 15_000, 24_000])(
  'a provider that holds closed connections for %d ms is soon not asked too early',
  (heldMs) => {
    const { waitedMs, refusals } = zap(new Linger(), heldMs, 12);
    expect(refusals.slice(-4)).toEqual([0, 0, 0, 0]);
    expect(waitedMs.at(-1)).toBeGreaterThanOrEqual(heldMs);
    expect(waitedMs.at(-1)).toBeLessThanOrEqual(heldMs * 1.15 + 250);
  },
);

test('a provider that has become slower is learnt anew', () => {
  const linger = new Linger();
  zap(linger, 1_000, 10);
  expect(zap(linger, 6_000, 10).waitedMs.at(-1)).toBeGreaterThanOrEqual(6_000);
});

test('what was learnt is forgotten in time, and so is what has become shorter', () => {
  const linger = new Linger();
  linger.learn(1_900, 2_000, 0);
  expect(linger.waitMs(0)).toBe(2_000);
  expect(linger.waitMs(3_600_000)).toBe(2_000);
  expect(linger.waitMs(2 * 3_600_000)).toBe(1_000);
  expect(linger.waitMs(24 * 3_600_000)).toBe(0);
  linger.worked(400, 0);
  expect(linger.waitMs(0)).toBeLessThanOrEqual(400);
});

test('no wait is longer than the longest', () => {
  expect(nextTryMs(29_000)).toBe(LONGEST_LINGER_MS);
});
