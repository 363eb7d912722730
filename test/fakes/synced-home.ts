// A home whose providers are servers of the test: lists and guides by the names in them.

import { onTestFinished } from 'vitest';
import type { ProviderId } from '../../src/model/ids.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { temporaryFolder } from './folder.ts';
import { startProviderServer, type FakeProvider } from './provider-server.ts';
import { openSyncHome, type SyncHome, type SyncHomeOptions } from './sync-home.ts';

export const list = (...names: string[]): string =>
  [
    '#EXTM3U',
    ...names.flatMap((name) => [`#EXTINF:-1 tvg-id="${name}" group-title="News",${name}`, `http://tv.test/${name}`]),
    '',
  ].join('\n');

export const numberedEntry = (number: number): string =>
  `#EXTINF:-1 tvg-id="One",One\nhttp://tv.test/live/u/p/${number}.ts\n`;

const stamp = (hours: number): string =>
  new Date(Date.now() + hours * 3_600_000).toISOString().replaceAll(/[-:T]/g, '').slice(0, 14) + ' +0000';

export const guideOf = (...ids: string[]): string =>
  `<?xml version="1.0"?><tv>${ids.map((id) => `<channel id="${id}"><display-name>${id}</display-name></channel>`).join('')}${ids
    .map(
      (id) => `<programme start="${stamp(-1)}" stop="${stamp(1)}" channel="${id}"><title>On ${id}</title></programme>`,
    )
    .join('')}</tv>`;

export async function openServer(): Promise<FakeProvider> {
  const server = await startProviderServer();
  onTestFinished(() => server.close());
  return server;
}

export async function openHome(options: Partial<SyncHomeOptions> = {}): Promise<SyncHome> {
  const home = await openSyncHome({
    folder: temporaryFolder(),
    settings: { sync: { ...defaultSettings.sync, at_start: false } },
    ...options,
  });
  onTestFinished(() => home.stop());
  return home;
}

/** A home with one provider whose list has been read once. */
export async function syncedHome(server: FakeProvider): Promise<{ home: SyncHome; id: ProviderId }> {
  server.on('/list.m3u', { body: list('One', 'Two'), etag: '"1"' });
  const home = await openHome();
  const { id } = await home.providers.add({ source: `${server.url}/list.m3u`, name: 'First' });
  home.sync.start();
  await home.sync.run(id, 'request');
  return { home, id };
}

export const channels = (home: SyncHome): string[] => home.lineup.snapshot.channels.map(({ name }) => name);
export const statusOf = (home: SyncHome) => home.sync.status()[0]!;
