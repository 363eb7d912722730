// People at a real Masthead: who goes before whom, how fast, what ends at once, and what is remembered of it.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startMasthead, type MastheadProcess } from '../fakes/masthead-process.ts';
import { startProviderServer } from '../fakes/provider-server.ts';
import { PICTURE_MS, TransportStream } from '../fakes/transport-stream.ts';

const NAMES = ['News', 'Games'];

/** Two channels, each in a group of its name; live at its own pace. */
async function provider() {
  const server = await startProviderServer();
  onTestFinished(() => server.close());
  const open = { count: 0, most: 0 };
  const entries = NAMES.map(
    (name) => `#EXTINF:-1 tvg-id="${name}.x" group-title="${name}",${name}\n${server.url}/${name}.ts\n`,
  );
  server.on('/list.m3u', { body: `#EXTM3U\n${entries.join('')}` });
  for (const name of NAMES) {
    server.on(`/${name}.ts`, (_request, response) => {
      open.count += 1;
      open.most = Math.max(open.most, open.count);
      const stream = new TransportStream();
      response.writeHead(200, { 'content-type': 'video/mp2t' });
      const timer = setInterval(() => response.write(stream.next()), PICTURE_MS);
      response.on('close', () => {
        clearInterval(timer);
        open.count -= 1;
      });
    });
  }
  return { source: `${server.url}/list.m3u`, open };
}

interface Made {
  readonly id: string;
  readonly token: string;
}

async function apiOf({ base }: MastheadProcess) {
  const json = { 'content-type': 'application/json' };
  const login = await fetch(`${base}/api/login`, { method: 'POST', headers: json, body: '{"password":"secret"}' });
  const headers = { ...json, authorization: `Bearer ${((await login.json()) as Made).token}` };
  const api = async <Answer = unknown>(path: string, method = 'GET', body?: object): Promise<Answer> => {
    const answer = await fetch(`${base}/api${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    expect(`${method} ${path} ${answer.ok}`).toBe(`${method} ${path} true`);
    return (answer.status === 204 ? undefined : await answer.json()) as Answer;
  };
  const person = async (fields: object): Promise<Made & { readonly tokenId: string }> => {
    const { id } = await api<Made>('/people', 'POST', fields);
    const token = { person_id: id, name: 'TV', scopes: ['stream'] };
    const made = await api<Made>('/tokens', 'POST', token);
    return { id, token: made.token, tokenId: made.id };
  };
  return { api, person };
}

/** Reads a stream to its end. */
async function watch(url: string) {
  const gone = new AbortController();
  const response = await fetch(url, { signal: gone.signal });
  const seen = { status: response.status, bytes: 0, hasEnded: false, leave: () => gone.abort() };
  const read = async (): Promise<void> => {
    for await (const chunk of response.body ?? []) seen.bytes += chunk.byteLength;
  };
  void read()
    .catch(() => undefined)
    .finally(() => (seen.hasEnded = true));
  onTestFinished(() => seen.leave());
  return seen;
}

async function home(dataDir?: string) {
  const { source, open } = await provider();
  const masthead = await startMasthead({
    args: [source],
    channels: NAMES.length,
    ...(dataDir !== undefined && { dataDir }),
  });
  onTestFinished(async () => void (await masthead.stop()));
  const { api, person } = await apiOf(masthead);
  await api('/settings', 'PATCH', { health: { enabled: false } });
  const { items } = await api<{ items: { id: string; name: string }[] }>('/channels');
  const urlOf = (name: string, { token }: Pick<Made, 'token'>): string =>
    `${masthead.base}/stream/${items.find((one) => one.name === name)!.id}.ts?token=${token}`;
  return { masthead, api, person, urlOf, open };
}

const flowing = async (seen: { readonly bytes: number }): Promise<void> => {
  await expect.poll(() => seen.bytes).toBeGreaterThan(0);
};
const ended = async (seen: { readonly hasEnded: boolean }): Promise<void> => {
  await expect.poll(() => seen.hasEnded).toBe(true);
};

test('the only connection goes to who has the higher priority, and not back', async () => {
  const { api, person, urlOf, open } = await home();
  const [{ id: providerId } = { id: '' }] = (await api<{ items: { id: string }[] }>('/providers')).items;
  await api(`/providers/${providerId}`, 'PATCH', { max_connections: 1 });
  await api('/settings', 'PATCH', {
    streaming: { priority_takes_slots: true, first_byte_seconds: 3, give_up_seconds: 1 },
  });
  const child = await person({ name: 'Child', priority: 1 });
  const parent = await person({ name: 'Parent', priority: 9 });
  const cartoon = await watch(urlOf('Games', child));
  await flowing(cartoon);
  const news = await watch(urlOf('News', parent));
  await flowing(news);
  await ended(cartoon);
  const again = await watch(urlOf('Games', child));
  expect([again.status, news.hasEnded, open.most]).toEqual([503, false, 1]);
}, 60_000);

test('a person’s bandwidth is held, and changes while it watches', async () => {
  const { api, person, urlOf } = await home();
  const slow = await person({ name: 'Slow', kilobytes_per_second: 16 });
  const free = await person({ name: 'Free' });
  const [held, whole] = [await watch(urlOf('News', slow)), await watch(urlOf('News', free))];
  await expect.poll(() => whole.bytes).toBeGreaterThan(1_500_000);
  expect(held.bytes).toBeGreaterThan(0);
  expect(held.bytes).toBeLessThan(whole.bytes / 2);
  await api(`/people/${slow.id}`, 'PATCH', { kilobytes_per_second: null });
  const before = held.bytes;
  await expect.poll(() => held.bytes - before).toBeGreaterThan(1_000_000);
}, 60_000);

test('who is disabled, may less, or whose token is taken back, loses what runs; others go on', async () => {
  const { api, person, urlOf } = await home();
  const ann = await person({ name: 'Ann' });
  const ben = await person({ name: 'Ben' });
  const cid = await person({ name: 'Cid' });
  const dan = await person({ name: 'Dan' });
  const eve = await person({ name: 'Eve' });
  const of = async (one: Made, channel = 'News') => {
    const seen = await watch(urlOf(channel, one));
    await flowing(seen);
    return seen;
  };
  const [anns, bens, cids, dans, eves] = [await of(ann), await of(ben), await of(cid), await of(dan), await of(eve)];
  const twice = await of(dan, 'Games');
  await api(`/people/${ann.id}`, 'PATCH', { status: 'disabled' });
  await ended(anns);
  await api(`/people/${ben.id}`, 'PATCH', { groups: ['Games'] });
  await ended(bens);
  await api(`/tokens/${cid.tokenId}`, 'DELETE');
  await ended(cids);
  await api(`/people/${dan.id}`, 'PATCH', { max_streams: 1 });
  await expect.poll(() => [dans, twice].filter(({ hasEnded }) => hasEnded).length).toBe(1);
  expect(eves.hasEnded).toBe(false);
  expect((await fetch(urlOf('News', ann))).status).toBe(401);
}, 60_000);

test('what was watched is known after the next start, with its person', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'masthead-people-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const first = await home(dataDir);
  const ann = await first.person({ name: 'Ann' });
  const seen = await watch(first.urlOf('News', ann));
  await flowing(seen);
  await new Promise((resolve) => void setTimeout(resolve, 21_000)); // it is looked at every ten seconds
  await first.masthead.stop();
  const { api } = await home(dataDir);
  const { items } = await api<{ items: Record<string, unknown>[] }>('/viewing');
  expect(items).toMatchObject([{ name: 'News', kind: 'live', via: 'm3u', person: { id: ann.id, name: 'Ann' } }]);
  expect(items[0]!['bytes']).toBeGreaterThan(0);
  const sums = await api<{ items: Record<string, unknown>[] }>('/statistics?by=person');
  expect(sums.items).toMatchObject([{ key: ann.id, name: 'Ann', viewings: 1 }]);
}, 90_000);

test('what was changed, and by whom, is in the audit, and the lineup is taken back from it, also after a restart', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'masthead-audit-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const first = await home(dataDir);
  const { items } = await first.api<{ items: { id: string }[] }>('/channels?sort=name');
  const [games, news] = items;
  await first.api('/channels', 'PATCH', { patches: [{ ids: [games!.id], set: { name: 'Spiele' } }] });
  await first.api('/channels', 'PATCH', { patches: [{ ids: [news!.id], set: { name: 'Nachrichten' } }] });
  await first.masthead.stop();
  const { api } = await home(dataDir);
  interface Entry {
    readonly id: string;
    readonly person: { readonly name: string };
    readonly changes: readonly { readonly key: string }[];
  }
  const lineup = (await api<{ items: Entry[] }>('/audit?area=lineup')).items;
  expect(lineup.map(({ person, changes }) => [person.name, changes[0]?.key])).toEqual([
    ['admin', `channels.${news!.id}`],
    ['admin', `channels.${games!.id}`],
  ]);
  await api(`/audit/${lineup[1]!.id}/undo`, 'POST');
  const named = (await api<{ items: { name: string }[] }>('/channels?sort=name')).items.map(({ name }) => name);
  expect(named).toEqual(['Games', 'Nachrichten']);
  const settings = (await api<{ items: Entry[] }>('/audit?area=settings')).items;
  expect(settings.map(({ person, changes }) => [person.name, changes[0]?.key])).toEqual([
    ['admin', 'health.enabled'],
    ['', 'xtream.password'],
  ]);
}, 90_000);
