// The catalogue was set aside or deleted, and one of the providers is down: whatever has a lineup built keeps its channels.

import { rmSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import type { LineupSnapshot } from '../../src/model/channel.ts';
import type { ProviderId } from '../../src/model/ids.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { faults, type FakeProvider } from '../fakes/provider-server.ts';
import { openSyncHome, type SyncHome } from '../fakes/sync-home.ts';
import { channels, guideOf, list, openHome, openServer } from '../fakes/synced-home.ts';

interface LostHome {
  readonly server: FakeProvider;
  readonly folder: string;
  readonly home: SyncHome;
  readonly ids: { readonly first: ProviderId; readonly second: ProviderId };
  /** As it was published before the catalogue was lost. */
  readonly before: LineupSnapshot;
  /** How many channels each lineup had that was published since. */
  readonly published: readonly number[];
}

function loseCatalogue({ paths }: SyncHome): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(paths.catalogue + suffix, { force: true });
}

/** Two providers: "One" is of both, "Two" of the first, "Three" of the second alone, which is down since the loss. */
async function lostHome(): Promise<LostHome> {
  const server = await openServer();
  const folder = temporaryFolder();
  server.on('/first.m3u', { body: list('One', 'Two') });
  server.on('/second.m3u', { body: list('One', 'Three') });
  server.on('/guide.xml', { body: guideOf('One') });
  const home = await openSyncHome({ folder });
  const first = await home.providers.add({
    source: `${server.url}/first.m3u`,
    guide_sources: [`${server.url}/guide.xml`],
  });
  const second = await home.providers.add({ source: `${server.url}/second.m3u`, guide_sources: [] });
  home.sync.start();
  await home.sync.run(first.id, 'request');
  await home.sync.run(second.id, 'request');
  await home.sync.rebuildLineup();
  const before = home.lineup.snapshot;
  await home.stop();
  loseCatalogue(home);
  server.on('/second.m3u', faults.status(500));
  return { server, folder, ids: { first: first.id, second: second.id }, before, ...(await reopened(folder)) };
}

async function reopened(folder: string): Promise<Pick<LostHome, 'home' | 'published'>> {
  const home = await openHome({ folder });
  const published: number[] = [];
  onTestFinished(home.lineup.onPublished((snapshot) => published.push(snapshot.channels.length)));
  return { home, published };
}

async function readFirst({ home, ids }: LostHome): Promise<void> {
  home.sync.start();
  await expect(home.sync.run(ids.second, 'start')).rejects.toMatchObject({ code: 'provider.unavailable' });
  await home.sync.run(ids.first, 'start');
}

test('a lineup stays whole be its sources away or slow', async () => {
  const { home, ids, published, server } = await lostHome();
  server.on('/first.m3u', faults.status(500));
  home.sync.start();
  await expect(home.sync.run(ids.first, 'start')).rejects.toMatchObject({ code: 'provider.unavailable' });
  await home.sync.rebuildLineup();
  expect(published).toEqual([]);
  expect(channels(home)).toEqual(['One', 'Two', 'Three']);
});

test('the answer of one provider keeps the channels and the streams of the one that is down', async () => {
  const lost = await lostHome();
  await readFirst(lost);
  expect(lost.published).toEqual([]);
  expect(lost.home.lineup.snapshot.channels).toEqual(lost.before.channels);
});

test('a build by itself, and the guides by themselves, keep them too', async () => {
  const lost = await lostHome();
  await readFirst(lost);
  await lost.home.sync.rebuildLineup();
  lost.server.on('/guide.xml', { body: guideOf('One', 'Two') });
  await lost.home.sync.runGuides();
  expect(channels(lost.home)).toEqual(['One', 'Two', 'Three']);
  expect(lost.home.lineup.snapshot.channels[0]?.streamIds).toHaveLength(2);
  expect(lost.home.lineup.snapshot.channels[1]?.guideChannelId).not.toBeNull();
});

test('a second restart keeps them', async () => {
  const lost = await lostHome();
  await readFirst(lost);
  await lost.home.sync.stop();
  const { home, published } = await reopened(lost.folder);
  home.sync.start();
  await home.sync.rebuildLineup();
  expect(published).toEqual([]);
  expect(home.lineup.snapshot.channels).toEqual(lost.before.channels);
});

test('a provider that comes meanwhile keeps them, and the one that is read after all has its say', async () => {
  const lost = await lostHome();
  const { home, ids, server, before } = lost;
  await readFirst(lost);
  server.on('/third.m3u', { body: list('Five') });
  const third = await home.providers.add({ source: `${server.url}/third.m3u` });
  await home.sync.run(third.id, 'request');
  expect(channels(home)).toEqual(['One', 'Two', 'Three', 'Five']);
  server.on('/second.m3u', { body: list('One', 'Four') });
  await home.sync.run(ids.second, 'request');
  expect(channels(home)).toEqual(['One', 'Two', 'Five', 'Four']);
  expect(home.lineup.snapshot.channels[0]).toEqual(before.channels[0]);
});

test('what the preferred provider said of a channel stays when only the other one answers', async () => {
  const { home, ids, server, published, before } = await lostHome();
  server.on('/first.m3u', faults.status(500));
  server.on('/second.m3u', { body: list('One', 'Three') });
  home.sync.start();
  await expect(home.sync.run(ids.first, 'start')).rejects.toMatchObject({ code: 'provider.unavailable' });
  await home.sync.run(ids.second, 'start');
  expect(published).toEqual([]);
  expect(home.lineup.snapshot.channels).toEqual(before.channels);
});

test('a provider that is switched off or removed meanwhile takes its channels with it', async () => {
  const lost = await lostHome();
  const { home, ids } = lost;
  await readFirst(lost);
  await home.providers.patch(ids.second, { enabled: false });
  await expect.poll(() => channels(home)).toEqual(['One', 'Two']);
  expect(home.lineup.snapshot.channels[0]?.streamIds).toHaveLength(1);
  await home.providers.remove(ids.first);
  await expect.poll(() => channels(home)).toEqual([]);
});
