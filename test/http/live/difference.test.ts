// What is sent of a change, and that whoever follows the changes holds what there is.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { differenceOf, type Item } from '../../../src/http/live/difference.ts';

test('a new item is sent whole, a known one with the fields that have changed, a lost one by its key', () => {
  const before = new Map<string, Item>([
    ['a', { rate: 1, name: 'A', codecs: ['h264'] }],
    ['b', { rate: 1, name: 'B', codecs: [] }],
  ]);
  const after = new Map<string, Item>([
    ['a', { rate: 2, name: 'A', codecs: ['h264'] }],
    ['c', { rate: 3, name: 'C', codecs: [] }],
  ]);
  expect(differenceOf(before, after)).toEqual({
    set: new Map<string, Item>([
      ['a', { rate: 2 }],
      ['c', { rate: 3, name: 'C', codecs: [] }],
    ]),
    removed: ['b'],
  });
});

test('nothing is sent when nothing has changed', () => {
  const item: Item = { list: [1, { deep: true }], nothing: null };
  expect(differenceOf(new Map([['a', item]]), new Map([['a', structuredClone(item)]]))).toBeUndefined();
});

const field = fc.oneof(fc.integer(), fc.string(), fc.constant(null), fc.array(fc.string(), { maxLength: 3 }));
const items = fc
  .array(fc.tuple(fc.constantFrom('a', 'b', 'c', '__proto__'), fc.record({ x: field, y: field })), { maxLength: 4 })
  .map((pairs) => new Map<string, Item>(pairs));

test('whoever applies the differences, as they cross the wire, holds what there is', () => {
  fc.assert(
    fc.property(items, items, (before, after) => {
      const held = new Map<string, Item>(before);
      const difference = differenceOf(before, after);
      for (const [key, fields] of difference?.set ?? []) held.set(key, { ...held.get(key), ...fields });
      for (const key of difference?.removed ?? []) held.delete(key);
      expect(held).toEqual(after);
    }),
  );
});
