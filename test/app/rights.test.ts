// Running streams, judged anew: by a person's rights as they are, and by what it came with.

import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { enforceRights, type Enforced } from '../../src/app/rights.ts';
import { silentLog } from '../../src/kernel/log.ts';
import { DAY_MS, SECOND_MS } from '../../src/kernel/units.ts';
import type { ChannelId } from '../../src/model/ids.ts';
import { printTitleId } from '../../src/model/title.ts';
import type { FileView } from '../../src/streaming/files/file-meter.ts';
import type { Viewer } from '../../src/streaming/sink.ts';
import { createAccounts } from '../../src/accounts/accounts.ts';
import { sea } from '../fakes/api-rooms.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { channelOf, lineupOf } from '../fakes/lineup-of.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';

const news = channelOf('1', 'News', { group: 'News' });

async function setUp() {
  const file = join(temporaryFolder(), 'accounts.json');
  const clock = createTurnedClock(1_800_000_000_000);
  const accounts = await createAccounts({
    file,
    sessionsFile: `${file}.logins`,
    favouritesFile: `${file}.favourites`,
    signingKey: 'ab'.repeat(32),
    adminPassword: 'open sesame',
    passwordCost: { N: 2, r: 1, p: 1 },
    clock,
    log: silentLog,
  });
  const { id } = await accounts.people.add({ name: 'Ada' });
  const account = { id, name: 'Ada', maxStreams: null, pass: null };
  const viewer = (name: string): Viewer => ({ address: '192.0.2.1', userAgent: name, via: 'm3u', account });
  const live: [Viewer, ChannelId][] = [
    [viewer('live'), news.id],
    [{ address: '192.0.2.9', userAgent: 'stranger', via: 'm3u' }, news.id],
  ];
  const files = ['a movie', 'the same movie'].map(
    (name) => ({ key: printTitleId(sea.id), viewer: viewer(name) }) as FileView,
  );
  const elsewhere = { ...viewer('the same movie elsewhere'), address: '192.0.2.2' };
  const ended: string[] = [];
  const rooms = {
    accounts,
    hub: { endViewers: (isMeant) => live.forEach(([one, on]) => isMeant(one, on) && ended.push(one.userAgent)) },
    relay: { end: (isMeant) => files.forEach((one) => isMeant(one) && ended.push(one.viewer.userAgent)) },
    lineup: { snapshot: lineupOf([news]) },
    library: { title: () => sea, episode: () => undefined },
    clock,
    log: silentLog,
  } satisfies Enforced;
  onTestFinished(enforceRights(rooms));
  const after = async (change: Parameters<typeof accounts.people.patch>[1]): Promise<string[]> => {
    ended.length = 0;
    await accounts.people.patch(id, change);
    return [...ended];
  };
  return { after, clock, ended, accounts, id, live, files, elsewhere, account };
}

test('fewer groups, contents, categories or streams end what is above them, and nothing else', async () => {
  const { after } = await setUp();
  expect(await after({ groups: ['News'], title_groups: ['Films'], max_streams: 2 })).toEqual([]);
  expect(await after({ groups: ['Games'] })).toEqual(['live']);
  expect(await after({ groups: null, title_groups: ['Kids'] })).toEqual(['a movie', 'the same movie']);
  expect(await after({ title_groups: null, contents: ['movies'] })).toEqual(['live']);
  expect(await after({ contents: ['live', 'movies'], max_streams: 1 })).toEqual(['a movie', 'the same movie']);
});

test('the same movie at another place is a stream of its own', async () => {
  const { after, files, elsewhere } = await setUp();
  files.push({ ...files[0]!, viewer: elsewhere });
  expect(await after({ max_streams: 3 })).toEqual([]);
  expect(await after({ max_streams: 2 })).toEqual(['the same movie elsewhere']);
});

test('a date that passes ends what runs, without anybody doing anything', async () => {
  const { after, clock, ended } = await setUp();
  expect(await after({ expires_at: clock.now() + DAY_MS })).toEqual([]);
  clock.advance(DAY_MS + 10 * SECOND_MS);
  expect(new Set(ended)).toEqual(new Set(['live', 'a movie', 'the same movie']));
});

test('who is gone has nothing, and strangers are nobody’s business', async () => {
  const { accounts, ended, id } = await setUp();
  await accounts.people.remove(id);
  expect(ended).toEqual(['live', 'a movie', 'the same movie']);
});

test('what came with a token, a login or an Xtream password ends with that, and nothing else does', async () => {
  const { accounts, after, ended, id, live, account } = await setUp();
  const player = await accounts.people.patch(id, { xtream_username: 'ada', xtream_password: 'first pass' });
  const scopes = ['stream'] as const;
  const { stored } = await accounts.apiTokens.add({ personId: id, name: 'TV', scopes, expiresAt: null });
  const { session } = await accounts.sessions.open(player, { address: '192.0.2.1', userAgent: '' });
  const passes = { token: `t${stored.id}`, login: `s${session.id}`, xtream: accounts.people.xtreamPass(player) };
  for (const [userAgent, pass] of Object.entries(passes))
    live.push([{ address: '192.0.2.1', userAgent, via: 'm3u', account: { ...account, pass } }, news.id]);
  expect(await after({ priority: 3 })).toEqual([]);
  await accounts.apiTokens.remove((one) => one.id === stored.id);
  expect(ended).toEqual(['token']);
  ended.length = 0;
  await accounts.sessions.end((one) => one.id === session.id);
  expect(ended).toEqual(['token', 'login']); // the hub here forgets nobody
  expect(await after({ xtream_password: 'second pass' })).toEqual(['token', 'login', 'xtream']);
});
