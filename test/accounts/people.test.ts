// People, their logins and tokens, over the real documents.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createAccounts, type Accounts } from '../../src/accounts/accounts.ts';
import type { AppError } from '../../src/kernel/errors.ts';
import { silentLog } from '../../src/kernel/log.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/kernel/units.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';

const HOME = { address: '192.168.1.20', userAgent: 'Firefox' };
const BEN = { name: 'Ben', password: 'ben likes boats' };

async function open(stored?: unknown) {
  const file = join(temporaryFolder(), 'accounts.json');
  if (stored !== undefined) writeFileSync(file, JSON.stringify(stored));
  const clock = createTurnedClock(1_800_000_000_000);
  const again = (): Promise<Accounts> =>
    createAccounts({
      file,
      sessionsFile: `${file}.logins`,
      favouritesFile: `${file}.favourites`,
      signingKey: 'ab'.repeat(32),
      adminPassword: stored === undefined ? 'open sesame' : '',
      passwordCost: { N: 2, r: 1, p: 1 },
      clock,
      log: silentLog,
    });
  const accounts = await again();
  const logIn = (name: string, password: string) => accounts.logIn({ name, password }, HOME);
  return { file, clock, again, accounts, people: accounts.people, logIn };
}

test('the accounts of the first shape stay: admins, with their passwords', async () => {
  const { accounts: first, file } = await open();
  const [{ password_hash } = { password_hash: '' }] = first.people.list();
  const before = { version: 1, data: { accounts: [{ name: 'admin', password_hash, generation: 3 }] } };
  const { accounts, again, people } = await open(before);
  expect(accounts.setUpToken).toBeNull();
  expect(people.list()).toMatchObject([
    { name: 'admin', role: 'admin', status: 'active', generation: 3, groups: null },
  ]);
  const { token } = await accounts.logIn({ name: 'admin', password: 'open sesame' }, HOME);
  expect(await (await again()).personOf(token)).toMatchObject({ account: { id: people.list()[0]?.id } });
  expect(readFileSync(file, 'utf8')).toContain('"version": 6');
});

test('somebody always stays who can log in as an administrator', async () => {
  const { people, clock } = await open();
  const admin = people.named('admin')!;
  const conflict = { code: 'request.conflict' };
  await expect(people.remove(admin.id)).rejects.toMatchObject(conflict);
  for (const change of [
    { role: 'member' as const },
    { status: 'disabled' as const },
    { expires_at: clock.now() + DAY_MS },
    { password: null },
  ]) {
    await expect(people.patch(admin.id, change)).rejects.toMatchObject(conflict);
  }
  await people.add({ ...BEN, role: 'admin' });
  await people.patch(admin.id, { role: 'viewer' });
  expect(people.named('ADMIN')?.role).toBe('viewer');
});

test('two people do not share a name, nor an Xtream user name', async () => {
  const { people } = await open();
  await people.add({ name: 'Zoë', xtream_username: 'zoe' });
  await expect(people.add({ name: 'ZOË' })).rejects.toMatchObject({ code: 'request.conflict' });
  await expect(people.add({ name: 'Ann', xtream_username: 'zoe' })).rejects.toMatchObject({ code: 'request.conflict' });
});

test.each([
  { what: 'disabled', change: { status: 'disabled' as const } },
  { what: 'banned', change: { status: 'banned' as const } },
  { what: 'expired', change: { expires_at: 1_800_000_000_000 + MINUTE_MS } },
])('an account that is $what opens nothing, and is refused like a wrong password', async ({ change, what }) => {
  const { accounts, people, logIn, clock } = await open();
  const { id } = await people.add(BEN);
  const { token, refreshToken } = await logIn('ben', BEN.password);
  const api = await accounts.apiTokens.add({ personId: id, name: 'TV', scopes: ['stream'], expiresAt: null });
  expect(await accounts.personOf(api.token)).toMatchObject({ name: 'Ben', account: { scopes: ['stream'] } });
  await people.patch(id, change);
  clock.advance(MINUTE_MS);
  expect(people.standing(people.get(id)!)).toBe(what);
  expect(await accounts.personOf(token)).toBeUndefined();
  expect(await accounts.personOf(api.token)).toBeUndefined();
  await expect(accounts.refresh(refreshToken!, HOME)).rejects.toMatchObject({ code: 'request.unauthorised' });
  const wrong = await logIn('nobody', 'x').catch((error: unknown) => error);
  expect(await logIn('Ben', BEN.password).catch((error: unknown) => error)).toEqual(wrong);
});

test('where somebody is in, whoever guesses is not told by a refusal, nor by its time, who that is', async () => {
  const { people, clock, logIn } = await open();
  await people.add(BEN);
  await logIn('Ben', BEN.password);
  const told: unknown[] = [];
  const guess = (name: string) =>
    logIn(name, 'wrong').catch((error: AppError) => told.push([error.code, error.context]));
  for (const name of ['Ben', 'nobody', 'Ben', 'somebody', 'Ben']) await guess(name); // those of Ben count like all others
  expect(new Set(told.map((one) => JSON.stringify(one)))).toEqual(new Set(['["request.unauthorised",{}]']));
  told.length = 0;
  const both = ['Ben', 'nobody'].map((name) => guess(name));
  expect((await logIn('Ben', BEN.password)).token).not.toBe('');
  expect(told).toEqual([]);
  clock.advance(3_000);
  await Promise.all(both);
  expect(told).toEqual([
    ['request.too-many', { retryAfterSeconds: 1 }],
    ['request.too-many', { retryAfterSeconds: 1 }],
  ]);
});

test('a refresh token works once; a copy that comes later ends the login', async () => {
  const { accounts, clock, logIn } = await open();
  const first = await logIn('admin', 'open sesame');
  clock.advance(2 * HOUR_MS);
  expect(await accounts.personOf(first.token)).toBeUndefined();
  const second = await accounts.refresh(first.refreshToken!, HOME);
  expect(await accounts.personOf(second.token)).toMatchObject({ name: 'admin' });
  const otherTab = await accounts.refresh(first.refreshToken!, HOME);
  expect(otherTab.refreshToken).toBeNull();
  expect(await accounts.personOf(otherTab.token)).toBeDefined();
  clock.advance(2 * MINUTE_MS);
  await expect(accounts.refresh(first.refreshToken!, HOME)).rejects.toMatchObject({ code: 'request.unauthorised' });
  expect(await accounts.personOf(second.token)).toBeUndefined();
  await expect(accounts.refresh(second.refreshToken!, HOME)).rejects.toMatchObject({ code: 'request.unauthorised' });
});

test('a copy of a refresh token ends the login however many came after it; what somebody made up ends nothing', async () => {
  const { accounts, clock, logIn } = await open();
  const first = await logIn('admin', 'open sesame');
  let last = first;
  for (let count = 0; count < 3; count += 1) last = await accounts.refresh(last.refreshToken!, HOME);
  const [id] = first.refreshToken!.split('.');
  const refused = { code: 'request.unauthorised' };
  for (const madeUp of [`${id}.guess`, `${id}.guess.guess`, `${id}.`, `${last.refreshToken!.slice(0, -1)}!`])
    await expect(accounts.refresh(madeUp, { ...HOME, address: '192.168.1.66' })).rejects.toMatchObject(refused);
  clock.advance(2 * MINUTE_MS);
  expect(await accounts.personOf(last.token)).toBeDefined();
  await expect(accounts.refresh(first.refreshToken!, HOME)).rejects.toMatchObject(refused);
  expect(await accounts.personOf(last.token)).toBeUndefined();
  await expect(accounts.refresh(last.refreshToken!, HOME)).rejects.toMatchObject(refused);
});

test('who is in stays in while somebody at the same address guesses, whose failures stay what they are', async () => {
  const { accounts, logIn } = await open();
  const PROXY = { ...HOME, address: '10.0.0.2' };
  let { refreshToken } = await logIn('admin', 'open sesame');
  const guess = () => accounts.refresh('0.guess', PROXY).catch((error: AppError) => error.code);
  const told: unknown[] = [];
  for (let count = 0; count < 7; count += 1) {
    told.push(await guess());
    ({ refreshToken } = await accounts.refresh(refreshToken!, PROXY));
  }
  expect(refreshToken).not.toBeNull();
  expect(told).toEqual([...Array(5).fill('request.unauthorised'), ...Array(2).fill('request.too-many')]);
});

test('two tabs that refresh at once both stay in', async () => {
  const { accounts, logIn } = await open();
  const { refreshToken } = await logIn('admin', 'open sesame');
  const both = await Promise.all([accounts.refresh(refreshToken!, HOME), accounts.refresh(refreshToken!, HOME)]);
  expect(both.filter((one) => one.refreshToken !== null)).toHaveLength(1);
  for (const { token } of both) expect(await accounts.personOf(token)).toBeDefined();
});

test('logins outlive a restart, are listed with their device, and end one by one or unused', async () => {
  const { accounts, again, clock, logIn } = await open();
  const { token } = await logIn('admin', 'open sesame');
  const kodi = await accounts.logIn({ name: 'admin', password: 'open sesame' }, { ...HOME, userAgent: 'Kodi' });
  const later = await again();
  const { id } = later.people.named('admin')!;
  expect(
    later.sessions
      .of(id)
      .map(({ user_agent }) => user_agent)
      .toSorted(),
  ).toEqual(['Firefox', 'Kodi']);
  await later.sessions.end(({ user_agent }) => user_agent === 'Kodi');
  expect(await later.personOf(kodi.token)).toBeUndefined();
  expect(await later.personOf(token)).toBeDefined();
  clock.advance(31 * DAY_MS);
  expect(later.sessions.of(id)).toEqual([]);
});

test('a new password ends every other login', async () => {
  const { accounts, people, logIn } = await open();
  const { id } = people.named('admin')!;
  const { token } = await logIn('admin', 'open sesame');
  const wrong = accounts.changePassword(id, { before: 'x', after: 'another one' }, HOME);
  await expect(wrong).rejects.toMatchObject({ code: 'request.forbidden' });
  const login = await accounts.changePassword(id, { before: 'open sesame', after: 'another one' }, HOME);
  expect(await accounts.personOf(token)).toBeUndefined();
  expect(await accounts.personOf(login.token)).toBeDefined();
  expect(accounts.sessions.of(id)).toHaveLength(1);
});

test('an API token ends by its date, by being taken back, and with its person; a forged one never begins', async () => {
  const { accounts, people, clock, file } = await open();
  const { id } = await people.add(BEN);
  const make = (expiresAt: number | null) =>
    accounts.apiTokens.add({ personId: id, name: 'Script', scopes: ['read'], expiresAt });
  const [brief, taken, last] = [await make(clock.now() + HOUR_MS), await make(null), await make(null)];
  expect(readFileSync(file, 'utf8')).not.toContain(last.token.slice(-32)); // all of the secret, which may hold an underscore
  expect(await accounts.personOf(`${last.token.slice(0, -32)}${'x'.repeat(32)}`)).toBeUndefined();
  clock.advance(HOUR_MS);
  expect(await accounts.personOf(brief.token)).toBeUndefined();
  expect(await accounts.personOf(taken.token)).toBeDefined();
  await accounts.apiTokens.remove((token) => token.id === taken.stored.id);
  expect(await accounts.personOf(taken.token)).toBeUndefined();
  await people.remove(id);
  expect(await accounts.personOf(last.token)).toBeUndefined();
  expect(accounts.apiTokens.list()).toEqual([]);
});

test('an account is guarded from many addresses, and its owner at home is not locked out', async () => {
  const { accounts, logIn } = await open();
  await logIn('admin', 'open sesame');
  const guess = (address: string): Promise<unknown> =>
    accounts.logIn({ name: 'Admin', password: 'x' }, { address, userAgent: '' }).catch((error: unknown) => error);
  for (let host = 0; host < 20; host += 1) {
    expect(await guess(`203.0.113.${host}`)).toMatchObject({ code: 'request.unauthorised' });
  }
  expect(await guess('203.0.113.99')).toMatchObject({ code: 'request.too-many' });
  expect(await logIn('admin', 'open sesame')).toBeDefined();
});

test('a name that nobody has is guarded alike', async () => {
  const { accounts } = await open();
  const guess = (address: string): Promise<unknown> =>
    accounts.logIn({ name: 'nobody', password: 'x' }, { address, userAgent: '' }).catch((error: unknown) => error);
  for (let host = 0; host < 20; host += 1) await guess(`203.0.113.${host}`);
  expect(await guess('203.0.113.99')).toMatchObject({ code: 'request.too-many' });
});
