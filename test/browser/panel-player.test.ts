// The player in a real browser: keys, a channel's past, a movie with seeking that goes on where it was left; and the palette
// that finds them.

import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { isInstalled } from '../clients/networks.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { startMasthead } from '../fakes/masthead-process.ts';
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
  await expect.poll(() => played(page)).toBeGreaterThan(0.5);
  expect(await page.evaluate(`${VIDEO}.muted`)).toBe(true);
  await page.keyboard.press('m');
  expect(await page.evaluate(`${VIDEO}.muted`)).toBe(false);
  const there = (): Promise<unknown> =>
    page.evaluate('[document.pictureInPictureElement !== null, document.fullscreenElement !== null]');
  await page.keyboard.press('p');
  await expect.poll(there).toEqual([true, false]);
  await page.keyboard.press('p');
  await expect.poll(there).toEqual([false, false]);
  await page.keyboard.press('f');
  await expect.poll(there).toEqual([false, true]);
  await page.keyboard.press('f');
  await expect.poll(there).toEqual([false, false]);
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
    await field.fill('counts as a stall');
    await page.getByRole('option', { name: 'Silence that counts as a stall' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Silence that counts as a stall').first().waitFor();
    await expect.poll(() => page.getByText('Folder for the files').count()).toBe(0);
    await page.keyboard.press('Control+k');
    await field.fill('documentary');
    await page.getByRole('option', { name: 'Documentary' }).first().waitFor();
    await field.fill('demo');
    await page.getByRole('option', { name: 'Demo', exact: true }).waitFor();
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
  await expect.poll(() => played(page)).toBeGreaterThan(0.5);
  const place = page.getByRole('slider', { name: 'Place in the programme' });
  const most = Number(await place.getAttribute('max'));
  expect(most).toBeGreaterThan(30);
  await page.keyboard.press('5');
  await expect.poll(() => played(page)).toBeGreaterThan(most / 2 - 10);
});

test.skipIf(!hasPrograms)('the panel says that the server is gone; view and player go on when it is back', async () => {
  const options = { args: [`${home.provider}demo.m3u`], channels: 12, dataDir: temporaryFolder() };
  const first = await startMasthead(options);
  const { page } = await openPanel(home.browser, first.base, { token: await logIn(first.base) });
  await page.getByRole('heading', { name: 'Providers' }).waitFor();
  await page.keyboard.press('/');
  await page.getByRole('combobox', { name: 'Search everything' }).fill('harbour one');
  await page.getByRole('option', { name: /Harbour One/ }).waitFor();
  await page.keyboard.press('Shift+Enter');
  await expect.poll(() => played(page)).toBeGreaterThan(0.5);
  await first.stop();
  const lost = page.getByText('Connection lost, trying again');
  await lost.waitFor();
  await page.getByText('Masthead does not answer.').waitFor();
  const port = new URL(first.base).port;
  await ownMasthead({ ...options, env: { MASTHEAD_PORT: port } });
  await lost.waitFor({ state: 'detached' });
  // What was fetched before may still play: it is begun anew when that is no longer said.
  await page.getByText('Masthead does not answer.').waitFor({ state: 'detached' });
  await expect.poll(() => page.evaluate(`${VIDEO}.readyState > 2 && !${VIDEO}.paused`)).toBe(true);
});

test.skipIf(!hasChromium)('a player whose part does not come says so', async () => {
  const { page } = await openPanel(home.browser, home.demo.base, { token: home.token, serviceWorkers: 'block' });
  await page.getByRole('heading', { name: 'Providers' }).waitFor();
  await page.route(/assets\/hls-.*\.js$/, (route) => route.fulfill({ status: 404 }));
  await page.goto(`${home.demo.base}/#/channels`);
  await page.locator('.row .name a').first().click();
  await page.getByRole('button', { name: 'Play', exact: true }).first().click();
  await page.getByText('Masthead does not answer.').waitFor();
  await expect.poll(() => page.getByRole('button', { name: 'Try again' }).count()).toBe(1);
});

const PICTURE = ['-f', 'lavfi', '-i', 'testsrc=size=160x90:rate=5'];
const SOUND = ['-f', 'lavfi', '-i', 'sine=frequency=440'];
const SECONDS = 120;

/** As browsers play it by themselves. */
const EASY = [...PICTURE, ...SOUND, '-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-movflags', '+faststart'];

const subtitleTime = (seconds: number): string =>
  new Date(seconds * 1_000).toISOString().slice(11, 23).replace('.', ',');

/** As releases are: two sounds that browsers do not know, subtitles, and a key frame now and then. */
function hard(folder: string): string[] {
  const texts = ['Hello', 'Hallo'].map((word) => {
    const file = join(folder, `${word}.srt`);
    const cues = Array.from({ length: SECONDS / 2 }, (_, place) => {
      return `${place + 1}\n${subtitleTime(place * 2)} --> ${subtitleTime(place * 2 + 2)}\n${word} ${place * 2}\n`;
    });
    writeFileSync(file, cues.join('\n'));
    return file;
  });
  return [
    [...PICTURE, ...SOUND, ...SOUND, ...texts.flatMap((file) => ['-i', file])],
    ['0:v', '1:a', '2:a', '3:s', '4:s'].flatMap((part) => ['-map', part]),
    ['-c:v', 'libx264', '-g', '50', '-pix_fmt', 'yuv420p', '-c:a', 'ac3', '-c:s', 'srt'],
    ['-metadata:s:a:0', 'language=eng', '-metadata:s:a:1', 'language=ger', '-metadata:s:a:1', 'title=Kommentar'],
    ['-metadata:s:s:0', 'language=eng', '-metadata:s:s:1', 'language=ger'],
  ].flat();
}

/** As television is recorded: nothing of it is for browsers, and there is no index. */
const BROADCAST = [
  ...PICTURE.slice(0, 3),
  'testsrc=size=160x90:rate=25',
  ...SOUND,
  '-c:v',
  'mpeg2video',
  '-c:a',
  'mp2',
];

/** A provider with one movie, sent in ranges as panels do. */
async function startCinema(extension: string, shape: (folder: string) => readonly string[]): Promise<string> {
  const folder = temporaryFolder();
  const file = join(folder, `film.${extension}`);
  execFileSync('ffmpeg', ['-loglevel', 'error', ...shape(folder), '-t', `${SECONDS}`, file]);
  const bytes = readFileSync(file);
  const server = createServer((request, response) => {
    if (request.url?.endsWith('.m3u')) {
      response.end(
        `#EXTM3U\n#EXTINF:-1 group-title="Films",The Long Quay (2021)\nhttp://${request.headers.host}/movie/a/b/1.${extension}\n`,
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

/** A device that the browser could show a film on. */
const TELEVISION = `Object.defineProperty(HTMLMediaElement.prototype, 'remote', { value: {
  watchAvailability: async (onChange) => (setTimeout(() => onChange(true)), 1),
  cancelWatchAvailability: async () => {},
  prompt: async () => { window.asked = (window.asked ?? 0) + 1; },
} })`;

/** A library of that movie, and how it is found and played. */
async function cinema(...film: Parameters<typeof startCinema>) {
  const masthead = await ownMasthead({ args: [await startCinema(...film)] });
  const own = await logIn(masthead.base);
  const titles = async (): Promise<number> => {
    const answer = await fetch(`${masthead.base}/api/titles`, { headers: { authorization: `Bearer ${own}` } });
    return ((await answer.json()) as { total: number }).total;
  };
  await expect.poll(titles).toBe(1);
  const opened = await openPanel(home.browser, masthead.base, { token: own });
  const { page } = opened;
  const watch = async (): Promise<void> => {
    await page.getByRole('button', { name: /Search everything/ }).click();
    await page.getByRole('combobox', { name: 'Search everything' }).fill('long quay');
    await page.getByRole('option', { name: /The Long Quay/ }).waitFor();
    await page.keyboard.press('Shift+Enter');
    await expect.poll(() => played(page)).toBeGreaterThan(0.3);
  };
  return { ...opened, masthead, own, watch };
}

test.skipIf(!hasPrograms)('a movie is gone through, and goes on where it was left', async () => {
  const { page, watch } = await cinema('mp4', () => EASY);
  await page.addInitScript(TELEVISION);
  await page.reload();
  await watch();
  await page.getByRole('button', { name: 'Show on another device' }).click();
  expect(await page.evaluate('window.asked')).toBe(1);
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

const shownCue = (page: Page): Promise<string> =>
  page.evaluate<string>(
    `[...${VIDEO}.textTracks].filter((track) => track.mode === 'showing').flatMap((track) => [...track.activeCues ?? []]).map((cue) => cue.text).join()`,
  );

test.skipIf(!hasPrograms)(
  'a release that no browser plays is played: gone through, with sound and subtitles to choose, gone on with after a reload',
  async () => {
    const { page, problems, watch } = await cinema('mkv', hard);
    await page.addInitScript(TELEVISION);
    await page.reload();
    await watch();
    // What is made for this browser cannot be fetched by a television.
    expect(await page.getByRole('button', { name: 'Show on another device' }).count()).toBe(0);
    const place = page.getByRole('slider', { name: 'Place in the programme' });
    expect(Number(await place.getAttribute('max'))).toBeGreaterThanOrEqual(SECONDS - 1);
    await page.keyboard.press('5');
    await expect.poll(() => played(page)).toBeGreaterThan(61);
    const sounds = page.getByRole('combobox', { name: 'Audio track' });
    expect(await sounds.locator('option').allTextContents()).toEqual(['English', 'German · Kommentar']);
    await sounds.selectOption({ label: 'German · Kommentar' });
    const before = await played(page);
    await expect.poll(() => played(page)).toBeGreaterThan(before + 1);
    await page.getByRole('combobox', { name: 'Subtitles' }).selectOption({ label: 'German' });
    await expect.poll(() => shownCue(page)).toMatch(/^Hallo (?:6|7|8)\d$/);
    await page.keyboard.press('9');
    await expect.poll(() => shownCue(page)).toMatch(/^Hallo 1[01]\d$/);
    await page.keyboard.press('2');
    await expect.poll(() => shownCue(page)).toMatch(/^Hallo 2\d$/);
    await page.keyboard.press('6');
    await expect.poll(() => played(page)).toBeGreaterThan(73);
    await page.keyboard.press('k');
    await page.waitForTimeout(500);
    await page.reload();
    await watch();
    await page.getByText(/^Goes on at 1:1/).waitFor();
    expect(await played(page)).toBeGreaterThan(71);
    expect(problems).toEqual([]);
  },
);

test.skipIf(!hasPrograms)('a recording of television is played, and gone through though it has no index', async () => {
  const { page, watch } = await cinema('ts', () => BROADCAST);
  await watch();
  await page.keyboard.press('7');
  await expect.poll(() => played(page)).toBeGreaterThan(85);
  expect(await page.evaluate(`${VIDEO}.videoWidth`)).toBe(160);
});
