import { expect, test } from 'vitest';
import { shownSpan, STEPS_SECONDS } from '../../../panel/elements/plot.ts';

test('what has just begun is drawn within a minute: lines of the grid are whole seconds apart, each named differently', () => {
  expect(shownSpan(100, 100)).toEqual([40, 100]);
  expect(shownSpan(98, 100)).toEqual([40, 100]);
  expect(shownSpan(0, 900)).toEqual([0, 900]);
  expect(STEPS_SECONDS.filter((step) => !Number.isInteger(step))).toEqual([]);
});

test('an axis without anything to draw ends now, not in 1970', () => {
  const before = Date.now() / 1_000;
  const [from, until] = shownSpan(null, null);
  expect(until).toBeGreaterThanOrEqual(before);
  expect(until - from).toBe(60);
});
