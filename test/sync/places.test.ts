import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../fakes/folder.ts';
import { startProviderServer } from '../fakes/provider-server.ts';
import { openSyncHome } from '../fakes/sync-home.ts';
import { startPanel } from '../fakes/xtream-panel.ts';

const idsOf = async (home: Awaited<ReturnType<typeof openSyncHome>>): Promise<string[]> =>
  (await home.catalogue.list({ limit: 50 })).items.map(({ id, url }) => `${id} ${url.replace(/:\d+\//, '/')}`);

test('a panel that is read at its second host has the same streams as at its first', async () => {
  const [first, second] = [await startPanel(), await startPanel()];
  const places = [first.source, second.source];
  const home = await openSyncHome({ folder: temporaryFolder(), placesOf: () => places });
  onTestFinished(() => home.stop());
  const { id } = await home.providers.add({ source: first.source });
  home.sync.start();
  await expect.poll(() => home.sync.status()[0]?.state).toBe('fresh');
  const before = await idsOf(home);
  expect(home.sync.status()[0]?.counts).toMatchObject({ live: 3, movie: 2, series: 2 });
  expect(home.lineup.snapshot.channels.map(({ catchupDays }) => catchupDays)).toEqual([3, 0, 0]);
  await first.close();
  const report = await home.sync.run(id, 'request');
  expect([report.added, report.changed, report.removed]).toEqual([0, 0, 0]);
  expect(await idsOf(home)).toEqual(before);
  expect(before[0]).toMatch(new RegExp(`^s[0-9a-z]{11} http://127.0.0.1/live/\\*\\*\\*/`));
});

test('a wrong login is not tried at every host', async () => {
  const [first, second] = [await startPanel(), await startPanel()];
  first.content.userInfo = { auth: 0 };
  const home = await openSyncHome({ folder: temporaryFolder(), placesOf: () => [first.source, second.source] });
  onTestFinished(() => home.stop());
  const { id } = await home.providers.add({ source: first.source });
  home.sync.start();
  await expect(home.sync.run(id, 'request')).rejects.toMatchObject({ code: 'provider.unauthorised' });
  expect(second.requests).toEqual([]);
});

test('a mirror of a playlist takes over, and its streams stay those of the playlist', async () => {
  const [first, second] = [await startProviderServer(), await startProviderServer()];
  onTestFinished(() => second.close());
  const list = '#EXTM3U\n#EXTINF:-1,A\n/a/one.ts\n#EXTINF:-1,B\nhttp://elsewhere.invalid/b.ts\n';
  for (const server of [first, second]) server.on('/list.m3u', { body: list });
  const [source, mirror] = [`${first.url}/list.m3u`, `${second.url}/list.m3u`];
  const home = await openSyncHome({
    folder: temporaryFolder(),
    placesOf: (_settings, wanted) => (wanted === source ? [source, mirror] : [wanted]),
  });
  onTestFinished(() => home.stop());
  const { id } = await home.providers.add({ source });
  home.sync.start();
  await expect.poll(() => home.sync.status()[0]?.state).toBe('fresh');
  await first.close();
  const report = await home.sync.run(id, 'request');
  expect([report.added, report.changed, report.removed]).toEqual([0, 0, 0]);
});
