import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ListOdds } from '../../src/matching/list-odds.ts';
import { Listers } from '../../src/matching/listers.ts';
import { SAID } from '../../src/matching/pairs.ts';
import { logOddsOfLists } from '../../src/matching/score.ts';

const said = fc.constantFrom(0, SAID.isOneName, SAID.isBrandOneSided, SAID.isOneName | SAID.isBrandOneSided);
const other = fc.constantFrom(0, SAID.tellsApart, SAID.atMost, 5);
const strictness = (provider: number): number => 1 - provider / 100;

test.each([5, 40])(
  'of %i lists, what is added is what these two names have in common, however often it is asked',
  (count) => {
    const listed = fc.uniqueArray(fc.nat({ max: count - 1 }), { maxLength: 3 });
    fc.assert(
      fc.property(fc.array(fc.tuple(listed, listed, said, other), { minLength: 1, maxLength: 30 }), (pairs) => {
        const lists = pairs.flatMap(([a, b]) => [a, b]);
        const names = [[count - 1], ...lists].map((list) => ({ providers: new Map(list.map((one) => [one, 1])) }));
        const listOdds = new ListOdds(new Listers(names), strictness);
        for (const [at, [a, b, bits, more]] of pairs.entries()) {
          const common = a.filter((provider) => b.includes(provider));
          const wanted = logOddsOfLists({
            common: common.length,
            strictest: Math.max(0, ...common.map(strictness)),
            isOneName: (bits & SAID.isOneName) !== 0,
            isBrandOneSided: (bits & SAID.isBrandOneSided) !== 0,
          });
          expect(listOdds.of(2 * at + 1, 2 * at + 2, bits | more)).toBe(wanted);
        }
      }),
    );
  },
);
