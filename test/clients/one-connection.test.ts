// A playlist that was added a moment ago and turns out to allow one connection, while checks hold theirs: who watches has a
// picture all the same, as soon as the provider lets it in.

import { expect, onTestFinished, test } from 'vitest';
import { startMasthead } from '../fakes/masthead-process.ts';
import { startProviderServer } from '../fakes/provider-server.ts';
import { PICTURE_MS, TransportStream } from '../fakes/transport-stream.ts';

const CHANNELS = 4;

/** Counts connections as a panel does: closed ones for `heldMs` more. */
async function countingProvider(heldMs: number) {
  const server = await startProviderServer();
  onTestFinished(() => server.close());
  const counted = { now: 0, limit: CHANNELS };
  const names = Array.from({ length: CHANNELS }, (_, at) => `c${at}`);
  const entries = names.map((name) => `#EXTINF:-1 tvg-id="${name}.uk",${name}\n${server.url}/live/${name}.ts\n`);
  server.on('/list.m3u', { body: `#EXTM3U\n${entries.join('')}` });
  for (const name of names) {
    server.on(`/live/${name}.ts`, (_request, response) => {
      if (counted.now >= counted.limit) {
        response.writeHead(403).end();
        return;
      }
      counted.now += 1;
      const stream = new TransportStream();
      response.writeHead(200, { 'content-type': 'video/mp2t' });
      const timer = setInterval(() => response.write(stream.next()), PICTURE_MS);
      response.on('close', () => {
        clearInterval(timer);
        setTimeout(() => (counted.now -= 1), heldMs);
      });
    });
  }
  return { source: `${server.url}/list.m3u`, counted };
}

async function apiOf(base: string) {
  const json = { 'content-type': 'application/json' };
  const login = await fetch(`${base}/api/login`, { method: 'POST', headers: json, body: '{"password":"secret"}' });
  const { token } = (await login.json()) as { token: string };
  const headers = { ...json, authorization: `Bearer ${token}` };
  return async (path: string, method = 'GET', body?: object) => {
    const answer = await fetch(`${base}/api${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    expect(answer.ok).toBe(true);
    return (await answer.json()) as { items: { id: string }[] };
  };
}

test.each([
  { heldMs: 0, isSet: true },
  { heldMs: 2_000, isSet: true },
  { heldMs: 2_000, isSet: false },
])('a viewer takes the connection from checks: limit set $isSet, closed ones count for $heldMs ms', async (world) => {
  const { heldMs, isSet } = world;
  const { source, counted } = await countingProvider(heldMs);
  const masthead = await startMasthead({ args: [source], channels: CHANNELS });
  onTestFinished(async () => void (await masthead.stop()));
  const api = await apiOf(masthead.base);
  const [provider] = (await api('/providers')).items;
  const [channel] = (await api('/channels')).items;
  await expect.poll(() => counted.now).toBeGreaterThan(1);
  counted.limit = 1;
  if (isSet) await api(`/providers/${provider!.id}`, 'PATCH', { max_connections: 1 });
  const gone = new AbortController();
  const response = await fetch(`${masthead.base}/stream/${channel!.id}.ts`, { signal: gone.signal });
  expect(response.status).toBe(200);
  const { value } = await response.body!.getReader().read();
  expect(value!.byteLength).toBeGreaterThan(0);
  await expect.poll(() => counted.now).toBe(1);
  gone.abort();
});
