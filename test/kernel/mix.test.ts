import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { addMixed, mix53, mixAll } from '../../src/kernel/mix.ts';

const number = fc.nat(2 ** 53 - 2);
const digest = (values: readonly number[]): number => values.reduce(mix53, 0);

test('a digest is a whole number that fits, and hangs on every value and on their order', () => {
  fc.assert(
    fc.property(fc.array(number, { minLength: 2, maxLength: 12 }), fc.nat(), fc.nat(52), (values, place, bit) => {
      const whole = digest(values);
      expect(Number.isSafeInteger(whole) && whole >= 0).toBe(true);
      const at = place % values.length;
      const other = Number(BigInt(values[at]!) ^ (1n << BigInt(bit)));
      expect(digest(values.with(at, other))).not.toBe(whole);
      const turned = values.toReversed();
      expect(digest(turned) === whole).toBe(turned.every((value, index) => value === values[index]));
    }),
  );
});

test('small numbers, as most are, seldom meet', () => {
  const seen = new Set<number>();
  for (let a = 0; a < 300; a += 1) for (let b = 0; b < 300; b += 1) seen.add(digest([a, b]));
  expect(seen.size).toBe(90_000);
});

const added = (values: readonly number[]): number => values.reduce((sum, value) => addMixed(sum, value), 0);

test('what is added up hangs on each value and how often it is there, and not on their order', () => {
  fc.assert(
    fc.property(fc.array(number, { maxLength: 12 }), number, (values, more) => {
      expect(added(values.toReversed())).toBe(added(values));
      expect(added([...values, more])).not.toBe(added(values));
      expect(added([...values, more, more])).not.toBe(added([...values, more]));
      expect(Number.isSafeInteger(added(values))).toBe(true);
    }),
  );
  expect(added([5, 5])).not.toBe(added([4, 6]));
});

test('what is mixed hangs on the order, and on where one list ends and the next begins', () => {
  expect(mixAll(1, [2, 3])).not.toBe(mixAll(1, [3, 2]));
  expect(mixAll(mixAll(1, [2]), [3])).not.toBe(mixAll(mixAll(1, [2, 3]), []));
});
