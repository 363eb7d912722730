import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { AppError } from '../../src/kernel/errors.ts';
import { silentLog } from '../../src/kernel/log.ts';
import { writeTitles } from '../../src/library/build.ts';
import { Learner, type LearnerOptions } from '../../src/library/learner.ts';
import { openLibrary } from '../../src/library/library.ts';
import { TitleMerge } from '../../src/library/merge.ts';
import { openLibraryDatabase } from '../../src/library/schema.ts';
import { createTmdb } from '../../src/library/tmdb.ts';
import type { ProviderId, StreamId } from '../../src/model/ids.ts';
import type { Title, TitleId } from '../../src/model/title.ts';
import { createHttpClient } from '../../src/net/client.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { content, faults, startProviderServer } from '../fakes/provider-server.ts';
import { pool } from '../fakes/pools.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';

async function shelf(more: Partial<LearnerOptions> = {}) {
  const file = join(temporaryFolder(), 'library.sqlite');
  const database = openLibraryDatabase(file, silentLog, 'write');
  const merge = new TitleMerge({ languages: [] });
  const common = { providerId: 'p' as ProviderId, group: '', logoUrl: '', extension: '' };
  merge.add({ ...common, id: 1 as StreamId, kind: 'series', name: 'Tides', title: { addedAt: 5 } });
  merge.add({ ...common, id: 2 as StreamId, kind: 'movie', name: 'Sea (2010)', extension: 'mkv', title: {} });
  writeTitles(database, merge.finish(), { builtFrom: 'x' });
  database.close();
  const library = openLibrary({ file, pool, log: silentLog });
  const asked: string[] = [];
  const clock = createTurnedClock();
  const learner = new Learner({
    library,
    pool,
    clock,
    log: silentLog,
    describe: (version) => {
      asked.push(version.name);
      return Promise.resolve({
        detail: { plot: 'Water.' },
        tmdbId: 0,
        episodes:
          version.name === 'Tides' ? [{ season: 1, episode: 2, panelId: '9', name: 'Ebb', extension: 'mp4' }] : [],
      });
    },
    lookUp: () => Promise.resolve(undefined),
    ratePerMinute: () => 60,
    ...more,
  });
  onTestFinished(async () => {
    await learner.stop();
    await library.close();
  });
  const { items } = await library.list({ sort: 'name', limit: 10 });
  return { library, learner, asked, clock, sea: items[0]!, tides: items[1]! };
}

test('episodes and details are asked for when somebody wants them, and then kept', async () => {
  const { library, learner, asked, sea, tides } = await shelf();
  expect((await learner.known(tides)).detail.plot).toBe('Water.');
  const [episode] = library.episodes(tides.id);
  expect(episode).toMatchObject({ season: 1, episode: 2, name: 'Ebb' });
  expect(library.episodeByNumber(episode!.number)?.versions).toEqual([{ streamId: 1, panelId: '9', extension: 'mp4' }]);
  await learner.known(tides);
  await learner.known(sea);
  expect(asked).toEqual(['Tides', 'Sea (2010)']);
});

test('in the background series are asked for one by one, at the rate that was set', async () => {
  const { library, learner, asked, clock, tides } = await shelf();
  learner.start();
  await clock.advanceAsync(500);
  expect(asked).toEqual([]);
  await clock.advanceAsync(600);
  await expect.poll(() => library.episodes(tides.id).length).toBe(1);
  for (let step = 0; step < 5; step += 1) await clock.advanceAsync(1_100);
  expect(asked).toEqual(['Tides']);
});

test('a title is shown without what nobody tells', async () => {
  const down = new AppError('provider.unavailable', 'down', { retryable: true });
  const { learner, library, sea } = await shelf({ describe: () => Promise.reject(down) });
  expect(await learner.known(sea)).toMatchObject({ name: 'Sea', detail: {} });
  expect(library.learnt(sea.id)).toBeUndefined();
});

const title = (more: Partial<Title>): Title => ({
  id: 1 as TitleId,
  kind: 'movie',
  number: 1,
  name: 'Sea',
  year: 2010,
  tmdbId: 0,
  group: '',
  posterUrl: '',
  rating: 0,
  addedAt: 0,
  extension: 'mkv',
  detail: {},
  ...more,
});

const json = (value: unknown) => content({ body: JSON.stringify(value), contentType: 'application/json' });

test('TMDB is asked by its id, else by name and year, with the key that was given', async () => {
  const server = await startProviderServer();
  const http = createHttpClient();
  onTestFinished(async () => {
    await http.close();
    await server.close();
  });
  server.on('/search/movie', json({ results: [{ id: 42, title: 'The Sea', release_date: '2010-02-03' }] }));
  const movie = {
    overview: 'Water.',
    genres: [{ name: 'Drama' }, { name: 'Sea' }],
    release_date: '2010-02-03',
    vote_average: 7.26,
    runtime: 90,
    imdb_id: 'tt0000042',
    backdrop_path: '/b.jpg',
    credits: {
      cast: [{ name: 'A. B.' }],
      crew: [
        { job: 'Director', name: 'C. D.' },
        { job: 'Editor', name: 'E.' },
      ],
    },
  };
  server.on('/movie/42', json(movie));
  let key = 'k'.repeat(32);
  const options = { apiKey: () => key, language: () => 'de-DE', http, baseUrl: server.url };
  const { lookUp } = createTmdb(options);
  const { signal } = new AbortController();
  expect((await lookUp(title({}), signal))?.detail).toEqual({
    plot: 'Water.',
    cast: 'A. B.',
    director: 'C. D.',
    genre: 'Drama, Sea',
    released: '2010-02-03',
    rating: 7.3,
    runtimeMinutes: 90,
    imdbId: 'tt0000042',
    backdropUrl: 'https://image.tmdb.org/t/p/w1280/b.jpg',
  });
  expect(server.requests[0]?.path).toBe(`/search/movie?query=Sea&year=2010&language=de-DE&api_key=${key}`);
  expect(await lookUp(title({ tmdbId: 43 }), signal)).toEqual({ tmdbId: 43, isSure: true, detail: undefined });
  const unknown = { tmdbId: 0, isSure: false, detail: undefined };
  expect(await lookUp(title({ year: 0 }), signal)).toEqual(unknown); // The Sea is not just Sea
  key = 'v4.'.repeat(20);
  await lookUp(title({ tmdbId: 42 }), signal);
  expect(server.requests.at(-1)?.headers['authorization']).toBe(`Bearer ${key}`);
  server.on('/movie/42', faults.status(401));
  await expect(lookUp(title({ tmdbId: 42 }), signal)).rejects.toMatchObject({ code: 'provider.unauthorised' });
  key = '';
  const before = server.requests.length;
  expect(await lookUp(title({ tmdbId: 42 }), signal)).toBeUndefined();
  expect(server.requests).toHaveLength(before);
});

test('TMDB is believed to know which title it is where name and year are the same, and only one is so', async () => {
  const server = await startProviderServer();
  const http = createHttpClient();
  onTestFinished(async () => {
    await http.close();
    await server.close();
  });
  const { identify } = createTmdb({ apiKey: () => 'k', language: () => 'de', http, baseUrl: server.url });
  const { signal } = new AbortController();
  const found = async (asked: Partial<Title>, results: readonly object[]) => {
    server.on('/search/movie', json({ results }));
    return await identify(title(asked), signal);
  };
  const sea = { id: 42, title: 'Das Meer', original_title: 'Séa!', release_date: '2011-01-01' };
  expect(await found({}, [{ ...sea, id: 7, original_title: 'Seas' }, sea])).toEqual({ tmdbId: 42, isSure: true });
  expect(await found({}, [{ ...sea, original_title: 'Seas' }])).toEqual({ tmdbId: 42, isSure: false });
  expect(await found({}, [{ ...sea, release_date: '1999-01-01' }])).toEqual({ tmdbId: 42, isSure: false });
  expect(await found({}, [sea, { ...sea, id: 43 }])).toEqual({ tmdbId: 42, isSure: false });
  expect(await found({ year: 0 }, [sea])).toEqual({ tmdbId: 42, isSure: true });
  expect(await found({}, [])).toEqual({ tmdbId: 0, isSure: false });
});

test('what was found of a title when it was opened is kept, and not looked for again', async () => {
  const asked: Title[] = [];
  const detail = { plot: 'Much water.' };
  const { learner, library, sea } = await shelf({
    lookUp: (one) => {
      asked.push(one);
      return Promise.resolve({ tmdbId: 42, isSure: true, detail });
    },
  });
  const { found } = library.state;
  expect((await learner.known(sea)).tmdbId).toBe(42);
  expect(library.identity(sea)).toEqual({ tmdbId: 42, isSure: true });
  expect(library.state.found).toBe(found + 1);
  expect((await learner.known(sea)).tmdbId).toBe(42);
  expect(asked).toHaveLength(1);
});
