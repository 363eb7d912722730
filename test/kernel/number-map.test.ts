import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { NumberMap } from '../../src/kernel/number-map.ts';

test('it holds what a Map holds', () => {
  const key = fc.oneof(fc.nat(40), fc.nat(Number.MAX_SAFE_INTEGER - 2));
  fc.assert(
    fc.property(
      fc.array(fc.tuple(key, fc.double({ noNaN: true })), { maxLength: 200 }),
      fc.nat(300),
      (writes, expected) => {
        const [own, theirs] = [new NumberMap(expected), new Map<number, number>()];
        for (const [at, value] of writes) {
          own.set(at, value);
          theirs.set(at, value);
        }
        expect(own.size).toBe(theirs.size);
        expect(new Map(own.entries())).toEqual(theirs);
        const seen = new Map<number, number>();
        own.forEach((at, value) => seen.set(at, value));
        expect(seen).toEqual(theirs);
        for (const [at] of writes) expect([own.get(at), own.get(at + 1)]).toEqual([theirs.get(at), theirs.get(at + 1)]);
        expect(own.has(41)).toBe(theirs.has(41));
      },
    ),
  );
});
