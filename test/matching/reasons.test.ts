import { expect, test } from 'vitest';
import { reasonText } from '../../src/matching/reasons.ts';

test('what speaks for two names is not told in words that speak against them', () => {
  const feature = 'countryConflict';
  expect(reasonText({ feature, weight: -1 })).toBe('They name different countries or languages');
  expect(reasonText({ feature, weight: 1 })).toBe('Each names a country or a language');
});
