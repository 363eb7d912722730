import { expect, test } from 'vitest';
import { AT, FEATURES } from '../../src/matching/feature-names.ts';
import { logOddsOf, reasonsOf, scoreOf, thresholdLogOdds } from '../../src/matching/score.ts';

test('a score on the scale of the setting passes its own threshold', () => {
  for (const threshold of [5, 75, 85, 99]) expect(scoreOf(thresholdLogOdds(threshold))).toBeCloseTo(threshold);
});

test('a higher threshold asks for more', () => {
  expect(thresholdLogOdds(90)).toBeGreaterThan(thresholdLogOdds(85));
  expect(Number.isFinite(thresholdLogOdds(100))).toBe(true);
});

test('reasons add up to what speaks for or against, the weightiest first', () => {
  const features = new Float64Array(FEATURES.length);
  const bias = logOddsOf(features, 'merge');
  features[AT.equalStrong] = 1;
  features[AT.restBoth] = 1;
  const reasons = reasonsOf(features, 'merge');
  expect(reasons.map(({ feature }) => feature).toSorted()).toEqual(['equalStrong', 'restBoth']);
  const total = reasons.reduce((sum, { weight }) => sum + weight, 0);
  expect(total + bias).toBeCloseTo(logOddsOf(features, 'merge'));
  expect(Math.abs(reasons[0]?.weight ?? 0)).toBeGreaterThanOrEqual(Math.abs(reasons[1]?.weight ?? 0));
});
