import { expect, test } from 'vitest';
import { readName } from '../../src/formats/names/read.ts';
import { identify } from '../../src/matching/identity.ts';
import { decodeKnowledge, encodeKnowledge } from '../../src/matching/knowledge-bytes.ts';
import { knownNames } from '../../src/matching/known-names.ts';
import { knowledgeOf, tabulate, type Knowledge } from '../../src/matching/knowledge.ts';

const ask = (knowledge: Knowledge, name: string, market: string): readonly number[] =>
  knowledge.channelsOf(identify(readName(name, { market }), { market }), market).known;

const feed = (id: string, isMain: boolean, countries: readonly string[]) => ({
  channelId: 'A',
  id,
  names: [id],
  isMain,
  countries,
});

const channelOf = (id: string, names: readonly string[], country = 'de', successor = '') => ({
  id,
  names,
  country,
  successor,
});

test('a name finds its channel in its country first, but for fillers next, anywhere last', () => {
  const knowledge = knowledgeOf(
    tabulate([
      { channelId: 'Nord.de', name: 'Nordkanal', country: 'de' },
      { channelId: 'Nord.at', name: 'Nordkanal', country: 'at' },
      { channelId: 'Sud.at', name: 'Südlicht TV', country: 'at' },
    ]),
  );
  expect(ask(knowledge, 'Nordkanal HD', 'de')).toEqual([0]);
  expect(ask(knowledge, 'Nordkanal', 'at')).toEqual([1]);
  expect(ask(knowledge, 'Südlicht', 'at')).toEqual([2]);
  expect(ask(knowledge, 'Südlicht TV', 'ch')).toEqual([2]);
  expect(ask(knowledge, 'Westlicht', 'de')).toEqual([]);
});

test('of a channel it is told whether it bears the name here or in another market only', () => {
  const knowledge = knowledgeOf(tabulate([{ channelId: 'Nord.de', name: 'Nordkanal', country: 'de' }]));
  const isElsewhere = (market: string): boolean =>
    knowledge.channelsOf(identify(readName('Nordkanal', { market }), { market }), market).isKnownElsewhere;
  expect(isElsewhere('de')).toBe(false);
  expect(isElsewhere('ch')).toBe(true);
});

test('a name of many channels tells nothing', () => {
  const names = ['1', '2', '3', '4'].map((id) => ({ channelId: id, name: 'Regional', country: 'de' }));
  expect(ask(knowledgeOf(tabulate(names)), 'Regional', 'de')).toEqual([]);
  expect(ask(knowledgeOf(tabulate(names.slice(1))), 'Regional', 'de')).toEqual([0, 1, 2]);
});

test('a closed channel is one with its successor, however the two lead to each other', () => {
  const known = [
    ...knownNames([channelOf('A', ['Alt'], 'de', 'B'), channelOf('B', ['Neu'], 'de', 'C'), channelOf('C', ['Neuer'])]),
  ];
  expect(new Set(known.map(({ channelId }) => channelId))).toEqual(new Set(['C']));
  expect([...knownNames([channelOf('A', ['Alt'], 'de', 'B'), channelOf('B', ['Neu'], 'de', 'A')])]).toHaveLength(2);
});

test('a feed of a region is a channel of its own; the main one is known where it is received', () => {
  const feeds = [feed('SD', true, ['de', 'at']), feed('Bayern', false, ['de']), feed('HD', false, ['ch'])];
  const known = [...knownNames([channelOf('A', ['Bergland'])], feeds)];
  expect(known.map(({ channelId, name, country }) => `${channelId} ${name} ${country}`)).toEqual([
    'A Bergland de',
    'A Bergland at',
    'A@Bayern Bergland Bayern de',
  ]);
});

test('bytes hold the table; other bytes hold none', () => {
  const table = tabulate([{ channelId: 'A', name: 'Nordkanal', country: 'de' }]);
  const bytes = encodeKnowledge(table);
  expect(decodeKnowledge(bytes)).toMatchObject({ ...table, revision: expect.any(Number) as number });
  expect(decodeKnowledge(bytes.subarray(0, -1))).toBeUndefined();
  expect(decodeKnowledge(bytes.subarray(0, 5))).toBeUndefined();
  expect(decodeKnowledge(bytes.with(0, 255).with(7, 65))).toBeUndefined();
  const other = tabulate([{ channelId: 'A', name: 'Südkanal', country: 'de' }]);
  expect(decodeKnowledge(encodeKnowledge(other))!.revision).not.toBe(decodeKnowledge(bytes)!.revision);
});

test('a name that has lost its accented letters is known by what is left', () => {
  const knowledge = knowledgeOf(tabulate([{ channelId: 'Star.cz', name: 'Óčko Star', country: 'cz' }]));
  expect(ask(knowledge, 'ko Star', 'cz')).toEqual([0]);
  expect(ask(knowledge, 'ko Star', 'de')).toEqual([]);
});
