import { expect, test } from 'vitest';
import { lastPair } from '../../src/kernel/last-pair.ts';

test('of the same two it is worked out once, and the answer is one object', () => {
  let count = 0;
  const both = lastPair((one: unknown, other: unknown) => ({ one, other, count: (count += 1) }));
  const [first, second] = [{}, {}];
  expect(both(first, second)).toBe(both(first, second));
  expect(count).toBe(1);
  expect(both(second, first)).toEqual({ one: second, other: first, count: 2 });
  expect(both(second, undefined)).toEqual({ one: second, other: undefined, count: 3 });
  expect(both(undefined, undefined)).toEqual({ one: undefined, other: undefined, count: 4 });
  expect(lastPair((one: unknown) => [one])(undefined, undefined)).toEqual([undefined]);
});
