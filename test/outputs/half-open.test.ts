// Clients that begin and do not go on: hundreds of them do no harm to the others, and are closed after a while.

import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { Hono } from 'hono';
import { expect, onTestFinished, test } from 'vitest';
import { answerError } from '../../src/http/errors.ts';
import { Listener } from '../../src/http/listener.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { silentLog } from '../../src/kernel/log.ts';
import { respondLive, viewerOf } from '../../src/outputs/live-response.ts';
import type { LanEnv } from '../../src/outputs/output.ts';
import { startTsServer } from '../fakes/ts-server.ts';
import { channel, onAir } from '../streaming/on-air.ts';

const CLIENTS = 300;
const PATIENCE = { headersMs: 400, requestMs: 600, unreadMs: 400, everyMs: 50 };
/** More than the sockets of both sides hold. */
const LONG_LIST = 'x'.repeat(16 * 1024 * 1024);

async function setUp(patience = PATIENCE) {
  const server = await startTsServer({ speed: 20 });
  const air = onAir(server, { stall_seconds: 5 });
  const accepted = new Set<Socket>();
  const failures: string[] = [];
  const app = new Hono<LanEnv>()
    .onError((error, c) => answerError(c, error, { ...silentLog, error: (message) => void failures.push(message) }))
    .get('/list', (c) => c.text(LONG_LIST))
    .get('/small', (c) => c.text('here'))
    .post('/login', async (c) => c.text(String((await c.req.text()).length)))
    .get('/live', (c) => {
      accepted.add(c.env.incoming.socket);
      return respondLive(c, { hub: air.hub, channelId: channel(1), viewer: viewerOf(c, 'm3u'), dialect: 'player' });
    });
  const listener = new Listener({
    host: '127.0.0.1',
    port: 0,
    fetch: app.fetch,
    clock: systemClock,
    patience,
  });
  await listener.start();
  const port = listener.address!.port;
  onTestFinished(async () => {
    await listener.stop();
    await air.hub.stop();
    await server.close();
  });
  return { air, accepted, failures, port, url: `http://127.0.0.1:${port}` };
}

/** Says this and nothing more; resolves when it is connected. */
async function begin(port: number, words: string): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1' }).on('error', () => undefined);
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  socket.write(words);
  return socket;
}

const many = <Made>(make: () => Promise<Made>): Promise<Made[]> => Promise.all(Array.from({ length: CLIENTS }, make));
/** However it is closed: a reset is an end too. */
const closed = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    if (socket.closed) resolve();
    else socket.resume().once('close', () => resolve());
  });
const request = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`;

test.each<[string, string]>([
  ['that say nothing', ''],
  ['whose headers have no end', 'GET /small HTTP/1.1\r\nHost: x\r\nX-Slow: '],
  ['whose body does not come', 'POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc'],
])('%s', async (_, words) => {
  const { port, url, failures } = await setUp();
  const sockets = await many(() => begin(port, words));
  expect(await (await fetch(`${url}/small`)).text()).toBe('here');
  await Promise.all(sockets.map(closed));
  expect(failures, 'lines in the log').toEqual([]);
});

test('that trickle their headers do not get more time for it', async () => {
  const { port } = await setUp();
  const socket = await begin(port, 'GET /small HTTP/1.1\r\n');
  const drip = setInterval(() => socket.write('X-A: 1\r\n'), 20);
  await closed(socket);
  clearInterval(drip);
  expect(socket.closed).toBe(true);
});

test('that ask for a long list and do not read it', async () => {
  const { port, url } = await setUp();
  const sockets = await Promise.all(
    Array.from({ length: 20 }, async () => (await begin(port, request('/list'))).pause()),
  );
  expect(await (await fetch(`${url}/small`)).text()).toBe('here');
  const received = await Promise.all(
    sockets.map(async (socket) => {
      await new Promise((resolve) => setTimeout(resolve, PATIENCE.unreadMs * 3));
      await closed(socket);
      return socket.bytesRead;
    }),
  );
  for (const bytes of received) expect(bytes).toBeLessThan(LONG_LIST.length);
});

test('that watch and do not read, or hang up half-way: no viewer is left of them, and the others see the picture', async () => {
  // Whoever asks has asked before time is up, and the good one is seen to read, on a loaded machine too.
  const patience = { ...PATIENCE, headersMs: 20_000, requestMs: 20_000, unreadMs: 1_500 };
  const { port, url, air, accepted } = await setUp(patience);
  const stop = new AbortController();
  const good = await fetch(`${url}/live`, { signal: stop.signal });
  const reader = good.body!.getReader();
  let received = 0;
  const reading = (async () => {
    for (let part = await reader.read(); !part.done; part = await reader.read()) received += part.value.length;
  })().catch(() => undefined);
  await Promise.all(Array.from({ length: 60 }, async () => (await begin(port, request('/live'))).pause()));
  await Promise.all(Array.from({ length: 60 }, async () => (await begin(port, request('/live'))).pause().end()));
  await expect.poll(() => accepted.size).toBe(121);
  await expect.poll(() => air.hub.figures().viewers, { timeout: 20_000 }).toBe(1);
  const before = received;
  await expect.poll(() => received).toBeGreaterThan(before);
  expect([...accepted].filter((socket) => !socket.destroyed).length).toBe(1);
  stop.abort();
  await reading;
});
