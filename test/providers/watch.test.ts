import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../src/kernel/clock.ts';
import { silentLog } from '../../src/kernel/log.ts';
import { providerSettings, type ProviderSettings, type ProviderSettingsInput } from '../../src/model/provider.ts';
import { createHttpClient } from '../../src/net/client.ts';
import { m3uProvider } from '../../src/providers/m3u/kind.ts';
import { rankPlaces, type Place } from '../../src/providers/places.ts';
import { createProbes } from '../../src/providers/probes.ts';
import { ProviderWatch } from '../../src/providers/watch.ts';
import { xtreamProvider } from '../../src/providers/xtream/kind.ts';
import { startPanel } from '../fakes/xtream-panel.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';

const KINDS = [xtreamProvider, m3uProvider];

const place = (source: string, latencyMs: number | null, isBroken = false): Place => ({
  source,
  latencyMs,
  error: isBroken ? { code: 'net.refused', message: 'no' } : null,
});

const order = (places: readonly Place[], inUse?: string): string =>
  rankPlaces(places, inUse)
    .map(({ source }) => source)
    .join('');

test('the quickest place that answers goes first, and alike ones in their own order', () => {
  expect(order([place('a', null), place('b', null)])).toBe('ab');
  expect(order([place('a', 300), place('b', 40), place('c', null, true)])).toBe('bac');
  expect(order([place('a', null, true), place('b', null, true), place('c', 900)])).toBe('cab');
});

test('a place in use is not left for one that is hardly quicker', () => {
  expect(order([place('a', 100), place('b', 80)], 'a')).toBe('ab');
  expect(order([place('a', 100), place('b', 50)], 'a')).toBe('ba');
});

interface Watching {
  readonly watch: ProviderWatch;
  readonly settings: ProviderSettings;
  readonly clock: ReturnType<typeof createTurnedClock>;
}

function watching(
  input: Omit<ProviderSettingsInput, 'id' | 'kind' | 'name'>,
  ownConnections: () => number = () => 0,
  kind = 'xtream',
): Watching {
  const http = createHttpClient();
  const settings = providerSettings.parse({ id: 'p', kind, name: 'P', ...input });
  const clock = createTurnedClock();
  const watch = new ProviderWatch({
    kinds: KINDS,
    providers: () => [settings],
    http,
    clock,
    log: silentLog,
    ownConnections,
  });
  onTestFinished(async () => {
    await watch.stop();
    await http.close();
  });
  return { watch, settings, clock };
}

test('the account is asked for at the start; its limit counts unless a person has set one', async () => {
  const panel = await startPanel();
  const { watch, settings } = watching({ source: panel.source });
  expect(watch.limitOf(settings)).toBeNull();
  watch.start();
  await expect.poll(() => watch.limitOf(settings)).toBe(2);
  expect(watch.limitOf({ ...settings, max_connections: 7 })).toBe(7);
  expect(watch.standing(settings).account).toMatchObject({ status: 'active', expiresAt: 1_900_000_000_000 });
  expect(watch.standing(settings).places).toEqual([]);
});

test('a provider that refuses to be read is asked at once how its account stands, and not at each attempt', async () => {
  const panel = await startPanel();
  const { watch, settings, clock } = watching({ source: panel.source });
  watch.start();
  await expect.poll(() => watch.standing(settings).account?.status).toBe('active');
  panel.content.userInfo = { ...panel.content.userInfo, status: 'Expired' };
  clock.advance(30_000);
  watch.noticeRefusal(settings.id);
  await expect.poll(() => watch.standing(settings).account?.status).toBe('expired');
  const count = panel.requests.length;
  watch.noticeRefusal(settings.id);
  expect(panel.requests.length).toBe(count);
});

test('connections are compared as they were when the account was asked, and asked for again soon where others are', async () => {
  const panel = await startPanel();
  panel.content.userInfo = { ...panel.content.userInfo, active_cons: '2' };
  let own = 2;
  const { watch, settings, clock } = watching({ source: panel.source }, () => own);
  watch.start();
  await expect.poll(() => watch.standing(settings).connections).toEqual({ active: 2, own: 2, at: clock.now() });
  own = 0; // ours have ended since
  clock.advance(30 * 60_000);
  expect(watch.standing(settings).connections).toMatchObject({ active: 2, own: 2 });
  clock.advance(31 * 60_000);
  await expect.poll(() => watch.standing(settings).connections).toMatchObject({ active: 2, own: 0 });
  const count = panel.requests.length;
  clock.advance(6 * 60_000);
  await expect.poll(() => panel.requests.length).toBeGreaterThan(count);
});

test('each login has the limit that a person has set, else what its own account says, else that of the first', async () => {
  const panel = await startPanel();
  const own = panel.content.userInfo;
  panel.content.furtherLogins.set('ben', { ...own, username: 'ben', max_connections: '1' });
  panel.content.furtherLogins.set('eve', { ...own, username: 'eve', max_connections: '5' });
  const logins = [
    { username: 'ben', password: 'secret' },
    { username: 'eve', password: 'secret', max_connections: 3 },
    { username: 'dan', password: 'wr0ng' },
    { username: 'anna', password: 'secret' }, // the first one again: no connections of its own
  ];
  const { watch, settings } = watching({ source: panel.source, options: { kind: 'xtream', logins } });
  expect(watch.loginLimitOf(settings, ''), 'not told yet').toBe(1);
  expect(watch.limitOf(settings)).toBeNull();
  watch.start();
  await expect.poll(() => watch.standing(settings).logins.map(({ limit }) => limit)).toEqual([2, 1, 3, 2]);
  expect(watch.limitOf(settings)).toBe(8);
  const accounts = () => watch.standing(settings).logins.map(({ id, account }) => [id, account?.maxConnections]);
  await expect.poll(accounts).toEqual([
    ['', 2],
    ['ben', 1],
    ['eve', 5],
    ['dan', undefined],
  ]);
});

test('a panel that does not say what it allows has no limit once it has been asked', async () => {
  const panel = await startPanel();
  panel.misdeeds.set('', 'html');
  const { watch, settings } = watching({ source: panel.source });
  watch.start();
  expect(watch.loginLimitOf(settings, '')).toBe(1);
  await expect.poll(() => watch.loginLimitOf(settings, '')).toBeNull();
});

/** A panel's playlist. */
async function listAt(hasApi: boolean) {
  const panel = await startPanel();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url ?? '', 'http://a.invalid');
    asked.push(pathname);
    if (pathname === '/get.php') return void response.end('#EXTM3U\n#EXTINF:-1,One\nhttp://a.invalid/1.ts\n');
    if (!hasApi) return void response.writeHead(404).end();
    return void fetch(`${panel.base}${pathname}${search}`).then(async (said) => response.end(await said.text()));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { asked, panel, source: `${base}/get.php?username=anna&password=secret&type=m3u_plus` };
}

test('the account behind a panel’s playlist is asked for at the panel, and the list is not', async () => {
  const { asked, panel, source } = await listAt(true);
  panel.content.userInfo = { ...panel.content.userInfo, exp_date: '1800000000', max_connections: '2' };
  const { watch, settings, clock } = watching({ source }, undefined, 'm3u');
  expect(watch.hasAccounts(settings)).toBe(true);
  watch.start();
  await expect.poll(() => watch.standing(settings).account?.expiresAt).toBe(1_800_000_000_000);
  expect(watch.limitOf(settings)).toBe(2);
  clock.advance(61 * 60_000);
  await expect.poll(() => asked.length).toBe(2);
  expect(new Set(asked)).toEqual(new Set(['/player_api.php']));
});

test('a panel’s playlist without an account is asked for one a day later, not every hour; a plain one has none', async () => {
  const { asked, source } = await listAt(false);
  const { watch, settings, clock } = watching({ source }, undefined, 'm3u');
  watch.start();
  await expect.poll(() => watch.limitOf(settings)).toBeNull();
  await expect.poll(() => watch.loginLimitOf(settings, '')).toBeNull();
  expect(asked).toEqual(['/player_api.php', '/get.php']);
  clock.advance(20 * 60 * 60_000);
  await new Promise((resolve) => void setTimeout(resolve, 50));
  expect(asked).toHaveLength(2);
  clock.advance(5 * 60 * 60_000);
  await expect.poll(() => asked.length).toBe(4);
  const plain = watching({ source: 'http://a.invalid/list.m3u' }, undefined, 'm3u');
  expect(plain.watch.hasAccounts(plain.settings)).toBe(false);
});

test('a login that has expired is not used while another is in force', async () => {
  const panel = await startPanel();
  const own = panel.content.userInfo;
  panel.content.furtherLogins.set('ben', { ...own, username: 'ben', max_connections: '1' });
  panel.content.userInfo = { ...own, status: 'Expired' };
  const logins = [{ username: 'ben', password: 'secret' }];
  const { watch, settings } = watching({ source: panel.source, options: { kind: 'xtream', logins } });
  const pool = [{ id: '' }, { id: 'ben' }];
  expect(watch.usableLogins(settings, pool)).toEqual(pool);
  watch.start();
  await expect.poll(() => watch.usableLogins(settings, pool)).toEqual([{ id: 'ben' }]);
  expect(watch.usableLogins(settings, [{ id: '' }]), 'the only one may say why').toEqual([{ id: '' }]);
});

test('a host that fails is left for one that answers, and taken again when it is well', async () => {
  const [first, second] = [await startPanel(), await startPanel()];
  const { watch, settings, clock } = watching({ source: first.source, backup_sources: [second.base] });
  watch.start();
  await expect.poll(() => watch.standing(settings).places.every(({ latencyMs }) => latencyMs !== null)).toBe(true);
  await first.close();
  clock.advance(30_000);
  watch.noticeTrouble(settings);
  await expect.poll(() => watch.inUse(settings)).toBe(second.source);
  expect(watch.placesOf(settings, settings.source)).toEqual([second.source, first.source]);
  expect(watch.placesOf(settings, `${first.base}/xmltv.php?username=anna&password=secret`)[0]).toBe(
    `${second.base}/xmltv.php?username=anna&password=secret`,
  );
  expect(JSON.stringify(watch.standing(settings))).not.toContain('secret');
  await first.reopen();
  await second.close();
  clock.advance(6 * 60_000);
  await expect.poll(() => watch.inUse(settings)).toBe(first.source);
});

test('a stream is dialled at the place in use, under each login', () => {
  const settings = providerSettings.parse({
    id: 'p',
    kind: 'xtream',
    name: 'P',
    source: 'xtream://anna:se%2Fcret@one.example:8080',
    options: { kind: 'xtream', logins: [{ username: 'ben', password: 'x$&y' }] },
  });
  const url = 'http://one.example:8080/live/anna/se%2Fcret/7.ts';
  expect(xtreamProvider.logins?.(settings, url, 'xtream://anna:se%2Fcret@two.example')).toEqual([
    { id: '', url: 'http://two.example/live/anna/se%2Fcret/7.ts' },
    { id: 'ben', url: 'http://two.example/live/ben/x%24%26y/7.ts' },
  ]);
});

test('a source is tried out: kind, account, categories; a panel is noticed behind its playlist', async () => {
  const panel = await startPanel();
  const http = createHttpClient();
  onTestFinished(() => http.close());
  const probes = createProbes({ kinds: KINDS, http, clock: systemClock });
  expect(await probes.test({ source: panel.source })).toMatchObject({
    kind: 'xtream',
    error: null,
    hasCategories: true,
  });
  const playlist = `${panel.base}/get.php?username=anna&password=secret&type=m3u_plus&output=ts`;
  expect(await probes.test({ source: playlist })).toMatchObject({
    kind: 'm3u',
    betterKind: 'xtream',
    account: { maxConnections: 2 },
  });
  expect(await probes.test({ source: playlist, kind: 'xtream' })).toMatchObject({ kind: 'xtream', error: null });
  expect(await probes.categories({ source: panel.source })).toEqual({
    live: [
      { id: '1', name: 'DE ➾ TV' },
      { id: '2', name: 'UK ➾ TV' },
    ],
    movies: [{ id: '10', name: 'DE ➾ Filme' }],
    series: [{ id: '20', name: 'DE ➾ Serien' }],
  });
  panel.content.userInfo = { ...panel.content.userInfo, status: 'Expired' };
  expect(await probes.test({ source: panel.source })).toMatchObject({
    account: { status: 'expired' },
    error: { code: 'provider.refused' },
  });
  const wrong = await probes.test({ source: panel.source.replace('secret', 'wr0ng') });
  expect(wrong.error?.code).toBe('provider.unauthorised');
  await expect(probes.test({ source: 'gopher://x' })).rejects.toMatchObject({ code: 'provider.invalid' });
});

const probing = (): ReturnType<typeof createProbes> => {
  const http = createHttpClient();
  onTestFinished(() => http.close());
  return createProbes({ kinds: KINDS, http, clock: systemClock });
};

describe('categories to choose from', () => {
  test('come from a backup host when the first does not answer', async () => {
    const [first, backup] = [await startPanel(), await startPanel()];
    await first.close();
    const tried = { source: first.source, backup_sources: [backup.base] };
    expect((await probing().categories(tried)).live).toHaveLength(2);
    expect((await probing().categories({ source: first.source }, [backup.source])).live).toHaveLength(2);
    await expect(probing().categories({ source: first.source })).rejects.toMatchObject({ code: 'net.refused' });
  });

  test('are those that there are, of a panel that has no list of some kind', async () => {
    const panel = await startPanel();
    panel.misdeeds.set('get_series_categories', 'html').set('get_vod_categories', 'empty-body');
    expect(await probing().categories({ source: panel.source })).toMatchObject({
      live: [{}, {}],
      movies: [],
      series: [],
    });
    panel.misdeeds.set('get_live_categories', 'error-500').set('get_vod_categories', 'html');
    await expect(probing().categories({ source: panel.source })).rejects.toMatchObject({
      code: 'provider.unavailable',
    });
  });

  test('are not empty for a wrong login, but refused', async () => {
    const panel = await startPanel();
    const wrong = panel.source.replace('secret', 'wr0ng');
    await expect(probing().categories({ source: wrong })).rejects.toMatchObject({ code: 'provider.unauthorised' });
  });
});
