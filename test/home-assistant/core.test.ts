import { expect, onTestFinished, test } from 'vitest';
import { Administrators } from '../../src/home-assistant/administrators.ts';
import { Core, coreOfSupervisor, homeUsersOf } from '../../src/home-assistant/core.ts';
import { silentLog } from '../../src/kernel/log.ts';
import { startSupervisor, type FakeSupervisor } from '../fakes/supervisor.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';

const ANNA = 'a'.repeat(32);
const BEN = 'b'.repeat(32);

async function openCore(token?: string): Promise<{ supervisor: FakeSupervisor; core: Core }> {
  const supervisor = await startSupervisor();
  onTestFinished(() => supervisor.stop());
  return { supervisor, core: new Core(coreOfSupervisor({ url: supervisor.url, token: token ?? supervisor.token })) };
}

test('users are listed over the WebSocket', async () => {
  const { core } = await openCore();
  expect((await core.users()).map(({ id }) => id)).toEqual([ANNA, BEN]);
});

test('of its users only those count who can log in and are somebody', async () => {
  const { core, supervisor } = await openCore();
  supervisor.users.push({ id: 'c'.repeat(32), name: 'Supervisor', system_generated: true });
  supervisor.users.push({ id: 'd'.repeat(32), name: 'Gone', is_active: false });
  expect(homeUsersOf(await core.users())).toEqual([
    { id: ANNA, name: 'Anna', isAdmin: true },
    { id: BEN, name: 'Ben', isAdmin: false },
  ]);
});

test('a service is called over REST', async () => {
  const { core, supervisor } = await openCore();
  await core.callService('media_player.play_media', { entity_id: ['media_player.tv'] });
  expect(supervisor.called).toEqual([{ service: 'media_player.play_media', data: { entity_id: ['media_player.tv'] } }]);
});

test('a wrong token is refused, and a Core that is down can be asked later', async () => {
  const { core } = await openCore('wrong');
  await expect(core.users()).rejects.toMatchObject({ code: 'home-assistant.refused' });
  await expect(core.callService('a.b', {})).rejects.toMatchObject({ code: 'home-assistant.refused' });
  const { core: other, supervisor } = await openCore();
  supervisor.isCoreUp = false;
  await expect(other.users()).rejects.toMatchObject({ code: 'home-assistant.unavailable', retryable: true });
  await expect(other.callService('a.b', {})).rejects.toMatchObject({ code: 'home-assistant.unavailable' });
});

async function openRegister() {
  const { core, supervisor } = await openCore();
  const clock = createTurnedClock();
  const register = new Administrators({ users: () => core.users(), clock, log: silentLog });
  return { register, clock, supervisor };
}

test('owners and administrators are known, for a minute without asking again', async () => {
  const { register, clock, supervisor } = await openRegister();
  expect(await Promise.all([ANNA, BEN, 'unknown'].map((id) => register.isAdmin(id)))).toEqual([true, false, undefined]);
  supervisor.users = supervisor.users.map((user) => ({ ...user, is_owner: false, group_ids: [] }));
  expect(await register.isAdmin(ANNA)).toBe(true);
  clock.advance(60_000);
  expect(await register.isAdmin(ANNA)).toBe(false);
});

test('who may come in is told with every answer, also when nobody comes by', async () => {
  const { core, supervisor } = await openCore();
  const told: [string, boolean][][] = [];
  const onKnown = (roles: ReadonlyMap<string, boolean>): void => void told.push([...roles]);
  const register = new Administrators({
    users: () => core.users(),
    onKnown,
    clock: createTurnedClock(),
    log: silentLog,
  });
  await register.look();
  supervisor.users = supervisor.users.map((user) => (user['id'] === BEN ? { ...user, is_active: false } : user));
  await register.look();
  supervisor.isCoreUp = false;
  await register.look();
  expect(told).toEqual([
    [
      [ANNA, true],
      [BEN, false],
    ],
    [[ANNA, true]],
  ]);
});

test('while Core restarts the last answer counts for five minutes, and then nobody is an administrator', async () => {
  const { register, clock, supervisor } = await openRegister();
  await register.isAdmin(ANNA);
  supervisor.isCoreUp = false;
  clock.advance(2 * 60_000);
  expect(await register.isAdmin(ANNA)).toBe(true);
  clock.advance(4 * 60_000);
  expect(await register.isAdmin(ANNA)).toBeUndefined();
  supervisor.isCoreUp = true;
  clock.advance(5_000);
  expect(await register.isAdmin(ANNA)).toBe(true);
});

test('a disabled owner is no administrator', async () => {
  const { register, supervisor } = await openRegister();
  supervisor.users = [{ id: ANNA, is_owner: true, is_active: false, group_ids: ['system-admin'] }];
  expect(await register.isAdmin(ANNA)).toBe(false);
});
