// When targets are told, by the wall clock of where Masthead stands: the daily summary at its time, quiet hours until they end, and
// what a target did not ask for not at all. By way of the real process in Tokyo, on a clock that runs faster.

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../src/kernel/units.ts';
import { startMasthead } from '../fakes/masthead-process.ts';
import { logIn } from '../browser/panel-page.ts';

const WAIT = { timeout: 240_000, interval: 100 }; // as long as its process is left to run
const SPEED = 60;
const ZONE = 'Asia/Tokyo';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).toReversed()) await clean();
});

const inTokyo = (at: number): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, hour: '2-digit', minute: '2-digit' }).format(at);

interface Told {
  readonly target: string;
  readonly event: string;
  readonly title: string;
  readonly at: string;
}

async function startHook(): Promise<{ url: string; told: Told[] }> {
  const told: Told[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const { event, title, at } = JSON.parse(body) as Told;
      told.push({ target: (request.url ?? '').slice(1), event, title, at: inTokyo(Date.parse(at)) });
      response.writeHead(204).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanups.push(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, told };
}

test('at their time by the wall clock: the summary, the end of quiet hours, and nothing that was not asked for', async () => {
  const hook = await startHook();
  const masthead = await startMasthead({ speed: SPEED, env: { TZ: ZONE } });
  cleanups.push(() => masthead.stop());
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${await logIn(masthead.base)}` };
  const send = (method: string, path: string, body: object): Promise<Response> =>
    fetch(`${masthead.base}/api${path}`, { method, headers, body: JSON.stringify(body) });
  const target = (name: string, more: object): Promise<Response> =>
    send('POST', '/alert-targets', { name, options: { kind: 'webhook', url: `${hook.url}/${name}` }, ...more });
  const until = inTokyo(Date.now() + 40 * MINUTE_MS);
  const summaryAt = inTokyo(Date.now() + 60 * MINUTE_MS);
  await target('asleep', {
    quiet_hours: { from: inTokyo(Date.now() - 2 * HOUR_MS), until, but_critical: true },
    daily_summary: false,
  });
  await target('awake', {});
  await target('critical', { minimum_severity: 'critical', daily_summary: false });
  await target('guides', { kinds: ['guide_outdated'], daily_summary: false });
  await send('PATCH', '/settings', { alerts: { daily_summary: true, summary_at: summaryAt } });
  await send('POST', '/providers', { name: 'Cheap TV', kind: 'm3u', source: 'http://127.0.0.1:9/none.m3u' });

  const title = 'Masthead: Cheap TV is down';
  await expect.poll(() => hook.told.map(({ target: name }) => name), WAIT).toEqual(['awake']);
  expect(hook.told[0]).toMatchObject({ event: 'raised', title });
  await expect.poll(() => hook.told, WAIT).toHaveLength(3);
  expect(hook.told.slice(1)).toEqual([
    { target: 'asleep', event: 'raised', title, at: until },
    { target: 'awake', event: 'summary', title: 'Masthead: the last day', at: summaryAt },
  ]);
}, 500_000);
