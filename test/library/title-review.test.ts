import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { silentLog } from '../../src/kernel/log.ts';
import { writeTitles } from '../../src/library/build.ts';
import { foundIds } from '../../src/library/found.ts';
import { identification } from '../../src/library/identity.ts';
import { openLibrary } from '../../src/library/library.ts';
import { TitleMerge } from '../../src/library/merge.ts';
import { openLibraryDatabase } from '../../src/library/schema.ts';
import { openTitleDecisions } from '../../src/library/title-decisions.ts';
import { TitleReview } from '../../src/library/title-review.ts';
import { createTmdb } from '../../src/library/tmdb.ts';
import type { ProviderId, StreamId } from '../../src/model/ids.ts';
import { createHttpClient } from '../../src/net/client.ts';
import { taskRef } from '../../src/workers/pool.ts';
import { taskUrl } from '../../src/workers/task.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { faults, startProviderServer } from '../fakes/provider-server.ts';
import { pool } from '../fakes/pools.ts';

const LEARN = taskRef<typeof import('../../src/library/learn.task.ts').default>(
  taskUrl(import.meta, '../../src/library/learn.task'),
);
const LIST = [
  { id: 1, name: 'The Tide (2010)', provider: 'one' },
  { id: 2, name: 'Die Flut (2010)', provider: 'two' },
  { id: 3, name: 'Ours (2012)', provider: 'one', tmdbId: 5 },
];

/** A library with its decisions, and TMDB as its documentation has it. */
async function shelf({ folder = temporaryFolder(), apiKey = 'a'.repeat(32) } = {}) {
  const server = await startProviderServer();
  const file = join(folder, 'library.sqlite');
  const decisions = await openTitleDecisions(join(folder, 'titles.json'), silentLog);
  const library = openLibrary({ file, pool, log: silentLog });
  const http = createHttpClient();
  const tmdb = createTmdb({ apiKey: () => apiKey, language: () => 'de-DE', http, baseUrl: `${server.url}/3` });
  const build = (): Promise<void> => {
    const database = openLibraryDatabase(file, silentLog, 'write');
    const decided = new Map(decisions.keyed);
    const merge = new TitleMerge({ languages: [], tmdbOf: foundIds(database), decidedOf: (key) => decided.get(key) });
    const common = { kind: 'movie', group: '', logoUrl: '', extension: 'mkv' } as const;
    for (const { id, name, provider, tmdbId = 0 } of LIST)
      merge.add({ ...common, name, title: { tmdbId }, id: id as StreamId, providerId: provider as ProviderId });
    writeTitles(database, merge.finish(), { builtFrom: 'x' });
    database.close();
    return Promise.resolve();
  };
  await build();
  const review = new TitleReview({ library, decisions, tmdb, pool, rebuild: build });
  onTestFinished(async () => {
    await library.close();
    await http.close();
    await server.close();
  });
  const titles = async () => (await library.list({ sort: 'name', limit: 10 })).items;
  const called = async (name: string) => (await titles()).find((title) => title.name === name)!;
  return { folder, server, library, decisions, review, titles, called };
}

const ALL = { sort: 'name', limit: 10 } as const;

test('titles that nobody has identified are listed with what TMDB may have', async () => {
  const { review, called, library } = await shelf();
  const states = async () => (await review.list(ALL)).items.map(({ title, state }) => [title.name, state]);
  expect(await states()).toEqual([
    ['Die Flut', 'unasked'],
    ['The Tide', 'unasked'],
  ]);
  const learnt = [
    identification(await called('Die Flut'), { tmdbId: 42, isSure: false }, 1),
    identification(await called('The Tide'), { tmdbId: 0, isSure: false }, 1),
  ];
  await pool.run(LEARN, { file: library.file, learnt });
  expect(await states()).toEqual([
    ['Die Flut', 'unsure'],
    ['The Tide', 'unknown'],
  ]);
  const suggested = await review.list({ ...ALL, suggested: true });
  expect(suggested).toMatchObject({ total: 1, items: [{ suggestedTmdbId: 42, names: ['Die Flut (2010)'] }] });
  expect((await review.list({ ...ALL, suggested: false })).total).toBe(1);
});

test('TMDB is searched by the title itself or by other words, and its answers are read', async () => {
  const { server, review, called } = await shelf();
  const { id } = await called('Die Flut');
  const results = [
    {
      id: 42,
      title: 'Die Flut',
      original_title: 'The Tide',
      release_date: '2010-05-01',
      overview: 'Water.',
      poster_path: '/abc.jpg',
      vote_count: 9,
    },
    { id: 'x', title: 'broken' },
    { id: 43, title: 'Odd', poster_path: '/../x"><script>' },
    null,
  ];
  server.on('/3/search/movie', { body: JSON.stringify({ page: 1, results }) });
  const { signal } = new AbortController();
  expect(await review.search(id, {}, signal)).toEqual([
    {
      tmdbId: 42,
      name: 'Die Flut',
      originalName: 'The Tide',
      year: 2010,
      plot: 'Water.',
      posterUrl: 'https://image.tmdb.org/t/p/w185/abc.jpg',
      voteCount: 9,
    },
    expect.objectContaining({ tmdbId: 43, year: 0, posterUrl: '' }),
  ]);
  await review.search(id, { search: 'Flood' }, signal);
  const [own, other] = server.requests.map(({ path }) => new URL(path, 'http://tmdb').searchParams);
  expect([own?.get('query'), own?.get('year'), own?.get('language')]).toEqual(['Die Flut', '2010', 'de-DE']);
  expect([other?.get('query'), other?.get('year')]).toEqual(['Flood', null]);
  server.on('/3/search/movie', faults.status(401));
  await expect(review.search(id, {}, signal)).rejects.toMatchObject({ code: 'provider.unauthorised' });
  const keyless = await shelf({ apiKey: '' });
  await expect(keyless.review.search(id, {}, signal)).rejects.toMatchObject({ code: 'request.conflict' });
});

test('what is decided makes one title of two, wins over lists, outlasts the database, and is taken back', async () => {
  const { folder, review, called, titles, decisions } = await shelf();
  const ids = {
    flut: (await called('Die Flut')).id,
    tide: (await called('The Tide')).id,
    ours: (await called('Ours')).id,
  };
  const wanted = [
    { id: ids.flut, tmdbId: 42 },
    { id: ids.tide, tmdbId: 42 },
    { id: ids.ours, tmdbId: 0 },
  ];
  expect(await review.decide(wanted, true)).toBe(3);
  expect(await titles()).toHaveLength(3);
  expect(await review.decide(wanted, false)).toBe(3);
  expect((await titles()).map(({ name, tmdbId }) => [name, tmdbId])).toEqual([
    ['Ours', 0],
    ['The Tide', 42],
  ]);
  expect(await review.decide(wanted.slice(2), false)).toBe(0);
  expect((await review.list(ALL)).items.map(({ state }) => state)).toEqual(['none']);

  const again = await shelf({ folder });
  expect((await again.titles()).map(({ tmdbId }) => tmdbId)).toEqual([0, 42]);
  await again.review.decide([{ id: ids.ours, tmdbId: null }], false);
  expect((await again.titles()).map(({ tmdbId }) => tmdbId)).toEqual([5, 42]);
  expect(decisions.keyed).toHaveLength(3);
  const unknown = { id: 1 as typeof ids.ours, tmdbId: 1 };
  await expect(again.review.decide([unknown, { id: ids.ours, tmdbId: 9 }], false)).rejects.toMatchObject({
    code: 'title.unknown',
  });
  expect((await again.titles()).map(({ tmdbId }) => tmdbId)).toEqual([5, 42]);
});
