import * as fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { openCatalogueDatabase } from '../../src/catalogue/schema.ts';
import { channelStreams, countStreams, streamReader } from '../../src/catalogue/reads.ts';
import { removeProvider } from '../../src/catalogue/removal.ts';
import { CatalogueWriter, type CatalogueChanges } from '../../src/catalogue/writer.ts';
import { readMemo } from '../../src/catalogue/memo.ts';
import { silentLog } from '../../src/kernel/log.ts';
import type { ProviderId } from '../../src/model/ids.ts';
import type { StreamEntry } from '../../src/model/stream.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { lists, streamEntry } from '../fakes/stream-entries.ts';

const ONE = 'one' as ProviderId;
const TWO = 'two' as ProviderId;

function openFixture() {
  const database = openCatalogueDatabase(`${temporaryFolder()}/catalogue.sqlite`, silentLog, 'write');
  const writer = new CatalogueWriter(database);
  onTestFinished(() => writer.close());
  return { database, writer, ...actions(writer, database) };
}

function actions(writer: CatalogueWriter, database: ReturnType<typeof openCatalogueDatabase>) {
  return {
    sync: (entries: readonly StreamEntry[], provider = ONE): CatalogueChanges => {
      writer.begin(provider);
      writer.add(entries);
      return writer.commit();
    },
    names: (provider = ONE): string[] => [...channelStreams(database, provider)].map(({ name }) => name),
    ids: (provider = ONE): number[] => [...channelStreams(database, provider)].map(({ id }) => id),
  };
}

const numbered = (count: number): StreamEntry[] =>
  Array.from({ length: count }, (_, index) => streamEntry({ name: `N${index}`, url: `http://tv.test/${index}.ts` }));

test('a first list is added, the same list again changes nothing', () => {
  const { sync, names } = openFixture();
  expect(sync(numbered(3))).toMatchObject({ added: 3, changed: 0, removed: 0, unchanged: 0 });
  expect(sync(numbered(3))).toMatchObject({ added: 0, changed: 0, removed: 0, unchanged: 3, isReordered: false });
  expect(names()).toEqual(['N0', 'N1', 'N2']);
});

test('new, changed and vanished streams are told apart', () => {
  const { sync, names } = openFixture();
  sync(numbered(3));
  const [first, second] = numbered(2);
  const next = [first!, { ...second!, group: 'Moved' }, streamEntry({ name: 'New', url: 'http://tv.test/new.ts' })];
  expect(sync(next)).toMatchObject({ added: 1, changed: 1, removed: 1, unchanged: 1 });
  expect(names()).toEqual(['N0', 'N1', 'New']);
});

test('a reordered list is in its new order without a row having been written', () => {
  const { sync, names, database } = openFixture();
  sync(numbered(5));
  database.exec("CREATE TRIGGER written AFTER UPDATE ON stream BEGIN SELECT raise(ABORT, 'a row was written'); END");
  expect(sync(numbered(5).toReversed())).toMatchObject({
    added: 0,
    changed: 0,
    removed: 0,
    unchanged: 5,
    isReordered: true,
  });
  expect(names()).toEqual(['N4', 'N3', 'N2', 'N1', 'N0']);
});

test('nobody sees a list before it is committed, and nothing of it after a rollback', () => {
  const { sync, writer, database, names } = openFixture();
  sync(numbered(2));
  writer.begin(ONE);
  writer.add(numbered(9));
  const file = database.location()!;
  const other = openCatalogueDatabase(file, silentLog, 'read');
  expect(countStreams(other).byKind.live).toBe(2);
  other.close();
  writer.rollback();
  expect(names()).toEqual(['N0', 'N1']);
});

test('a stream that is listed twice counts once', () => {
  const { sync, names } = openFixture();
  const twice = [streamEntry({ tvgId: 'a', group: 'News' }), streamEntry({ tvgId: 'a', group: 'All' })];
  expect(sync(twice)).toMatchObject({ added: 1, duplicates: 1 });
  expect(names()).toHaveLength(1);
});

test('streams of one tvg-id and name with different URLs are different streams', () => {
  const { sync, ids } = openFixture();
  sync([
    streamEntry({ tvgId: 'a', url: 'http://tv.test/1' }),
    streamEntry({ tvgId: 'a', url: 'http://tv.test/2' }),
    streamEntry({ tvgId: 'a', url: 'http://tv.test/3' }),
  ]);
  expect(new Set(ids()).size).toBe(3);
});

test('a renewed password and another host leave the ids of an Xtream list alone', () => {
  const { sync, ids } = openFixture();
  sync([streamEntry({ url: 'http://old.test/live/ann/secret/17.ts' })]);
  const before = ids();
  expect(sync([streamEntry({ url: 'https://new.test:8443/live/ann/other/17.m3u8' })])).toMatchObject({ changed: 1 });
  expect(ids()).toEqual(before);
});

test('URLs that only look like Xtream and share a number are all kept', () => {
  const { sync, names } = openFixture();
  const entries = ['news', 'sport', 'film'].map((name) =>
    streamEntry({ name, url: `http://cdn.test/hls/${name}/1.m3u8` }),
  );
  expect(sync(entries)).toMatchObject({ added: 3, duplicates: 0 });
  expect(names()).toEqual(['news', 'sport', 'film']);
});

test('channels that differ in the query alone keep their ids in any order', () => {
  const { sync, ids } = openFixture();
  const entries = ['a', 'b', 'c'].map((name) => streamEntry({ name, url: `http://cdn.test/play?ch=${name}` }));
  sync(entries);
  const before = ids();
  sync(entries.toReversed());
  expect(ids()).toEqual(before.toReversed());
});

test('everything that a reader says of a stream is read back', () => {
  const { sync, ids, database } = openFixture();
  const said = streamEntry({
    kind: 'radio',
    name: 'Señal "1"\u2028é',
    url: 'http://user:pass@tv.test/1?x=%20',
    tvgId: 'id.1',
    tvgName: 'Other',
    group: 'A;B',
    logoUrl: 'http://logo.test/1.png',
    number: '5.1',
    guideShiftMinutes: -90,
    catchup: { mode: 'shift', days: 7, source: '?utc={utc}', correctionHours: 1.5 },
    headers: { 'user-agent': 'Box/1' },
    isProtected: true,
  });
  sync([said]);
  const stream = streamReader(database)(ids()[0] as never);
  expect(stream).toEqual({ ...said, id: ids()[0], providerId: ONE });
});

test('ids do not depend on the order of the list', () => {
  const { sync, ids, writer } = openFixture();
  fc.assert(
    fc.property(lists, fc.infiniteStream(fc.nat()), (entries, keys) => {
      // Within a tvg-id and name that repeat it is the order that tells streams apart: as sets they stay the same.
      const placed = entries.map((entry) => ({ entry, place: keys.next().value as number }));
      const shuffled = placed.toSorted((a, b) => a.place - b.place).map(({ entry }) => entry);
      sync(entries);
      const before = new Set(ids());
      expect(sync(shuffled)).toMatchObject({ added: 0, removed: 0 });
      expect(new Set(ids())).toEqual(before);
      sync([streamEntry()], TWO);
    }),
    { numRuns: 40 },
  );
  writer.rollback();
});

test('a rebuilt catalogue has the same ids', () => {
  fc.assert(
    fc.property(lists, (entries) => {
      const [first, second] = [openFixture(), openFixture()];
      first.sync(numbered(4));
      first.sync(entries);
      second.sync(entries);
      expect(first.ids()).toEqual(second.ids());
    }),
    { numRuns: 8 },
  );
});

test('a removed provider takes its streams along and leaves the others', () => {
  const { sync, database, names, ids } = openFixture();
  sync(numbered(3), ONE);
  sync(numbered(2), TWO);
  const before = ids(ONE);
  expect(removeProvider(database, ONE)).toBe(3);
  expect(names(ONE)).toEqual([]);
  expect(names(TWO)).toEqual(['N0', 'N1']);
  expect([...countStreams(database).byProvider.keys()]).toEqual([TWO]);
  sync(numbered(3), ONE);
  expect(ids(ONE)).toEqual(before);
});

test('counts say how many streams of each kind a provider has', () => {
  const { sync, database } = openFixture();
  sync([
    streamEntry(),
    streamEntry({ kind: 'movie', url: 'http://tv.test/m' }),
    streamEntry({ kind: 'radio', url: 'http://tv.test/r' }),
  ]);
  expect(countStreams(database).byProvider.get(ONE)).toEqual({ live: 1, radio: 1, movie: 1, series: 0 });
});

test('a memo becomes visible with the list that it is about', () => {
  const { writer, database } = openFixture();
  writer.begin(ONE);
  writer.add(numbered(1));
  writer.commit({ source: '{"a":1}' });
  writer.begin(ONE);
  writer.add(numbered(2));
  writer.rollback();
  expect(readMemo(database, ONE, 'source')).toBe('{"a":1}');
  writer.remember(ONE, { source: '{"a":2}' });
  expect(readMemo(database, ONE, 'source')).toBe('{"a":2}');
  expect(countStreams(database).byKind.live).toBe(1);
});

const long = (end: string): StreamEntry[] => [
  streamEntry({ name: `a${'😀'.repeat(30_000)}${end}`, url: 'http://tv.test/1.ts?key=1', group: 'G'.repeat(60_000) }),
];

test('of a name as long as a line the beginning is kept, in whole characters, and ids are as before', () => {
  const { sync, names, ids, database } = openFixture();
  sync(long('x'));
  const [id] = ids();
  expect(names()).toEqual([`a${'😀'.repeat(499)}`]);
  expect(database.prepare('SELECT group_title AS name FROM stream').get()).toEqual({ name: 'G'.repeat(1_000) });
  expect(sync(long('x'))).toMatchObject({ unchanged: 1, changed: 0 });
  sync(long('y'));
  expect(ids()).not.toEqual([id]); // the whole name tells two streams apart
});
