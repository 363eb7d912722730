// What one account may have: groups of channels, categories of movies and series, in lists and streams alike.

import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../../src/kernel/clock.ts';
import { silentLog } from '../../../src/kernel/log.ts';
import { writeTitles } from '../../../src/library/build.ts';
import { openLibrary } from '../../../src/library/library.ts';
import { TitleMerge } from '../../../src/library/merge.ts';
import { nameKey } from '../../../src/library/title-key.ts';
import { openLibraryDatabase } from '../../../src/library/schema.ts';
import { noFavourites, type FavouriteIds } from '../../../src/model/favourite.ts';
import type { ProviderId, StreamId } from '../../../src/model/ids.ts';
import type { Rights } from '../../../src/model/person.ts';
import type { TitleId } from '../../../src/model/title.ts';
import type { Playable } from '../../../src/outputs/play-file.ts';
import type { XtreamRights } from '../../../src/outputs/xtream/ports.ts';
import { createXtreamOutput } from '../../../src/outputs/xtream/xtream.ts';
import { temporaryFolder } from '../../fakes/folder.ts';
import { ask, startLanListener } from '../../fakes/lan-listener.ts';
import { channelOf, lineupOf } from '../../fakes/lineup-of.ts';
import { createPlayer } from '../../fakes/player.ts';
import { pool } from '../../fakes/pools.ts';

const noHls = (): never => {
  throw new Error('nobody asks for HLS here');
};
const NO_HLS = { master: noHls, playlist: noHls, segment: noHls };
const LINEUP = lineupOf([channelOf('1', 'News', { group: 'News' }), channelOf('2', 'Late', { group: 'Adult' })]);
const everything: XtreamRights = { name: 'a', groups: null, titleGroups: null, maxConnections: 1, expiresAt: null };
const child: XtreamRights = { ...everything, groups: ['News'], titleGroups: ['Kids'] };

const BEN: Rights = {
  id: 'u1',
  name: 'Ben',
  groups: null,
  contents: ['live', 'movies', 'series'],
  titleGroups: null,
  maxStreams: 1,
  bytesPerSecond: null,
  priority: null,
  pass: null,
};

function libraryFile(): string {
  const file = join(temporaryFolder(), 'library.sqlite');
  const database = openLibraryDatabase(file, silentLog, 'write');
  const merge = new TitleMerge({ languages: [] });
  for (const [at, [name, group]] of [
    ['Bears (2001)', 'Kids'],
    ['Blood (2002)', 'Horror'],
  ].entries()) {
    const common = { providerId: 'p' as ProviderId, logoUrl: '', extension: 'mkv', title: {} };
    merge.add({ ...common, id: (at + 1) as StreamId, kind: 'movie', name: name!, group: group! });
  }
  writeTitles(database, merge.finish(), { builtFrom: 'x' });
  database.close();
  return file;
}

async function setUp(user: XtreamRights, likes: FavouriteIds = noFavourites, isRepeated = false) {
  const library = openLibrary({ file: libraryFile(), pool, log: silentLog });
  onTestFinished(() => library.close());
  const played: Playable[] = [];
  const guides: (readonly string[] | null)[] = [];
  const { url } = await startLanListener([
    createXtreamOutput({
      lineup: () => LINEUP,
      programmes: () => [],
      wantGuide: () => undefined,
      library,
      learner: { known: (title) => Promise.resolve(title) },
      userOf: (name) => (name === 'a' ? user : undefined),
      favouritesOf: (id) => (id === BEN.id ? likes : noFavourites),
      repeatsFavourites: () => isRepeated,
      activeConnections: () => 0,
      startedAt: 0,
      play: createPlayer().play,
      playFile: (_c, what) => {
        played.push(what);
        return Promise.resolve(new Response('film'));
      },
      playHls: NO_HLS,
      hasSlices: () => true,
      respondGuide: (_c, groups) => {
        guides.push(groups);
        return Promise.resolve(new Response('<tv></tv>'));
      },
      pool,
      baseUrl: '',
      clock: systemClock,
    }),
  ]);
  const list = async <Row>(action: string): Promise<Row[]> =>
    JSON.parse((await ask(`${url}/player_api.php?username=a&password=b&action=${action}`)).text) as Row[];
  const movies = () => list<{ name: string; stream_id: number }>('get_vod_streams');
  return { url, list, movies, played, guides };
}

test('lists hold what an account may have, and no category besides', async () => {
  const { list, movies, url, guides } = await setUp(child);
  const categories = async (kind: string): Promise<string[]> =>
    (await list<{ category_name: string }>(`get_${kind}_categories`)).map(({ category_name }) => category_name);
  expect(await categories('live')).toEqual(['News']);
  expect(await categories('vod')).toEqual(['Kids']);
  expect((await list<{ name: string }>('get_live_streams')).map(({ name }) => name)).toEqual(['News']);
  expect((await movies()).map(({ name }) => name)).toEqual(['Bears (2001)']);
  const playlist = await ask(`${url}/get.php?username=a&password=b&key=live,movie`);
  expect(playlist.text.match(/^#EXTINF/gm)).toHaveLength(2);
  expect(playlist.text).not.toMatch(/Blood|Late/);
  const panel = await ask(`${url}/panel_api.php?username=a&password=b`);
  expect(panel.text).not.toMatch(/Horror|Adult|Late/);
  await ask(`${url}/xmltv.php?username=a&password=b`);
  expect(guides).toEqual([['News']]);
});

test('a movie outside an account is not there for it, whoever has told its number', async () => {
  const all = await setUp(everything);
  const [bears, blood] = await all.movies();
  expect([bears!.name, blood!.name]).toEqual(['Bears (2001)', 'Blood (2002)']);
  const { url, played, list } = await setUp(child);
  expect((await ask(`${url}/movie/a/b/${blood!.stream_id}.mkv`)).status).toBe(404);
  expect((await ask(`${url}/movie/a/b/${bears!.stream_id}.mkv`)).text).toBe('film');
  expect(played).toHaveLength(1);
  expect(await list(`get_vod_info&vod_id=${blood!.stream_id}`)).toEqual({ info: {}, movie_data: {} });
  expect(await list(`get_vod_info&vod_id=${bears!.stream_id}`)).toMatchObject({ info: { name: 'Bears (2001)' } });
});

test('an account without movies has none, in lists and by number', async () => {
  const [bears] = await (await setUp(everything)).movies();
  const { list, url, played } = await setUp({ ...everything, contents: ['live'] });
  expect(await list('get_vod_streams')).toEqual([]);
  expect(await list('get_vod_categories')).toEqual([]);
  expect(await list('get_live_streams')).toHaveLength(2);
  expect((await ask(`${url}/movie/a/b/${bears!.stream_id}.mkv`)).status).toBe(404);
  expect(played).toEqual([]);
});

test('a closed account is told so by its login, and gets nothing else', async () => {
  const { url, played } = await setUp({ ...everything, standing: 'expired', expiresAt: 1_000 });
  for (const action of ['', '&action=get_live_streams']) {
    const { text } = await ask(`${url}/player_api.php?username=a&password=b${action}`);
    expect(JSON.parse(text)).toMatchObject({ user_info: { auth: 1, status: 'Expired', exp_date: '1' } });
  }
  expect((await ask(`${url}/get.php?username=a&password=b`)).status).toBe(403);
  expect((await ask(`${url}/live/a/b/1.ts`)).status).toBe(403);
  expect((await ask(`${url}/get.php?username=x&password=b`)).status).toBe(401);
  expect(played).toEqual([]);
});

test('favourites of a person are a category before all others, in its order, and what it may not have is none', async () => {
  interface Row {
    readonly name: string;
    readonly category_id: string;
    readonly category_ids: readonly number[];
  }
  const [news, late] = LINEUP.channels;
  const title = nameKey('movie', 'Bears', 2001) as TitleId;
  const likes = { channels: [late!.id, news!.id], titles: [title], revision: '1' };
  const ben = { ...everything, rights: BEN };
  const { list } = await setUp(ben, likes);
  const categories = (kind: string) => list<{ category_name: string; category_id: string }>(`get_${kind}_categories`);
  const names = async (kind: string) => (await categories(kind)).map(({ category_name: name }) => name);
  expect(await names('live')).toEqual(['Favourites', 'News', 'Adult']);
  expect(await names('vod')).toEqual(['Favourites', 'Horror', 'Kids']);
  expect(await names('series')).toEqual([]);
  const [{ category_id: id } = { category_id: '' }] = await categories('live');
  const channels = await list<Row>(`get_live_streams&category_id=${id}`);
  expect(channels.map(({ name, category_id }) => [name, category_id])).toEqual([
    ['Late', id],
    ['News', id],
  ]);
  const [own, all] = (await list<Row>('get_live_streams'))[0]!.category_ids;
  expect([own === Number(id), all]).toEqual([false, Number(id)]);
  const [{ category_id: liked } = { category_id: '' }] = await categories('vod');
  expect((await list<Row>(`get_vod_streams&category_id=${liked}`)).map(({ name }) => name)).toEqual(['Bears (2001)']);
  expect((await list<Row>('get_vod_streams')).map(({ category_ids: ids }) => ids.length)).toEqual([2, 1]);
  const bounded = await setUp({ ...ben, groups: ['News'], titleGroups: ['Horror'] }, likes);
  expect((await bounded.list<Row>(`get_live_streams&category_id=${id}`)).map(({ name }) => name)).toEqual(['News']);
  expect(await bounded.list(`get_vod_streams&category_id=${liked}`)).toEqual([]);
  expect((await bounded.list<{ category_name: string }>('get_vod_categories'))[0]!.category_name).toBe('Horror');
});

test('whole lists have favourites once more, for players that know one category only; numbers and JSON are whole', async () => {
  interface Row {
    readonly num: number;
    readonly name: string;
    readonly stream_id: number;
    readonly category_id: string;
  }
  const [, late] = LINEUP.channels;
  const likes = { channels: [late!.id], titles: [nameKey('movie', 'Bears', 2001) as TitleId], revision: '1' };
  const { list } = await setUp({ ...everything, rights: BEN }, likes, true);
  for (const [kind, action, names] of [
    ['live', 'get_live_streams', ['Late', 'News', 'Late']],
    ['vod', 'get_vod_streams', ['Bears (2001)', 'Bears (2001)', 'Blood (2002)']],
  ] as const) {
    const [category] = await list<{ category_id: string }>(`get_${kind}_categories`);
    const rows = await list<Row>(action);
    expect(rows.map(({ name }) => name)).toEqual(names);
    expect(new Set(rows.map(({ num }) => num)).size).toBe(3);
    const inFavourites = rows.filter(({ category_id: id }) => id === category!.category_id);
    expect(inFavourites).toEqual([rows[0]]);
    expect(rows.filter(({ stream_id: id }) => id === rows[0]!.stream_id)).toHaveLength(2);
    const others = new Set(rows.slice(1).map(({ category_id: id }) => id));
    expect((await list<Row>(`${action}&category_id=${[...others][0]}`)).map(({ num }) => num)).toEqual([1]);
  }
});

test('lists of those who have no favourites, or want none twice, are what they were', async () => {
  const { list } = await setUp({ ...everything, rights: BEN }, noFavourites, true);
  expect(await list('get_live_streams')).toHaveLength(2);
  expect(await list('get_vod_streams')).toHaveLength(2);
});
