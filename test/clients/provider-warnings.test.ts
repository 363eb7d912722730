// What a household hears of a provider in trouble: a panel that shrinks its list, refuses the login and is about to expire, by
// way of the real process, to Home Assistant's notifications, to its broker and to the API, and that it is over.

import { describe, expect, test } from 'vitest';
import { DAY_MS } from '../../src/kernel/units.ts';
import type { MastheadProcess } from '../fakes/masthead-process.ts';
import { hasMosquitto } from '../fakes/mosquitto.ts';
import { startPanel, type FakePanel } from '../fakes/xtream-panel.ts';
import { openHouse, type House } from './supervised-house.ts';

const WAIT = { timeout: 60_000, interval: 100 };
/** The date is looked at a minute after the start. */
const WAIT_FOR_EXPIRY = { timeout: 120_000, interval: 500 };

const rows = (count: number): Record<string, unknown>[] =>
  Array.from({ length: count }, (_, nth) => ({
    num: nth + 1,
    name: `Channel ${nth + 1}`,
    stream_type: 'live',
    stream_id: nth + 1,
    category_id: '1',
  }));

async function openPanelHouse(): Promise<House & { readonly panel: FakePanel }> {
  const panel = await startPanel();
  panel.content.live = rows(120);
  panel.content.movies = [];
  panel.content.series = [];
  panel.content.userInfo = {
    ...panel.content.userInfo,
    exp_date: String(Math.floor((Date.now() + 2.5 * DAY_MS) / 1_000)),
  };
  const house = await openHouse({ args: [panel.source], channels: 100 });
  await expect.poll(() => house.observer.last('masthead/status'), WAIT).toBe('online');
  return { ...house, panel };
}

async function apiOf({ base }: MastheadProcess) {
  const login = await fetch(`${base}/api/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'admin', password: 'secret' }),
  });
  const { token } = (await login.json()) as { token: string };
  const headers = { authorization: `Bearer ${token}` };
  const get = async (path: string): Promise<unknown> => (await fetch(`${base}/api${path}`, { headers })).json();
  await fetch(`${base}/api/settings`, {
    method: 'PATCH',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ health: { enabled: false } }), // of its streams there is nothing to see
  });
  const { items } = (await get('/providers')) as { items: { id: string }[] };
  const provider = items[0]!.id;
  return {
    provider,
    sync: () => fetch(`${base}/api/providers/${provider}/sync`, { method: 'POST', headers }),
    open: async () => ((await get('/alerts')) as { open: { title: string }[] }).open.map(({ title }) => title),
    live: async () =>
      ((await get('/providers')) as { items: { sync: { counts: { live: number } } }[] }).items[0]!.sync.counts.live,
  };
}

describe.skipIf(!hasMosquitto)('a provider in trouble', () => {
  test('its list, its login and its date: shown, told and over', async () => {
    const { supervisor, observer, panel, masthead } = await openPanelHouse();
    const { provider, sync, open, live } = await apiOf(masthead);
    const events = (): string[] =>
      observer.heard
        .filter(({ topic }) => topic === 'masthead/masthead/alert_event')
        .map(({ payload }) => JSON.parse(payload) as { event_type: string; title: string })
        .map(({ event_type, title }) => `${event_type} ${title}`);
    const notices = (): string[] =>
      supervisor.called.map(({ service, data }) =>
        `${service.split(/[./]/).at(-1)} ${(data['title'] as string | undefined) ?? ''}`.trim(),
      );
    const shrunk = '127.0.0.1 suddenly offers far less';
    const refused = '127.0.0.1 refuses the login';

    panel.content.live = rows(20);
    await sync();
    await expect.poll(open, WAIT).toEqual([shrunk]);
    expect(await live()).toBe(120);
    await expect.poll(events, WAIT).toEqual([`alert_raised ${shrunk}`]);
    await expect.poll(() => observer.last('masthead/masthead/alerts'), WAIT).toBe('1');
    await expect.poll(notices, WAIT).toEqual([`create Masthead: ${shrunk}`]);

    await observer.client.publishAsync('masthead/action/confirm_list', JSON.stringify({ provider }));
    await expect.poll(live, WAIT).toBe(20);
    await expect.poll(open, WAIT).toEqual([]);
    await expect.poll(notices, WAIT).toContain('dismiss');

    panel.content.userInfo = { ...panel.content.userInfo, auth: 0 };
    await sync();
    await expect.poll(open, WAIT).toEqual([refused]);
    await expect.poll(notices, WAIT).toContain(`create Masthead: ${refused}`);
    panel.content.userInfo = { ...panel.content.userInfo, auth: 1 };
    await sync();
    await expect.poll(() => events().at(-1), WAIT).toBe(`alert_resolved ${refused}`);

    await expect.poll(open, WAIT_FOR_EXPIRY).toEqual(['127.0.0.1 expires in 2 days']);
    await expect.poll(() => notices().at(-1), WAIT).toBe('create Masthead: 127.0.0.1 expires in 2 days');
    expect(JSON.stringify([supervisor.called, observer.heard])).not.toContain('secret');
  }, 200_000);
});
