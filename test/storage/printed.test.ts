import { assert, jsonValue, property } from 'fast-check';
import { expect, test } from 'vitest';
import { atOnce } from '../../src/kernel/slices.ts';
import { printed } from '../../src/storage/printed.ts';

test('what is printed in slices is what is printed at once, and holds the thread nowhere long', () => {
  assert(
    property(jsonValue({ maxDepth: 6 }), (value) => {
      expect(atOnce(printed(value))).toBe(JSON.stringify(value, null, 1));
    }),
  );
  const odd = { a: undefined, list: [undefined, { b: undefined, c: [] }], at: new Date(0), none: {}, last: null };
  expect(atOnce(printed(odd))).toBe(JSON.stringify(odd, null, 1));
  const channels = Object.fromEntries(Array.from({ length: 3_000 }, (_, at) => [`c${at}`, { name: `N${at}` }]));
  const work = printed({ version: 1, data: { channels } });
  let turns = 0;
  while (!work.next().done) turns += 1;
  expect(turns).toBeGreaterThan(3_000);
});
