// People whom Home Assistant lets in: an account each, with the role that it says.

import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createAccounts } from '../../src/accounts/accounts.ts';
import { silentLog } from '../../src/kernel/log.ts';
import type { Visitor } from '../../src/model/visit.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';

const ANN: Visitor = { name: 'Ann', role: 'admin' };
const BEN: Visitor = { name: 'Ben', role: 'member' };
const HOME = { address: '192.168.1.20', userAgent: 'Firefox' };

async function open(adminPassword = 'open sesame') {
  const file = join(temporaryFolder(), 'accounts.json');
  const options = { file, sessionsFile: `${file}.logins`, favouritesFile: `${file}.favourites` };
  const again = (password: string) =>
    createAccounts({
      ...options,
      signingKey: 'ab'.repeat(32),
      adminPassword: password,
      passwordCost: { N: 2, r: 1, p: 1 },
      clock: createTurnedClock(1_800_000_000_000),
      log: silentLog,
    });
  return { again, accounts: await again(adminPassword) };
}

test('each has one account, however often and in how many tabs it comes', async () => {
  const { accounts } = await open();
  const visits = await Promise.all([1, 2, 3].map(() => accounts.guests.enter('ha-ben', BEN)));
  expect(new Set(visits.map(({ account }) => account?.id)).size).toBe(1);
  expect(visits[0]).toMatchObject({ name: 'Ben', role: 'member', account: { scopes: null, rights: { groups: null } } });
  const { id } = visits[0]!.account!;
  await accounts.people.patch(id, { groups: ['Kids'], role: 'viewer' });
  expect(await accounts.guests.enter('ha-ben', BEN)).toMatchObject({
    role: 'viewer',
    account: { id, rights: { groups: ['Kids'] } },
  });
});

test('a name that somebody has here is not taken for the same person', async () => {
  const { accounts } = await open();
  const { id } = await accounts.people.add({ name: 'Ben', role: 'admin', password: 'ben likes boats' });
  const [one, other] = [await accounts.guests.enter('ha-1', BEN), await accounts.guests.enter('ha-2', BEN)];
  expect([one.account?.id, other.account?.id]).not.toContain(id);
  await accounts.guests.enter('ha-3', { name: 'admin', role: 'member' });
  expect(accounts.people.list().map(({ name }) => name)).toEqual([
    'admin',
    'Ben',
    'Ben (Home Assistant)',
    'Ben (Home Assistant) 2',
    'admin (Home Assistant)',
  ]);
  await accounts.people.patch(other.account!.id, { home_assistant_user_id: null });
  await accounts.people.patch(id, { home_assistant_user_id: 'ha-2' }); // an admin says that it is
  expect((await accounts.guests.enter('ha-2', BEN)).account?.id).toBe(id);
  const twice = accounts.people.patch(one.account!.id, { home_assistant_user_id: 'ha-2' });
  await expect(twice).rejects.toMatchObject({ code: 'request.conflict' });
});

test('the role of its tokens follows what Home Assistant says, unless that is in doubt', async () => {
  const { accounts } = await open();
  const { account } = await accounts.guests.enter('ha-ann', ANN);
  const role = () => accounts.people.get(account!.id)?.role;
  expect(role()).toBe('admin');
  await accounts.guests.enter('ha-ann', { name: 'Ann', role: 'member', doubt: 'Core is away' });
  expect(role()).toBe('admin');
  await accounts.guests.enter('ha-ann', { name: 'Ann', role: 'member' });
  expect(role()).toBe('member');
});

test('who has left Home Assistant, or is no administrator there any more, has no more by a token than by the door', async () => {
  const { accounts } = await open();
  const [ann, ben, cid] = [
    await accounts.guests.enter('ha-ann', ANN),
    await accounts.guests.enter('ha-ben', BEN),
    await accounts.guests.enter('ha-cid', { name: 'Cid', role: 'member' }),
  ];
  const tokenOf = async ({ account }: Visitor): Promise<string> => {
    const made = { personId: account!.id, name: 'TV', scopes: ['admin'] as const, expiresAt: null };
    return (await accounts.apiTokens.add(made)).token;
  };
  const [anns, bens, cids] = [await tokenOf(ann), await tokenOf(ben), await tokenOf(cid)];
  await accounts.people.patch(cid.account!.id, { password: 'cid has his own' });
  await accounts.guests.follow(new Map([['of-another-house', true]]));
  expect((await accounts.personOf(anns))?.role).toBe('admin');
  await accounts.guests.follow(new Map([['ha-ann', false]]));
  expect((await accounts.personOf(anns))?.role).toBe('member');
  expect([await accounts.personOf(bens), (await accounts.personOf(cids))?.name]).toEqual([undefined, 'Cid']);
  expect(accounts.people.get(ben.account!.id)?.status).toBe('disabled');
});

test('whose account is closed stays out, but for an administrator of Home Assistant', async () => {
  const { accounts } = await open();
  for (const [user, visitor] of [
    ['ha-ben', BEN],
    ['ha-ann', ANN],
  ] as const) {
    const { account } = await accounts.guests.enter(user, visitor);
    await accounts.people.patch(account!.id, { status: 'banned' });
  }
  await expect(accounts.guests.enter('ha-ben', BEN)).rejects.toMatchObject({ code: 'request.forbidden' });
  expect(await accounts.guests.enter('ha-ann', ANN)).toMatchObject({ role: 'admin' });
});

test('they may come before the first password is set, which can still be set after a restart', async () => {
  const { accounts, again } = await open('');
  expect((await accounts.guests.enter('ha-ben', BEN)).account).toBeDefined();
  const later = await again('');
  expect(later.setUpToken).not.toBeNull();
  await later.setUp({ token: later.setUpToken!, password: 'a new beginning' }, HOME);
  const { id } = later.people.named('admin')!;
  await expect(later.people.remove(id)).rejects.toMatchObject({ code: 'request.conflict' });
  expect((await again('')).setUpToken).toBeNull();
});
