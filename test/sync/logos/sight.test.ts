import { expect, onTestFinished, test, vi } from 'vitest';
import { systemClock } from '../../../src/kernel/clock.ts';
import { silentLog } from '../../../src/kernel/log.ts';
import { openLooks, readLooks } from '../../../src/logos/looks.ts';
import { defaultSettings } from '../../../src/model/settings.ts';
import { LogoSight } from '../../../src/sync/logos/sight.ts';
import { drawLogo } from '../../fakes/drawn-logo.ts';
import { temporaryFolder } from '../../fakes/folder.ts';
import { startProviderServer } from '../../fakes/provider-server.ts';
import { pool } from '../../fakes/pools.ts';
import { openSyncHome, type SyncHome } from '../../fakes/sync-home.ts';

interface Entry {
  readonly name: string;
  readonly logo: string;
}

async function openHome(
  lists: Readonly<Record<string, readonly Entry[]>>,
): Promise<{ home: SyncHome; allow: () => void }> {
  const server = await startProviderServer();
  const state = { isAllowed: false };
  const home = await openSyncHome({
    folder: temporaryFolder(),
    looks: () => (state.isAllowed ? home.paths.looks : null),
    settings: { sync: { ...defaultSettings.sync, at_start: false } },
  });
  onTestFinished(async () => {
    await home.stop();
    await server.close();
  });
  home.sync.start();
  for (const [provider, entries] of Object.entries(lists)) {
    const lines = entries.flatMap(({ name, logo }, at) => [
      `#EXTINF:-1 group-title="DE" tvg-logo="http://logos.invalid/${logo}",${name}`,
      `http://${provider}.invalid/${at}`,
    ]);
    server.on(`/${provider}.m3u`, { body: ['#EXTM3U', ...lines].join('\n') });
    const { id } = await home.providers.add({ source: `${server.url}/${provider}.m3u`, name: provider });
    await home.sync.run(id, 'request');
  }
  return { home, allow: () => (state.isAllowed = true) };
}

function openSight(home: SyncHome, logos: Readonly<Record<string, Uint8Array>>, isAllowed = () => true) {
  const asked: string[] = [];
  const onChanged = vi.fn<() => void>();
  const sight = new LogoSight({
    files: { catalogue: home.paths.catalogue, looks: home.paths.looks },
    providers: () => home.providers.list().map(({ id }) => id),
    isAllowed,
    pool,
    logo: (url) => {
      asked.push(url);
      return Promise.resolve(logos[url.replace('http://logos.invalid/', '')]);
    },
    clock: systemClock,
    log: silentLog,
    onChanged,
    pauseMs: 0,
  });
  onTestFinished(() => sight.stop());
  return { sight, asked, onChanged };
}

const names = (home: SyncHome): string[] => home.lineup.snapshot.channels.map(({ name }) => name).toSorted();

/** Names that are alike, but not enough. */
const LIKE = ['Nordlicht Reise', 'Nordlicht Reise Zug'] as const;

test('what looks the same brings names together that are nearly alike, what differs does not', async () => {
  const { home, allow } = await openHome({
    a: [{ name: LIKE[0], logo: 'a.png' }],
    b: [{ name: LIKE[1], logo: 'b.png' }],
  });
  expect(names(home)).toEqual([...LIKE]);
  const logos = { 'a.png': await drawLogo({ text: 'Berg' }), 'b.png': await drawLogo({ text: 'Berg', ink: '#900' }) };
  const { sight, onChanged } = openSight(home, logos);
  await sight.catchUp();
  expect(onChanged).toHaveBeenCalledOnce();
  expect(sight.status).toMatchObject({ logo_count: 2, seen_count: 2, broken_count: 0, artwork_count: 1 });
  await home.sync.rebuildLineup();
  expect(names(home)).toEqual([...LIKE]);
  allow();
  await home.sync.rebuildLineup();
  expect(names(home)).toEqual([LIKE[0]]);
});

test('a logo that one provider has for two channels joins nothing', async () => {
  const { home, allow } = await openHome({
    a: [
      { name: LIKE[0], logo: 'a.png' },
      { name: 'Nordlicht Kino', logo: 'a.png' },
    ],
    b: [{ name: LIKE[1], logo: 'b.png' }],
  });
  const logo = await drawLogo({ text: 'Berg' });
  await openSight(home, { 'a.png': logo, 'b.png': logo }).sight.catchUp();
  allow();
  await home.sync.rebuildLineup();
  expect(names(home)).toHaveLength(3);
});

test('nothing is fetched while it is not allowed; what is broken or gone is counted, and not asked for again', async () => {
  const { home } = await openHome({
    a: [
      { name: 'One', logo: 'good.png' },
      { name: 'Two', logo: 'broken.png' },
      { name: 'Three', logo: 'gone.png' },
    ],
  });
  const logos = { 'good.png': await drawLogo({ text: 'One' }), 'broken.png': Buffer.from('<html>') };
  const forbidden = openSight(home, logos, () => false);
  await forbidden.sight.catchUp();
  expect(forbidden.asked).toEqual([]);
  const { sight, asked, onChanged } = openSight(home, logos);
  await sight.catchUp();
  expect(sight.status).toMatchObject({ seen_count: 1, broken_count: 1, absent_count: 1, artwork_count: 1 });
  await sight.catchUp();
  expect(asked).toHaveLength(3);
  expect(onChanged).toHaveBeenCalledOnce();
});

test('what no list names any more is forgotten', async () => {
  const { home } = await openHome({ a: [{ name: 'One', logo: 'one.png' }] });
  await openSight(home, { 'one.png': await drawLogo({ text: 'One' }) }).sight.catchUp();
  const states = (): string[] => {
    const database = openLooks(home.paths.looks, silentLog);
    const found = Array.from(readLooks(database), ({ state }) => state);
    database.close();
    return found;
  };
  expect(states()).toEqual(['seen']);
  const [provider] = home.providers.list();
  await home.providers.remove(provider!.id);
  await expect.poll(() => home.lineup.snapshot.channels).toEqual([]);
  await openSight(home, {}).sight.catchUp();
  expect(states()).toEqual([]);
});
