// The whole product and what it finds out of streams: clips in place of channels, in whatever packets, and what viewers see.

import { expect, onTestFinished, test } from 'vitest';
import { startMasthead } from '../fakes/masthead-process.ts';
import { startProviderServer, type Behaviour, type FakeProvider } from '../fakes/provider-server.ts';
import { TransportStream, type TransportStreamOptions } from '../fakes/transport-stream.ts';
import { startTsServer } from '../fakes/ts-server.ts';

interface StreamHealth {
  readonly stream_id: string;
  readonly channel_id: string;
  readonly name: string;
  readonly health: number;
  readonly code: string | null;
}

interface Checked {
  readonly is_alive: boolean;
  readonly stream: StreamHealth;
}

interface ChannelHealth {
  readonly health: number;
  readonly streams: readonly {
    readonly stream_id: string;
    readonly health: { readonly health: number };
    readonly terms: readonly { readonly name: string; readonly because: string }[];
  }[];
}

/** The product with a playlist of these names and addresses, and its API. */
async function start(entries: Readonly<Record<string, string>>, channels: number) {
  const list = await startProviderServer();
  onTestFinished(() => list.close());
  const lines = Object.entries(entries).map(([name, url]) => `#EXTINF:-1 group-title="All",${name}\n${url}\n`);
  list.on('/list.m3u', { body: `#EXTM3U\n${lines.join('')}` });
  const product = await startMasthead({ args: [`${list.url}/list.m3u`], channels });
  onTestFinished(async () => void (await product.stop()));
  let token = '';
  const ask = async <Answer>(path: string, method = 'GET', body?: object): Promise<Answer> => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const sent = { method, headers, ...(body && { body: JSON.stringify(body) }) };
    return (await (await fetch(`${product.base}/api${path}`, sent)).json()) as Answer;
  };
  ({ token } = await ask<{ token: string }>('/login', 'POST', { name: 'admin', password: 'secret' }));
  const streams = async (): Promise<StreamHealth[]> =>
    (await ask<{ items: StreamHealth[] }>('/health/streams?limit=100&sort=name')).items;
  await expect.poll(async () => (await streams()).length).toBe(lines.length);
  return { product, ask, streams };
}

const TOWNS = ['Athens', 'Bergen', 'Cairo', 'Dublin', 'Essen'] as const;
const PICTURES = 100;

/** The same pictures in other packets: counters, clock and PIDs are others. */
function packed(nth: number, more: TransportStreamOptions = {}): Buffer {
  const [firstContinuity, firstPts, videoPid] = [nth, 900_000 * (nth + 1), 0x100 + 0x10 * nth];
  const stream = new TransportStream({ firstContinuity, firstPts, videoPid, audioPid: videoPid + 1, ...more });
  return Buffer.concat(Array.from({ length: PICTURES }, () => stream.next()));
}

/** It goes on without an end, as a live stream does. */
const live =
  (bytes: () => Buffer): Behaviour =>
  (_request, response) => {
    response.writeHead(200, { 'content-type': 'video/mp2t' });
    const timer = setInterval(() => response.write(bytes()), 200);
    response.on('close', () => clearInterval(timer));
    response.write(bytes());
  };

/** A list that goes on for ever, each of its segments being the clip. */
function serveSegments(server: FakeProvider, town: string, bytes: () => Buffer): void {
  server.on(`/${town}.m3u8`, (_request, response) => {
    const sequence = Math.floor(Date.now() / 1_000);
    const segments = [0, 1, 2].map((nth) => `#EXTINF:1,\n/${town}.ts?${sequence + nth}\n`);
    response.writeHead(200, { 'content-type': 'application/vnd.apple.mpegurl' });
    response.end(`#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXT-X-MEDIA-SEQUENCE:${sequence}\n${segments.join('')}`);
  });
  server.on(`/${town}.ts`, (_request, response) => void response.writeHead(200).end(bytes()));
}

test.each(['MPEG-TS', 'HLS'])(
  '%s: a clip that five channels show, each in other packets, is not alive',
  async (kind) => {
    const server = await startProviderServer();
    onTestFinished(() => server.close());
    const isHls = kind === 'HLS';
    const serve = (town: string, bytes: () => Buffer): void =>
      isHls ? serveSegments(server, town, bytes) : server.on(`/${town}.ts`, live(bytes));
    for (const [nth, town] of TOWNS.entries()) serve(town, () => packed(nth));
    let shown = 0;
    serve('News', () => packed(9, { firstPicture: 1_000 * (shown += 1) }));
    const all = [...TOWNS, 'News'];
    const entries = Object.fromEntries(
      all.map((town) => [`${town} TV`, `${server.url}/${town}.${isHls ? 'm3u8' : 'ts'}`]),
    );
    const { ask, streams } = await start(entries, all.length);
    const checkAll = async (): Promise<Checked[]> => {
      const known = await streams();
      return Promise.all(known.map(({ stream_id: id }) => ask<Checked>(`/health/streams/${id}/check`, 'POST', {})));
    };
    await checkAll(); // four at the same moment tell
    const checked = await checkAll();
    const said = checked.map(({ is_alive: isAlive, stream: { name, code } }) => [name, isAlive, code]);
    expect(said).toEqual([...TOWNS.map((town) => [`${town} TV`, false, 'upstream.clip']), ['News TV', true, null]]);
  },
);

test('a stall that a viewer sees lowers the health of the stream, and the next viewers begin with another', async () => {
  const servers = [await startTsServer({ speed: 1 }), await startTsServer({ speed: 1 })] as const;
  for (const server of servers) onTestFinished(() => server.close());
  const { ask, product, streams } = await start(
    { 'News One': `${servers[0].url}/1`, 'News One HD': `${servers[1].url}/2` },
    1,
  );
  const known = await streams();
  const channelId = known[0]!.channel_id;
  for (const { stream_id: id } of known) await ask(`/health/streams/${id}/check`, 'POST', {});
  const channel = (): Promise<ChannelHealth> => ask<ChannelHealth>(`/health/channels/${channelId}`);
  const before = await channel();
  const first = before.streams[0]!;
  const watch = async (): Promise<() => Promise<void>> => {
    const reader = (await fetch(`${product.base}/stream/${channelId}.ts`)).body!.getReader();
    await reader.read();
    const reading = (async () => {
      while (!(await reader.read()).done);
    })().catch(() => undefined);
    return () => reader.cancel().then(() => reading);
  };
  const onAir = async (): Promise<string | undefined> =>
    (await ask<{ items: { stream_id: string }[] }>('/sessions')).items[0]?.stream_id;
  const leave = await watch();
  await expect.poll(onAir).toBe(first.stream_id);
  const shownBy = servers.find(({ connections }) => connections > 0)!;
  shownBy.stalled = true;
  const fallen = async (): Promise<ChannelHealth['streams'][number]> =>
    (await channel()).streams.find(({ stream_id: id }) => id === first.stream_id)!;
  const health = async (): Promise<number> => (await fallen()).health.health;
  await expect.poll(health).toBeLessThan(first.health.health / 2);
  const after = await channel();
  expect(after.streams[0]!.stream_id).not.toBe(first.stream_id);
  const { terms, health: held } = await fallen();
  expect(terms.find(({ name }) => name === 'health')!.because).toBe(`health ${held.health} of 100`);
  shownBy.stalled = false;
  await leave();
  await expect.poll(onAir).toBeUndefined();
  const leaveAgain = await watch();
  await expect.poll(onAir).toBe(after.streams[0]!.stream_id);
  await leaveAgain();
});

test('whoever waits for a check is told when Masthead stops, and streams that hardly come keep it from nothing', async () => {
  const server = await startTsServer({ speed: 0.2 });
  onTestFinished(() => server.close());
  const entries = Object.fromEntries(TOWNS.map((town, nth) => [`${town} TV`, `${server.url}/${nth}`]));
  const { ask, product, streams } = await start(entries, TOWNS.length);
  const { items } = await ask<{ items: { id: string }[] }>('/providers');
  await ask(`/providers/${items[0]!.id}`, 'PATCH', { max_connections: TOWNS.length + 1 });
  const asked = (await streams()).map(({ stream_id }) => ask(`/health/streams/${stream_id}/check`, 'POST', {}));
  await expect.poll(() => server.connections).toBe(TOWNS.length);
  const [told, ended] = await Promise.all([Promise.allSettled(asked), product.stop()]);
  const stopping = { status: 'fulfilled', value: { status: 503, code: 'process.stopping' } };
  expect(told).toMatchObject(TOWNS.map(() => stopping));
  expect(ended).toMatchObject({ code: 0, signal: null });
  expect(product.output()).toContain('Masthead has stopped');
  expect(product.output()).not.toContain('cut off');
});
