import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createAccounts } from '../../src/accounts/accounts.ts';
import { createXtreamUsers } from '../../src/accounts/xtream-user.ts';
import type { AppError } from '../../src/kernel/errors.ts';
import { silentLog } from '../../src/kernel/log.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';

const AT = { address: '192.168.1.9' };
const BEN = {
  name: 'Ben',
  xtream_username: 'ben',
  xtream_password: 'boats',
  groups: ['News'],
  contents: ['live' as const],
  title_groups: ['Kids'],
  max_streams: 2,
  kilobytes_per_second: 500,
};

async function setUp() {
  const file = join(temporaryFolder(), 'accounts.json');
  const clock = createTurnedClock(1_800_000_000_000);
  const options = {
    file,
    sessionsFile: `${file}.logins`,
    favouritesFile: `${file}.favourites`,
    signingKey: 'ab'.repeat(32),
    adminPassword: 'open sesame',
  };
  const { people } = await createAccounts({ ...options, passwordCost: { N: 2, r: 1, p: 1 }, clock, log: silentLog });
  const { id } = await people.add(BEN);
  const settings = { username: 'masthead', password: 'house', max_connections: 100 };
  const house = { ...settings, enabled: true, repeat_favourites: true };
  const find = createXtreamUsers({ settings: () => house, people, streamsOf: () => 1, clock });
  return { people, id, find };
}

test('a person comes in with a login of its own, and what it may; the house’s login stays', async () => {
  const { find } = await setUp();
  const ben = find('ben', 'boats', AT);
  expect(ben).toMatchObject({ groups: ['News'], titleGroups: ['Kids'], maxConnections: 2, standing: 'active' });
  expect(ben?.rights).toMatchObject({
    contents: ['live'],
    titleGroups: ['Kids'],
    maxStreams: 2,
    bytesPerSecond: 500_000,
  });
  expect(ben?.activeConnections?.()).toBe(1);
  expect(find('masthead', 'house', AT)).toMatchObject({ groups: null, maxConnections: 100 });
  expect(find('ben', 'house', AT)).toBeUndefined();
  expect(find('masthead', 'boats', AT)).toBeUndefined();
});

test('a closed account is known, and says that it is closed', async () => {
  const { find, people, id } = await setUp();
  await people.patch(id, { status: 'banned' });
  expect(find('ben', 'boats', AT)).toMatchObject({ standing: 'banned' });
  await people.patch(id, { status: 'active', expires_at: 1 });
  expect(find('ben', 'boats', AT)).toMatchObject({ standing: 'expired', expiresAt: 1 });
  await people.patch(id, { xtream_password: null });
  expect(find('ben', 'boats', AT)).toBeUndefined();
});

test('who guesses is held up, by address and by name; the television at the same address is not', async () => {
  const { find } = await setUp();
  const PROXY = { address: '10.0.0.2' };
  const tooMany = expect.objectContaining({ code: 'request.too-many' }) as unknown;
  const outcome = (name: string, password: string, at = PROXY): unknown => {
    try {
      return find(name, password, at)?.name;
    } catch (error) {
      return error;
    }
  };
  expect(outcome('ben', 'boats')).toBe('ben');
  const guesses = Array.from({ length: 20 }, (_, guess) => {
    expect(outcome('ben', 'boats'), 'a television that asks all the time').toBe('ben');
    return outcome('masthead', `guess ${guess}`);
  });
  expect(guesses.slice(0, 5)).toEqual(Array(5).fill(undefined));
  expect(guesses.slice(5)).toEqual(Array(15).fill(tooMany));
  expect(outcome('masthead', 'house'), 'not even with the right password').toEqual(tooMany);
  for (let host = 0; host < 20; host += 1) outcome('ben', 'guess', { address: `203.0.113.${host}` });
  expect(outcome('ben', 'guess', { address: '203.0.113.99' }), 'a name from many addresses').toEqual(tooMany);
  expect(outcome('ben', 'boats')).toBe('ben');
  for (let guess = 0; guess < 5; guess += 1) outcome('ben', 'guess');
  expect(outcome('ben', 'guess'), 'a known name at its own address').toEqual(tooMany);
});

test('where a television plays, whoever guesses is not told by a refusal whose it is', async () => {
  const { find } = await setUp();
  find('ben', 'boats', AT);
  const refusal = (name: string): unknown => {
    try {
      return find(name, 'wrong', AT);
    } catch (error) {
      return (error as AppError).context;
    }
  };
  const told = ['ben', 'nobody', 'ben', 'nobody', 'ben', 'ben', 'nobody'].map(refusal);
  const held = { retryAfterSeconds: 1 };
  expect(told).toEqual([undefined, undefined, undefined, undefined, undefined, held, held]);
  expect(find('ben', 'boats', AT)).toMatchObject({ name: 'ben' });
});
