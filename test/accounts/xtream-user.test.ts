import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createAccounts } from '../../src/accounts/accounts.ts';
import { createXtreamUsers } from '../../src/accounts/xtream-user.ts';
import { silentLog } from '../../src/kernel/log.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';

const AT = '192.168.1.9';
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
