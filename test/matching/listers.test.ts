import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Listers } from '../../src/matching/listers.ts';

const listed = fc.uniqueArray(fc.nat(100), { maxLength: 8 });

test('who lists two names is told by bits, however many providers there are', () => {
  fc.assert(
    fc.property(listed, listed, fc.constantFrom(1, 7), (a, b, list) => {
      const numberOf = (provider: number): number => Math.floor(provider / list);
      const names = [a, b].map((providers) => ({ providers: new Map(providers.map((one) => [one, 1])) }));
      const listers = new Listers(names, numberOf);
      const common = [...new Set(a.map(numberOf))].filter((number) => b.map(numberOf).includes(number));
      expect(listers.common(0, 1)).toBe(common.length);
      expect(listers.highest(0, 1, (number) => number + 0.5)).toBe(Math.max(0, ...common.map((one) => one + 0.5)));
    }),
  );
});
