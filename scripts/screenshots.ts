// Pictures of every view, at the sizes and in the themes that there are, of the demo on its own port: `npm run screenshots`;
// of some alone: `npm run screenshots -- alerts on-air`, `-- alerts/targets` for a place within a view, `-- palette` for what opens over one.
// At one size alone: `--size=phone`; with what is asked of its owner, too: `--doubts`; elsewhere than data/screenshots: `--out=/tmp/x`. With `--docs` also those that README and DOCS show, into docs/images.

import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { placesOf, settled } from '../test/browser/panel-walk.ts';
import { goTo, pause, WAYS } from './screenshot-ways.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const OUT =
  process.argv.find((argument) => argument.startsWith('--out='))?.slice('--out='.length) ??
  join(ROOT, 'data', 'screenshots');
const DOCS = join(ROOT, 'docs', 'images');
/** Those that were named, else all. */
const NAMED = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const SIZES = [
  { name: 'phone', width: 390, height: 844 },
  { name: 'tablet', width: 820, height: 1_180 },
  { name: 'desktop', width: 1_440, height: 900 },
] as const;
const WANTED_SIZE = process.argv.find((argument) => argument.startsWith('--size='))?.slice('--size='.length);
const SCHEMES = ['light', 'dark'] as const;
/** Those shown in the documents: view, size, theme. */
const SHOWN = [
  ['on-air', 'desktop', 'light'],
  ['guide', 'desktop', 'dark'],
  ['channels', 'desktop', 'light'],
  ['guide', 'phone', 'dark'],
] as const;
const PASSWORD = 'screenshots';

const folder = mkdtempSync(join(tmpdir(), 'masthead-screenshots-'));
const MARKETS = ['UK', 'DE', 'FR'] as const;
/** Two playlists whose names nearly say that they have the same channels: something to review, and streams that are dead. */
const doubts = process.argv.includes('--doubts') ? ['Estrella TV', 'Estrellas de Acción'].map(playlist) : [];
const server = spawn(process.execPath, [join(ROOT, 'dist/main.js'), '--demo', ...doubts], {
  env: {
    ...process.env,
    MASTHEAD_PORT: '0',
    MASTHEAD_DISCOVERY: 'off',
    MASTHEAD_DATA_DIR: folder,
    MASTHEAD_ADMIN_PASSWORD: PASSWORD,
  },
});

try {
  const base = await addressOf();
  await pause(4_000); // the demo's sync
  const watching = watch(base);
  await takeAll(base);
  watching.abort();
} finally {
  server.kill('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
}

function playlist(name: string, index: number): string {
  const entries = MARKETS.map(
    (market) => `#EXTINF:-1 group-title="${market}",${market}: ${name}\nhttp://127.0.0.1:9/${index}/${market}.ts\n`,
  );
  const file = join(folder, `list${index}.m3u`);
  writeFileSync(file, `#EXTM3U\n${entries.join('')}`);
  return file;
}

async function addressOf(): Promise<string> {
  let text = '';
  for await (const chunk of server.stdout) {
    text += String(chunk);
    const address = /http:\/\/localhost:\d+/.exec(text)?.[0];
    if (address) {
      server.stdout.resume();
      return address;
    }
  }
  throw new Error(`The demo did not start:\n${text}`);
}

/** A few viewers, so that something is on air. */
function watch(base: string): AbortController {
  const watching = new AbortController();
  const players = [
    ['1', 'Jellyfin-Server/10.11.3'],
    ['1', 'VLC/3.0.21 LibVLC/3.0.21'],
    ['3', 'Kodi/21.2 (Linux)'],
    ['5', 'TiviMate/5.1.6'],
  ] as const;
  for (const [number, agent] of players) {
    void fetch(`${base}/auto/v${Number(number) + doubts.length * MARKETS.length}`, {
      headers: { 'user-agent': agent },
      signal: watching.signal,
    })
      .then((response) => response.body?.pipeTo(new WritableStream()))
      .catch(() => undefined);
  }
  return watching;
}

async function takeAll(base: string): Promise<void> {
  const response = await fetch(`${base}/api/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ password: PASSWORD }),
  });
  const { token } = (await response.json()) as { token: string };
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  mkdirSync(OUT, { recursive: true });
  for (const { name, ...viewport } of SIZES) {
    if (WANTED_SIZE !== undefined && name !== WANTED_SIZE) continue;
    for (const colorScheme of SCHEMES) {
      const context = await browser.newContext({ viewport, colorScheme, locale: 'en-GB', hasTouch: name === 'phone' });
      await context.addInitScript((known) => localStorage.setItem('masthead.token', known), token);
      const page = await context.newPage();
      page.setDefaultTimeout(10_000);
      await page.goto(`${base}/`);
      for (const view of [...(await placesOf(page)), ...Object.keys(WAYS)]) {
        if (NAMED.length === 0 || NAMED.some((wanted) => view.startsWith(wanted)))
          await take(page, { view, size: name, scheme: colorScheme });
      }
      await context.close();
    }
  }
  await browser.close();
}

interface Shot {
  readonly view: string;
  readonly size: string;
  readonly scheme: string;
}

async function take(page: Page, { view, size, scheme }: Shot): Promise<void> {
  try {
    await (WAYS[view]?.(page) ?? goTo(page, view));
  } catch (error) {
    console.log(`${view} at ${size} was not reached: ${String(error)}`);
  }
  await pause(view === 'on-air' ? 8_000 : 1_500); // the plots fill
  await settled(page).catch(() => console.log(`${view} still waits for something`));
  const path = join(OUT, `${view.replace(/^channel\/.*/, 'channel').replaceAll('/', '-')}-${size}-${scheme}.png`);
  await page.screenshot({ path });
  await page.keyboard.press('Escape'); // whatever has opened
  console.log(path);
  const isShown = SHOWN.some((shown) => String(shown) === String([view, size, scheme]));
  if (!isShown || !process.argv.includes('--docs')) return;
  mkdirSync(DOCS, { recursive: true });
  const shown = join(DOCS, `${view}-${size}.png`);
  const { status } = spawnSync('pngquant', ['--force', '--speed', '1', '--strip', '--output', shown, path]);
  if (status !== 0) copyFileSync(path, shown); // without pngquant it is three times the size
}
