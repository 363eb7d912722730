import { expect, test } from 'vitest';
import { listChannels } from '../../src/lineup/list.ts';
import { CHANNEL_SORTS, SORT_ORDERS, type ChannelSort } from '../../src/lineup/query.ts';
import { parseChannelId, printChannelId, type ChannelId, type ProviderId } from '../../src/model/ids.ts';
import { storedStream } from '../fakes/stream-entries.ts';
import { databaseOf } from './channel-rows.ts';
import { lineupFixture } from './lineup-of-lists.ts';

const streams = ['Zebra', 'étoile', 'Alpha 2', 'alpha 1', 'Mitte'].map((name, index) =>
  storedStream(index < 3 ? 'one' : 'two', {
    name,
    group: index % 2 ? 'Odd' : 'Even',
    url: `http://tv/${name}`,
    number: `${9 - index}`,
  }),
);

function listed(query: Parameters<ReturnType<typeof lineupFixture>['rows']>[0]): string[] {
  const fixture = lineupFixture();
  fixture.build(streams);
  fixture.patch({ ids: [parseChannelId(fixture.row('Mitte').id)!], set: { enabled: false } });
  return fixture.rows(query).map(({ name }) => name);
}

test('channels are held to groups, whatever else is asked for', () => {
  expect(listed({ groups: ['Odd'] })).toEqual(['alpha 1', 'étoile']);
  expect(listed({ groups: ['Odd'], search: 'alpha' })).toEqual(['alpha 1']);
  expect(listed({ groups: ['Odd'], group: 'Even' })).toEqual([]);
  expect(listed({ groups: [] })).toEqual([]);
});

test.each<[ChannelSort, string[]]>([
  ['number', ['Mitte', 'alpha 1', 'Alpha 2', 'étoile', 'Zebra']],
  ['name', ['alpha 1', 'Alpha 2', 'Mitte', 'Zebra', 'étoile']],
  ['group', ['Mitte', 'Alpha 2', 'Zebra', 'alpha 1', 'étoile']],
])('channels are listed by %s', (sort, names) => {
  expect(listed({ sort })).toEqual(names);
});

test('filters narrow a list', () => {
  expect(listed({ enabled: false })).toEqual(['Mitte']);
  expect(listed({ group: 'Odd', sort: 'name' })).toEqual(['alpha 1', 'étoile']);
  expect(listed({ provider_id: 'two' as ProviderId })).toEqual(['Mitte', 'alpha 1']);
  expect(listed({ provider_id: 'tw' as ProviderId })).toEqual([]);
  expect(listed({ search: 'ALPHA', sort: 'name' })).toEqual(['alpha 1', 'Alpha 2']);
  expect(listed({ search: 'ÉTOILE' })).toEqual(['étoile']);
  expect(listed({ search: '9' })).toEqual(['Zebra']);
  expect(listed({ present: false })).toEqual([]);
  expect(listed({ among: { ids: [], isIn: true } })).toEqual([]);
  expect(listed({ among: { ids: [], isIn: false }, enabled: false })).toEqual(['Mitte']);
});

test.each(CHANNEL_SORTS)('the other way round a list by %s is the same from its end', (sort) => {
  expect(listed({ sort, order: 'desc' })).toEqual(listed({ sort, order: 'asc' }).toReversed());
});

const WAYS = CHANNEL_SORTS.flatMap((sort) => SORT_ORDERS.map((order) => [sort, order] as const));
test.each(WAYS)('pages by %s, %s, follow each other without gap or repeat', (sort, order) => {
  const fixture = lineupFixture();
  const many = Array.from({ length: 40 }, (_, index) => ({
    name: `Only ${index}`,
    group: `G${index % 2}`,
    url: `http://tv/${index}`,
  }));
  fixture.build(many.map((said) => storedStream('one', said)));
  const alike = fixture.rows().map(({ id }, at) => ({ ids: [parseChannelId(id)!], set: { name: `Same ${at % 3}` } }));
  fixture.patch(...alike); // whom their lists call so would be one channel
  const whole = fixture.rows({ sort, order }).map(({ id }) => id);
  expect(whole).toHaveLength(40);
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = fixture.page({ sort, order, limit: 7, ...(cursor === undefined ? {} : { cursor }) });
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  expect(seen).toEqual(whole);
});

test('a cursor that is none, or of another order, is refused', () => {
  expect(() => listed({ cursor: 'nonsense', sort: 'number' })).toThrow(/cursor/);
  const fixture = lineupFixture();
  fixture.build(streams);
  const { next } = fixture.page({ sort: 'name', limit: 1 });
  expect(() => fixture.page({ sort: 'name', order: 'desc', limit: 1, cursor: next! })).toThrow(/cursor/);
  expect(fixture.page({ sort: 'name', limit: 1, cursor: next! }).items).toHaveLength(1);
});

test('a row says what clients may see, never the provider’s logo URL', () => {
  const fixture = lineupFixture();
  fixture.build([storedStream('one', { name: 'A', logoUrl: 'http://logo.test/?token=secret' })]);
  const row = fixture.row('A');
  expect(row.logo_url).toBe(`logo/${row.id}`);
  expect(JSON.stringify(row)).not.toContain('secret');
});

test('ranked channels come in the given order, page after page, narrowed by what else is asked', () => {
  const fixture = lineupFixture();
  fixture.build(streams);
  fixture.patch({ ids: [parseChannelId(fixture.row('Mitte').id)!], set: { enabled: false } });
  const page: typeof fixture.page = (query) => fixture.page(query);
  const all = fixture.rows().map(({ id }) => parseChannelId(id)!);
  const ranked = [all[2]!, all[0]!, all[1]!];
  const printed = ranked.map(printChannelId);
  const first = page({ sort: 'health', ranked, limit: 2 });
  expect([first.items.map(({ id }) => id), first.total]).toEqual([printed.slice(0, 2), 3]);
  const second = page({ sort: 'health', ranked, limit: 2, cursor: first.next! });
  expect([second.items.map(({ id }) => id), second.next]).toEqual([printed.slice(2), null]);
  expect(page({ sort: 'number', ranked, limit: 5 }).items.map(({ id }) => id)).toEqual(
    all.slice(0, 3).map(printChannelId),
  );
  expect(page({ sort: 'health', ranked, limit: 5, enabled: false }).total).toBe(
    fixture.rows({ enabled: false }).filter(({ id }) => printed.includes(id)).length,
  );
});

test('channels that are not ranked stand after the ranked ones, whichever way these go', () => {
  const fixture = lineupFixture();
  fixture.build(streams);
  const all = fixture.rows().map(({ id }) => parseChannelId(id)!);
  const ranked = [all[3]!, all[1]!];
  for (const order of SORT_ORDERS) {
    const query = { sort: 'health', ranked, unranked: true, order } as const;
    const first = fixture.page({ ...query, limit: 3 });
    const second = fixture.page({ ...query, limit: 3, cursor: first.next! });
    const ids = [...first.items, ...second.items].map(({ id }) => parseChannelId(id)!);
    expect(ids.slice(0, 2)).toEqual(order === 'asc' ? ranked : ranked.toReversed());
    expect(new Set(ids.slice(2))).toEqual(new Set([all[0]!, all[2]!, all[4]!]));
    expect([first.total, second.next]).toEqual([5, null]);
  }
});

test('a name is found by any part of any word, however it is written and however short', () => {
  const fixture = lineupFixture();
  const names = ['ＺＤＦ ᴴᴰ', 'ZDF neo', 'TÉLÉ Sport', 'Télé Kino', 'A&E "One"', 'X 1'];
  fixture.build(names.map((name) => storedStream('one', { name, url: `http://tv/${name}` })));
  const found = (search: string): string[] => fixture.rows({ search, sort: 'number' }).map(({ name }) => name);
  const [wide, neo, sport, kino, one, x] = fixture.rows({ sort: 'number' }).map(({ name }) => name);
  expect(names).toContain(sport);
  expect(found('zdf')).toEqual([wide, neo]);
  expect(found('zdf hd')).toEqual([wide]);
  expect(found('télé')).toEqual([sport, kino]);
  expect(found('POR élé')).toEqual([sport]);
  expect(found('k télé')).toEqual([kino]);
  expect(found('"one"')).toEqual([one]);
  expect(found('x')).toEqual([x]);
  expect(found('AND')).toEqual([]);
  fixture.patch({ ids: [parseChannelId(fixture.row(kino!).id)!], set: { name: 'Cinéma' } });
  expect([found('kino'), found('cinéma')]).toEqual([[], ['Cinéma']]);
  fixture.build(names.slice(0, 5).map((name) => storedStream('one', { name, url: `http://tv/${name}` })));
  expect(found('cinéma')).toEqual(['Cinéma']);
});

const isOn = (id: number): boolean => id % 7 > 0;

test('a search finds the same, however many it finds and however it is read', () => {
  const ids = Array.from({ length: 2_300 }, (_, index) => index + 1);
  const database = databaseOf(
    ids.map((id) => ({ id, sort_name: `channel ${10_000 - id}`, enabled: Number(isOn(id)) })),
  );
  database.exec('INSERT INTO family (channel, family) SELECT id, 1 FROM channel WHERE id <= 500');
  for (const [search, words] of [
    ['channel', ['channel']],
    ['nn 2', ['nn', '2']],
    ['annel 22', ['annel', '22']],
    ['hann', ['hann']],
    ['el 1 c', ['el', '1', 'c']],
  ] as const) {
    const wanted = ids.filter((id) => words.every((word) => `channel ${id}`.includes(word)));
    for (const sort of ['number', 'name'] as const) {
      const inOrder = sort === 'number' ? wanted : wanted.toReversed();
      const first = listChannels(database, { search, sort, limit: 40 });
      const second = listChannels(database, { search, sort, limit: 40, cursor: first.next! });
      expect([search, first.total]).toEqual([search, wanted.length]);
      const on = listChannels(database, { search, sort, limit: 1, enabled: true });
      expect([search, on.total]).toEqual([search, wanted.filter(isOn).length]);
      const alike = wanted.filter((id) => id <= 500);
      const ranked = ids.slice(0, 500) as ChannelId[];
      const best = listChannels(database, { search, sort: 'health', ranked, limit: 1 });
      expect([search, best.total]).toEqual([search, alike.length]);
      const folded = listChannels(database, { search, sort, limit: 1, folded: true });
      expect([search, folded.total]).toEqual([search, wanted.length - alike.length + Math.min(1, alike.length)]);
      const shown = [...first.items, ...second.items].map(({ name }) => name);
      expect([search, sort, ...shown]).toEqual([search, sort, ...inOrder.slice(0, 80).map((id) => `Channel ${id}`)]);
    }
  }
});
