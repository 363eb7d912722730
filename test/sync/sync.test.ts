import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { expect, onTestFinished, test, vi } from 'vitest';
import { AppError } from '../../src/kernel/errors.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { pool } from '../fakes/pools.ts';
import { faults, type Behaviour } from '../fakes/provider-server.ts';
import { openSyncHome } from '../fakes/sync-home.ts';
import { channels, list, numberedEntry, openHome, openServer, statusOf, syncedHome } from '../fakes/synced-home.ts';

test('a playlist becomes a lineup, and its status says how it went', async () => {
  const server = await openServer();
  const { home } = await syncedHome(server);
  expect(channels(home)).toEqual(['One', 'Two']);
  expect(statusOf(home)).toMatchObject({
    provider_id: 'first',
    state: 'fresh',
    phase: 'idle',
    error: null,
    counts: { live: 2, radio: 0, movie: 0, series: 0, skipped: 0, headings: 0 },
    progress: { entries: 2 },
  });
  expect(statusOf(home).next_at).toBeGreaterThan(Date.now());
  expect(home.announced).toContain('provider.synced');
});

test('at the first start there is no lineup until a provider was read', async () => {
  const home = await openHome();
  home.sync.start();
  await home.sync.stop();
  expect(home.lineup.builtFrom).toBe('');
});

test('a source that says it has not changed costs nothing and announces no lineup', async () => {
  const server = await openServer();
  const { home, id } = await syncedHome(server);
  const { revision } = home.lineup.snapshot;
  const report = await home.sync.run(id, 'request');
  expect(report).toMatchObject({ unchanged: true, added: 0, changed: 0, removed: 0 });
  expect(server.requests.at(-1)!.headers['if-none-match']).toBe('"1"');
  expect(home.lineup.snapshot.revision).toBe(revision);
});

test('a list that only changes its order changes which of a channel’s streams comes first', async () => {
  const server = await openServer();
  server.on('/list.m3u', { body: `#EXTM3U\n${numberedEntry(1)}${numberedEntry(2)}` });
  const home = await openHome();
  const { id } = await home.providers.add({ source: `${server.url}/list.m3u`, name: 'First' });
  home.sync.start();
  await home.sync.run(id, 'request');
  const [before] = home.lineup.snapshot.channels;
  server.on('/list.m3u', { body: `#EXTM3U\n${numberedEntry(2)}${numberedEntry(1)}` });
  await home.sync.run(id, 'request');
  const [after] = home.lineup.snapshot.channels;
  expect(before?.streamIds).toHaveLength(2);
  expect(after).toMatchObject({ id: before?.id, streamIds: before?.streamIds.toReversed() });
});

test('a lineup that cannot be built is told of, and what was read counts as read', async () => {
  const server = await openServer();
  server.on('/list.m3u', { body: list('One', 'Two') });
  let isBroken = true;
  const knowledge = (): null => {
    if (isBroken) throw new AppError('process.worker-failed', 'out of memory');
    return null;
  };
  const home = await openHome({ knowledge });
  home.sync.start();
  const { id } = await home.providers.add({ source: `${server.url}/list.m3u`, name: 'First' });
  await home.sync.run(id, 'request');
  expect(home.log.records).toContainEqual(
    expect.objectContaining({ level: 'error', fields: { code: 'process.worker-failed', message: 'out of memory' } }),
  );
  expect(home.announced).toContain('provider.synced');
  expect(statusOf(home)).toMatchObject({ state: 'fresh', counts: { live: 2 } });
  isBroken = false;
  await home.sync.rebuildLineup();
  expect(channels(home)).toEqual(['One', 'Two']);
});

test('whoever asks while a provider is being read shares the result', async () => {
  const server = await openServer();
  const { home, id } = await syncedHome(server);
  const before = server.requests.length;
  const [one, two] = await Promise.all([home.sync.run(id, 'request'), home.sync.run(id, 'schedule')]);
  expect(one).toBe(two);
  expect(server.requests.length - before).toBe(1);
});

const broken: [string, Behaviour, RegExp][] = [
  ['a reset', faults.reset(list('Three')), /^net\./],
  ['a closed connection', faults.hangUp(), /^net\./],
  ['a wrong length', faults.wrongLength(list('Three')), /^net\.truncated$/],
  [
    'a truncated gzip',
    faults.truncatedGzip(list(...Array.from({ length: 500 }, (_, n) => `N${n}`))),
    /^net\.truncated$/,
  ],
  ['403', faults.status(403), /^provider\./],
  ['404', faults.status(404), /^provider\.not-found$/],
  ['503', faults.status(503), /^provider\.unavailable$/],
  ['an HTML page', faults.html(), /^format\.not-a-playlist$/],
  ['an empty list', (_, response) => void response.end('#EXTM3U\n'), /^provider\.empty$/],
  ['nothing at all', (_, response) => void response.end(), /./],
];

test.each(broken)('after %s the last good data is kept, and the provider is stale', async (_, fault, code) => {
  const server = await openServer();
  const { home, id } = await syncedHome(server);
  server.on('/list.m3u', fault);
  await expect(home.sync.run(id, 'request')).rejects.toMatchObject({ code: expect.stringMatching(code) as string });
  expect(channels(home)).toEqual(['One', 'Two']);
  expect(home.catalogue.counts().byKind.live).toBe(2);
  const status = statusOf(home);
  expect(status).toMatchObject({ state: 'stale', counts: { live: 2 } });
  expect(status.error?.code).toMatch(code);
  // Tried again within minutes, not in twelve hours.
  expect(status.next_at! - Date.now()).toBeLessThan(10 * 60_000);
  expect(home.announced).toContain('provider.failed');
});

test('a body that breaks off half way leaves nothing of itself', async () => {
  const server = await openServer();
  const { home, id } = await syncedHome(server);
  const many = Array.from({ length: 20_000 }, (_, index) => `N${index}`);
  server.on('/list.m3u', faults.wrongLength(list(...many)));
  await expect(home.sync.run(id, 'request')).rejects.toMatchObject({ code: 'net.truncated' });
  expect(home.catalogue.counts().byKind.live).toBe(2);
});

test('a removed provider leaves the catalogue, its channels come back with their numbers when it does', async () => {
  const server = await openServer();
  const { home, id } = await syncedHome(server);
  const before = home.lineup.snapshot.channels.map((channel) => [channel.id, channel.number]);
  await home.providers.remove(id);
  await expect.poll(() => home.lineup.snapshot.channels.length).toBe(0);
  expect(home.catalogue.counts().byKind.live).toBe(0);
  expect((await home.lineup.lists.list({ limit: 10 })).items.map(({ present }) => present)).toEqual([false, false]);
  await home.providers.add({ source: `${server.url}/list.m3u`, name: 'First' });
  await home.sync.run(id, 'request');
  expect(home.lineup.snapshot.channels.map((channel) => [channel.id, channel.number])).toEqual(before);
});

test('a disabled provider’s channels leave the lineup, and are back when it is enabled', async () => {
  const server = await openServer();
  const { home, id } = await syncedHome(server);
  await home.providers.patch(id, { enabled: false });
  await expect.poll(() => channels(home)).toEqual([]);
  expect(statusOf(home)).toMatchObject({ state: 'disabled', next_at: null });
  await home.providers.patch(id, { enabled: true });
  await expect.poll(() => channels(home)).toEqual(['One', 'Two']);
});

test('another login is another source: nothing is asked with the validators of the old one', async () => {
  const server = await openServer();
  const { home, id } = await syncedHome(server);
  await home.providers.patch(id, { user_agent: 'Other/1' });
  await home.sync.run(id, 'request');
  expect(server.requests.at(-1)!.headers).toMatchObject({ 'user-agent': 'Other/1' });
  expect(server.requests.at(-1)!.headers['if-none-match']).toBeUndefined();
});

test('after a restart the lineup is there before anything was read, with every decision', async () => {
  const server = await openServer();
  const folder = temporaryFolder();
  server.on('/list.m3u', { body: list('One', 'Two') });
  const first = await openSyncHome({ folder });
  const { id } = await first.providers.add({ source: `${server.url}/list.m3u` });
  first.sync.start();
  await first.sync.run(id, 'request');
  const [one] = first.lineup.snapshot.channels;
  await first.lineup.patch([{ ids: [one!.id], set: { name: 'Mine', number: '101' } }]);
  const { revision } = first.lineup.snapshot;
  await first.stop();
  const home = await openHome({ folder });
  expect(home.lineup.snapshot.revision).toBe(revision);
  expect(channels(home)).toEqual(['Two', 'Mine']);
  expect(home.lineup.snapshot.byId.get(one!.id)?.number).toBe(101_000);
});

test('deleted databases are rebuilt by a sync: every decision, id and number finds its channel', async () => {
  const server = await openServer();
  const folder = temporaryFolder();
  server.on('/list.m3u', { body: list('One', 'Two', 'Three'), etag: '"1"' });
  const first = await openSyncHome({ folder });
  const { id } = await first.providers.add({ source: `${server.url}/list.m3u` });
  first.sync.start();
  await first.sync.run(id, 'request');
  const [one, two] = first.lineup.snapshot.channels;
  await first.lineup.patch([
    { ids: [one!.id], set: { name: 'Mine', number: '50' } },
    { ids: [two!.id], set: { enabled: false } },
  ]);
  const before = first.lineup.snapshot;
  await first.stop();
  for (const file of [first.paths.catalogue, first.paths.guide, first.paths.lineup]) {
    for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
  }
  const home = await openHome({ folder });
  expect(channels(home)).toEqual([]);
  home.sync.start();
  await home.sync.run(id, 'start');
  expect(home.lineup.snapshot.revision).toBe(before.revision);
  expect(home.lineup.snapshot.channels).toEqual(before.channels);
});

test('a local file is read again when it has changed, and only then', async () => {
  const file = `${temporaryFolder()}/list.m3u`;
  writeFileSync(file, list('One'));
  const home = await openHome();
  const { id } = await home.providers.add({ source: file });
  home.sync.start();
  await home.sync.run(id, 'request');
  expect((await home.sync.run(id, 'request')).unchanged).toBe(true);
  writeFileSync(file, list('One', 'Two'));
  expect((await home.sync.run(id, 'request')).added).toBe(1);
  expect(channels(home)).toEqual(['One', 'Two']);
});

test('a stop while a provider hangs is clean, and leaves the last good data', async () => {
  const server = await openServer();
  const { home, id } = await syncedHome(server);
  server.on('/list.m3u', faults.silence());
  const run = home.sync.run(id, 'request');
  run.catch(() => undefined);
  await expect.poll(() => server.requests.length).toBe(2);
  await home.sync.stop();
  await expect(run).rejects.toMatchObject({ code: 'process.stopping' });
  expect(home.catalogue.counts().byKind.live).toBe(2);
  expect(statusOf(home).error).toBeNull();
});

test('a sync that is cancelled ends alone: the last good data is kept, and the next one reads as ever', async () => {
  const server = await openServer();
  const { home, id } = await syncedHome(server);
  server.on('/list.m3u', faults.silence());
  const run = home.sync.run(id, 'request');
  run.catch(() => undefined);
  await expect.poll(() => server.requests.length).toBe(2);
  home.sync.cancel(id);
  await expect(run).rejects.toMatchObject({ code: 'process.stopping' });
  expect(statusOf(home)).toMatchObject({ error: null, state: 'fresh' });
  server.on('/list.m3u', { body: list('One', 'Two', 'Three') });
  expect((await home.sync.run(id, 'request')).added).toBe(1);
  home.sync.cancel(id); // nothing runs: nothing ends
  server.on('/list.m3u', { body: list('One', 'Two', 'Three', 'Four') });
  expect((await home.sync.run(id, 'request')).added).toBe(1);
});

test('what was read before its build was cancelled is built by the next sync, though nothing has changed since', async () => {
  const server = await openServer();
  const { home, id } = await syncedHome(server);
  server.on('/list.m3u', { body: list('One', 'Two', 'Three') });
  const run = home.sync.run(id, 'request');
  run.catch(() => undefined);
  await expect.poll(() => statusOf(home).phase, { interval: 1 }).toBe('lineup');
  home.sync.cancel(id);
  await expect(run).rejects.toMatchObject({ code: 'process.stopping' });
  expect(channels(home)).toEqual(['One', 'Two']);
  await home.sync.run(id, 'request');
  expect(channels(home)).toEqual(['One', 'Two', 'Three']);
});

test('a provider that trickles holds up no other, and what was fetched is gone when it has been read', async () => {
  const server = await openServer();
  server.on('/slow.m3u', faults.slow(list('Slow'), 1, 60_000));
  const { home } = await syncedHome(server);
  const slow = await home.providers.add({ source: `${server.url}/slow.m3u`, name: 'Slow' });
  await expect.poll(() => server.requests.some(({ path }) => path === '/slow.m3u')).toBe(true);
  server.on('/other.m3u', { body: list('Three') });
  const other = await home.providers.add({ source: `${server.url}/other.m3u`, name: 'Other' });
  await home.sync.run(other.id, 'request');
  expect(channels(home)).toEqual(['One', 'Two', 'Three']);
  expect(home.sync.status().find((status) => status.provider_id === slow.id)).toMatchObject({
    state: 'syncing',
    phase: 'download',
  });
  await home.sync.stop();
  expect(readdirSync(home.paths.downloads)).toEqual([]);
});

test('an edit that is sent again settles nothing', async () => {
  const { home } = await syncedHome(await openServer());
  const [first] = home.lineup.snapshot.channels;
  const patch = [{ ids: [first!.id], set: { name: 'Mine' } }];
  await expect(home.lineup.patch(patch)).resolves.toMatchObject({ changed: 1 });
  const run = vi.spyOn(pool, 'run');
  onTestFinished(() => run.mockRestore());
  await expect(home.lineup.patch(patch)).resolves.toMatchObject({ changed: 0 });
  const tasks = run.mock.calls.map(([task]) => task.url.href);
  expect(tasks.filter((task) => task.includes('/settle.task'))).toEqual([]);
});
