import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Device } from '../../src/accounts/sessions.ts';
import { createAccounts, type Accounts } from '../../src/accounts/accounts.ts';
import { silentLog } from '../../src/kernel/log.ts';
import { HOUR_MS } from '../../src/kernel/units.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { createRecordingLog } from '../fakes/recording-log.ts';
import { createTurnedClock, type TurnedClock } from '../fakes/turned-clock.ts';

const HOME = { address: '192.168.1.20', userAgent: 'Firefox' };
const NEXT_DOOR = { address: '192.168.1.21', userAgent: 'Firefox' };
/** A real login takes 0.2 s on purpose. */
const CHEAP = { N: 2, r: 1, p: 1 };

interface Opened {
  readonly file: string;
  readonly clock: TurnedClock;
  readonly accounts: Accounts;
  readonly again: (adminPassword: string) => Promise<Accounts>;
}

async function open(adminPassword: string): Promise<Opened> {
  const file = join(temporaryFolder(), 'accounts.json');
  const sessionsFile = `${file}.logins`;
  const clock = createTurnedClock();
  const again = (password: string): Promise<Accounts> =>
    createAccounts({
      file,
      sessionsFile,
      favouritesFile: `${file}.favourites`,
      signingKey: 'ab'.repeat(32),
      adminPassword: password,
      passwordCost: CHEAP,
      clock,
      log: silentLog,
    });
  return { file, clock, again, accounts: await again(adminPassword) };
}

test('the right password opens for an hour', async () => {
  const { accounts, clock } = await open('open sesame');
  const { token, expiresAt } = await accounts.logIn({ name: 'admin', password: 'open sesame' }, HOME);
  expect(expiresAt - clock.now()).toBe(HOUR_MS);
  expect(await accounts.personOf(token)).toMatchObject({ name: 'admin', role: 'admin' });
  clock.advance(HOUR_MS + 1_000);
  expect(await accounts.personOf(token)).toBeUndefined();
});

test('wrong passwords and unknown names are refused with the same words', async () => {
  const { accounts } = await open('open sesame');
  const attempt = (name: string, password: string): Promise<unknown> =>
    accounts.logIn({ name, password }, HOME).catch((error: unknown) => error);
  const wrong = await attempt('admin', 'open barley');
  expect(wrong).toMatchObject({ code: 'request.unauthorised' });
  expect(await attempt('nobody', 'open sesame')).toEqual(wrong);
});

test('a password typed on another keyboard, composed or not, is the same', async () => {
  const { accounts } = await open('Zoë'.normalize('NFC'));
  await expect(accounts.logIn({ name: 'admin', password: 'Zoë'.normalize('NFD') }, HOME)).resolves.toBeDefined();
});

test('guessing is slowed down for the address that guesses, and for no other', async () => {
  const { accounts, clock } = await open('open sesame');
  const guess = (device: Device): Promise<unknown> =>
    accounts.logIn({ name: 'admin', password: 'x' }, device).catch((error: unknown) => error);
  await Promise.all(Array.from({ length: 5 }, () => guess(HOME)));
  expect(await guess(HOME)).toMatchObject({ code: 'request.too-many', context: { retryAfterSeconds: 1 } });
  expect(await guess(NEXT_DOOR)).toMatchObject({ code: 'request.unauthorised' });
  clock.advance(1_000);
  expect(await guess(HOME)).toMatchObject({ code: 'request.unauthorised' });
  expect(await guess(HOME)).toMatchObject({ context: { retryAfterSeconds: 2 } });
});

test('a password from the environment replaces the one before and ends its logins', async () => {
  const { accounts, again } = await open('open sesame');
  const { token } = await accounts.logIn({ name: 'admin', password: 'open sesame' }, HOME);
  expect(await (await again('open sesame')).personOf(token)).toMatchObject({ name: 'admin', role: 'admin' });
  expect(await (await again('')).personOf(token)).toMatchObject({ name: 'admin', role: 'admin' });
  expect(await (await again('another one')).personOf(token)).toBeUndefined();
});

test('the token of another installation opens nothing', async () => {
  const { accounts, file, clock } = await open('open sesame');
  const options = {
    file,
    sessionsFile: `${file}.logins`,
    favouritesFile: `${file}.favourites`,
    signingKey: 'cd'.repeat(32),
    adminPassword: '',
    passwordCost: CHEAP,
    clock,
    log: silentLog,
  };
  const other = await createAccounts(options);
  const { token } = await other.logIn({ name: 'admin', password: 'open sesame' }, HOME);
  expect(await accounts.personOf(token)).toBeUndefined();
  expect(await accounts.personOf(`${token.split('.').slice(0, 2).join('.')}.`)).toBeUndefined();
  expect(await accounts.personOf('nonsense')).toBeUndefined();
});

test('the set-up link sets the first password, once', async () => {
  const { accounts, again } = await open('');
  const token = accounts.setUpToken ?? '';
  const [first, second] = await Promise.allSettled([
    accounts.setUp({ token, password: 'open sesame' }, HOME),
    accounts.setUp({ token, password: 'mine now, too' }, HOME),
  ]);
  expect(first).toMatchObject({ status: 'fulfilled' });
  expect(second).toMatchObject({ status: 'rejected', reason: { code: 'request.conflict' } });
  expect(accounts.setUpToken).toBeNull();
  expect((await again('')).setUpToken).toBeNull();
});

test('a wrong set-up link is refused, and guessing it slowed down', async () => {
  const { accounts } = await open('');
  const guess = (): Promise<unknown> =>
    accounts.setUp({ token: 'x'.repeat(32), password: 'open sesame' }, HOME).catch((error: unknown) => error);
  for (let attempt = 0; attempt < 5; attempt += 1) expect(await guess()).toMatchObject({ code: 'request.forbidden' });
  expect(await guess()).toMatchObject({ code: 'request.too-many' });
});

test('whoever guesses at the password so far, to set another, is slowed down as one who logs in', async () => {
  const { accounts } = await open('open sesame');
  const { id } = accounts.people.named('admin')!;
  const guess = (before: string) =>
    accounts.changePassword(id, { before, after: 'mine now, too' }, HOME).catch((error: unknown) => error);
  for (let attempt = 0; attempt < 5; attempt += 1)
    expect(await guess(`wrong ${attempt}`)).toMatchObject({ code: 'request.forbidden' });
  expect(await guess('open sesame')).toMatchObject({ code: 'request.too-many' });
});

test('no password is kept or told in clear', async () => {
  const log = createRecordingLog();
  const file = join(temporaryFolder(), 'accounts.json');
  const clock = createTurnedClock();
  const options = {
    file,
    sessionsFile: `${file}.logins`,
    favouritesFile: `${file}.favourites`,
    signingKey: 'ab'.repeat(32),
    adminPassword: 'sesame!!',
    passwordCost: CHEAP,
    clock,
    log,
  };
  const accounts = await createAccounts(options);
  await accounts.logIn({ name: 'admin', password: 'barley!' }, HOME).catch(() => undefined);
  const everything = readFileSync(file, 'utf8') + JSON.stringify(log.records);
  expect(log.complaints).toEqual(['A login was refused']);
  expect(everything).not.toMatch(/sesame!|barley!/);
});

test.each([
  [
    'sesame!',
    ['MASTHEAD_ADMIN_PASSWORD is easy to guess: the panel would ask for at least 8 characters. Take a longer one'],
  ],
  ['sesame!!', []],
])('the password %s of the environment opens, and a short one is spoken of at every start', async (password, said) => {
  const options = {
    file: join(temporaryFolder(), 'accounts.json'),
    sessionsFile: join(temporaryFolder(), 'logins.json'),
    favouritesFile: join(temporaryFolder(), 'favourites.json'),
    signingKey: 'ab'.repeat(32),
    adminPassword: password,
    passwordCost: CHEAP,
    clock: createTurnedClock(),
  };
  for (let start = 0; start < 2; start += 1) {
    const log = createRecordingLog();
    const accounts = await createAccounts({ ...options, log });
    expect(await accounts.logIn({ name: 'admin', password }, HOME)).toBeDefined();
    expect(log.complaints).toEqual(said);
  }
});
