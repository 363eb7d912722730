// Who may do what, as a table.

import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { answerError } from '../../src/http/errors.ts';
import { listGuard, loginGuard, type ApiEnv } from '../../src/http/guard.ts';
import { Hosts } from '../../src/http/hosts.ts';
import { createLocalTest } from '../../src/net/own-networks.ts';
import { silentLog } from '../../src/kernel/log.ts';
import { ACCESS_MODES, type Settings } from '../../src/model/settings.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';

const AT_HOME = '::ffff:192.168.1.20';
const AWAY = '203.0.113.9';
const isLocal = createLocalTest(createTurnedClock(), () => ({}));
const accounts = {
  personOf: (token: string) =>
    Promise.resolve(token === 'good' ? { name: 'admin', role: 'admin' as const } : undefined),
};

const hosts = new Hosts({ allowed: () => [], baseUrl: '' });

interface Asked {
  readonly access: Settings['access'];
  readonly from: string;
  readonly path: string;
  readonly token?: string;
}

async function statusFor({ access, from, path, token }: Asked, method = 'GET'): Promise<number> {
  const lan = new Hono<ApiEnv>();
  lan.onError((error, c) => answerError(c, error, silentLog));
  lan.use(listGuard({ accounts, access: () => access, isLocal, hosts }));
  lan.use('/api/*', loginGuard(accounts, hosts));
  lan.all('*', (c) => c.text('in'));
  const headers = new Headers(token ? { authorization: `Bearer ${token}` } : {});
  const incoming = { socket: { remoteAddress: from } };
  return (await lan.request(path, { method, headers }, { incoming })).status;
}

const LISTS = ['/playlist.m3u', '/guide.xml', '/lineup.json', '/auto/v1', '/stream/c1.ts', '/metrics'];

describe.each(LISTS)('%s', (path) => {
  test.each([
    { access: 'lan', from: AT_HOME, status: 200 },
    { access: 'lan', from: AWAY, status: 403 },
    { access: 'everyone', from: AWAY, status: 200 },
    { access: 'login', from: AT_HOME, status: 401 },
    { access: 'login', from: AWAY, status: 401 },
  ] as const)('answers $status to $from when access is $access', async ({ status, ...asked }) => {
    expect(await statusFor({ ...asked, path })).toBe(status);
  });
});

test.each([
  { access: 'lan', from: AT_HOME, status: 200 },
  { access: 'lan', from: AWAY, status: 403 },
  { access: 'everyone', from: AWAY, status: 200 },
  { access: 'login', from: AWAY, status: 200 },
] as const)('a logo, for which players bring no login: $status to $from when access is $access', async (asked) => {
  expect(await statusFor({ ...asked, path: '/logo/c1' })).toBe(asked.status);
});

test.each(['lan', 'login'] as const)('a login opens lists from anywhere when access is %s', async (access) => {
  const asked = { access, from: AWAY, path: '/playlist.m3u' };
  expect(await statusFor({ ...asked, token: 'good' })).toBe(200);
  expect(await statusFor({ ...asked, path: '/playlist.m3u?token=good' })).toBe(200);
  expect(await statusFor({ ...asked, token: 'bad' })).not.toBe(200);
  expect(await statusFor({ ...asked, path: '/playlist.m3u?token=bad' })).not.toBe(200);
});

test.each(ACCESS_MODES)('health and the panel are open to all when access is %s', async (access) => {
  for (const path of ['/health', '/', '/setup', '/favicon.ico']) {
    expect({ path, status: await statusFor({ access, from: AWAY, path }) }).toEqual({ path, status: 200 });
  }
});

test.each(ACCESS_MODES)('the API asks for a login when access is %s', async (access) => {
  const asked = { access, from: AT_HOME };
  for (const path of ['/api/providers', '/api/settings', '/api/login/', '/api//login', '/api/nothing']) {
    expect({ path, status: await statusFor({ ...asked, path }) }).toEqual({ path, status: 401 });
    expect({ path, status: await statusFor({ ...asked, path, token: 'good' }) }).toEqual({ path, status: 200 });
  }
});

test('a token in the address does not open the API: addresses are kept in histories and logs', async () => {
  expect(await statusFor({ access: 'lan', from: AT_HOME, path: '/api/providers?token=good' })).toBe(401);
});

test('what leads in is open, by its own method only', async () => {
  const asked = { access: 'login', from: AWAY } as const;
  const open = ['POST /api/login', 'GET /api/setup', 'POST /api/setup', 'GET /api/openapi.json', 'HEAD /api/docs'];
  for (const entry of open) {
    const [method, path = ''] = entry.split(' ');
    expect({ entry, status: await statusFor({ ...asked, path }, method) }).toEqual({ entry, status: 200 });
  }
  expect(await statusFor({ ...asked, path: '/api/login' }, 'DELETE')).toBe(401);
});

test('a refused stream has no body, which a player would take for video', async () => {
  const lan = new Hono<ApiEnv>();
  lan.onError((error, c) => answerError(c, error, silentLog));
  lan.use(listGuard({ accounts, access: () => 'lan', isLocal, hosts }));
  const from = { incoming: { socket: { remoteAddress: AWAY } } };
  for (const path of ['/auto/v1', '/tuner0/v1', '/stream/c1.ts']) {
    expect(await (await lan.request(path, {}, from)).text()).toBe('');
  }
  expect(await (await lan.request('/playlist.m3u', {}, from)).text()).toBe('Open to the local network only.\n');
});
