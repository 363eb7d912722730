import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { AppError } from '../../../src/kernel/errors.ts';
import { silentLog } from '../../../src/kernel/log.ts';
import { writeTitles } from '../../../src/library/build.ts';
import { TitleMerge } from '../../../src/library/merge.ts';
import type { TitleStream } from '../../../src/library/versions.ts';
import { shelvedTitles } from '../../../src/library/reads.ts';
import { openLibraryDatabase, readState } from '../../../src/library/schema.ts';
import { hash53, type ProviderId, type StreamId } from '../../../src/model/ids.ts';
import { defaultSettings, type Settings } from '../../../src/model/settings.ts';
import { insistOnAllowed, StrmOutput } from '../../../src/outputs/strm/strm.ts';
import { temporaryFolder } from '../../fakes/folder.ts';
import { startProviderServer } from '../../fakes/provider-server.ts';
import { pool } from '../../fakes/pools.ts';
import { createFastClock } from '../../fakes/fast-clock.ts';

const stream = (name: string, more: Partial<TitleStream> = {}): TitleStream => ({
  id: hash53(name + JSON.stringify(more)) as StreamId,
  providerId: 'p' as ProviderId,
  kind: 'movie',
  name,
  group: 'Films',
  logoUrl: 'http://x/p.jpg',
  extension: 'mkv',
  title: {},
  ...more,
});

const episode = (name: string): TitleStream => {
  const { title: _title, ...rest } = stream(name, { kind: 'series' });
  return rest;
};

function shelf() {
  const root = temporaryFolder();
  const target = join(root, 'strm');
  const database = openLibraryDatabase(join(root, 'library.sqlite'), silentLog, 'write');
  let settings: Settings['strm'] = { ...defaultSettings.strm, enabled: true };
  let base = 'http://masthead:5004';
  const asked: string[] = [];
  const pictures = (url: string): Promise<Uint8Array> => {
    asked.push(url);
    return url.includes('gone') ? Promise.reject(new Error('404')) : Promise.resolve(Buffer.from(url));
  };
  const output = new StrmOutput({
    library: {
      file: join(root, 'library.sqlite'),
      get state() {
        return readState(database);
      },
    },
    settings: () => settings,
    manifestFile: join(root, 'files.sqlite'),
    allowedFolders: [target, join(root, 'media')],
    baseUrl: () => base,
    picture: (url) => pictures(url),
    pool,
    clock: createFastClock(1_000),
    log: silentLog,
  });
  onTestFinished(async () => {
    await output.stop();
    database.close();
  });
  return {
    root,
    asked,
    target,
    output,
    titles: () => [...shelvedTitles(database, 'movie'), ...shelvedTitles(database, 'series')].map(({ title }) => title),
    set: (more: Partial<Settings['strm']>) => (settings = { ...settings, ...more }),
    move: (to: string) => (base = to),
    build: (...streams: readonly TitleStream[]) => {
      const merge = new TitleMerge({ languages: [] });
      for (const one of streams) merge.add(one);
      writeTitles(database, merge.finish(), { builtFrom: 'x' });
    },
    files: () =>
      readdirSync(target, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(target.length + 1))
        .toSorted(),
  };
}

test('movies and episodes become files that point at Masthead, described beside', async () => {
  const { output, build, files, target } = shelf();
  build(stream('Sea: Rise & Fall (2010)', { title: { tmdbId: 603, plot: 'Water & <wind>' } }), episode('Tides S01E02'));
  expect(await output.run()).toMatchObject({ fileCount: 5, writtenCount: 5, removedCount: 0, waitingCount: 0 });
  const name = 'Sea - Rise & Fall (2010) [tmdbid-603]';
  expect(files()).toEqual([
    `Movies/${name}/${name}.nfo`,
    `Movies/${name}/${name}.strm`,
    'Series/Tides/Season 01/Tides S01E02.nfo',
    'Series/Tides/Season 01/Tides S01E02.strm',
    'Series/Tides/tvshow.nfo',
  ]);
  const strm = readFileSync(join(target, `Movies/${name}/${name}.strm`), 'utf8');
  expect(strm).toMatch(/^http:\/\/masthead:5004\/vod\/t[a-z0-9]{11}\.mkv\n$/);
  const nfo = readFileSync(join(target, `Movies/${name}/${name}.nfo`), 'utf8');
  expect(nfo).toContain('<uniqueid type="tmdb" default="true">603</uniqueid>');
  expect(nfo).toContain('<plot>Water &amp; &lt;wind&gt;</plot>');
});

test('what was written of a title is found by its folder, also of two whose folders would be one', async () => {
  const { output, build, titles, target, set } = shelf();
  set({ layout: 'kodi' });
  build(
    stream('Sea (2010)', { title: { tmdbId: 1 } }),
    stream('SEA (2010)', { title: { tmdbId: 2 } }),
    episode('Tides S01E02'),
    episode('Tides S02E01'),
  );
  expect(titles().flatMap((title) => output.filesOf(title))).toEqual([]);
  await output.run();
  const found = titles().map((title) => output.filesOf(title));
  expect(output.folder).toBe(target);
  expect(found.at(-1)).toEqual([
    'Series/Tides/Season 01/Tides S01E02.strm',
    'Series/Tides/Season 02/Tides S02E01.strm',
  ]);
  expect(found.map(({ length }) => length)).toEqual([
    ...titles()
      .slice(1)
      .map(() => 1),
    2,
  ]);
  expect(new Set(found.flat()).size).toBe(found.flat().length);
});

test('a second run touches nothing; a file that somebody took away is written again', async () => {
  const { output, build, files, target } = shelf();
  build(stream('Sea (2010)'), stream('Land (2011)'));
  await output.run();
  const [file] = files();
  const before = statSync(join(target, file!)).mtimeMs;
  expect(await output.run()).toMatchObject({ writtenCount: 0, removedCount: 0 });
  expect(statSync(join(target, file!)).mtimeMs).toBe(before);
  rmSync(join(target, file!));
  expect(await output.run()).toMatchObject({ writtenCount: 1 });
});

test('what is not wanted any more goes with its folder, and nothing that others have put there', async () => {
  const { output, build, files, target } = shelf();
  build(stream('Sea (2010)'), stream('Land (2011)'));
  await output.run();
  writeFileSync(join(target, 'Movies/Sea (2010)/poster.jpg'), 'mine');
  build(stream('Air (2012)'));
  expect(await output.run()).toMatchObject({ removedCount: 4, writtenCount: 2 });
  expect(files()).toEqual([
    'Movies/Air (2012)/Air (2012).nfo',
    'Movies/Air (2012)/Air (2012).strm',
    'Movies/Sea (2010)/poster.jpg',
  ]);
});

test('a file that was there before is neither written over nor taken away', async () => {
  const { output, build, target } = shelf();
  const mine = join(target, 'Movies/Sea (2010)/Sea (2010).strm');
  mkdirSync(join(target, 'Movies/Sea (2010)'), { recursive: true });
  writeFileSync(mine, 'mine');
  build(stream('Sea (2010)'));
  await output.run();
  build(stream('Air (2012)'));
  await output.run();
  expect(readFileSync(mine, 'utf8')).toBe('mine');
});

test('a fifth of many files goes only when somebody agrees, and an empty library takes none along', async () => {
  const { output, build, files } = shelf();
  const films = Array.from({ length: 40 }, (_, at) => stream(`Film ${at} (2010)`));
  build(...films);
  await output.run();
  build(...films.slice(20));
  expect(await output.run()).toMatchObject({ removedCount: 0, waitingCount: 40 });
  expect(files()).toHaveLength(80);
  expect(await output.run(true)).toMatchObject({ removedCount: 40, waitingCount: 0 });
  build();
  expect(await output.run()).toMatchObject({ waitingCount: 40 });
  expect(files()).toHaveLength(40);
});

test('names that no file system takes, that are too long or alike, become files all the same', async () => {
  const { output, build, files, set } = shelf();
  set({ nfo: false });
  build(
    stream('CON (2010)'),
    stream('../../etc/passwd (2010)'),
    stream('.. .hidden (2010)'),
    stream(`${'ä'.repeat(200)} (2010)`),
    stream('Sea (2010)', { title: { tmdbId: 1 } }),
    stream('SEA (2010)', { title: { tmdbId: 2 } }),
    stream('What? "Who" <3 | a*b (2010)'),
  );
  set({ layout: 'kodi' });
  expect(await output.run()).toMatchObject({ writtenCount: 7 });
  const names = files();
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(7);
  for (const name of names) {
    expect(name).toMatch(/^Movies\/[^/]+\/[^/]+\.strm$/);
    for (const part of name.split('/')) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(255);
    expect(name).not.toMatch(/[<>:"|?*\\]|\.\.\/|(?:^|\/)[. ]/);
  }
});

test('rules choose by category, language and provider; layouts name ids as each program reads them', async () => {
  const { output, build, files, set } = shelf();
  set({ nfo: false, languages: ['de'], exclude_groups: ['Old'], layout: 'plex' });
  build(
    stream('DE - Sea (2010)', { title: { tmdbId: 5 } }),
    stream('FR - Mer (2010)'),
    stream('DE - Alt (1950)', { group: 'Old' }),
    stream('DE - Skin (2010)', { title: { isAdult: true } }),
  );
  await output.run();
  expect(files()).toEqual(['Movies/Sea (2010) {tmdb-5}/Sea (2010) {tmdb-5}.strm']);
  set({ layout: 'emby', languages: [], providers: ['other'] });
  await output.run(true);
  expect(files()).toEqual([]);
});

test('another address is written into every file', async () => {
  const { output, build, move, set } = shelf();
  set({ nfo: false });
  build(stream('Sea (2010)'), stream('Land (2011)'));
  await output.run();
  move('http://elsewhere');
  expect(await output.run()).toMatchObject({ writtenCount: 2, removedCount: 0 });
});

test('where streams need a login, a token stands in every address, and another one in its place when it changes', async () => {
  const { output, build, set, target } = shelf();
  set({ nfo: false, token: 'mh_abc' });
  build(stream('Sea (2010)'), episode('Tides (2011) S01E02'));
  await output.run();
  const files = ['Movies/Sea (2010)/Sea (2010).strm', 'Series/Tides (2011)/Season 01/Tides (2011) S01E02.strm'];
  const texts = (): string[] => files.map((file) => readFileSync(join(target, file), 'utf8'));
  expect(texts()).toEqual([
    expect.stringMatching(/\.mkv\?token=mh_abc\n$/),
    expect.stringMatching(/\?token=mh_abc\n$/),
  ]);
  set({ nfo: false, token: '' });
  expect(await output.run()).toMatchObject({ writtenCount: 2, removedCount: 0 });
  expect(texts().join('')).not.toContain('token');
});

test('nothing is written outside the folders that are allowed, by no way around', async () => {
  const { output, build, set, root } = shelf();
  build(stream('Sea (2010)'));
  mkdirSync(join(root, 'outside'));
  mkdirSync(join(root, 'media'));
  symlinkSync(join(root, 'outside'), join(root, 'media/link'));
  for (const folder of [
    '/etc',
    join(root, 'outside'),
    join(root, 'media/../outside'),
    join(root, 'media/link'),
    join(root, 'media/link/new'),
    'strm',
  ]) {
    expect(() => insistOnAllowed(folder, [join(root, 'media')]), 'also before it is set').toThrow(/below/);
    set({ folder });
    await expect(output.run()).rejects.toMatchObject({ code: 'settings.invalid' });
  }
  expect(existsSync(join(root, 'outside/new'))).toBe(false);
  expect(() => insistOnAllowed(join(root, 'media/films'), [join(root, 'media')])).not.toThrow();
  set({ folder: join(root, 'media/films') });
  await output.run();
  expect(existsSync(join(root, 'media/films/Movies/Sea (2010)/Sea (2010).strm'))).toBe(true);
});

test('media servers are told when files have changed, each in its own words', async () => {
  const { output, build, set } = shelf();
  const server = await startProviderServer();
  onTestFinished(() => server.close());
  server.on('/Library/Refresh', (_request, response) => void response.writeHead(204).end());
  server.on('/jsonrpc', (_request, response) => void response.end('{}'));
  set({
    refresh: [
      { kind: 'jellyfin', url: server.url, api_key: 'k1' },
      { kind: 'kodi', url: `${server.url}/`, api_key: 'kodi:pw' },
      { kind: 'emby', url: 'http://127.0.0.1:1', api_key: '' },
    ],
  });
  build(stream('Sea (2010)'));
  await output.run();
  await output.run();
  expect(
    server.requests.map(({ method, path, headers }) => [
      method,
      path,
      headers['x-emby-token'] ?? headers['authorization'],
    ]),
  ).toEqual([
    ['POST', '/Library/Refresh', 'k1'],
    ['POST', '/jsonrpc', 'Basic a29kaTpwdw=='],
  ]);
});

test('pictures lie beside titles where a person wants them, are fetched once, and go with their title', async () => {
  const { output, build, files, target, set, asked } = shelf();
  set({ artwork: true, nfo: false });
  const sea = stream('Sea (2010)', { logoUrl: 'http://x/sea.jpg', title: { backdropUrl: 'http://x/waves.jpg' } });
  build(sea, stream('Land (2011)', { logoUrl: 'http://x/gone.jpg' }));
  expect(await output.run()).toMatchObject({ fileCount: 5, writtenCount: 2, pictures: { length: 3 } });
  const poster = 'Movies/Sea (2010)/poster.jpg';
  const own = [
    'Movies/Land (2011)/Land (2011).strm',
    'Movies/Sea (2010)/Sea (2010).strm',
    'Movies/Sea (2010)/fanart.jpg',
    poster,
  ];
  await expect.poll(files).toEqual(own);
  expect(readFileSync(join(target, poster), 'utf8')).toBe('http://x/sea.jpg');
  await expect.poll(() => asked.length).toBe(3);
  expect(await output.run()).toMatchObject({ writtenCount: 0, removedCount: 0, pictures: [] });
  expect(asked).toHaveLength(3); // neither what is there nor what could not be had
  build({ ...sea, logoUrl: 'http://x/new.jpg' });
  await output.run();
  await expect.poll(() => readFileSync(join(target, poster), 'utf8')).toBe('http://x/new.jpg');
  build(stream('Air (2012)', { logoUrl: '' }));
  await output.run(true);
  expect(files()).toEqual(['Movies/Air (2012)/Air (2012).strm']);
});

test('a picture that somebody has put there stays', async () => {
  const { output, build, target, set, asked } = shelf();
  set({ artwork: true });
  const mine = join(target, 'Movies/Sea (2010)/poster.jpg');
  mkdirSync(join(target, 'Movies/Sea (2010)'), { recursive: true });
  writeFileSync(mine, 'mine');
  build(stream('Sea (2010)'));
  await output.run();
  expect([asked, readFileSync(mine, 'utf8')]).toEqual([[], 'mine']);
});

test('writing that is broken off ends, is no fault, and the next run writes what is missing', async () => {
  const { output, build, files } = shelf();
  build(...Array.from({ length: 50 }, (_, at) => stream(`Film ${at} (2001)`)));
  const broken = new AbortController();
  const run = output.run(false, broken.signal);
  broken.abort(new AppError('process.stopping', 'The writing was cancelled'));
  await expect(run).rejects.toMatchObject({ code: 'process.stopping' });
  expect(output.status).toMatchObject({ isRunning: false, error: null });
  await output.run();
  expect(files().filter((file) => file.endsWith('.strm'))).toHaveLength(50);
});
