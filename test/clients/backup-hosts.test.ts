// A panel with a second host: when the one in use dies while somebody watches, the channel goes on from the other.

import type { ServerResponse } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { startMasthead } from '../fakes/masthead-process.ts';
import { PICTURE_MS, TransportStream } from '../fakes/transport-stream.ts';
import { startPanel, type FakePanel } from '../fakes/xtream-panel.ts';

/** As panels send: at the pace of its pictures. */
function goLive(response: ServerResponse): void {
  const stream = new TransportStream();
  response.writeHead(200, { 'content-type': 'video/mp2t' });
  const timer = setInterval(() => response.write(stream.next()), PICTURE_MS);
  response.on('close', () => clearInterval(timer));
}

async function hosts(): Promise<[FakePanel, FakePanel]> {
  const both: [FakePanel, FakePanel] = [await startPanel(), await startPanel()];
  for (const panel of both) panel.onMedia = (_request, response) => goLive(response);
  return both;
}

const live = ({ requests }: FakePanel): string[] => requests.filter((request) => request.startsWith('/live/'));

test('viewers stay when the host in use dies; lists come from the other too', async () => {
  const [first, second] = await hosts();
  const masthead = await startMasthead({ args: [first.source], channels: 3 });
  onTestFinished(async () => void (await masthead.stop()));
  const { base } = masthead;
  const json = { 'content-type': 'application/json' };
  const login = await fetch(`${base}/api/login`, { method: 'POST', headers: json, body: '{"password":"secret"}' });
  const { token } = (await login.json()) as { token: string };
  const headers = { ...json, authorization: `Bearer ${token}` };
  const api = async (path: string, method = 'GET', body?: object): Promise<unknown> => {
    const answer = await fetch(`${base}/api${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    return answer.json();
  };
  const { items: providers } = (await api('/providers')) as { items: { id: string }[] };
  const provider = `/providers/${providers[0]!.id}`;
  await api(provider, 'PATCH', { backup_sources: [second.base] });
  const inUse = async (): Promise<string | undefined> => {
    const { places } = (await api(provider)) as { places: { source: string; is_in_use: boolean }[] };
    return places.find(({ is_in_use }) => is_in_use)?.source;
  };
  await expect.poll(inUse).toBeDefined();
  const isFirst = (await inUse())!.includes(`:${first.port}`);
  const [used, other] = isFirst ? [first, second] : [second, first];

  const { items: channels } = (await api('/channels')) as { items: { id: string }[] };
  const gone = new AbortController();
  const response = await fetch(`${base}/stream/${channels[0]!.id}.ts`, { signal: gone.signal });
  let bytes = 0;
  const watching = (async () => {
    for await (const chunk of response.body!) bytes += chunk.byteLength;
  })().catch(() => undefined);
  await expect.poll(() => bytes).toBeGreaterThan(20_000);
  expect([live(used).length > 0, live(other)]).toEqual([true, []]);
  await used.close();
  await expect.poll(() => live(other).length, { timeout: 60_000 }).toBeGreaterThan(0);
  const before = bytes;
  await expect.poll(() => bytes).toBeGreaterThan(before + 20_000);
  expect(await inUse()).toContain(`:${other.port}`);

  other.requests.length = 0;
  await api(`${provider}/sync`, 'POST');
  await expect.poll(() => other.requests.some((request) => request.includes('get_live_streams'))).toBe(true);
  const after = (await api('/channels')) as { items: { id: string }[] };
  expect(after.items.map(({ id }) => id)).toEqual(channels.map(({ id }) => id)); // who they are does not depend on the host
  gone.abort();
  await watching;
});
