import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { AppError } from '../../src/kernel/errors.ts';
import { silentLog } from '../../src/kernel/log.ts';
import { writeTitles } from '../../src/library/build.ts';
import { foundIds } from '../../src/library/found.ts';
import { Identifier, type IdentifierOptions } from '../../src/library/identifier.ts';
import { openLibrary } from '../../src/library/library.ts';
import { TitleMerge } from '../../src/library/merge.ts';
import { openLibraryDatabase } from '../../src/library/schema.ts';
import { createTmdb } from '../../src/library/tmdb.ts';
import type { ProviderId, StreamId } from '../../src/model/ids.ts';
import type { Title } from '../../src/model/title.ts';
import { createHttpClient } from '../../src/net/client.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { content, startProviderServer } from '../fakes/provider-server.ts';
import { pool } from '../fakes/pools.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';

const LISTS = {
  one: [
    { id: 1, name: 'The Tide (2010)', title: { addedAt: 10 } },
    { id: 2, name: 'Dunes (2011)', title: { addedAt: 30 } },
    { id: 3, name: 'Ours (2012)', title: { addedAt: 99, tmdbId: 5 } },
    { id: 4, name: 'Blue (2012)', title: { addedAt: 98, isAdult: true } },
  ],
  two: [{ id: 5, name: 'Die Flut (2010)', title: { addedAt: 20 } }],
};

function build(file: string): void {
  const database = openLibraryDatabase(file, silentLog, 'write');
  const merge = new TitleMerge({ languages: [], tmdbOf: foundIds(database) });
  const common = { kind: 'movie', group: '', logoUrl: '', extension: 'mkv' } as const;
  for (const [provider, list] of Object.entries(LISTS))
    for (const { id, ...one } of list)
      merge.add({ ...common, ...one, id: id as StreamId, providerId: provider as ProviderId });
  writeTitles(database, merge.finish(), { builtFrom: 'x' });
  database.close();
}

async function shelf(identify: IdentifierOptions['identify']) {
  const file = join(temporaryFolder(), 'library.sqlite');
  build(file);
  const library = openLibrary({ file, pool, log: silentLog });
  const clock = createTurnedClock();
  const asked: string[] = [];
  const may = { ask: true };
  const options: IdentifierOptions = {
    library,
    reads: pool,
    pool,
    clock,
    log: silentLog,
    isAllowed: () => may.ask,
    identify: (title, signal) => {
      asked.push(title.name);
      return identify(title, signal);
    },
  };
  const open: Identifier[] = [];
  const begin = (): Identifier => {
    const identifier = new Identifier(options);
    open.push(identifier);
    identifier.start();
    return identifier;
  };
  onTestFinished(async () => {
    await Promise.all(open.map((one) => one.stop()));
    await library.close();
  });
  /** As many questions as there is time for. */
  const pass = async (seconds: number): Promise<void> => {
    for (let second = 0; second < seconds; second += 1) {
      await expect.poll(() => clock.pending).toBe(1); // the step before has ended
      await clock.advanceAsync(1_000);
    }
    await expect.poll(() => clock.pending).toBe(1);
  };
  const titles = async () => (await library.list({ sort: 'name', limit: 10 })).items;
  return { file, library, clock, asked, may, begin, pass, titles };
}

const unknown = { tmdbId: 0, isSure: false };

test('the newest are asked for first, one a second, and none that is known or for adults', async () => {
  const { asked, begin, pass, clock } = await shelf(() => Promise.resolve(unknown));
  begin();
  await clock.advanceAsync(900);
  expect(asked).toEqual([]);
  await pass(2);
  expect(asked).toEqual(['Dunes', 'Die Flut']);
  await pass(5);
  expect(asked).toEqual(['Dunes', 'Die Flut', 'The Tide']);
});

test('two names of one movie become one title with the next build, and it keeps its id', async () => {
  const { file, begin, pass, titles, library } = await shelf(({ year }) =>
    Promise.resolve(year === 2010 ? { tmdbId: 42, isSure: true } : unknown),
  );
  const before = await titles();
  begin();
  await pass(5);
  expect(library.state.found).toBe(2);
  build(file);
  const after = await titles();
  expect(after.map(({ name }) => name)).toEqual(['Blue', 'Dunes', 'Ours', 'The Tide']);
  const tide = after.at(-1)!;
  expect(tide).toMatchObject({ tmdbId: 42, id: before.find(({ name }) => name === 'The Tide')!.id });
  expect(library.versions(tide.id).map(({ providerId }) => providerId)).toEqual(['one', 'two']);
  build(file);
  expect(await titles()).toEqual(after);
});

test('a likeness is remembered, but makes no title of two', async () => {
  const { file, begin, pass, titles, library } = await shelf(() => Promise.resolve({ tmdbId: 42, isSure: false }));
  begin();
  await pass(5);
  build(file);
  expect(await titles()).toHaveLength(5);
  expect(library.state.found).toBe(0);
});

test('what was asked is not asked again after a restart', async () => {
  const { asked, begin, pass } = await shelf(() => Promise.resolve(unknown));
  const first = begin();
  await pass(2);
  await first.stop();
  begin();
  await pass(5);
  expect(asked).toEqual(['Dunes', 'Die Flut', 'The Tide']);
});

test('nobody is asked while it is not allowed; a failure is followed by a rest', async () => {
  const refused = new AppError('provider.unavailable', 'TMDB answered 429', { retryable: true });
  const { asked, begin, may, pass } = await shelf(() => Promise.reject(refused));
  may.ask = false;
  begin();
  await pass(20 * 60);
  expect(asked).toEqual([]);
  may.ask = true;
  while (asked.length === 0) await pass(1);
  await pass(14 * 60);
  expect(asked).toHaveLength(1);
});

test('with TMDB itself: one request a title', async () => {
  const server = await startProviderServer();
  const http = createHttpClient();
  const results = [{ id: 42, title: 'Die Flut', original_title: 'The Tide', release_date: '2010-05-05' }];
  server.on('/search/movie', content({ body: JSON.stringify({ results }), contentType: 'application/json' }));
  const tmdb = createTmdb({ apiKey: () => 'k', language: () => 'de', http, baseUrl: server.url });
  const { begin, pass, library, titles } = await shelf((title: Title, signal) => tmdb.identify(title, signal));
  begin();
  await pass(5);
  await http.close();
  await server.close();
  expect(server.requests.map(({ path }) => new URLSearchParams(path.split('?')[1]).get('query'))).toEqual([
    'Dunes',
    'Die Flut',
    'The Tide',
  ]);
  const identified = (await titles()).filter((one) => library.identity(one)?.isSure);
  expect(identified.map(({ name }) => name)).toEqual(['Die Flut', 'The Tide']);
  expect(library.state.found).toBe(2);
});
