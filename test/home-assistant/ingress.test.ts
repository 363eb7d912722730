import { get } from 'node:http';
import { onTestFinished, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { Guests } from '../../src/accounts/guests.ts';
import { silentLog } from '../../src/kernel/log.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';
import { openLive } from '../fakes/live-client.ts';
import { createIngressDoor } from '../../src/home-assistant/ingress.ts';
import { startIngressProxy, SUPERVISOR, type IngressProxy } from '../fakes/ingress-proxy.ts';
import type { Face } from '../../src/http/lan-env.ts';
import { startLan, type RunningLan } from '../fakes/lan-server.ts';

const member = { id: 'b'.repeat(32), name: 'ben', displayName: 'Ben' };
/** The ingress passes none on. */
const NO_CODE = 1_005;
const LAN_URL = 'http://192.168.1.5:5004';

interface Entered extends RunningLan {
  readonly proxy: IngressProxy;
  /** Of the ingress listener itself. */
  readonly listenerUrl: string;
}

async function enter(
  options: {
    outputs?: readonly Face[];
    isAdmin?: (id: string) => Promise<boolean | undefined>;
    hasAccounts?: boolean;
    clock?: Clock;
  } = {},
): Promise<Entered> {
  const { outputs, clock } = options;
  const lan = await startLan({
    ...(outputs && { outputs }),
    ...(clock && { change: (rooms) => ({ ...rooms, clock }) }),
  });
  const isAdmin = options.isAdmin ?? ((id) => Promise.resolve(id !== member.id));
  const guests = new Guests(lan.rooms.accounts.people, silentLog);
  const admit = createIngressDoor({
    peer: SUPERVISOR,
    isAdmin,
    ...(options.hasAccounts === true && { accountOf: (id, visitor) => guests.enter(id, visitor) }),
    lanUrl: () => LAN_URL,
  });
  const listener = lan.server.entrance({ host: '127.0.0.1', port: 0, admit });
  await listener.start();
  onTestFinished(() => listener.stop());
  const listenerUrl = `http://127.0.0.1:${listener.address?.port}`;
  const proxy = await startIngressProxy({ target: () => listenerUrl, stream: true });
  onTestFinished(() => proxy.stop());
  return { ...lan, proxy, listenerUrl };
}

test('whoever is logged in to Home Assistant needs no other login', async () => {
  const { proxy } = await enter();
  const me = await fetch(`${proxy.url}api/me`);
  expect(await me.json()).toMatchObject({
    name: 'Anna Ådmin',
    role: 'admin',
    doubt: null,
    via: 'entrance',
    id: null,
    address: LAN_URL,
  });
  expect((await fetch(`${proxy.url}api/settings`)).status).toBe(200);
});

test('nobody but the Supervisor is let in, whatever headers it sends', async () => {
  const { listenerUrl } = await enter();
  const headers = { 'x-remote-user-id': 'a'.repeat(32), 'x-forwarded-for': SUPERVISOR };
  const response = await fetch(`${listenerUrl}/api/settings`, { headers });
  expect(response.status).toBe(403);
  expect(await response.text()).toContain('sidebar');
  expect((await fetch(`${listenerUrl}/health`, { headers })).status).toBe(403);
});

test("on the LAN the Supervisor's headers open nothing", async () => {
  const { url } = await enter();
  const headers = { 'x-remote-user-id': 'a'.repeat(32), 'x-ingress-path': '/api/hassio_ingress/x' };
  expect((await fetch(`${url}/api/settings`, { headers })).status).toBe(401);
});

test('a user who is no administrator looks and does not change', async () => {
  const { proxy, rooms } = await enter();
  proxy.logIn(member);
  expect(await (await fetch(`${proxy.url}api/me`)).json()).toMatchObject({ name: 'Ben', role: 'member' });
  expect((await fetch(`${proxy.url}api/channels`)).status).toBe(200);
  const change = await patch(proxy, 'settings', { access: 'everyone' });
  expect(change.status).toBe(403);
  expect(await change.json()).toMatchObject({
    code: 'request.forbidden',
    detail: 'Only an administrator may change things here.',
  });
  expect(rooms.settings.current.access).toBe('lan');
});

test('when Home Assistant cannot be asked, nobody changes anything and is told why', async () => {
  const { proxy } = await enter({ isAdmin: () => Promise.reject(new Error('502')) });
  const change = await patch(proxy, 'settings', { access: 'everyone' });
  expect(change.status).toBe(403);
  expect(await change.json()).toMatchObject({ detail: expect.stringContaining('Home Assistant does not say') });
  expect(await (await fetch(`${proxy.url}api/me`)).json()).toMatchObject({ role: 'member', doubt: expect.any(String) });
});

test('a user who says to be somebody else is not believed', async () => {
  const { proxy } = await enter();
  proxy.logIn(member);
  const headers = { 'x-remote-user-id': 'a'.repeat(32), 'x-remote-user-name': 'anna' };
  expect(await (await fetch(`${proxy.url}api/me`, { headers })).json()).toMatchObject({ name: 'Ben' });
});

test('clients are told the address on the LAN, not the one of Home Assistant', async () => {
  const { proxy } = await enter();
  const status = (await (await fetch(`${proxy.url}api/status`)).json()) as { addresses: string[]; clients: object };
  expect(status.addresses).toEqual([LAN_URL]);
  expect(status.clients).toEqual({
    tuner: LAN_URL,
    playlist: `${LAN_URL}/playlist.m3u`,
    guide: `${LAN_URL}/guide.xml`,
  });
});

test.each(['', 'setup', 'api/docs'])(
  'the page /%s and everything that it names is found through the proxies',
  async (page) => {
    const { proxy } = await enter();
    const url = new URL(page, proxy.url);
    const response = await fetch(url);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html');
    const text = await response.text();
    expect(text).toMatch(/<meta charset="utf-8"/);
    const links = Array.from(text.matchAll(/(?:href|src)="([^"#]+)"/g), ([, link = '']) => link);
    expect(links.filter((link) => /^(?:\/|[a-z]+:)/.test(link))).toEqual([]); // it would leave the ingress
    const served = links.filter((link) => !/\.(?:m3u|xml)$/.test(link)); // outputs are not part of this fake
    const statuses = await Promise.all(served.map(async (link) => [link, (await fetch(new URL(link, url))).status]));
    expect(statuses.filter(([, status]) => status !== 200)).toEqual([]);
  },
);

test('a body of 17 MiB arrives by POST, and by no other method', async () => {
  const received: number[] = [];
  const taking: Face = {
    name: 'taking',
    routes: (lan) =>
      void lan.post('/take', async (c) => {
        received.push((await c.req.arrayBuffer()).byteLength);
        return c.text('taken');
      }),
  };
  const { proxy } = await enter({ outputs: [taking] });
  const body = Buffer.alloc(17 * 1024 ** 2);
  expect((await fetch(`${proxy.url}take`, { method: 'POST', body })).status).toBe(200);
  expect(received).toEqual([body.length]);
  expect((await fetch(`${proxy.url}take`, { method: 'PUT', body })).status).toBe(413);
});

test('a long answer without a length is passed on while it comes', async () => {
  const pieces = Promise.withResolvers<void>();
  const slow: Face = {
    name: 'slow',
    routes: (lan) =>
      void lan.get('/slow', () => {
        const stream = new ReadableStream({
          async start(controller) {
            controller.enqueue(Buffer.from('first'));
            await pieces.promise;
            controller.close();
          },
        });
        return new Response(stream, { headers: { 'content-type': 'video/mp2t' } });
      }),
  };
  const { proxy } = await enter({ outputs: [slow] });
  const first = await new Promise<string>(
    (resolve) =>
      void get(`${proxy.url}slow`, (response) => response.once('data', (data: Buffer) => resolve(data.toString()))),
  );
  expect(first).toBe('first');
  pieces.resolve();
});

test('the WebSocket opens without a login, also for a page of Home Assistant', async () => {
  const { proxy } = await enter();
  const messages = await firstMessages(`${proxy.url}api/live`, { origin: new URL(proxy.url).origin }, 2);
  expect(messages).toMatchObject([{ type: 'hello' }, { type: 'snapshot', topic: 'sessions' }]);
});

test('the WebSocket ends for whom Home Assistant or Masthead lets in no more, and what it tells follows the role', async () => {
  const answer = { isAdmin: true };
  const clock = createTurnedClock(Date.now());
  const { proxy, rooms } = await enter({ clock, isAdmin: () => Promise.resolve(answer.isAdmin), hasAccounts: true });
  const client = await openLive(proxy.url.replace(/\/$/, ''), { origin: new URL(proxy.url).origin });
  client.say({ type: 'subscribe', topics: ['log'] });
  await client.until((m) => m.type === 'snapshot');
  answer.isAdmin = false;
  clock.advance(6_000);
  await expect
    .poll(() => {
      client.say({ type: 'subscribe', topics: ['log'] });
      return client.messages.some(({ type }) => type === 'problem');
    })
    .toBe(true);
  const anna = rooms.accounts.people.list().find((one) => one.home_assistant_user_id !== null)!;
  await rooms.accounts.people.patch(anna.id, { status: 'banned' });
  clock.advance(6_000);
  expect(await client.closed).toBe(NO_CODE);
});

test('the WebSocket of the ingress is closed to anybody but the Supervisor', async () => {
  const { listenerUrl } = await enter();
  await expect(firstMessages(`${listenerUrl}/api/live`, {}, 1)).rejects.toThrow('403');
});

test('what the proxies refuse in an address is sent in bodies', async () => {
  const { proxy } = await enter();
  expect((await fetch(`${proxy.url}api/channels?search=${encodeURIComponent('<script>')}`)).status).toBe(400);
  const source = 'http://x.example/get.php?a=/etc/passwd&b=<script>&c=../';
  expect((await post(proxy, 'providers', { source })).status).toBe(201);
});

test('without Masthead the proxies say exactly what the frontend waits for', async () => {
  const proxy = await startIngressProxy({ target: () => 'http://127.0.0.1:9' });
  onTestFinished(() => proxy.stop());
  const response = await fetch(proxy.url);
  expect([response.status, await response.text()]).toEqual([502, '502: Bad Gateway']);
});

const send =
  (method: string) =>
  (proxy: IngressProxy, path: string, body: unknown): Promise<Response> =>
    fetch(`${proxy.url}api/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
const patch = send('PATCH');
const post = send('POST');

function firstMessages(url: string, headers: Record<string, string>, count: number): Promise<unknown[]> {
  const socket = new WebSocket(url.replace(/^http/, 'ws'), { headers });
  onTestFinished(() => socket.terminate());
  const messages: unknown[] = [];
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('open', () => socket.send(JSON.stringify({ type: 'subscribe', topics: ['sessions'] })));
    socket.on('message', (data: Buffer) => {
      messages.push(JSON.parse(data.toString()));
      if (messages.length === count) resolve(messages);
    });
  });
}
