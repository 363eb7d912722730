// hls.js in a real browser on the demo's channels, through the whole product.

import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { startMasthead, type MastheadProcess } from '../fakes/masthead-process.ts';
import { isInstalled } from '../clients/networks.ts';
import { CHROMIUM, CHROMIUM_ARGUMENTS } from './chromium.ts';
import { logIn } from './panel-page.ts';

const HLS_JS = fileURLToPath(import.meta.resolve('hls.js/dist/hls.min.js'));
/** A page as a web player has it, on an origin of its own. */
const PAGE = `<!DOCTYPE html><video muted playsinline width="320"></video><script src="/hls.js"></script><script>
window.errors = []
window.play = (url) => {
  const hls = new Hls()
  hls.on(Hls.Events.ERROR, (_, { type, details, fatal }) => window.errors.push({ type, details, fatal }))
  hls.loadSource(url)
  hls.attachMedia(document.querySelector('video'))
  hls.on(Hls.Events.MANIFEST_PARSED, () => document.querySelector('video').play())
}
</script>`;

let masthead: MastheadProcess | undefined;
let browser: Browser | undefined;
const hasChromium = isInstalled(CHROMIUM);
beforeAll(async () => {
  if (!hasChromium) return;
  masthead = await startMasthead({ args: ['--demo'], channels: 12 });
  browser = await chromium.launch({ executablePath: `/usr/bin/${CHROMIUM}`, args: [...CHROMIUM_ARGUMENTS] });
});
afterAll(async () => {
  await browser?.close();
  await masthead?.stop();
});

/** Whose pages may play what Masthead has. */
async function nameOrigins(player_origins: readonly string[]): Promise<void> {
  const headers = { authorization: `Bearer ${await logIn(masthead!.base)}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ security: { player_origins } });
  const answer = await fetch(`${masthead!.base}/api/settings`, { method: 'PATCH', headers, body });
  expect(answer.status).toBe(200);
}

async function openPage({ isNamed = true } = {}): Promise<Page> {
  const server = createServer((request, response) => {
    const isScript = request.url === '/hls.js';
    response.writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html' });
    response.end(isScript ? readFileSync(HLS_JS) : PAGE);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const page = await browser!.newPage();
  onTestFinished(async () => {
    await page.close();
    server.close();
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await nameOrigins(isNamed ? [origin] : []);
  await page.goto(`${origin}/`);
  return page;
}

interface Playing {
  readonly seconds: number;
  readonly width: number;
  readonly frames: number;
  readonly errors: readonly { readonly details: string; readonly fatal: boolean }[];
}

const look = (page: Page): Promise<Playing> =>
  page.evaluate(`(() => {
    const video = document.querySelector('video')
    const { totalVideoFrames } = video.getVideoPlaybackQuality()
    return { seconds: video.currentTime, width: video.videoWidth, frames: totalVideoFrames, errors: window.errors }
  })()`);

/** The first channel of the demo comes as MPEG-TS, the second as HLS. */
test.runIf(hasChromium).each(['Harbour One', 'Tidewater Films'])('hls.js plays %s', async (name) => {
  const lines = (await (await fetch(`${masthead!.base}/playlist.m3u?type=m3u8`)).text()).split('\n');
  const url = lines[lines.findIndex((line) => line.endsWith(`,${name}`)) + 1];
  const page = await openPage();
  await page.evaluate(`play(${JSON.stringify(url)})`);
  await expect.poll(async () => (await look(page)).frames).toBeGreaterThan(25);
  const before = await look(page);
  await page.waitForTimeout(12_000);
  const after = await look(page);
  expect(after.seconds - before.seconds).toBeGreaterThan(9);
  expect(after.frames - before.frames).toBeGreaterThan(200);
  expect(after.width).toBe(640);
  expect(after.errors.filter(({ fatal }) => fatal)).toEqual([]);
});

test.runIf(hasChromium)('a page of a site that nobody has named plays nothing', async () => {
  const lines = (await (await fetch(`${masthead!.base}/playlist.m3u?type=m3u8`)).text()).split('\n');
  const page = await openPage({ isNamed: false });
  await page.evaluate(`play(${JSON.stringify(lines.find((line) => line.startsWith('http')))})`);
  await expect.poll(async () => (await look(page)).errors[0]?.details).toBe('manifestLoadError');
});
