import type { Hono } from 'hono';
import { expect, test } from 'vitest';
import type { LanEnv } from '../../src/http/lan-env.ts';
import { AppError } from '../../src/kernel/errors.ts';
import { createLog, type LogRecord } from '../../src/kernel/log.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { printChannelId } from '../../src/model/ids.ts';
import { PASSWORD } from '../fakes/api-rooms.ts';
import { startLan } from '../fakes/lan-server.ts';
import { createRecordingLog } from '../fakes/recording-log.ts';

const post = (url: string, body: unknown): Promise<Response> =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

test('a login gives a token that opens the API', async () => {
  const { url } = await startLan();
  const { token } = (await (await post(`${url}/api/login`, { password: PASSWORD })).json()) as { token: string };
  const settings = await fetch(`${url}/api/settings`, { headers: { authorization: `Bearer ${token}` } });
  expect(settings.status).toBe(200);
});

test('too many wrong logins are told when to come back', async () => {
  const { url } = await startLan();
  for (let attempt = 0; attempt < 5; attempt += 1) await post(`${url}/api/login`, { password: 'wrong' });
  const response = await post(`${url}/api/login`, { password: PASSWORD });
  expect(response.status).toBe(429);
  expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
});

test('the set-up link sets the password and logs in, once', async () => {
  const { url, rooms } = await startLan({ adminPassword: '' });
  expect(await (await fetch(`${url}/api/setup`)).json()).toEqual({ required: true });
  const input = { token: rooms.accounts.setUpToken, password: 'long enough' };
  expect((await post(`${url}/api/setup`, input)).status).toBe(200);
  expect(await (await fetch(`${url}/api/setup`)).json()).toEqual({ required: false });
  expect((await post(`${url}/api/setup`, input)).status).toBe(409);
  expect((await post(`${url}/api/login`, { password: 'long enough' })).status).toBe(200);
});

test('a changed setting is in force at once', async () => {
  const { url, api } = await startLan({
    outputs: [{ name: 'list', routes: (lan) => lan.get('/list', (c) => c.text('l')) }],
  });
  expect((await fetch(`${url}/list`)).status).toBe(200);
  await api('PATCH', '/settings', { access: 'login' });
  expect((await fetch(`${url}/list`)).status).toBe(401);
});

test('a bulk change reaches the lineup with ids as it knows them', async () => {
  const { api, rooms } = await startLan();
  await api('PATCH', '/channels', { patches: [{ ids: ['c0000000000z'], set: { name: null } }] });
  expect(rooms.calls.patches).toEqual([{ ids: [35], set: { name: null } }]);
});

test('a failed sync that was asked for is answered all the same', async () => {
  const { api, rooms } = await startLan();
  await rooms.providers.add({ name: 'mine', source: 'http://x.example/a.m3u' });
  expect((await api('POST', '/providers/mine/sync')).status).toBe(202);
  expect(rooms.calls.synced).toEqual(['mine']);
});

test("programmes are shown at the channel's own time", async () => {
  const { api, rooms } = await startLan();
  const [channel] = rooms.lineup.snapshot.channels;
  const row = (await (await api('GET', `/channels/${printChannelId(channel!.id)}`)).json()) as {
    programmes: { start_at: number; stop_at: number }[];
  };
  const [now] = row.programmes;
  expect(now!.start_at).toBeLessThanOrEqual(Date.now());
  expect(now!.stop_at).toBeGreaterThan(Date.now() - 1_000);
});

test('an unforeseen error is logged, and not told', async () => {
  const log = createRecordingLog();
  const broken = {
    name: 'broken',
    routes: (lan: Hono<LanEnv>) => {
      lan.get('/broken', () => {
        throw new TypeError('secret inside');
      });
    },
  };
  const { url } = await startLan({ outputs: [broken], log });
  const response = await fetch(`${url}/broken`);
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain('secret');
  expect(log.complaints).toEqual(['A request failed']);
});

test('an expected error of an output is a short text with its status', async () => {
  const output = {
    name: 'output',
    routes: (lan: Hono<LanEnv>) => {
      lan.get('/logo/c1', () => {
        throw new AppError('channel.unknown', 'No such channel at http://u:pw@x/');
      });
    },
  };
  const { url } = await startLan({ outputs: [output] });
  const response = await fetch(`${url}/logo/c1`);
  expect([response.status, await response.text()]).toEqual([404, 'No such channel at http://***@x/\n']);
});

test('the access log is quiet at info and redacted at debug', async () => {
  const records: LogRecord[] = [];
  const log = createLog({ clock: systemClock, level: 'debug', write: (record) => records.push(record) });
  const { url } = await startLan({ log });
  await fetch(`${url}/playlist.m3u?token=verysecret`);
  const record = records.find(({ message }) => message === 'request');
  expect(record).toMatchObject({ level: 'debug', fields: { method: 'GET', status: 404, address: '127.0.0.1' } });
  expect(JSON.stringify(records)).not.toContain('verysecret');
});
