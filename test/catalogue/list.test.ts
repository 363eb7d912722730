import { array, assert, constantFrom, property } from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { listStreams } from '../../src/catalogue/list.ts';
import type { StreamQuery } from '../../src/catalogue/query.ts';
import { openCatalogueDatabase } from '../../src/catalogue/schema.ts';
import { CatalogueWriter } from '../../src/catalogue/writer.ts';
import { silentLog } from '../../src/kernel/log.ts';
import { parseStreamId, type ProviderId } from '../../src/model/ids.ts';
import type { StreamEntry } from '../../src/model/stream.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { queryPlans } from '../fakes/query-plans.ts';
import { streamEntry } from '../fakes/stream-entries.ts';

function catalogueOf(lists: Readonly<Record<string, readonly Partial<StreamEntry>[]>>) {
  const file = `${temporaryFolder()}/catalogue.sqlite`;
  const database = openCatalogueDatabase(file, silentLog, 'write');
  const writer = new CatalogueWriter(database);
  onTestFinished(() => writer.close());
  const take = (provider: string, entries: readonly Partial<StreamEntry>[]): void => {
    writer.begin(provider as ProviderId);
    writer.add(entries.map((said, index) => streamEntry({ url: `http://${provider}.test/${index}`, ...said })));
    writer.commit();
  };
  for (const [provider, entries] of Object.entries(lists)) take(provider, entries);
  const place = { database, file };
  const names = (query: Partial<StreamQuery>): string[] =>
    listStreams(place, { limit: 50, ...query }, null).items.map(({ name }) => name);
  return { place, take, names };
}

const both = {
  one: [{ name: 'BBC One HD', group: 'UK' }, { name: 'ÉTOILE 2' }, { name: '100% Jazz', kind: 'radio' as const }],
  two: [{ name: 'Ciné One' }, { name: 'A Movie', kind: 'movie' as const }],
};

test('streams come in the order of the lists, provider by provider', () => {
  expect(catalogueOf(both).names({})).toEqual(['BBC One HD', 'ÉTOILE 2', '100% Jazz', 'Ciné One', 'A Movie']);
});

test('a search finds words in any case and order, in any script', () => {
  const { names } = catalogueOf(both);
  expect(names({ search: 'one bbc' })).toEqual(['BBC One HD']);
  expect(names({ search: 'étoile' })).toEqual(['ÉTOILE 2']);
  expect(names({ search: 'one' })).toEqual(['BBC One HD', 'Ciné One']);
});

test('signs that mean something to SQL are letters like any other', () => {
  const { names } = catalogueOf(both);
  expect(names({ search: '0%' })).toEqual(['100% Jazz']);
  expect(names({ search: '_' })).toEqual([]);
  expect(names({ search: "' OR 1=1 --" })).toEqual([]);
});

test('provider, kind and group narrow a list', () => {
  const { names } = catalogueOf(both);
  expect(names({ provider_id: 'two' as ProviderId })).toEqual(['Ciné One', 'A Movie']);
  expect(names({ kind: 'movie' })).toEqual(['A Movie']);
  expect(names({ group: 'UK' })).toEqual(['BBC One HD']);
  expect(names({ provider_id: 'none' as ProviderId })).toEqual([]);
});

const narrowings: readonly { query: Partial<StreamQuery>; fits: (entry: Entry) => boolean }[] = [
  { query: {}, fits: () => true },
  { query: { search: 'even' }, fits: ({ name }) => name.startsWith('even') },
  { query: { kind: 'movie' }, fits: ({ kind }) => kind === 'movie' },
  { query: { group: 'B' }, fits: ({ group }) => group === 'B' },
  {
    query: { search: 'even', kind: 'movie', group: 'B' },
    fits: ({ name, kind, group }) => name.startsWith('even') && kind === 'movie' && group === 'B',
  },
  { query: { search: 'first' }, fits: ({ name }) => name.includes('first') },
];
type Entry = ReturnType<typeof manyOf>[number];

const manyOf = (count: number, word: string) =>
  Array.from({ length: count }, (_, index) => ({
    name: `${index % 2 === 0 ? 'even' : 'odd'} ${word} ${index}`,
    kind: index % 3 === 0 ? ('movie' as const) : ('live' as const),
    group: index % 4 < 2 ? 'A' : 'B',
  }));

test.each(narrowings)(
  'pages of $query follow each other without gap or repeat, and each knows the total',
  (narrowed) => {
    const lists = { one: manyOf(61, 'first'), two: manyOf(23, 'second'), three: manyOf(40, 'third') };
    const wanted = Object.values(lists)
      .flat()
      .filter(narrowed.fits)
      .map(({ name }) => name);
    const { place } = catalogueOf(lists);
    for (const limit of [1, 5, wanted.length, 50]) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const query = { limit, ...narrowed.query, ...(cursor === undefined ? {} : { cursor }) };
        const page = listStreams(place, query, null);
        expect(page.total).toBe(wanted.length);
        seen.push(...page.items.map(({ name }) => name));
        cursor = page.next ?? undefined;
      } while (cursor !== undefined);
      expect(seen).toEqual(wanted);
    }
  },
);

test('a page begins behind the last row, whatever came and went before it; another cursor is refused', () => {
  const entries = Array.from({ length: 12 }, (_, index) => ({ name: `N${index}`, url: `http://one.test/n${index}` }));
  const { place, take } = catalogueOf({ one: entries, two: [{ name: 'Last' }] });
  const page = (cursor?: string, more: Partial<StreamQuery> = {}) =>
    listStreams(place, { limit: 4, ...(cursor !== undefined && { cursor }), ...more }, null);
  const { next } = page();
  const names = (cursor: string): string[] => page(cursor).items.map(({ name }) => name);
  expect(names(next!)).toEqual(['N4', 'N5', 'N6', 'N7']);
  const added = { name: 'New', url: 'http://one.test/new' };
  take('one', [added, ...entries]);
  expect(names(next!), 'one more before').toEqual(['N4', 'N5', 'N6', 'N7']);
  take('one', [added, ...entries.slice(0, 2), ...entries.slice(4)]);
  expect(names(next!), 'without the last two of the page').toEqual(['N4', 'N5', 'N6', 'N7']);
  take('one', entries.slice(9));
  expect(names(next!), 'without all that was shown').toEqual(['Last']);
  for (const cursor of [
    '0.3',
    '1',
    'x',
    next!.slice(2),
    listStreams(place, { limit: 1, sort: 'health' }, []).next ?? '',
  ])
    expect(() => page(cursor)).toThrow(/cursor/);
});

test('a group is looked up, and all of a provider is read as it lies', () => {
  const { place } = catalogueOf(both);
  const steps = queryPlans(place.database, (database) =>
    listStreams({ ...place, database }, { group: 'UK', limit: 5 }, null),
  );
  expect([...new Set(steps.filter((step) => step.includes('group_title = ?')))]).toEqual([
    expect.stringContaining('SEARCH stream USING COVERING INDEX stream_group'),
  ]);
  const whole = queryPlans(place.database, (database) =>
    database.prepare('SELECT row, name FROM stream WHERE provider = ?'),
  );
  expect(whole).toEqual([expect.stringMatching(/: SCAN stream$/)]);
});

test('a selection is all that is listed', () => {
  const { place } = catalogueOf(both);
  const [, second] = listStreams(place, { limit: 5 }, null).items;
  const page = listStreams(place, { limit: 5 }, [parseStreamId(second!.id)!]);
  expect(page.items.map(({ name }) => name)).toEqual(['ÉTOILE 2']);
  expect(page.total).toBe(1);
});

test('no row shows a password', () => {
  const { place } = catalogueOf({
    one: [{ url: 'http://panel.test/live/ann/hunter2/1.ts', logoUrl: 'http://logo.test/a.png?token=hunter2' }],
  });
  expect(JSON.stringify(listStreams(place, { limit: 5 }, null))).not.toContain('hunter2');
});

test('a list that has changed is searched as it is now', () => {
  const { names, take } = catalogueOf({ one: [{ name: 'Old' }, { name: 'Kept' }], two: [{ name: 'Oldest' }] });
  expect(names({ search: 'old' })).toEqual(['Old', 'Oldest']);
  take('one', [{ name: 'Kept' }, { name: 'Older' }]);
  expect(names({ search: 'old' })).toEqual(['Older', 'Oldest']);
  expect(names({})).toEqual(['Kept', 'Older', 'Oldest']);
});

test('a search finds what looking at every name would find', () => {
  const letters = constantFrom('a', 'A', 'b', 'B', 'é', 'É', ' ', '\n', 'ß', '😀', '1');
  const text = array(letters, { maxLength: 6 }).map((parts) => parts.join(''));
  assert(
    property(array(text, { minLength: 1, maxLength: 20 }), text, (all, search) => {
      const { names } = catalogueOf({ one: all.map((name) => ({ name })) });
      const words = search.toLowerCase().split(/\s+/).filter(Boolean);
      const wanted = names({}).filter((name) => words.every((word) => name.toLowerCase().includes(word)));
      expect(names({ search })).toEqual(wanted);
    }),
    { numRuns: 40 },
  );
});

test('a ranked selection comes in its own order, page after page, narrowed by what else is asked', () => {
  const names = ['a', 'b', 'c', 'd'];
  const { place } = catalogueOf({ one: names.map((name) => ({ name, group: name === 'c' ? 'x' : 'y' })) });
  const [a, b, c, d] = listStreams(place, { limit: 5 }, null).items.map(({ id }) => parseStreamId(id)!);
  const page = (query: Partial<StreamQuery>) =>
    listStreams(place, { limit: 2, sort: 'health', ...query }, [d!, a!, c!]);
  const first = page({});
  expect([first.items.map(({ name }) => name), first.total]).toEqual([['d', 'a'], 3]);
  expect(page({ cursor: first.next! }).items.map(({ name }) => name)).toEqual(['c']);
  expect(page({ group: 'y' }).items.map(({ name }) => name)).toEqual(['d', 'a']);
  expect(listStreams(place, { limit: 5 }, [d!, b!]).items.map(({ name }) => name)).toEqual(['b', 'd']);
});

function expected(all: readonly string[], words: readonly string[]): [total: number, first: number[]] {
  const places = all.flatMap((name, at) => (words.every((word) => name.toLowerCase().includes(word)) ? [at] : []));
  return [places.length, places.slice(0, 500)];
}

test('a list of many pieces is searched as it is now: added to, cut, renamed, or stored by an older version', () => {
  const { place, take } = catalogueOf({});
  const found = (search: string): [total: number, first: number[]] => {
    const { total, items } = listStreams(place, { search, limit: 500 }, null);
    return [total, items.map(({ position }) => position)];
  };
  const names = Array.from({ length: 9_000 }, (_, index) => `${index % 7 === 0 ? 'Étoile' : 'Mer'} ${index}`);
  const ways = [
    names,
    [...names, 'Mer 99 neu'],
    names.slice(0, 8_000),
    ['New étoile 1', ...names.slice(0, 8_000)],
    names.map((name, at) => (at === 8_192 ? 'Étoile\nrenamed 9' : name)),
  ];
  for (const all of ways) {
    take(
      'one',
      all.map((name) => ({ name, url: `http://one.test/${encodeURIComponent(name)}` })),
    );
    for (const words of [['étoile'], ['9'], ['mer', '99'], ['1', 'étoile']])
      expect(found(words.join(' '))).toEqual(
        expected(
          all.map((name) => name.replaceAll('\n', ' ')),
          words,
        ),
      );
  }
  take('two', [{ name: 'Étoile' }]);
  place.database.exec('DELETE FROM names; UPDATE provider SET edition = edition + 1');
  expect(found('étoile 999')).toEqual(expected(ways.at(-1)!, ['étoile', '999']));
});
