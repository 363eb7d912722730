import { array, assert, constantFrom, dictionary, integer, option, property, tuple } from 'fast-check';
import { expect, test } from 'vitest';
import { changedRecord, keysBetween, originOf } from '../../src/kernel/changed-record.ts';
import { atOnce } from '../../src/kernel/slices.ts';

const key = constantFrom('a', 'b', 'c', 'd', 'e', 'f');
const changes = array(tuple(key, option(integer(), { nil: undefined })));

test('what was changed is changed, in its place, and what it was made of stays as it was', () => {
  assert(
    property(dictionary(key, integer()), changes, (before, said) => {
      const copy = { ...before };
      const after = atOnce(changedRecord(before, new Map(said)));
      const plain: Record<string, number> = { ...before };
      for (const [name, value] of new Map(said)) {
        if (value === undefined) delete plain[name];
        else plain[name] = value;
      }
      expect(Object.entries(after)).toEqual(Object.entries(plain));
      expect(before).toEqual(copy);
      const others = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
        (name) => before[name] !== after[name],
      );
      expect(keysBetween(before, after)).toEqual(expect.arrayContaining(others));
    }),
  );
});

test('in which entries two records may differ is known of one and what it was made of, either way', () => {
  const first = { a: 1, b: 2 };
  const second = atOnce(changedRecord<number>(first, new Map([['a', 3]])));
  const third = atOnce(changedRecord(second, new Map([['b', undefined]])));
  expect([keysBetween(first, second), keysBetween(second, first)]).toEqual([['a'], ['a']]);
  expect([keysBetween(second, third), keysBetween(first, third)]).toEqual([['b'], undefined]);
  expect([keysBetween(first, { ...second }), originOf(first)]).toEqual([undefined, undefined]);
  expect(originOf(third)?.from).toBe(second);
});
