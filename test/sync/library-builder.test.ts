import { rmSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { openLibrary, type Library } from '../../src/library/library.ts';
import { draftRule } from '../../src/model/rules.ts';
import { LibraryBuilder } from '../../src/sync/library-builder.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { faults } from '../fakes/provider-server.ts';
import type { SyncHome } from '../fakes/sync-home.ts';
import { pool } from '../fakes/pools.ts';
import { openHome, openServer } from '../fakes/synced-home.ts';

const films = (...names: string[]): string =>
  ['#EXTM3U', ...names.flatMap((name) => [`#EXTINF:-1,${name}`, `http://tv.test/movie/u/p/${name}.mkv`]), ''].join(
    '\n',
  );

function builderOf(home: SyncHome): { library: Library; builder: LibraryBuilder } {
  const library = openLibrary({ file: home.paths.library, pool, log: home.log });
  const { catalogue, providers, rules: store, log } = home;
  const rules = () => store.book;
  const builder = new LibraryBuilder({
    catalogue,
    library,
    providers,
    languages: () => [],
    decided: () => [],
    rules,
    pool,
    log,
  });
  onTestFinished(async () => {
    await builder.stop();
    await library.close();
  });
  return { library, builder };
}

test('a library keeps what a provider had whose list is lost, and follows when it was read', async () => {
  const server = await openServer();
  server.on('/first.m3u', { body: films('Sea', 'Land') });
  server.on('/second.m3u', { body: films('Air') });
  const folder = temporaryFolder();
  const first = await openHome({ folder });
  const one = await first.providers.add({ source: `${server.url}/first.m3u` });
  const two = await first.providers.add({ source: `${server.url}/second.m3u` });
  first.sync.start();
  await first.sync.runAll('request');
  const { library: shelf, builder: build } = builderOf(first);
  await build.catchUp();
  const before = shelf.state;
  expect(before.movies).toBe(3);
  await first.sync.stop();
  for (const suffix of ['', '-wal', '-shm']) rmSync(first.paths.catalogue + suffix, { force: true });
  server.on('/second.m3u', faults.status(500));
  const home = await openHome({ folder });
  const { library, builder } = builderOf(home);
  await builder.catchUp();
  expect(library.state).toMatchObject({ movies: 3, revision: before.revision });
  home.sync.start();
  await home.sync.run(one.id, 'request');
  await builder.catchUp();
  expect(library.state).toMatchObject({ movies: 3, revision: before.revision });
  server.on('/second.m3u', { body: films('Fire') });
  await home.sync.run(two.id, 'request');
  await builder.catchUp();
  expect(library.state.movies).toBe(3); // "Fire" for "Air"
  expect(library.state.revision).not.toBe(before.revision);
});

test('a rule that names movies hides them, one for channels does not, and without it they are back', async () => {
  const server = await openServer();
  server.on('/films.m3u', { body: films('Sea', 'Land', 'Air') });
  const home = await openHome();
  const { id } = await home.providers.add({ source: `${server.url}/films.m3u` });
  home.sync.start();
  await home.sync.run(id, 'request');
  const { library, builder } = builderOf(home);
  const land = { name: { contains: ['land'] } };
  await home.rules.add(draftRule.parse({ name: 'Channels', when: land, action: { kind: 'hide' } }));
  await home.rules.add(
    draftRule.parse({ name: 'Only Sea', when: { name: { is: ['Sea'] } }, action: { kind: 'keep_only' } }),
  );
  await builder.catchUp();
  expect(library.state.movies).toBe(3);
  const movies = { kind: ['movie'], ...land };
  const rule = await home.rules.add(draftRule.parse({ name: 'Movies', when: movies, action: { kind: 'hide' } }));
  await builder.catchUp();
  expect(library.state.movies).toBe(2);
  await home.rules.remove(rule.id);
  await builder.catchUp();
  expect(library.state.movies).toBe(3);
});
