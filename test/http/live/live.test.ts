// `/api/live` over real sockets: who is let in, what is told, and what a bad client can do (nothing).

import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { systemClock } from '../../../src/kernel/clock.ts';
import { LogBook } from '../../../src/kernel/log-book.ts';
import { createLog } from '../../../src/kernel/log.ts';
import { CLOSE } from '../../../src/http/live/messages.ts';
import { printChannelId } from '../../../src/model/ids.ts';
import type { SessionView } from '../../../src/streaming/session-view.ts';
import { news, type ApiRooms } from '../../fakes/api-rooms.ts';
import { tokenAs } from '../../fakes/api-people.ts';
import { startLan, type RunningLan } from '../../fakes/lan-server.ts';
import { openLive, type LiveClient } from '../../fakes/live-client.ts';
import { createTurnedClock, type TurnedClock } from '../../fakes/turned-clock.ts';

interface Home extends RunningLan {
  readonly clock: TurnedClock;
  /** What is on air; a test changes it. */
  readonly onAir: { sessions: SessionView[] };
}

async function startHome(): Promise<Home> {
  const clock = createTurnedClock(Date.now());
  const onAir = { sessions: [] as SessionView[] };
  const change = (rooms: ApiRooms): ApiRooms => {
    onAir.sessions = rooms.hub.sessions();
    return { ...rooms, clock, hub: { ...rooms.hub, sessions: () => onAir.sessions } };
  };
  return { ...(await startLan({ change })), clock, onAir };
}

async function listen(home: Home, ...topics: string[]): Promise<LiveClient> {
  const client = await openLive(home.url, { authorization: `Bearer ${home.token}` });
  client.say({ type: 'subscribe', topics });
  for (const topic of topics) await client.until((m) => m.type === 'snapshot' && m.topic === topic);
  return client;
}

const channel = printChannelId(news.id);

test('a snapshot comes first, then what has changed, with revisions without a gap', async () => {
  const home = await startHome();
  const client = await listen(home, 'sessions', 'viewers');
  expect(client.messages[0]).toMatchObject({ type: 'hello', version: '0.1.0' });
  expect(client.held('sessions')[channel]).toMatchObject({ state: 'on-air', channel_name: 'News', viewer_count: 1 });
  expect(client.held('viewers')['v1']).toMatchObject({ channel_id: channel, address: '192.168.1.20' });
  const [view] = home.onAir.sessions;
  home.onAir.sessions = [{ ...view!, bits_per_second: 5 }];
  home.clock.advance(1_000);
  expect(await client.until((m) => m.type === 'change')).toEqual({
    type: 'change',
    topic: 'sessions',
    revision: 2,
    set: { [channel]: { bits_per_second: 5 } },
    removed: [],
  });
  home.onAir.sessions = [];
  home.clock.advance(1_000);
  const last = await client.until((m) => m.type === 'change' && m.topic === 'viewers');
  expect(last).toMatchObject({ revision: 2, removed: ['v1'] });
  expect(client.held('sessions')).toEqual({});
});

test('each topic tells of its room', async () => {
  const home = await startHome();
  await home.rooms.providers.add({ name: 'mine', source: 'http://iptv.example/a.m3u', max_connections: 2 });
  const client = await listen(home, 'providers', 'sync', 'status');
  expect(client.held('providers')).toEqual({
    mine: {
      name: 'mine',
      kind: 'm3u',
      enabled: true,
      state: 'stale',
      down_since: 5,
      down_code: 'net.timeout',
      connections_used: 0,
      connections_limit: 2,
    },
  });
  expect(client.held('sync')['mine']).toMatchObject({ phase: 'idle', error: { code: 'provider.unavailable' } });
  expect(client.held('status')).toMatchObject({ lineup: { channel_count: 2 }, tuners: { count: 4, in_use: 1 } });
});

test('who has missed a revision asks for a snapshot, and gets it at the next beat', async () => {
  const home = await startHome();
  const client = await listen(home, 'sessions');
  client.say({ type: 'resync', topic: 'sessions' });
  client.say({ type: 'subscribe', topics: ['status'] }); // its snapshot tells that the message before has arrived
  await client.until((m) => m.type === 'snapshot' && m.topic === 'status');
  home.clock.advance(1_000);
  await expect
    .poll(() => client.messages.filter((m) => m.type === 'snapshot' && m.topic === 'sessions').length)
    .toBe(2);
});

test('a browser logs in with its first message', async () => {
  const home = await startHome();
  const client = await openLive(home.url);
  client.say({ type: 'login', token: home.token });
  expect(await client.until(() => true)).toMatchObject({ type: 'hello' });
});

test('what a browser says right behind its login is heard', async () => {
  const home = await startHome();
  const client = await openLive(home.url);
  client.say({ type: 'login', token: home.token });
  client.say({ type: 'subscribe', topics: ['sessions'] });
  expect(await client.until((m) => m.type === 'snapshot')).toMatchObject({ topic: 'sessions' });
});

test.each([
  { name: 'a wrong token', say: { type: 'login', token: 'wrong' } },
  { name: 'another message before the login', say: { type: 'subscribe', topics: ['sessions'] } },
  { name: 'no JSON before the login', say: 'hello?' },
])('$name ends the connection, and nothing is told', async ({ say }) => {
  const home = await startHome();
  const client = await openLive(home.url);
  client.say(say);
  expect(await client.closed).toBe(CLOSE.unauthorised);
  expect(client.messages).toEqual([]);
});

test('who does not log in within 5 s is let go', async () => {
  const home = await startHome();
  const client = await openLive(home.url);
  home.clock.advance(6_000);
  expect(await client.closed).toBe(CLOSE.unauthorised);
});

test('a wrong token in the request is refused before the socket opens', async () => {
  const home = await startHome();
  await expect(openLive(home.url, { authorization: 'Bearer wrong' })).rejects.toThrow('401');
});

test.each(['http://evil.example', 'null', 'http://127.0.0.1:1'])('a page of %s is refused', async (origin) => {
  const home = await startHome();
  await expect(openLive(home.url, { origin, authorization: `Bearer ${home.token}` })).rejects.toThrow('403');
});

test('a page of Masthead itself is let in', async () => {
  const home = await startHome();
  const client = await openLive(home.url, { origin: home.url, authorization: `Bearer ${home.token}` });
  expect(await client.until(() => true)).toMatchObject({ type: 'hello' });
});

test('a request that is no WebSocket gets a problem, and says what is missing', async () => {
  const home = await startHome();
  const response = await home.api('GET', '/live');
  expect(response.status).toBe(426);
  expect(response.headers.get('upgrade')).toBe('websocket');
  expect(await response.json()).toMatchObject({ code: 'request.no-upgrade' });
});

test('messages that are not understood are answered, and change nothing', async () => {
  const home = await startHome();
  const client = await listen(home, 'sessions');
  for (const bad of ['{', '[]', { type: 'subscribe', topics: ['secrets'] }, { type: 'fly' }]) client.say(bad);
  await expect.poll(() => client.messages.filter((m) => m.type === 'problem').length).toBe(4);
});

test('a flood of messages ends the connection', async () => {
  const home = await startHome();
  const client = await listen(home, 'sessions');
  for (let count = 0; count < 100; count += 1) client.say({ type: 'pong' });
  expect(await client.closed).toBe(CLOSE.policy);
});

test.each([
  { name: 'a binary frame', send: Buffer.from([1, 2, 3]), code: CLOSE.policy },
  { name: 'a message of 20 kB', send: JSON.stringify({ type: 'login', token: 'x'.repeat(20_000) }), code: 1_009 },
])('$name ends the connection', async ({ send, code }) => {
  const home = await startHome();
  const client = await listen(home, 'sessions');
  client.socket.send(send);
  expect(await client.closed).toBe(code);
});

test('who answers no ping for a minute is let go; who answers stays', async () => {
  const home = await startHome();
  const silent = await listen(home, 'sessions');
  const lively = await listen(home, 'sessions');
  for (let ping = 1; ping <= 4; ping += 1) {
    home.clock.advance(20_000);
    await expect.poll(() => lively.messages.filter(({ type }) => type === 'ping').length).toBe(ping);
    lively.say({ type: 'pong' });
    lively.say({ type: 'unsubscribe', topics: ['status'] });
    lively.say({ type: 'subscribe', topics: ['status'] }); // answered: what was said before it has been heard
    await expect
      .poll(() => lively.messages.filter((m) => m.type === 'snapshot' && m.topic === 'status').length)
      .toBe(ping);
  }
  expect(await silent.closed).toBe(1_006);
  expect(lively.socket.readyState).toBe(lively.socket.OPEN);
});

test('a login that ends takes its sockets along', async () => {
  const clock = createTurnedClock(Date.now());
  const valid = { is: true };
  const lan = await startLan({
    change: (rooms) => ({
      ...rooms,
      clock,
      accounts: Object.assign(Object.create(rooms.accounts) as ApiRooms['accounts'], {
        personOf: () => Promise.resolve(valid.is ? { name: 'admin', role: 'admin' } : undefined),
      }),
    }),
  });
  const client = await openLive(lan.url, { authorization: `Bearer ${lan.token}` });
  valid.is = false;
  for (let half = 0; half < 4; half += 1) {
    clock.advance(15_000);
    client.say({ type: 'pong' });
    await new Promise(setImmediate);
  }
  clock.advance(1_000);
  expect(await client.closed).toBe(CLOSE.unauthorised);
});

test('a member hears everything but the log, a viewer is not let in', async () => {
  const home = await startHome();
  const member = await openLive(home.url, { authorization: `Bearer ${await tokenAs(home, 'member')}` });
  const hello = await member.until((m) => m.type === 'hello');
  expect(hello).toMatchObject({ topics: expect.not.arrayContaining(['log']) });
  member.say({ type: 'subscribe', topics: ['log', 'status'] });
  expect(await member.until((m) => m.type === 'problem')).toMatchObject({ code: 'request.forbidden' });
  await member.until((m) => m.type === 'snapshot' && m.topic === 'status');
  expect(member.messages.filter((m) => m.type === 'snapshot' && m.topic === 'log')).toEqual([]);
  const viewer = await openLive(home.url);
  viewer.say({ type: 'login', token: await tokenAs(home, 'viewer') });
  expect(await viewer.closed).toBe(CLOSE.unauthorised);
});

test('when the last listener has gone no timer is left', async () => {
  const home = await startHome();
  const before = home.clock.pending;
  const client = await listen(home, 'sessions');
  expect(home.clock.pending).toBe(before + 1);
  client.socket.close();
  await expect.poll(() => home.clock.pending).toBe(before);
});

test('an offer of HTTP/2 is answered as an ordinary request', async () => {
  const home = await startHome();
  const { port } = new URL(home.url);
  const socket = connect(Number(port), '127.0.0.1');
  socket.write(
    'GET /api/setup HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\n\r\n',
  );
  const answer = Buffer.concat((await socket.toArray()) as Buffer[]).toString();
  expect(answer).toMatch(/^HTTP\/1.1 200/);
});

test('the log can be followed, without passwords', async () => {
  const book = new LogBook('info');
  const log = createLog({ clock: systemClock, level: 'info', write: (record) => book.add(record) });
  const clock = createTurnedClock(Date.now());
  const lan = await startLan({ change: (rooms) => ({ ...rooms, clock, logBook: book }) });
  const client = await openLive(lan.url, { authorization: `Bearer ${lan.token}` });
  client.say({ type: 'subscribe', topics: ['log'] });
  await client.until((m) => m.type === 'snapshot');
  log.for('streaming').warning('lost http://tv/live/anna/hunter2/1.ts');
  clock.advance(1_000);
  await client.until((m) => m.type === 'change');
  expect(client.held('log')['1']).toMatchObject({ level: 'warning', room: 'streaming' });
  expect(JSON.stringify(client.messages)).not.toContain('hunter2');
});

test('when Masthead stops, listeners are told so, and nothing waits for them', async () => {
  const home = await startHome();
  const polite = await listen(home, 'sessions');
  const deaf = await listen(home, 'sessions');
  deaf.socket.pause(); // it will not answer that it has heard
  const stopped = home.stop();
  expect(await polite.closed).toBe(1_001);
  home.clock.advance(1_000);
  await stopped;
});
