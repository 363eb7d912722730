// Whatever was merged before: the outcome is that of a merge from nothing.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { assort, type Assortment } from '../../src/matching/assort.ts';
import { decodeMarket, encodeMarket, type MatchMemory } from '../../src/matching/memory.ts';
import { NameTable } from '../../src/matching/name-table.ts';

interface Listed {
  readonly name: string;
  readonly provider: string;
  readonly tvgId: string;
}

const words = fc.constantFrom(
  'Nova',
  'Vega',
  'Sport',
  'Sports',
  'Kino',
  'Berg',
  'Bergland',
  'News',
  'TV',
  'WXYZ',
  'Kids',
);
const listed: fc.Arbitrary<Listed> = fc.record({
  name: fc
    .tuple(
      fc.array(words, { minLength: 1, maxLength: 4 }),
      fc.constantFrom('', ' 1', ' 2', ' +1', ' West', ' HD', ' Plus'),
    )
    .map(([list, end]) => list.join(' ') + end),
  provider: fc.constantFrom('a', 'b', 'c'),
  tvgId: fc.constantFrom('', '', 'nova.de', 'vega.de', 'sport.de'),
});
/** Many names, so that counts go over the steps in which they are looked at. */
const list = fc.array(listed, { minLength: 5, maxLength: 60 });

function merged(entries: readonly Listed[], market: string, memory?: MatchMemory): Assortment {
  const table = new NameTable();
  for (const { name, provider, tvgId } of entries) table.add(name, market, { provider, tvgId });
  return assort(table, { memory, groupThreshold: 20 });
}

function keptMemory(): MatchMemory {
  const kept = new Map<string, Uint8Array>();
  return {
    read: (market) => (kept.has(market) ? decodeMarket(kept.get(market)!) : undefined),
    write: (market, memory) => void kept.set(market, encodeMarket(memory)),
  };
}

test.each(['de', 'us'])('names of %s that come and go change nothing that a merge from nothing would not', (market) => {
  fc.assert(
    fc.property(fc.array(list, { minLength: 2, maxLength: 4 }), (lists) => {
      const memory = keptMemory();
      let all: readonly Listed[] = [];
      for (const [at, more] of lists.entries()) {
        all = [...all.filter((_, place) => place % (at + 2) !== 0), ...more]; // some go, some come
        expect(merged(all, market, memory)).toEqual(merged(all, market));
      }
    }),
    { numRuns: 30 },
  );
});
