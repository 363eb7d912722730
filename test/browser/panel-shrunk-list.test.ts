// A provider whose list has shrunk, as a person meets it: the alert leads to the provider, the channels are still there, a press takes
// the short list, and the alert is over.

import { expect, onTestFinished, test } from 'vitest';
import { startPanel } from '../fakes/xtream-panel.ts';
import { hasChromium, ownMasthead } from './demo-home.ts';
import { launch, logIn, openPanel } from './panel-page.ts';

const WAIT = { timeout: 60_000, interval: 200 };

const rows = (count: number): Record<string, unknown>[] =>
  Array.from({ length: count }, (_, nth) => ({
    num: nth + 1,
    name: `Channel ${nth + 1}`,
    stream_type: 'live',
    stream_id: nth + 1,
    category_id: '1',
  }));

test.skipIf(!hasChromium)(
  'from the alert to the provider, and the short list is taken',
  async () => {
    const provider = await startPanel();
    provider.content.live = rows(120);
    provider.content.movies = [];
    provider.content.series = [];
    const masthead = await ownMasthead({ args: [provider.source], channels: 100 });
    const token = await logIn(masthead.base);
    const headers = { authorization: `Bearer ${token}` };
    // Its streams do not play: checked for long enough, which a slow machine is, the provider would be told as down besides.
    const unchecked = await fetch(`${masthead.base}/api/settings`, {
      method: 'PATCH',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ health: { enabled: false } }),
    });
    expect(unchecked.status).toBe(200);
    const live = async (): Promise<number> => {
      const { items } = (await (await fetch(`${masthead.base}/api/providers`, { headers })).json()) as {
        items: { sync: { counts: { live: number } } }[];
      };
      return items[0]!.sync.counts.live;
    };
    provider.content.live = rows(20);
    await fetch(`${masthead.base}/api/providers/127-0-0-1/sync`, { method: 'POST', headers });
    const browser = await launch();
    onTestFinished(() => browser.close());
    const { page, problems } = await openPanel(browser, masthead.base, { token, at: '#/alerts' });

    const open = page.getByRole('region', { name: 'Wrong now' });
    await open.getByText('127.0.0.1 suddenly offers far less').waitFor({ timeout: 60_000 });
    await open.getByText('The list has 20 entries, and had 120.').waitFor();
    expect(await live()).toBe(120);
    await open.getByRole('link', { name: 'To the provider' }).click();
    await page.getByRole('button', { name: 'Take the short list' }).click();
    await expect.poll(live, WAIT).toBe(20);
    await page.evaluate(`location.hash = '#/alerts'`);
    await page.getByText('Nothing is wrong').waitFor({ timeout: 60_000 });
    await page.getByRole('region', { name: 'Over' }).getByText('127.0.0.1 suddenly offers far less').waitFor();
    expect(problems).toEqual([]);
  },
  180_000,
);
