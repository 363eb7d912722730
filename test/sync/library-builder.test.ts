import { expect, onTestFinished, test } from 'vitest';
import { LibraryBuilder, type LibraryBuilderOptions } from '../../src/sync/library-builder.ts';
import { list, openServer, openHome, pool } from '../fakes/synced-home.ts';

test('a library is not emptied for a catalogue that is gone, and follows when the source was read', async () => {
  const server = await openServer();
  server.on('/list.m3u', { body: list('One') });
  const home = await openHome();
  const { id } = await home.providers.add({ source: `${server.url}/list.m3u` });
  const builds: string[] = [];
  const library: LibraryBuilderOptions['library'] = {
    state: { revision: '1', builtFrom: 'before', movies: 1, series: 0 },
    rebuild: () => {
      builds.push('build');
      return Promise.resolve() as never;
    },
  };
  const builder = new LibraryBuilder({
    catalogue: home.catalogue,
    library,
    providers: home.providers,
    languages: () => [],
    pool,
    log: home.log,
  });
  onTestFinished(() => builder.stop());
  await builder.catchUp();
  expect(builds).toEqual([]);
  home.sync.start();
  await home.sync.run(id, 'request');
  await builder.catchUp();
  expect(builds).toEqual(['build']);
});
