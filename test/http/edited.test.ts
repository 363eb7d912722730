// `If-Match` is about what a person decides: what is measured beside it becomes another by itself, and is in nobody's way.

import { expect, test } from 'vitest';
import { isSameEdition } from '../../src/http/api/edited.ts';
import { printChannelId, printStreamId, type ProviderId } from '../../src/model/ids.ts';
import { ADA } from '../fakes/api-people.ts';
import { news, type ApiRooms } from '../fakes/api-rooms.ts';
import { startLan, type RunningLan } from '../fakes/lan-server.ts';

interface Case {
  readonly name: string;
  readonly path: string;
  readonly change: readonly [method: string, body?: unknown];
  /** Has what is measured, or fetched, become another. */
  readonly measure: (lan: RunningLan) => unknown;
  /** What somebody else decides meanwhile. */
  readonly decide: (lan: RunningLan) => Promise<unknown>;
}

const CHANNEL = `/channels/${printChannelId(news.id)}`;
const STREAM = printStreamId(news.streamIds[0]!);
const TARGET = { name: 'Phone', options: { kind: 'webhook', url: 'https://hooks.example/x' } };
const token = (name: string) => ({ name, scopes: ['read'] });
/** Takes the place of `thing[name]`. */
const replace = <Thing extends object, Name extends keyof Thing>(thing: Thing, name: Name, value: Thing[Name]): void =>
  void Object.defineProperty(thing, name, { value });
const device = { address: '192.168.1.9', userAgent: 'a phone' };

const CASES: readonly Case[] = [
  {
    name: 'the streams of a channel, which are checked',
    path: `${CHANNEL}/streams`,
    change: ['PATCH', { pin: STREAM }],
    measure: ({ rooms: { health } }) => replace(health, 'briefs', briefs),
    decide: ({ rooms }) => decideOrder(rooms),
  },
  {
    name: 'channels, which are checked',
    path: '/channels',
    change: ['PATCH', { patches: [{ where: { group: 'News' }, set: { name: 'Ours' } }] }],
    measure: ({ rooms: { health } }) => replace(health, 'briefs', briefs),
    decide: ({ rooms: { lineup } }) => {
      const list = lineup.lists.list.bind(lineup.lists);
      const renamed = async (query: Parameters<typeof list>[0]) => {
        const page = await list(query);
        return { ...page, items: page.items.map((row) => ({ ...row, name: 'Theirs' })) };
      };
      replace(lineup.lists, 'list', renamed);
      return Promise.resolve();
    },
  },
  {
    name: 'a stream, which is checked',
    path: `/health/streams/${STREAM}`,
    change: ['PATCH', { decision: 'never' }],
    measure: ({ rooms: { health } }) => {
      const record = health.stream(news.streamIds[0]!)!;
      replace(health, 'stream', () => ({ ...record, standing: { ...record.standing, nextAt: 99 } }));
    },
    decide: (lan) => lan.api('PATCH', `/health/streams/${STREAM}`, { decision: 'keep' }),
  },
  {
    name: 'a provider, which is read and whose account is asked for',
    path: '/providers/mine',
    change: ['PATCH', { cost: 4 }],
    measure: ({ rooms: { watch } }) => replace(watch, 'standing', () => ({ ...nothingKnown, checkedAt: 9 })),
    decide: ({ rooms }) => rooms.providers.patch('mine' as ProviderId, { name: 'Ours' }),
  },
  {
    name: 'providers',
    path: '/providers',
    change: ['POST', { source: 'http://tv.example/other.m3u' }],
    measure: ({ rooms: { watch } }) => replace(watch, 'standing', () => ({ ...nothingKnown, checkedAt: 9 })),
    decide: ({ rooms }) => rooms.providers.patch('mine' as ProviderId, { name: 'Ours' }),
  },
  {
    name: 'API tokens, which are used',
    path: '/tokens',
    change: ['POST', { person_id: ADA, ...token('Another') }],
    measure: (lan) => useToken(lan),
    decide: (lan) => lan.api('POST', '/tokens', { person_id: ADA, ...token('Theirs') }),
  },
  {
    name: 'API tokens of one’s own, which are used',
    path: '/me/tokens',
    change: ['POST', token('Another')],
    measure: (lan) => useToken(lan),
    decide: (lan) => lan.api('POST', '/me/tokens', token('Theirs')),
  },
  {
    name: 'logins of a person, which are in use',
    path: `/people/${ADA}/sessions`,
    change: ['DELETE'],
    measure: ({ rooms: { accounts, clock } }) => {
      const [login] = accounts.sessions.of(ADA);
      replace(clock, 'now', () => login!.seen_at + 60_000);
      accounts.sessions.use(login!.id);
    },
    decide: ({ rooms: { accounts } }) => accounts.sessions.open({ id: ADA, generation: 1 }, device),
  },
  {
    name: 'who is told of alerts, and whether it was',
    path: '/alert-targets',
    change: ['POST', TARGET],
    measure: ({ rooms: { alerts } }) =>
      replace(alerts, 'deliveryOf', () => ({ waiting: 3, deliveredAt: 9, error: null })),
    decide: (lan) => lan.api('POST', '/alert-targets', { ...TARGET, name: 'Tablet' }),
  },
  {
    name: 'favourites, whose channels are renamed',
    path: '/favourites',
    change: ['PUT', { ids: [] }],
    measure: ({ rooms: { lineup } }) => {
      const { snapshot } = lineup;
      const byId = new Map([[news.id, { ...news, name: 'New name' }]]);
      replace(lineup, 'snapshot', { ...snapshot, byId });
    },
    decide: (lan) => lan.api('DELETE', `/favourites/${printChannelId(news.id)}`),
  },
];

const BRIEF = { health: 12, quality: 34, state: 'failing' } as never;
const briefs = { streams: () => () => BRIEF, channels: () => () => BRIEF };
const nothingKnown = { account: null, connections: null, places: [], logins: [] };

function decideOrder({ lineup }: ApiRooms): Promise<unknown> {
  replace(lineup, 'streamOrderOf', () => ({ pin: null, order: [], excluded: [STREAM] }));
  return Promise.resolve();
}

/** It is told of as used just now. */
function useToken({ rooms: { accounts, clock } }: RunningLan): void {
  replace(accounts.apiTokens, 'lastUsedAt', () => clock.now());
}

async function started() {
  const lan = await startLan();
  await lan.rooms.providers.add({ name: 'mine', source: 'http://tv.example/list.m3u' });
  await lan.rooms.accounts.sessions.open({ id: ADA, generation: 1 }, device);
  await lan.api('POST', '/me/tokens', token('Script'));
  await lan.api('POST', '/alert-targets', TARGET);
  await lan.api('PUT', `/favourites/${printChannelId(news.id)}`);
  const read = async (path: string) => (await lan.api('GET', path)).headers.get('etag')!;
  const change = async (path: string, [method, body]: Case['change'], etag: string): Promise<number> => {
    const headers = {
      authorization: `Bearer ${lan.token}`,
      'if-match': etag,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    return (await fetch(`${lan.url}/api${path}`, { method, headers, ...sent })).status;
  };
  return { lan, read, change };
}

test.each(CASES)('$name: what is measured is in nobody’s way, what another decides is', async (one) => {
  const { lan, read, change } = await started();
  const etag = await read(one.path);
  await one.measure(lan);
  const later = await read(one.path);
  expect(later).not.toBe(etag); // else who asks with `If-None-Match` would not be told
  await one.decide(lan);
  expect([await change(one.path, one.change, etag), await change(one.path, one.change, later)]).toEqual([412, 412]);
  const { lan: other, read: readAgain, change: changeIt } = await started();
  const before = await readAgain(one.path);
  await one.measure(other);
  expect(await changeIt(one.path, one.change, before)).toBeLessThan(300);
});

test('a job that has got on is broken off all the same, one that has ended is not', async () => {
  const { lan, read, change } = await started();
  const ended = Promise.withResolvers<void>();
  let done = 0;
  const progress = () => ({ phase: 'reading', done, total: null });
  const { id } = lan.rooms.jobs.start({ kind: 'sync', subject: 'x', run: () => ended.promise, progress, cancel() {} });
  const etag = await read(`/jobs/${id}`);
  done = 7;
  expect(await read(`/jobs/${id}`)).not.toBe(etag);
  expect(await change(`/jobs/${id}`, ['DELETE'], etag)).toBe(202);
  ended.resolve();
  await expect.poll(() => lan.rooms.jobs.get(id)?.state).not.toBe('running');
  expect(await change(`/jobs/${id}`, ['DELETE'], etag)).toBe(412);
});

test('parts of an answer are of the same edition as the whole', async () => {
  const { read, change } = await started();
  const etag = await read(`${CHANNEL}/streams?fields=stream.id,is_pinned`);
  expect(await change(`${CHANNEL}/streams`, ['PATCH', { pin: STREAM }], etag)).toBe(200);
});

test.each([
  ['"a.b"', '"a.b"', true],
  ['"a.c"', '"a.b"', true],
  ['"c.b"', '"a.b"', false],
  ['W/"a.b"', '"a.b"', false],
  ['W/"a"', 'W/"a"', false],
  ['"a"', '"a.b"', false],
  ['"a"', '"a"', true],
  ['"b"', '"a"', false],
])('%s against %s: %s', (said, etag, isSame) => {
  expect(isSameEdition(said, etag)).toBe(isSame);
});
