import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { writeTitles } from '../../src/library/build.ts';
import { TitleMerge } from '../../src/library/merge.ts';
import type { TitleStream } from '../../src/library/versions.ts';
import { listTitles } from '../../src/library/list.ts';
import type { TitleQuery } from '../../src/library/query.ts';
import { LibraryReader } from '../../src/library/reads.ts';
import { openLibraryDatabase, readState } from '../../src/library/schema.ts';
import { silentLog } from '../../src/kernel/log.ts';
import { hash53, type ProviderId, type StreamId } from '../../src/model/ids.ts';
import { temporaryFolder } from '../fakes/folder.ts';

const stream = (name: string, more: Partial<TitleStream> = {}): TitleStream => ({
  id: hash53(name + JSON.stringify(more)) as StreamId,
  providerId: 'p' as ProviderId,
  kind: 'movie',
  name,
  group: 'Films',
  logoUrl: 'http://x/p.jpg',
  extension: 'mkv',
  title: { plot: 'A plot.', rating: 7 },
  ...more,
});

const episode = (name: string): TitleStream => {
  const { title: _title, ...rest } = stream(name, { kind: 'series' });
  return rest;
};

function openLibrary(file = join(temporaryFolder(), 'library.sqlite')) {
  const database = openLibraryDatabase(file, silentLog, 'write');
  onTestFinished(() => database.close());
  const reader = new LibraryReader(database);
  const buildWithout = (unread: readonly string[], ...streams: readonly TitleStream[]) => {
    const merge = new TitleMerge({ languages: [] });
    for (const one of streams) merge.add(one);
    return writeTitles(database, merge.finish(), { builtFrom: 'x', unread: new Set(unread as ProviderId[]) });
  };
  const build = (...streams: readonly TitleStream[]) => buildWithout([], ...streams);
  const ids = (): number[] =>
    database
      .prepare('SELECT id FROM title ORDER BY name')
      .all()
      .map((row) => row['id'] as number);
  return { database, reader, build, buildWithout, ids };
}

test('building again from the same writes nothing, and the revision stays', () => {
  const { database, build } = openLibrary();
  const films = [stream('Sea (2010)'), stream('Land (2011)'), episode('Tides S01E01')];
  expect(build(...films)).toMatchObject({ movieCount: 2, seriesCount: 1, writtenCount: 3, changed: true });
  const { revision } = readState(database);
  expect(build(...films)).toMatchObject({ writtenCount: 0, removedCount: 0, changed: false });
  expect(readState(database).revision).toBe(revision);
});

test('an empty library gives the same ids in whatever order providers are read', () => {
  const films = [stream('Sea (2010)', { title: { tmdbId: 5 } }), stream('Meer (2010)', { title: { tmdbId: 5 } })];
  const [one, other] = [openLibrary(), openLibrary()];
  one.build(...films);
  other.build(...films.toReversed());
  expect(one.ids()).toEqual(other.ids());
});

test('a title keeps its id when it is renamed or its TMDB id becomes known, and answers to what it was', () => {
  const { build, ids, reader } = openLibrary();
  build(stream('Sea (2010)'));
  const [id] = ids();
  build(stream('Sea (2010)', { title: { tmdbId: 5 } }));
  expect(ids()).toEqual([id]);
  build(stream('The Sea (2010)', { title: { tmdbId: 5 } }));
  expect(ids()).toEqual([id]);
  expect(reader.title(id as never)).toMatchObject({ name: 'The Sea', tmdbId: 5 });
});

test('a title that goes and comes back is the one that it was', () => {
  const { build, ids, reader } = openLibrary();
  build(stream('Sea (2010)'));
  const [before] = ids();
  expect(build()).toMatchObject({ removedCount: 1 });
  expect(reader.title(before as never)).toBeUndefined();
  build(stream('Sea (2010)'));
  expect(ids()).toEqual([before]);
});

test('versions and episodes are read back as they were merged', () => {
  const { build, ids, reader } = openLibrary();
  build(stream('EN - Sea (2010) 4K'), stream('Sea (2010)'), episode('Tides S02E03'), episode('Tides S01E01 1080p'));
  const [sea, tides] = ids() as never[];
  expect(reader.versions(sea!).map(({ resolution, language }) => [resolution, language])).toEqual([
    ['uhd', 'en'],
    ['', ''],
  ]);
  const episodes = reader.episodes(tides!);
  expect(episodes.map(({ season, episode: number }) => [season, number])).toEqual([
    [1, 1],
    [2, 3],
  ]);
  expect(reader.episodeByNumber(episodes[0]!.number)?.versions).toHaveLength(1);
  build(stream('Sea (2010)'), episode('Tides S02E03'));
  expect(reader.episodes(tides!)).toHaveLength(1);
});

const of = (providerId: string) => ({ providerId: providerId as ProviderId });

test('what a provider had whose list is lost stays until it was read, and no longer', () => {
  const { build, buildWithout, ids, reader } = openLibrary();
  const [mine, other] = [stream('Sea (2010)', of('p')), stream('Sea (2010) 4K', of('q'))];
  const [land, air] = [stream('Land (2011)', of('q')), stream('Air (2012)', of('p'))];
  const tides = { ...episode('Tides S01E01'), ...of('q') };
  build(mine, other, land, air, tides);
  const before = ids();
  expect(buildWithout(['q'], mine, air)).toMatchObject({ movieCount: 3, seriesCount: 1, removedCount: 0 });
  expect(ids()).toEqual(before);
  const [, , sea, series] = before as never[];
  expect(reader.versions(sea!).map(({ providerId }) => providerId)).toEqual(['p', 'q']);
  expect(reader.episodes(series!)).toHaveLength(1);
  expect(buildWithout(['q'], mine)).toMatchObject({ movieCount: 2, removedCount: 1 });
  expect(build(mine)).toMatchObject({ movieCount: 1, seriesCount: 0 });
  expect(reader.versions(sea!)).toHaveLength(1);
});

test('a list of titles is held to kinds and categories, whatever else is asked for', () => {
  const { database, build } = openLibrary();
  build(stream('Sea (2010)'), stream('Mole (2011)', { group: 'Kids' }), episode('Tides S01E01'));
  const named = (within: TitleQuery['within'], group?: string): string[] =>
    listTitles(database, { sort: 'name', limit: 10, ...(within && { within }), ...(group && { group }) }).items.map(
      ({ name }) => name,
    );
  expect(named(undefined)).toEqual(['Mole', 'Sea', 'Tides']);
  expect(named({ kinds: ['movie'], groups: null })).toEqual(['Mole', 'Sea']);
  expect(named({ kinds: ['movie', 'series'], groups: ['Kids'] })).toEqual(['Mole']);
  expect(named({ kinds: ['movie'], groups: ['Kids'] }, 'Films')).toEqual([]);
  expect(named({ kinds: [], groups: null })).toEqual([]);
});

test('a panel that gives every one of its movies the same TMDB id has a library all the same', () => {
  const { database, ids } = openLibrary();
  const merge = new TitleMerge({ languages: [] });
  const title = { tmdbId: 1 };
  for (let at = 0; at < 150_000; at += 1)
    merge.add({ ...stream('Sea'), id: at as StreamId, name: `Film ${at}`, title });
  expect(writeTitles(database, merge.finish(), { builtFrom: 'x' })).toMatchObject({ movieCount: 1 });
  expect(ids()).toHaveLength(1);
});
