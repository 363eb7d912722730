import { createServer, type Server } from 'node:net';
import { request, type IncomingMessage } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { Hono } from 'hono';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { LanEnv } from '../../src/http/lan-env.ts';
import { Listener } from '../../src/http/listener.ts';
import { systemClock } from '../../src/kernel/clock.ts';

function listenerOf(options: { host?: string; port?: number; app?: Hono<LanEnv> }): Listener {
  const app = options.app ?? new Hono<LanEnv>().get('/', (c) => c.text('here'));
  const { host = '', port = 0 } = options;
  const listener = new Listener({ host, port, fetch: app.fetch, clock: systemClock });
  onTestFinished(() => listener.stop());
  return listener;
}

async function occupy(host: string): Promise<number> {
  const server: Server = createServer();
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return (server.address() as { port: number }).port;
}

test('without a host it answers on IPv4 and IPv6', async () => {
  const listener = listenerOf({});
  await listener.start();
  const port = listener.address?.port;
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('here');
  expect(await (await fetch(`http://[::1]:${port}/`)).text()).toBe('here');
});

test('with a host it answers there and nowhere else', async () => {
  const listener = listenerOf({ host: '127.0.0.1' });
  await listener.start();
  const port = listener.address?.port;
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('here');
  await expect(fetch(`http://[::1]:${port}/`)).rejects.toThrow('fetch failed');
});

test.each(['', '127.0.0.1'])('a taken port is named (host %j)', async (host) => {
  const port = await occupy(host || '0.0.0.0');
  const listener = listenerOf({ host, port });
  await expect(listener.start()).rejects.toMatchObject({
    code: 'process.port-taken',
    message: expect.stringContaining(`Port ${port} `) as string,
  });
  await listener.stop();
});

test("a host that is not this machine's is told apart from a taken port", async () => {
  const listener = listenerOf({ host: '192.0.2.1', port: 5_999 });
  await expect(listener.start()).rejects.toMatchObject({ code: 'settings.invalid' });
});

test('a stop cuts off answers that have no end', async () => {
  const app = new Hono<LanEnv>().get('/', (c) => {
    c.env.outgoing.writeHead(200);
    c.env.outgoing.write('for ever');
    return RESPONSE_ALREADY_SENT;
  });
  const listener = listenerOf({ app, host: '127.0.0.1' });
  await listener.start();
  const { promise, resolve } = Promise.withResolvers<string>();
  const onAnswer = (answer: IncomingMessage): void => {
    answer.on('error', () => resolve('cut off')).resume();
    void listener.stop();
  };
  request({ host: '127.0.0.1', port: listener.address?.port, agent: false }, onAnswer).end();
  expect(await promise).toBe('cut off');
  expect(listener.address).toBeUndefined();
});

test('headers without end are refused', async () => {
  const listener = listenerOf({ host: '127.0.0.1' });
  await listener.start();
  const headers = { 'x-long': 'x'.repeat(20_000) };
  expect((await fetch(`http://127.0.0.1:${listener.address?.port}/`, { headers })).status).toBe(431);
});
