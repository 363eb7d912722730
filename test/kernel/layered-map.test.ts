import { array, assert, constantFrom, nat, option, property, tuple } from 'fast-check';
import { expect, test } from 'vitest';
import { LayeredMap, type LookUp } from '../../src/kernel/layered-map.ts';

const value = constantFrom('a', 'b', 'c');
const changes = array(tuple(nat(30), option(value, { nil: undefined })), { maxLength: 12 });

test('changes laid over a map are what the map would be with them, and what was before stays', () => {
  assert(
    property(array(tuple(nat(30), value)), array(changes, { maxLength: 6 }), (first, rounds) => {
      const plain = new Map(first);
      let layered: LookUp<number, string> = new Map(first);
      for (const round of rounds) {
        const before = layered;
        const was = Array.from({ length: 31 }, (_, key) => before.get(key));
        layered = LayeredMap.over(layered, new Map(round));
        for (const [key, said] of new Map(round)) {
          if (said === undefined) plain.delete(key);
          else plain.set(key, said);
        }
        for (let key = 0; key <= 30; key += 1) {
          expect([layered.get(key), layered.has(key)]).toEqual([plain.get(key), plain.has(key)]);
          expect(before.get(key)).toBe(was[key]);
        }
      }
    }),
  );
});
