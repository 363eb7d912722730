// What a household hears of a provider's account and guide, by way of the real process on a clock that runs faster: the account is
// used up by somebody else, it allows fewer connections than are set, and the guide ends. Told to Home Assistant in its own
// language, to its broker, to a webhook and to the API; and that it is over.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import { HOUR_MS } from '../../src/kernel/units.ts';
import type { MastheadProcess } from '../fakes/masthead-process.ts';
import { hasMosquitto } from '../fakes/mosquitto.ts';
import { startPanel, type FakePanel } from '../fakes/xtream-panel.ts';
import { openHouse } from './supervised-house.ts';

const WAIT = { timeout: 60_000, interval: 100 };
const SPEED = 60;

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).toReversed()) await clean();
});

const time = (at: number): string => `${new Date(at).toISOString().replaceAll(/\D/g, '').slice(0, 14)} +0000`;
const guideUntil = (end: number): string =>
  `<?xml version="1.0"?><tv><channel id="ch1.x"><display-name>One</display-name></channel>
   <programme start="${time(end - 6 * HOUR_MS)}" stop="${time(end)}" channel="ch1.x"><title>News</title></programme></tv>`;

const say = (panel: FakePanel, more: object): void => {
  panel.content.userInfo = { ...panel.content.userInfo, ...more };
};

async function startHook(): Promise<{ url: string; titles: string[] }> {
  const titles: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      titles.push(...(JSON.parse(body) as { alerts: { event: string; what: string }[] }).alerts.map(titled));
      response.writeHead(204).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanups.push(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, titles };
}
const titled = ({ event, what }: { event: string; what: string }): string => `${event} ${what}`;

async function apiOf({ base }: MastheadProcess) {
  const json = { 'content-type': 'application/json' };
  const login = await fetch(`${base}/api/login`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ name: 'admin', password: 'secret' }),
  });
  const headers = { ...json, authorization: `Bearer ${((await login.json()) as { token: string }).token}` };
  const send = (method: string, path: string, body?: object): Promise<Response> =>
    fetch(`${base}/api${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  const open = async (language: string): Promise<{ title: string; cause: string; severity: string }[]> =>
    ((await (await send('GET', `/alerts?language=${language}`)).json()) as { open: never[] }).open;
  await send('PATCH', '/settings', { health: { enabled: false } }); // of its streams there is nothing to see
  return { send, open };
}

describe.skipIf(!hasMosquitto)('a provider’s account and guide', () => {
  test('used up by others, fewer connections than are set, a guide that ends: told, and over', async () => {
    const panel = await startPanel();
    say(panel, { active_cons: '1', max_connections: '1' });
    panel.content.guide = guideUntil(Date.now() + 5 * HOUR_MS);
    const { supervisor, observer, masthead } = await openHouse({
      args: [panel.source],
      channels: 3,
      speed: SPEED,
      language: 'de-CH',
    });
    await expect.poll(() => observer.last('masthead/status'), WAIT).toBe('online');
    const { send, open } = await apiOf(masthead);
    const hook = await startHook();
    await send('POST', '/alert-targets', { name: 'Hook', options: { kind: 'webhook', url: hook.url } });
    const titles = async (): Promise<string[]> => (await open('de')).map(({ title }) => title).toSorted();
    const used = 'Das Konto bei 127.0.0.1 wird auch woanders benutzt';
    const guide = 'Der Programmführer von 127.0.0.1 geht zu Ende';
    const limit = '127.0.0.1 erlaubt weniger Verbindungen, als eingestellt sind';

    await expect.poll(titles, WAIT).toEqual([used, guide].toSorted());
    expect(await open('en')).toContainEqual(
      expect.objectContaining({
        title: 'The account at 127.0.0.1 is used elsewhere',
        cause: 'Connections open: 1, ours among them: 0. The account allows 1.',
        severity: 'warning',
      }),
    );
    const notices = (): unknown[] => supervisor.called.map(({ data }) => data['title']);
    await expect
      .poll(notices, WAIT)
      .toEqual(expect.arrayContaining([used, guide].map((title) => `Masthead: ${title}`)));
    const events = (): { event_type: string; what: string; title: string }[] =>
      observer.heard
        .filter(({ topic }) => topic === 'masthead/masthead/alert_event')
        .map(({ payload }) => JSON.parse(payload) as never);
    expect(events()).toContainEqual(
      expect.objectContaining({ event_type: 'alert_raised', what: 'used-elsewhere', title: used }),
    );
    expect((await send('POST', '/alert-targets/home-assistant/test')).status).toBe(204);
    await expect.poll(notices, WAIT).toContain('Masthead: das ist ein Test');
    await expect.poll(() => hook.titles.toSorted(), WAIT).toEqual(['raised guide-old', 'raised used-elsewhere']);

    await send('PATCH', '/providers/127-0-0-1', { max_connections: 2 });
    await expect.poll(titles, WAIT).toContain(limit);
    await send('PATCH', '/providers/127-0-0-1', { max_connections: null });
    await expect.poll(titles, WAIT).not.toContain(limit);

    say(panel, { active_cons: '0' });
    panel.content.guide = guideUntil(Date.now() + 90 * HOUR_MS);
    await send('POST', '/providers/127-0-0-1/sync');
    await expect.poll(titles, WAIT).toEqual([]);
    await expect.poll(() => observer.last('masthead/masthead/alerts'), WAIT).toBe('0');
    await expect
      .poll(() => hook.titles, WAIT)
      .toEqual(expect.arrayContaining(['resolved guide-old', 'resolved used-elsewhere']));
    expect(JSON.stringify([supervisor.called, observer.heard, await open('en')])).not.toContain('secret');
  }, 240_000);
});
