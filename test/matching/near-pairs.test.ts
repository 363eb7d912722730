import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearPairs } from '../../src/matching/near-pairs.ts';

const LIMIT = 4;
const markets = fc
  .integer({ min: 0, max: 30 })
  .chain((count) =>
    fc.array(fc.uniqueArray(fc.nat({ max: Math.max(0, count - 1) }), { maxLength: LIMIT }), {
      minLength: count,
      maxLength: count,
    }),
  )
  .map((lists) => lists.map((near, name) => near.filter((other) => other !== name)));

test('each pair is there once, under the lower number, however often it was found', () => {
  fc.assert(
    fc.property(markets, (near) => {
      const { starts, others } = nearPairs(near.length, LIMIT, (name) => near[name]!);
      const found = near.flatMap((list, name) => list.map((other) => [Math.min(name, other), Math.max(name, other)]));
      const wanted = [...new Set(found.map((pair) => pair.join(' ')))].map((pair) => pair.split(' ').map(Number));
      const there = near.flatMap((_, name) =>
        [...others.subarray(starts[name], starts[name + 1])].map((o) => [name, o]),
      );
      expect(there).toEqual(wanted.toSorted((x, y) => x[0]! - y[0]! || x[1]! - y[1]!));
      expect(others).toHaveLength(starts[near.length]!);
    }),
  );
});
