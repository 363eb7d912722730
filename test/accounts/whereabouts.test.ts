import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createAccounts } from '../../src/accounts/accounts.ts';
import { isAllowedFrom } from '../../src/accounts/whereabouts.ts';
import { createXtreamUsers } from '../../src/accounts/xtream-user.ts';
import { systemClock as clock } from '../../src/kernel/clock.ts';
import { silentLog as log } from '../../src/kernel/log.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { temporaryFolder } from '../fakes/folder.ts';

const anywhere = { networks: null, allowed_countries: null, blocked_countries: [] };
const IN_GERMANY = { address: '203.0.113.9', country: 'DE', isAtHome: false };
const NOWHERE = { address: '198.51.100.1', country: null, isAtHome: false };
const AT_HOME = { address: '2001:db8::5', country: 'FR', isAtHome: true };

test.each([
  ['anywhere', anywhere, [true, true, true]],
  ['networks', { ...anywhere, networks: ['203.0.113.0/24'] }, [true, false, false]],
  ['allowed countries', { ...anywhere, allowed_countries: ['DE', 'AT'] }, [true, false, true]],
  ['another country', { ...anywhere, allowed_countries: ['AT'] }, [false, false, true]],
  ['blocked countries', { ...anywhere, blocked_countries: ['DE'] }, [false, true, true]],
  ['no country at all', { ...anywhere, allowed_countries: [] }, [false, false, true]],
  ['both', { ...anywhere, networks: ['203.0.113.9'], blocked_countries: ['DE'] }, [false, false, false]],
] as const)('%s', (_, limits, expected) => {
  const plain = limits as unknown as typeof anywhere;
  expect([IN_GERMANY, NOWHERE, AT_HOME].map((place) => isAllowedFrom(plain, place))).toEqual(expected);
});

const from = (address: string) => ({ address, userAgent: '' });

async function home() {
  const folder = temporaryFolder();
  return createAccounts({
    file: join(folder, 'accounts.json'),
    sessionsFile: join(folder, 'logins.json'),
    favouritesFile: join(folder, 'favourites.json'),
    signingKey: '5a'.repeat(32),
    adminPassword: 'correct horse',
    passwordCost: { N: 2, r: 1, p: 1 },
    clock,
    log,
    countryOf: (address) => (address === '203.0.113.9' ? 'DE' : address === '203.0.113.10' ? 'FR' : null),
  });
}

test('logins, tokens and players are for where a person may come from, and say no more than that they are refused', async () => {
  const accounts = await home();
  const ben = await accounts.people.add({
    name: 'Ben',
    password: 'long enough',
    xtream_username: 'ben',
    xtream_password: 'bens',
    allowed_countries: ['DE'],
  });
  const login = await accounts.logIn({ name: 'Ben', password: 'long enough' }, from('203.0.113.9'));
  const api = await accounts.apiTokens.add({ personId: ben.id, name: 'TV', scopes: ['stream'], expiresAt: null });
  for (const token of [login.token, api.token]) {
    expect(await accounts.personOf(token, '203.0.113.9')).toBeDefined();
    expect(await accounts.personOf(token, '203.0.113.10')).toBeUndefined();
    expect(await accounts.personOf(token)).toBeUndefined();
  }
  const refused = { code: 'request.unauthorised', message: 'The name or the password is wrong.' };
  const abroad = accounts.logIn({ name: 'Ben', password: 'long enough' }, from('203.0.113.10'));
  await expect(abroad).rejects.toMatchObject(refused);
  await expect(accounts.refresh(login.refreshToken!, from('203.0.113.10'))).rejects.toMatchObject({
    code: refused.code,
  });
  const find = createXtreamUsers({
    settings: () => defaultSettings.xtream,
    people: accounts.people,
    streamsOf: () => 0,
    clock,
  });
  expect(find('ben', 'bens', from('203.0.113.9'))).toBeDefined();
  expect(find('ben', 'bens', from('203.0.113.10'))).toBeUndefined();
});

test('who comes by a proxy that nobody has named is not at home, and in no network', async () => {
  const accounts = await home();
  const people = [
    { name: 'Ben', allowed_countries: ['DE'] },
    { name: 'Cleo', networks: ['127.0.0.0/8'] },
  ];
  for (const one of people) await accounts.people.add({ ...one, password: 'long enough' });
  for (const { name } of people) {
    const logIn = (device: { address: string; place?: string }) =>
      accounts.logIn({ name, password: 'long enough' }, { ...device, userAgent: '' });
    await expect(logIn({ address: '127.0.0.1', place: '' })).rejects.toMatchObject({ code: 'request.unauthorised' });
    const { token } = await logIn({ address: '127.0.0.1' });
    expect([await accounts.personOf(token), await accounts.personOf(token, '127.0.0.1')]).toMatchObject([
      undefined,
      { name },
    ]);
  }
});

test('the last administrator can come from anywhere', async () => {
  const { people } = await home();
  const { id } = people.named('admin')!;
  for (const change of [{ networks: ['10.0.0.1'] }, { allowed_countries: ['DE'] }, { blocked_countries: ['DE'] }]) {
    await expect(people.patch(id, change)).rejects.toMatchObject({ code: 'request.conflict' });
  }
});
