import { expect, test } from 'vitest';
import { applied } from '../../../panel/live/live.ts';

const before = new Map([
  ['a', { name: 'A', count: 1 }],
  ['b', { name: 'B', count: 2 }],
]);

test('a change sets fields, brings new items and takes old ones away', () => {
  const after = applied(before, { set: { a: { count: 5 }, c: { name: 'C', count: 0 } }, removed: ['b'] });
  expect(Object.fromEntries(after)).toEqual({ a: { name: 'A', count: 5 }, c: { name: 'C', count: 0 } });
  expect(before.get('a')).toEqual({ name: 'A', count: 1 });
});

test('items that have not changed stay the same objects', () => {
  expect(applied(before, { set: { a: { count: 5 } }, removed: [] }).get('b')).toBe(before.get('b'));
});
