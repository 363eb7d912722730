// The player in a real browser: keys, a channel's past, a movie with seeking that goes on where it was left; and the palette
// that finds them.

import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { isInstalled } from '../clients/networks.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { demoHome, hasChromium, ownMasthead } from './demo-home.ts';
import { logIn, openPanel } from './panel-page.ts';

const home = demoHome();
const hasPrograms = hasChromium && isInstalled('ffmpeg');

const VIDEO = `document.querySelector('mh-player').shadowRoot.querySelector('video')`;
const played = (page: Page): Promise<number> => page.evaluate<number>(`${VIDEO}.currentTime`);

test.skipIf(!hasPrograms)('a channel is found in the palette, played, and ruled by keys', async () => {
  const { page, problems } = await openPanel(home.browser, home.demo.base, { token: home.token });
  await page.getByRole('heading', { name: 'Providers' }).waitFor();
  await page.keyboard.press('/');
  await page.getByRole('combobox', { name: 'Search everything' }).fill('lighthouse');
  await page.getByRole('option', { name: /Lighthouse News/ }).waitFor();
  await page.keyboard.press('Shift+Enter');
  await expect.poll(() => played(page), { timeout: 30_000 }).toBeGreaterThan(0.5);
  expect(await page.evaluate(`${VIDEO}.muted`)).toBe(true);
  await page.keyboard.press('m');
  expect(await page.evaluate(`${VIDEO}.muted`)).toBe(false);
  await page.keyboard.press('k');
  await expect.poll(() => page.evaluate(`${VIDEO}.paused`)).toBe(true);
  await page.keyboard.press('i');
  await page.getByText('behind live').waitFor();
  expect(await page.getByRole('slider').count()).toBe(0); // what is live is not gone through
  await page.keyboard.press('Escape');
  expect(await page.locator('mh-player').count()).toBe(0);
  expect(problems).toEqual([]);
});

test.skipIf(!hasPrograms)(
  'the palette opens views and acts by keys alone, and says when nothing is called that',
  async () => {
    const { page, problems } = await openPanel(home.browser, home.demo.base, { token: home.token });
    await page.getByRole('heading', { name: 'Providers' }).waitFor();
    await page.keyboard.press('Control+k');
    const field = page.getByRole('combobox', { name: 'Search everything' });
    await field.fill('zzzz');
    await page.getByText('Nothing is called that.').waitFor();
    await field.fill('settings');
    await page.getByRole('option', { name: 'Settings' }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/#\/settings/);
    await page.keyboard.press('Control+k');
    await field.fill('dark');
    await page.getByRole('option', { name: 'Dark theme' }).waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(`document.documentElement.classList.contains('wa-dark')`)).toBe(true);
    expect(problems).toEqual([]);
  },
);

test.skipIf(!hasPrograms)('what a channel showed before is watched from its start, and gone through', async () => {
  const masthead = await ownMasthead({ args: [`xtream://demo:demo@${new URL(home.provider).host}`], channels: 12 });
  const own = await logIn(masthead.base);
  const answer = await fetch(`${masthead.base}/api/channels?limit=50`, { headers: { authorization: `Bearer ${own}` } });
  const { items } = (await answer.json()) as { items: { name: string; catchup_days: number }[] };
  const channel = items.find(({ catchup_days: days }) => days > 0)!;
  const at = `#/guide?search=${encodeURIComponent(channel.name)}`;
  const { page } = await openPanel(home.browser, masthead.base, { token: own, at });
  await page.getByText('1 channel', { exact: true }).or(page.locator('.cell.past')).first().waitFor();
  await page.locator('.cell.past').last().click(); // over, so that all of it is there
  await page.getByRole('button', { name: 'Watch from the start' }).click();
  await expect.poll(() => played(page), { timeout: 30_000 }).toBeGreaterThan(0.5);
  const place = page.getByRole('slider', { name: 'Place in the programme' });
  const most = Number(await place.getAttribute('max'));
  expect(most).toBeGreaterThan(30);
  await page.keyboard.press('5');
  await expect.poll(() => played(page), { timeout: 20_000 }).toBeGreaterThan(most / 2 - 10);
});

/** A provider with one movie, sent in ranges as panels do. */
async function startCinema(): Promise<string> {
  const file = join(temporaryFolder(), 'film.mp4');
  const source = ['-f', 'lavfi', '-i', 'testsrc=size=160x90:rate=5', '-f', 'lavfi', '-i', 'sine=frequency=440'];
  const shape = ['-t', '120', '-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac'];
  execFileSync('ffmpeg', ['-loglevel', 'error', ...source, ...shape, '-movflags', '+faststart', file]);
  const bytes = readFileSync(file);
  const server = createServer((request, response) => {
    if (request.url?.endsWith('.m3u')) {
      response.end(
        `#EXTM3U\n#EXTINF:-1 group-title="Films",The Long Quay (2021)\nhttp://${request.headers.host}/movie/a/b/1.mp4\n`,
      );
      return;
    }
    const [, from = '0', to = ''] = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? '') ?? [];
    const end = to === '' ? bytes.length - 1 : Number(to);
    response.writeHead(request.headers.range ? 206 : 200, {
      'content-type': 'video/mp4',
      'accept-ranges': 'bytes',
      'content-length': end - Number(from) + 1,
      ...(request.headers.range && { 'content-range': `bytes ${from}-${end}/${bytes.length}` }),
    });
    response.end(request.method === 'HEAD' ? undefined : bytes.subarray(Number(from), end + 1));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/list.m3u`;
}

test.skipIf(!hasPrograms)('a movie is gone through, and goes on where it was left', async () => {
  const masthead = await ownMasthead({ args: [await startCinema()] });
  const own = await logIn(masthead.base);
  const titles = async (): Promise<number> => {
    const answer = await fetch(`${masthead.base}/api/titles`, { headers: { authorization: `Bearer ${own}` } });
    return ((await answer.json()) as { total: number }).total;
  };
  await expect.poll(titles, { timeout: 15_000 }).toBe(1);
  const { page } = await openPanel(home.browser, masthead.base, { token: own });
  const watch = async (): Promise<void> => {
    await page.getByRole('button', { name: /Search everything/ }).click();
    await page.getByRole('combobox', { name: 'Search everything' }).fill('long quay');
    await page.getByRole('option', { name: /The Long Quay/ }).waitFor();
    await page.keyboard.press('Shift+Enter');
    await expect.poll(() => played(page), { timeout: 30_000 }).toBeGreaterThan(0.3);
  };
  await watch();
  const place = page.getByRole('slider', { name: 'Place in the programme' });
  expect(Number(await place.getAttribute('max'))).toBeGreaterThan(115);
  await page.keyboard.press('5');
  await expect.poll(() => played(page)).toBeGreaterThan(59);
  await page.keyboard.press('k');
  await page.waitForTimeout(300);
  await page.getByRole('button', { name: 'Close' }).click();
  await watch();
  await page.getByText(/^Goes on at 1:0/).waitFor();
  expect(await played(page)).toBeGreaterThan(58);
  await page.getByRole('button', { name: 'From the start' }).click();
  await expect.poll(() => played(page)).toBeLessThan(20);
});
