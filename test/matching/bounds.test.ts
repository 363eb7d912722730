// However names are chosen, the work for each is bounded: counted, not timed.

import { expect, test } from 'vitest';
import { assort } from '../../src/matching/assort.ts';
import { cluster, type Link } from '../../src/matching/cluster.ts';
import { identify } from '../../src/matching/identity.ts';
import { MarketIndex } from '../../src/matching/market-index.ts';
import { NameTable } from '../../src/matching/name-table.ts';
import { readName } from '../../src/formats/names/read.ts';

const KINDS: Readonly<Record<string, (at: number) => string>> = {
  'that differ by number': (at) => `UK: Channel ${at} HD`,
  'with one word everywhere': (at) => `UK: Sky ${at.toString(36)} zed`,
  'with one piece everywhere': (at) => `UK: Sky - Name ${at.toString(36)} foo`,
  'with the same first letters': (at) => `UK: Alpha b${at.toString(36).replace(/\d/g, 'x')} c${at.toString(36)}`,
  'that say nothing': (at) => `UK: ${'▃'.repeat((at % 50) + 1)} HD ${at}`,
  'of a few letters': (at) => `UK: ${at.toString(2).padStart(13, '0').replaceAll('0', 'a').replaceAll('1', 'b')}`,
  'of hundreds of words': (at) => `UK: ${'lorem ipsum dolor '.repeat(60)} ${at}`,
};

/** Names looked at for each name, at most: far fewer than there are. */
const LOOKED_AT = 800;
const COUNT = 2_500;

function visitsOf(name: (at: number) => string, count: number): { visits: number; most: number } {
  const index = new MarketIndex();
  for (let at = 0; at < count; at += 1) {
    const identity = identify(readName(name(at), { market: 'uk' }), { market: 'uk' });
    index.add({ identity, providers: new Map(), known: [] });
  }
  index.settle();
  let most = 0;
  for (let at = 0; at < count; at += 1) most = Math.max(most, index.candidates(at).length);
  return { visits: index.visitCount, most };
}

test.each(Object.entries(KINDS))('names %s: each looks at a bounded number of others', (_, name) => {
  const { visits, most } = visitsOf(name, COUNT);
  expect(visits).toBeLessThan(COUNT * LOOKED_AT);
  expect(most).toBeLessThanOrEqual(24);
});

test('a hundred thousand streams of one name are one name', () => {
  const table = new NameTable();
  for (let at = 0; at < 100_000; at += 1) table.add('UK: One and the same', 'uk', { provider: 'a', tvgId: String(at) });
  expect(table.size).toBe(1);
  expect([...assort(table).channelOf]).toEqual([0]);
});

test('ten thousand ways to write one name are one channel', () => {
  const table = new NameTable();
  for (let at = 0; at < 10_000; at += 1)
    table.add(`UK: ${'sky'.padEnd(4 + (at % 100))}one [${'HD '.repeat(1 + at / 100)}]`, 'uk', { provider: 'a' });
  expect(new Set(assort(table).channelOf).size).toBe(1);
});

test('a refused pair is weighed again only when its groups have grown', () => {
  let weighed = 0;
  const count = 300;
  const links: Link[] = Array.from({ length: count }, (_, a) => ({ a, b: a + 1, logOdds: 3 }));
  const logOddsOf = (a: number, b: number): number => {
    weighed += 1;
    return Math.abs(a - b) === 1 ? 3 : -9;
  };
  cluster({ links, logOddsOf, threshold: 0, cannotLink: () => false });
  expect(weighed).toBeLessThan(8 * count);
});

test('questions about a list that is all alike are as many as a person can read', () => {
  const table = new NameTable();
  for (let at = 0; at < 3_000; at += 1)
    table.add(`Sky - ${['TV', 'Channel', 'Net'][at % 3]} ${at.toString(36)}`, 'uk', { provider: `p${at % 7}` });
  const { suggestions } = assort(table, { threshold: 99, groupThreshold: 1 });
  const asked = new Map<number, number>();
  for (const name of suggestions.flatMap(({ a, b }) => [a, b])) asked.set(name, (asked.get(name) ?? 0) + 1);
  expect(suggestions.length).toBeGreaterThan(100);
  expect(Math.max(...asked.values())).toBeLessThanOrEqual(6);
});
