import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { noDecisions } from '../../src/lineup/decisions.ts';
import { keepApart } from '../../src/lineup/match-edits.ts';
import { parseChannelId, parseFamilyId } from '../../src/model/ids.ts';
import type { Stream } from '../../src/model/stream.ts';
import { nameRefOf } from '../../src/sync/naming.ts';
import { storedStream } from '../fakes/stream-entries.ts';
import { lineupFixture, type LineupFixture } from './lineup-of-lists.ts';

const listOf = (provider: string, ...names: string[]): Stream[] =>
  names.map((name) => storedStream(provider, { name, url: `http://${provider}.test/${name}` }));

const NAMES = [
  'DE: Nova Sport 1 HD',
  'DE: Nova Sport 2',
  'DE: Nova Sport +1',
  'DE: Nova Sports Plus',
  'DE: Bergland',
  'DE: Nova Kino',
  'UK: Nova Sport 1',
  'US: Vega West',
  'US: Vega',
];

/** The names of each family. */
const foldedOf = (fixture: LineupFixture): string[] => {
  const rows = fixture.rows({ limit: 500 });
  const families = Map.groupBy(rows, ({ family }) => family ?? 'alone');
  return Array.from(
    families,
    ([id, members]) =>
      `${id}: ${members
        .map(({ name }) => name)
        .toSorted()
        .join(', ')}`,
  ).toSorted();
};

test('numbers, coasts, time shifts and sister channels of one name are a family; other names and markets are not', () => {
  const fixture = lineupFixture();
  fixture.build(listOf('one', ...NAMES));
  const { items, total } = fixture.families();
  expect(total).toBe(2);
  expect(items).toMatchObject([
    { name: 'DE: Nova Sport 1 HD', channel_count: 4, enabled_count: 4, stream_count: 4 },
    { name: 'US: Vega West', channel_count: 2 },
  ]);
  const members = fixture.rows({ family: parseFamilyId(items[0]!.id)! });
  expect(members.map(({ name }) => name)).toEqual(NAMES.slice(0, 4));
  expect(fixture.row('DE: Bergland').family).toBeNull();
  expect(fixture.row('UK: Nova Sport 1').family).toBeNull();
});

test('folded, a list has of each family the first that is found, whatever it is filtered by', () => {
  const fixture = lineupFixture();
  fixture.build(listOf('one', ...NAMES));
  const names = (query: object): string[] => fixture.rows({ folded: true, ...query }).map(({ name }) => name);
  expect(names({})).toEqual([
    'DE: Nova Sport 1 HD',
    'DE: Bergland',
    'DE: Nova Kino',
    'UK: Nova Sport 1',
    'US: Vega West',
  ]);
  expect(fixture.page({ limit: 2, offset: 1, folded: true }).total).toBe(5);
  expect(names({ search: 'sports' })).toEqual(['DE: Nova Sports Plus']);
  const ranked = fixture.rows({ search: 'nova sport' }).map(({ id }) => parseChannelId(id)!);
  expect(names({ ranked: ranked.slice(1), sort: 'health' })).toEqual(['DE: Nova Sport 2', 'UK: Nova Sport 1']);
});

test('what is proposed as one channel is one family, until a person refuses it', () => {
  const fixture = lineupFixture();
  fixture.matching = { ...fixture.matching, merge_threshold: 99, group_threshold: 5 };
  const [one, two] = [listOf('one', 'DE: Bergland Heimat'), listOf('two', 'DE: Heimat')];
  fixture.build(one, two);
  expect(fixture.families().items).toMatchObject([{ channel_count: 2 }]);
  const [a, b] = [one, two].map(([stream]) => nameRefOf(stream!));
  fixture.decisions = { ...noDecisions, matches: keepApart(noDecisions.matches, a!, b!) };
  fixture.build(one, two);
  expect(fixture.families()).toEqual({ items: [], next: null, total: 0 });
  expect(fixture.rows().map(({ family }) => family)).toEqual([null, null]);
});

test('a family is found by a word of any of its channels, and listed page by page', () => {
  const fixture = lineupFixture();
  fixture.build(listOf('one', ...NAMES));
  expect(fixture.families({ search: 'plus' }).items).toMatchObject([{ name: 'DE: Nova Sport 1 HD', channel_count: 4 }]);
  expect(fixture.families({ search: 'bergland' }).total).toBe(0);
  const first = fixture.families({ limit: 1 });
  const second = fixture.families({ limit: 1, cursor: first.next! });
  expect([first.items.length, second.items.length, second.next]).toEqual([1, 1, null]);
  expect(second.items).not.toEqual(first.items);
});

test('its id stays whatever the order of the lists is, and when a provider goes and comes back', () => {
  fc.assert(
    fc.property(fc.subarray(NAMES), fc.shuffledSubarray(NAMES, { minLength: NAMES.length }), (some, all) => {
      const [fixture, other] = [lineupFixture(), lineupFixture()];
      const [one, two] = [listOf('one', ...some), listOf('two', ...all)];
      fixture.build(one, two);
      const before = foldedOf(fixture);
      fixture.build(one);
      fixture.build(one, two);
      expect(foldedOf(fixture)).toEqual(before);
      other.build(listOf('one', ...some.toReversed()), listOf('two', ...all.toReversed()));
      expect(
        other
          .families()
          .items.map(({ id }) => id)
          .toSorted(),
      ).toEqual(
        fixture
          .families()
          .items.map(({ id }) => id)
          .toSorted(),
      );
    }),
    { numRuns: 10 },
  );
});

test('what a person decides for a family holds for its channels of today only', () => {
  const fixture = lineupFixture();
  fixture.build(listOf('one', ...NAMES));
  const family = parseFamilyId(fixture.families().items[0]!.id)!;
  fixture.patch({ where: { family }, set: { enabled: false } });
  expect(fixture.families().items[0]).toMatchObject({ channel_count: 4, enabled_count: 0 });
  fixture.build(listOf('one', ...NAMES, 'DE: Nova Sport 3'));
  expect(fixture.families().items[0]).toMatchObject({ channel_count: 5, enabled_count: 1 });
});
