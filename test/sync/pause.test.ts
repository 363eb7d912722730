import { expect, onTestFinished, test } from 'vitest';
import { defaultSettings } from '../../src/model/settings.ts';
import type { ProviderId } from '../../src/model/ids.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { startProviderServer, type FakeProvider } from '../fakes/provider-server.ts';
import { openSyncHome, type SyncHome, type SyncHomeOptions } from '../fakes/sync-home.ts';

const list = (...names: string[]): string =>
  [
    '#EXTM3U',
    ...names.flatMap((name) => [`#EXTINF:-1 tvg-id="${name}" group-title="News",${name}`, `http://tv.test/${name}`]),
    '',
  ].join('\n');

const stamp = (hours: number): string =>
  new Date(Date.now() + hours * 3_600_000).toISOString().replaceAll(/[-:T]/g, '').slice(0, 14) + ' +0000';

const guideOf = (...ids: string[]): string =>
  `<?xml version="1.0"?><tv>${ids.map((id) => `<channel id="${id}"><display-name>${id}</display-name></channel>`).join('')}${ids
    .map(
      (id) => `<programme start="${stamp(-1)}" stop="${stamp(1)}" channel="${id}"><title>On ${id}</title></programme>`,
    )
    .join('')}</tv>`;

async function openServer(): Promise<FakeProvider> {
  const server = await startProviderServer();
  onTestFinished(() => server.close());
  return server;
}

async function openHome(options: Partial<SyncHomeOptions> = {}): Promise<SyncHome> {
  const home = await openSyncHome({
    folder: temporaryFolder(),
    settings: { sync: { ...defaultSettings.sync, at_start: false } },
    ...options,
  });
  onTestFinished(() => home.stop());
  return home;
}

/** A home with one provider whose list has been read once. */
async function syncedHome(server: FakeProvider): Promise<{ home: SyncHome; id: ProviderId }> {
  server.on('/list.m3u', { body: list('One', 'Two'), etag: '"1"' });
  const home = await openHome();
  const { id } = await home.providers.add({ source: `${server.url}/list.m3u`, name: 'First' });
  home.sync.start();
  await home.sync.run(id, 'request');
  return { home, id };
}

const channels = (home: SyncHome): string[] => home.lineup.snapshot.channels.map(({ name }) => name);
const statusOf = (home: SyncHome) => home.sync.status()[0]!;

test('under maintenance nothing is read, and what fell due is read afterwards', async () => {
  const server = await openServer();
  server.on('/list.m3u', { body: list('One') });
  let isPaused = true;
  const home = await openHome({ isPaused: () => isPaused });
  const { id } = await home.providers.add({ source: `${server.url}/list.m3u`, name: 'First' });
  home.sync.start();
  await expect(home.sync.run(id, 'request')).rejects.toMatchObject({ code: 'process.maintenance' });
  expect([channels(home), server.requests.length]).toEqual([[], 0]);
  isPaused = false;
  home.sync.resume();
  await expect.poll(() => channels(home)).toEqual(['One']);
});

test('guides are read again by themselves', async () => {
  const server = await openServer();
  server.on('/guide.xml', { body: guideOf('One') });
  const { home } = await syncedHome(server);
  await home.providers.patch('first' as ProviderId, { guide_sources: [`${server.url}/guide.xml`] });
  await expect.poll(() => [home.guide.programmeCount, statusOf(home).state]).toEqual([1, 'fresh']);
  const lists = server.requests.filter(({ path }) => path === '/list.m3u').length;
  server.on('/guide.xml', { body: guideOf('One', 'Two') });
  await home.sync.runGuides();
  expect(home.guide.programmeCount).toBe(2);
  expect(server.requests.filter(({ path }) => path === '/list.m3u')).toHaveLength(lists);
});

test('a hold waits for the reading under way, and keeps further ones waiting', async () => {
  const server = await openServer();
  const { home, id } = await syncedHome(server);
  const release = await home.sync.hold();
  server.on('/list.m3u', { body: list('One', 'Two', 'Three') });
  const run = home.sync.run(id, 'request');
  await expect.poll(() => statusOf(home).phase).toBe('waiting');
  expect(home.catalogue.counts().byKind.live).toBe(2);
  release();
  await run;
  expect(home.catalogue.counts().byKind.live).toBe(3);
});
