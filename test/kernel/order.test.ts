import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { placesInOrder } from '../../src/kernel/order.ts';

const values = fc.array(
  fc.oneof(
    fc.nat(20),
    fc.maxSafeNat().map((value) => Math.max(0, value - 1)),
  ),
  { maxLength: 80 },
);

test('places come in the order of their values, of equal ones the earlier first', () => {
  fc.assert(
    fc.property(values, (numbers) => {
      const wanted = [...numbers.keys()].toSorted((a, b) => numbers[a]! - numbers[b]! || a - b);
      expect([...placesInOrder(Float64Array.from(numbers))]).toEqual(wanted);
    }),
  );
});
