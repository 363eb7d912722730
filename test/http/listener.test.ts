import { connect, createServer, type Server } from 'node:net';
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

test.each([
  ['headers', (long: string) => ['/', { 'x-long': long }] as const],
  ['an address', (long: string) => [`/?x=${long}`, {}] as const],
])('%s without end are refused with a problem', async (_, asking) => {
  const listener = listenerOf({ host: '127.0.0.1' });
  await listener.start();
  const [path, headers] = asking('x'.repeat(20_000));
  const response = await fetch(`http://127.0.0.1:${listener.address?.port}${path}`, { headers });
  expect([response.status, response.headers.get('content-type')]).toEqual([431, 'application/problem+json']);
  expect(await response.json()).toMatchObject({ status: 431, code: 'request.headers-too-large' });
});

test('what is no request is told so', async () => {
  const listener = listenerOf({ host: '127.0.0.1' });
  await listener.start();
  const socket = connect(listener.address!.port, '127.0.0.1', () => socket.write('good evening\r\n\r\n'));
  let said = '';
  for await (const chunk of socket) said += String(chunk);
  expect(said).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n[^]*"code":"request\.invalid"/);
});

/** What comes back to these bytes, until it hangs up. */
async function answersTo(port: number, bytes: string): Promise<string> {
  const socket = connect({ host: '127.0.0.1', port });
  socket.write(bytes);
  let said = '';
  try {
    for await (const chunk of socket) said += (chunk as Buffer).toString('latin1');
  } catch {
    // it was cut off: what it said before counts
  }
  return said;
}

const BEHIND = 'GET /behind HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n';

test.each([
  [
    'a length and chunks',
    'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  ],
  ['two lengths', 'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\nContent-Length: 60\r\n\r\n'],
  ['a length before a blank', 'POST / HTTP/1.1\r\nHost: h\r\nContent-Length : 0\r\n\r\n'],
  [
    'chunks that are not the last coding',
    'POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked, x\r\n\r\n0\r\n\r\n',
  ],
  ['a header over two lines', 'GET / HTTP/1.1\r\nHost: h\r\nX: a\r\n b\r\n\r\n'],
  ['lines without a carriage return', 'GET / HTTP/1.1\nHost: h\n\n'],
])(
  'a request that a proxy may end elsewhere than we do is refused, and nothing behind it is heard: %s',
  async (_, bytes) => {
    const heard: string[] = [];
    const app = new Hono<LanEnv>().all('*', (c) => {
      heard.push(c.req.path);
      return c.text('here');
    });
    const listener = listenerOf({ app, host: '127.0.0.1' });
    await listener.start();
    const said = await answersTo(listener.address!.port, bytes + BEHIND);
    expect(said).toMatch(/^HTTP\/1\.1 400 /);
    expect(said.match(/HTTP\/1\.1/g)).toHaveLength(1);
    expect(heard).not.toContain('/behind');
  },
);
