import { expect, test } from 'vitest';
import { readName } from '../../src/formats/names/read.ts';
import { assort } from '../../src/matching/assort.ts';
import { barrierBetween, barrierOfMarkets } from '../../src/matching/constraints.ts';
import { identify } from '../../src/matching/identity.ts';
import { NameTable } from '../../src/matching/name-table.ts';

/** @param lists providers by number */
const listed = (name: string, ...lists: readonly number[]) => ({
  identity: identify(readName(name, { market: 'ca' }), { market: 'ca' }),
  providers: new Map(lists.map((list) => [list, 1])),
});

const barrier = (a: string, b: string): string | null => barrierBetween(listed(a, 1, 2), listed(b, 2, 3));

test.each([
  ['Brio 2 Seaside', 'Brio Seaside'],
  ['Brio Seaside', 'Brio Two Seaside HD'],
])('a list that has %s and %s counts the channels of a brand', (a, b) => {
  expect(barrier(a, b)).toBe('counted');
  expect(barrierBetween(listed(a, 1), listed(b, 2))).toBeNull();
});

test.each([
  ['Brio 1 Seaside', 'Brio Seaside', 'the first is called like the brand'],
  ['Brio 7', 'Brio', 'a place in a list'],
  ['7 Brio Seaside', 'Brio Seaside', 'a place in a list'],
  ['Brio 2 Seaside', 'Brio Hillside', 'other words'],
  ['Brio 2 Seaside', 'Brio Seaside West Shore', 'more words'],
])('nothing is counted by %s beside %s: %s', (a, b) => {
  expect(barrier(a, b)).toBeNull();
});

test.each([
  ['Brio 4 (Tomvale)', 'Brio 4 (Omvale)'],
  ['Brio (Sach)', 'Brio (Sachwood)'],
  ['Brio: Quest', 'Brio: Conquest'],
])('a list that has %s and %s has two channels of one name', (a, b) => {
  expect(barrier(a, b)).toBe('parts');
  expect(barrierBetween(listed(a, 1), listed(b, 2))).toBeNull();
});

test.each([
  ['Brio (Tomvale)', 'Brio'],
  ['Brio (Tomvale) HD', 'Brio (Tomvale TV)'],
  ['Brio (Sport)', 'Brio (Sports)'],
  ['Brio (Tomvale)', 'Lumo (Omvale)'],
])('no other part of one name tells %s from %s', (a, b) => {
  expect(barrier(a, b)).toBeNull();
});

function channelsOf(names: readonly (readonly [name: string, provider: string])[]): number {
  const table = new NameTable();
  for (const [name, provider] of names) table.add(name, 'ca', { provider, tvgId: 'brio' });
  return new Set(assort(table, {}).channelOf).size;
}

test('editions that one list tells apart by a letter stay apart, also under one tvg-id', () => {
  expect(
    channelsOf([
      ['Brio 4 (Tomvale)', 'a'],
      ['Brio 4 (Omvale)', 'a'],
    ]),
  ).toBe(2);
  expect(
    channelsOf([
      ['Brio 4 (Tomvale)', 'a'],
      ['Brio 4 (Omvale)', 'b'],
    ]),
  ).toBe(1);
});

const station = (name: string) => ({
  identity: identify(readName(name, { market: 'jp' }), { market: 'jp' }),
  providers: new Map<number, number>(),
});

test('Japanese signs tell stations apart, and not a station from its own name', () => {
  expect(barrierBetween(station('JOQX-DTV'), station('JOZX-DTV'))).toBe('station');
  expect(barrierBetween(station('Berg TV (JOQX-DTV)'), station('Berg TV (JOZX-DTV)'))).toBe('station');
  expect(barrierBetween(station('JOQX-DTV'), station('JOQXDTV HD'))).toBeNull();
  expect(barrierBetween(station('JOQX-DTV'), station('Berg TV'))).toBeNull();
  expect(barrier('WXYZ-DT', 'Berg TV')).toBe('station');
});

test('names of two markets are never one, but for those that may be of any', () => {
  expect(barrierOfMarkets('uk', 'us')).toBe('country');
  expect(barrierOfMarkets('uk', 'uk radio')).toBe('radio');
  expect(barrierOfMarkets('', 'us radio')).toBe('radio');
  expect([barrierOfMarkets('uk', 'uk'), barrierOfMarkets('', 'us')]).toEqual([null, null]);
});

test.each([
  ['Brio Germany', 'Brio Spain', 'country'],
  ['Brio Germany', 'Brio Deutschland', null],
  ['Brio Germany', 'Brio German', null],
  ['Brio Germany', 'Brio', null],
  ['Brio de', 'Brio es', null],
  ['Germany', 'Spain', null],
])('that %s and %s are for two countries: %s', (a, b, expected) => {
  expect(barrier(a, b)).toBe(expected);
});
