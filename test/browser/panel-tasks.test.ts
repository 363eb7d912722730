// What people come to do, each from the first page by what stands on the screen: a provider added, a channel given a backup, why
// a channel failed, movies for Jellyfin, a child that sees two groups.

import type { Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { startProviderServer } from '../fakes/provider-server.ts';
import { demoHome, hasChromium } from './demo-home.ts';
import { openPanel } from './panel-page.ts';

const home = demoHome();

const open = async (): Promise<{ readonly page: Page; readonly problems: readonly string[] }> =>
  await openPanel(home.browser, home.demo.base, { token: home.token });
const openTab = async (page: Page, name: string): Promise<void> =>
  await page.locator('mh-side-bar').getByRole('link', { name, exact: true }).click();

/** A list with one channel that the demo has, and one that nobody knows. */
async function cheapList(): Promise<string> {
  const server = await startProviderServer();
  onTestFinished(() => server.close());
  const names = ['Quayside Extra 4K', 'Breakwater Two']; // a better one is a backup all the same
  const lines = names.map(
    (name, at) => `#EXTINF:-1 group-title="UK",UK: ${name}\n${home.provider}live/${at + 1}.ts?b\n`,
  );
  server.on('/cheap.m3u', { body: `#EXTM3U\n${lines.join('')}` });
  return `${server.url}/cheap.m3u`;
}

test.skipIf(!hasChromium)('a provider is added, and one of its channels becomes the backup of another', async () => {
  const { page, problems } = await open();
  await openTab(page, 'Providers');
  await page.getByRole('link', { name: 'Add a provider' }).click();
  await page.getByRole('textbox', { name: /^Address/ }).fill(await cheapList());
  await page.getByRole('button', { name: 'Try it out' }).click();
  await page.getByRole('button', { name: 'Add it' }).click();
  await page.getByText('2 live streams').waitFor();
  await openTab(page, 'Channels');
  await page.getByRole('link', { name: 'Pebble Kids' }).first().click();
  await page.getByRole('button', { name: 'Add a backup' }).click();
  const dialog = page.locator('wa-dialog');
  await dialog.getByRole('button', { name: /^Use as backup.*Harbour One/ }).waitFor(); // no other is called Pebble
  await dialog.getByRole('searchbox').fill('quayside');
  await dialog.getByRole('button', { name: /^Use as backup.*Quayside Extra/ }).click();
  const streams = page.locator('mh-stream-list li');
  await expect.poll(() => streams.count()).toBe(2);
  await streams.nth(1).getByText('backup 1').waitFor();
  await streams.nth(1).getByText('Quayside Extra').waitFor();
  await page.locator('mh-rank-card').getByText('Quayside Extra').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => streams.count()).toBe(1);
  expect(problems).toEqual([]);
});

test.skipIf(!hasChromium)('why a channel failed stands on its page, without scrolling', async () => {
  const { page } = await open();
  const { items } = (await (
    await fetch(`${home.demo.base}/api/channels?search=lighthouse`, {
      headers: { authorization: `Bearer ${home.token}` },
    })
  ).json()) as { items: { id: string }[] };
  const watched = new AbortController();
  onTestFinished(() => watched.abort());
  const picture = await fetch(`${home.demo.base}/stream/${items[0]!.id}.ts`, { signal: watched.signal });
  void picture.arrayBuffer().catch(() => undefined);
  const body = JSON.stringify({ channel: 3, kind: 'end', seconds: 5 });
  await fetch(`${home.provider}fault`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  await openTab(page, 'Channels');
  await page.getByRole('link', { name: 'Lighthouse News' }).first().click();
  const history = page.locator('mh-timeline');
  await history.getByText('the provider ended it').first().waitFor();
  expect((await history.boundingBox())!.y).toBeLessThan(900);
  await page.goto(`${home.demo.base}/#/channel/c00000000000`); // a link to one that is no more
  await page.getByText('There is no channel c00000000000.').waitFor();
  expect(await page.locator('mh-skeleton:visible').count()).toBe(0); // nothing is on its way
});

test.skipIf(!hasChromium)(
  'movies are written for Jellyfin, and it is said where they are and what comes next',
  async () => {
    const { page, problems } = await open();
    await openTab(page, 'Library');
    await page.getByRole('link', { name: 'Files for Jellyfin' }).click();
    await page.getByRole('button', { name: 'Write the files now' }).click();
    await page.getByText('Next, in Jellyfin').waitFor();
    await page.getByText(`${home.demo.dataDir}/strm`).waitFor();
    await page.getByRole('link', { name: 'Movies and series' }).click();
    await page.getByRole('link', { name: /The Lamp Keeper/ }).click();
    await page.getByText('Movies/The Lamp Keeper (1958)/The Lamp Keeper (1958).strm').waitFor();
    await openTab(page, 'Library');
    await page.getByRole('link', { name: 'Files for Jellyfin' }).click();
    await page.getByRole('link', { name: 'Where and which' }).click();
    await page.getByText('Folder for the files').waitFor();
    expect(await page.getByText('Silence that counts as a stall').count()).toBe(0);
    expect(problems).toEqual([]);
  },
);

test.skipIf(!hasChromium)(
  'a child is let in to two groups, and is told where a login has to be asked for',
  async () => {
    const { page, problems } = await open();
    await openTab(page, 'People');
    await page.getByRole('button', { name: 'Add a person' }).click();
    await page.getByLabel('Name').first().fill('Mia');
    await page.getByLabel('Password').first().fill('mias long word');
    await page.getByRole('checkbox', { name: 'All groups' }).uncheck();
    await page.getByRole('checkbox', { name: 'Kids' }).check();
    await page.getByRole('checkbox', { name: 'News' }).check();
    await page.getByText('Movies and series of every category stay open').waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Players in the local network get everything').waitFor();
    const child = await openPanel(home.browser, home.demo.base);
    await child.page.getByLabel('Name').fill('Mia');
    await child.page.getByLabel('Password', { exact: true }).fill('mias long word');
    await child.page.getByRole('button', { name: 'Log in' }).click();
    await openTab(child.page, 'Guide');
    await child.page.getByRole('listitem', { name: 'Pebble Kids' }).waitFor();
    expect(await child.page.getByRole('main').getByRole('listitem').count()).toBe(2);
    const listed = async (): Promise<number> => (await fetch(`${home.demo.base}/playlist.m3u`)).status;
    expect(await listed()).toBe(200);
    await page.getByRole('button', { name: 'Ask players for a login' }).click();
    await page.locator('wa-dialog').getByRole('button', { name: 'Ask players for a login' }).click();
    await expect.poll(() => page.getByText('Players in the local network get everything').count()).toBe(0);
    expect(await listed()).toBe(401);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Players in the local network get everything').waitFor();
    expect(await listed()).toBe(200);
    expect(problems).toEqual([]);
  },
);

test.skipIf(!hasChromium)('on a phone the tab that is open is in sight, however many there are', async () => {
  const { page } = await openPanel(home.browser, home.demo.base, {
    token: home.token,
    at: '#/health/changes',
    viewport: { width: 390, height: 844 },
  });
  const tab = page.getByRole('main').getByRole('link', { name: 'Died and came back' });
  const edge = async (): Promise<number> => {
    const box = await tab.boundingBox();
    return box!.x + box!.width;
  };
  await expect.poll(edge).toBeLessThanOrEqual(390);
});
