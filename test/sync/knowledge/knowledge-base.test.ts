import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { systemClock } from '../../../src/kernel/clock.ts';
import { silentLog } from '../../../src/kernel/log.ts';
import { DAY_MS, HOUR_MS } from '../../../src/kernel/units.ts';
import { defaultSettings } from '../../../src/model/settings.ts';
import { createHttpClient } from '../../../src/net/client.ts';
import { KnowledgeBase } from '../../../src/sync/knowledge/knowledge-base.ts';
import { openKnowledge } from '../../../src/sync/knowledge/table-file.ts';
import { temporaryFolder } from '../../fakes/folder.ts';
import { faults, startProviderServer, type FakeProvider } from '../../fakes/provider-server.ts';
import { pool } from '../../fakes/pools.ts';
import { openSyncHome } from '../../fakes/sync-home.ts';

const channel = (id: string, ...[name, ...others]: string[]) => ({ id, name, alt_names: others, country: 'DE' });
const CHANNELS = JSON.stringify([channel('Nord.de', 'Nordkanal', 'Waterkant'), channel('Sud.de', 'Südlicht'), {}]);

const list = (...names: string[]) =>
  [
    '#EXTM3U',
    ...names.flatMap((name, at) => [`#EXTINF:-1 group-title="DE",${name}`, `http://x.invalid/${name}/${at}`]),
  ].join('\n');

async function openServer(): Promise<FakeProvider> {
  const server = await startProviderServer();
  onTestFinished(() => server.close());
  server.on('/api/channels.json', { body: CHANNELS, etag: '"1"', gzip: true });
  server.on('/api/feeds.json', { body: '[]', etag: '"f"' });
  return server;
}

async function openBase(
  server: FakeProvider,
  { folder = temporaryFolder(), enabled = true, now = () => Date.now() } = {},
) {
  const http = createHttpClient();
  const settings = { enabled, address: `${server.url}/api/` };
  const onChanged = vi.fn<() => void>();
  const clock = { ...systemClock, now };
  const base = new KnowledgeBase({ folder, http, pool, clock, log: silentLog, settings: () => settings, onChanged });
  await base.open();
  onTestFinished(async () => {
    await base.stop();
    await http.close();
  });
  return { base, settings, onChanged, folder };
}

test('nothing is asked of anybody until a person allows it', async () => {
  const server = await openServer();
  const { base } = await openBase(server, { enabled: false });
  base.follow();
  await expect(base.refresh()).rejects.toMatchObject({ code: 'request.conflict' });
  expect(server.requests).toEqual([]);
  expect(base.status).toMatchObject({ state: 'off', next_at: null });
  expect(base.ref).toBeNull();
});

test('what was fetched is known, counted, asked for again in a week and kept over a restart', async () => {
  const server = await openServer();
  const now = Date.now();
  const first = await openBase(server, { now: () => now });
  await first.base.refresh();
  expect(first.onChanged).toHaveBeenCalledOnce();
  expect(first.base.status).toEqual({
    state: 'ready',
    fetched_at: now,
    checked_at: now,
    next_at: now + 7 * DAY_MS,
    channel_count: 2,
    name_count: 3,
    skipped_count: 1,
    error: null,
  });
  expect(openKnowledge(first.base.ref)?.revision).toBe(String(first.base.ref?.revision));
  const second = await openBase(server, { folder: first.folder, now: () => now + DAY_MS });
  expect(second.base.ref).toEqual(first.base.ref);
  second.base.follow();
  expect(second.base.status).toMatchObject({ state: 'ready', next_at: now + 7 * DAY_MS });
});

test('an unchanged database costs an answer without a body, and rebuilds nothing', async () => {
  const server = await openServer();
  let now = 1_000;
  const { base, onChanged } = await openBase(server, { now: () => now });
  await base.refresh();
  now = 5_000;
  await base.refresh();
  expect(server.requests.at(-2)?.headers['if-none-match']).toBe('"1"');
  expect(base.status).toMatchObject({ fetched_at: 1_000, checked_at: 5_000 });
  expect(onChanged).toHaveBeenCalledOnce();
  server.on('/api/channels.json', { body: JSON.stringify([channel('Ost.de', 'Ostblick')]), etag: '"2"' });
  await base.refresh();
  expect(base.status).toMatchObject({ channel_count: 1, name_count: 1 });
  expect(onChanged).toHaveBeenCalledTimes(2);
});

test('whatever goes wrong, what is there is kept, and it is tried again within the hour', async () => {
  const server = await openServer();
  const { base, folder } = await openBase(server, { now: () => 0 });
  await base.refresh();
  const before = base.ref;
  const bad = [
    faults.status(503),
    { body: '<html>busy</html>', etag: '"x"' },
    { body: '[]', etag: '"y"' },
    { body: CHANNELS.slice(0, 40), etag: '"z"' },
  ];
  for (const answer of bad) {
    server.on('/api/channels.json', answer);
    await expect(base.refresh()).rejects.toBeDefined();
    expect(base.ref).toEqual(before);
    expect(openKnowledge(base.ref)).toBeDefined();
    expect(base.status).toMatchObject({
      state: 'stale',
      channel_count: 2,
      error: { code: expect.any(String) as string },
    });
  }
  expect(base.status.next_at).toBe(8 * HOUR_MS);
  expect(readdirSync(folder).filter((file) => file.endsWith('.next'))).toEqual([]);
  server.on('/api/channels.json', { body: CHANNELS, etag: '"1"' });
  await base.refresh();
  expect(base.status).toMatchObject({ state: 'ready', error: null });
});

test('a place without feeds still has names', async () => {
  const server = await openServer();
  server.on('/api/feeds.json', faults.status(404));
  const { base } = await openBase(server);
  await base.refresh();
  expect(base.status).toMatchObject({ state: 'ready', channel_count: 2 });
});

test('another address is another database: the old one is not used', async () => {
  const server = await openServer();
  const { base, settings } = await openBase(server);
  await base.refresh();
  settings.address = `${server.url}/other`;
  expect(base.ref).toBeNull();
  await expect(base.refresh()).rejects.toMatchObject({ code: 'provider.not-found' });
  expect(base.status).toMatchObject({ state: 'empty', channel_count: 0 });
});

test('a table that was lost or is of another Masthead is made again of the files, without the network', async () => {
  const server = await openServer();
  const { base, folder } = await openBase(server);
  await base.refresh();
  const { revision } = base.ref!;
  for (const damage of ['lost', 'other'] as const) {
    if (damage === 'lost') rmSync(join(folder, 'names.bin'));
    else writeFileSync(join(folder, 'names.bin'), 'of another version');
    server.on('/api/channels.json', faults.status(500));
    const later = await openBase(server, { folder });
    expect(later.base.ref).toBeNull();
    await expect(later.base.refresh()).rejects.toBeDefined();
    expect(later.base.ref?.revision).toBe(revision);
  }
});

test('names that look nothing alike become one channel once the database knows them, and part again without it', async () => {
  const server = await openServer();
  const { base, settings } = await openBase(server);
  const home = await openSyncHome({
    folder: temporaryFolder(),
    knowledge: () => base.ref,
    settings: { sync: { ...defaultSettings.sync, at_start: false } },
  });
  onTestFinished(() => home.stop());
  server.on('/a.m3u', { body: list('DE: Nordkanal HD', 'DE: Südlicht') });
  server.on('/b.m3u', { body: list('DE: Waterkant') });
  home.sync.start();
  for (const name of ['a', 'b']) {
    const { id } = await home.providers.add({ source: `${server.url}/${name}.m3u`, name });
    await home.sync.run(id, 'request');
  }
  const names = (): string[] => home.lineup.snapshot.channels.map((one) => one.name).toSorted();
  expect(names()).toEqual(['DE: Nordkanal HD', 'DE: Südlicht', 'DE: Waterkant']);
  await base.refresh();
  await home.sync.rebuildLineup();
  expect(names()).toEqual(['DE: Nordkanal HD', 'DE: Südlicht']);
  settings.enabled = false;
  await home.sync.rebuildLineup();
  expect(names()).toEqual(['DE: Nordkanal HD', 'DE: Südlicht', 'DE: Waterkant']);
});

test('a refresh that is broken off ends at once, is no fault, and the next one goes its way', async () => {
  const server = await openServer();
  const { base } = await openBase(server);
  server.on('/api/channels.json', faults.silence());
  const run = base.refresh();
  await expect.poll(() => server.requests.length).toBe(1);
  base.cancel();
  await expect(run).rejects.toMatchObject({ code: 'process.stopping' });
  expect(base.status.error).toBeNull();
  server.on('/api/channels.json', { body: CHANNELS });
  await base.refresh();
  expect(base.status).toMatchObject({ state: 'ready', channel_count: 2 });
});
