import { request } from 'node:http';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Hono } from 'hono';
import { ControlSocket } from '../../src/http/control.ts';
import type { LanEnv } from '../../src/http/lan-env.ts';
import { Listener } from '../../src/http/listener.ts';
import { startingRoutes, type StartPhase } from '../../src/http/starting.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { createRecordingLog } from '../fakes/recording-log.ts';

async function startListener() {
  const log = createRecordingLog();
  const state = { phase: 'starting' as StartPhase };
  const routes = startingRoutes({ phase: () => state.phase, log });
  const listener = new Listener({ host: '127.0.0.1', port: 0, fetch: routes.fetch, clock: systemClock });
  onTestFinished(() => listener.stop());
  await listener.start();
  return { base: `http://127.0.0.1:${listener.address?.port}`, listener, state, log };
}

test('while it starts, whoever asks is told to ask again', async () => {
  const { base, log } = await startListener();
  const health = await fetch(`${base}/health`);
  expect([health.status, health.headers.get('retry-after'), await health.json()]).toEqual([
    503,
    '1',
    { status: 'starting' },
  ]);
  const api = await fetch(`${base}/api/channels`, { method: 'PATCH', body: '{}' });
  expect([api.status, api.headers.get('retry-after')]).toEqual([503, '1']);
  expect(await api.json()).toMatchObject({ status: 503, code: 'process.starting' });
  const tuner = await fetch(`${base}/auto/v5`);
  expect([tuner.status, await tuner.text()]).toEqual([503, '']);
  expect((await fetch(`${base}/lineup.json`)).status).toBe(503);
  expect(log.records).toEqual([]);
});

test('while data are brought up to date it is healthy: a restart would begin that again', async () => {
  const { base, state } = await startListener();
  state.phase = 'upgrading';
  const health = await fetch(`${base}/health`);
  expect([health.status, await health.json()]).toEqual([200, { status: 'upgrading' }]);
  expect((await fetch(`${base}/playlist.m3u`)).status).toBe(503);
});

test.each([
  ['de-DE,de;q=0.9,en;q=0.8', 'lang="de"', 'auf den neuen Stand'],
  ['pt-BR, fr;q=0.5', 'lang="fr"', 'à jour'],
  ['', 'lang="en"', 'up to date'],
])('the page says so in the language of the browser (%s), and looks again by itself', async (accepted, lang, text) => {
  const { base, state } = await startListener();
  state.phase = 'upgrading';
  const page = await fetch(`${base}/`, { headers: { 'accept-language': accepted } });
  expect([page.status, page.headers.get('content-type')]).toEqual([503, 'text/html; charset=UTF-8']);
  const html = await page.text();
  expect([html.includes(lang), html.includes(text), html.includes('http-equiv="refresh"')]).toEqual([true, true, true]);
});

test('when everything is there it answers at the same place, and a second start changes nothing', async () => {
  const { base, listener } = await startListener();
  expect((await fetch(`${base}/ready`)).status).toBe(503);
  listener.serve(new Hono<LanEnv>().get('/ready', (c) => c.text('here')).fetch);
  await listener.start();
  expect([`http://127.0.0.1:${listener.address?.port}`, await (await fetch(`${base}/ready`)).text()]).toEqual([
    base,
    'here',
  ]);
});

const ask = (socketPath: string, method: string, path: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    request({ socketPath, method, path }, (response) => resolve(response.resume().statusCode))
      .once('error', reject)
      .end();
  });

test('the control socket asks whoever answers for it now', async () => {
  const path = join(temporaryFolder(), 'control.sock');
  const ports = { isHealthy: () => false, beforeBackup: () => Promise.resolve(), afterBackup: () => undefined };
  const control = new ControlSocket(path, ports);
  await control.start();
  onTestFinished(() => control.stop());
  expect(await ask(path, 'GET', '/health')).toBe(503);
  control.serve({ ...ports, isHealthy: () => true });
  expect([await ask(path, 'GET', '/health'), await ask(path, 'POST', '/backup/pre')]).toEqual([200, 204]);
});
