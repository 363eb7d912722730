import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Postings } from '../../src/matching/postings.ts';

/** Keys of each name; some are shared, most are one's own, and there are more of them than the columns begin with. */
const names = fc.array(fc.uniqueArray(fc.integer({ min: 2, max: 40 }), { maxLength: 12 }), {
  minLength: 4,
  maxLength: 12,
});
const OWN = 2 ** 31;
const OWN_COUNT = 400;

/** All of them, weighed one by one. */
function expected(all: readonly (readonly number[])[], keys: readonly number[], itself: number): number[] {
  const scores = all.map((other, name) => {
    const shared = name === itself ? [] : keys.filter((key) => other.includes(key));
    return shared.reduce((sum, key) => {
      const count = all.filter((one) => one.includes(key)).length;
      return Math.fround(sum + (key % 2 === 1 ? 4 : 1) / (2 + count));
    }, 0);
  });
  const found = scores.flatMap((score, name) => (score > 0 ? [name] : []));
  return found.toSorted((a, b) => scores[b]! - scores[a]! || a - b).slice(0, 5);
}

test('the names that share most and rarest keys are the nearest, of those that are there and of any other', () => {
  fc.assert(
    fc.property(names, (drawn) => {
      const all = drawn.map((keys, name) => [
        ...keys,
        ...Array.from({ length: OWN_COUNT }, (_, at) => OWN + 2 * (name * OWN_COUNT + at)),
      ]);
      const postings = new Postings();
      for (const keys of all) postings.add(keys);
      postings.settle();
      for (let name = 0; name < all.length; name += 1) {
        expect(postings.nearest(name, 5)).toEqual(expected(drawn, drawn[name]!, name));
        expect(postings.nearestTo(drawn[name]!, 5)).toEqual(expected(drawn, drawn[name]!, -1));
      }
      expect(postings.nearestTo([41, OWN + 1], 5)).toEqual([]);
    }),
    { numRuns: 30 },
  );
});
