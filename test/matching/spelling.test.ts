// As fuzzball counts it, which counts letter by letter.

import * as fc from 'fast-check';
import { ratio } from 'fuzzball/ultra_lite';
import { expect, test } from 'vitest';
import { spellingLikeness } from '../../src/matching/spelling.ts';

const name = fc.string({
  unit: fc.constantFrom('a', 'b', 'c', 'd', '1', 'é', 'я', '字'),
  minLength: 1,
  maxLength: 100,
});

test('two names are spelt as alike as the letters say that they have in common in order', () => {
  fc.assert(
    fc.property(name, name, (a, b) => {
      const expected = ratio(a.slice(0, 80), b.slice(0, 80), { full_process: false });
      expect(spellingLikeness(a, b)).toBe(a === b ? 100 : expected);
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  ['skysport', 'skysports', 94],
  ['', 'sky', 0],
  ['sky', 'sky', 100],
  ['abc', 'xyz', 0],
  ['a'.repeat(32), 'a'.repeat(33), 98],
  ['a'.repeat(33), 'a'.repeat(90), 58],
  [`${'ab'.repeat(40)}c`, `${'ab'.repeat(40)}d`, 100], // nobody reads on
])('%s and %s', (a, b, likeness) => {
  expect(spellingLikeness(a, b)).toBe(likeness);
});
