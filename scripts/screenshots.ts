// Pictures of every view, at the sizes and in the themes that there are: `npm run screenshots`; of some alone:
// `npm run screenshots -- alerts on-air`, `-- alerts/targets` for a place within a view, `-- palette` for what opens over one.
// --size=phone --theme=dark   at one size, in one theme
// --home=lived-in             of a home with a past, long names and troubles; `empty` of one that has nothing yet
// --language=de --rtl         in another language; mirrored
// --out=/tmp/x                elsewhere than data/screenshots
// --docs                      also those that README and DOCS show, into docs/images

import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { CHROMIUM, CHROMIUM_ARGUMENTS } from '../test/browser/chromium.ts';
import { placesOf, settled } from '../test/browser/panel-walk.ts';
import { ask, HOMES, liveIn, neighbour, type Api } from './screenshot-homes.ts';
import { goTo, pause, sayIn, WAYS } from './screenshot-ways.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const said = (name: string): string | undefined =>
  process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(`--${name}=`.length);
const OUT = said('out') ?? join(ROOT, 'data', 'screenshots');
const DOCS = join(ROOT, 'docs', 'images');
const LANGUAGE = said('language') ?? 'en';
const IS_MIRRORED = process.argv.includes('--rtl');
const HOME = HOMES.find((home) => home === said('home')) ?? 'demo';
/** Those that were named, else all. */
const NAMED = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const SIZES = [
  { name: 'phone', width: 390, height: 844 },
  { name: 'tablet', width: 820, height: 1_180 },
  { name: 'desktop', width: 1_440, height: 900 },
] as const;
const SCHEMES = ['light', 'dark'] as const;
/** Those shown in the documents: view, size, theme. */
const SHOWN = [
  ['on-air', 'desktop', 'light'],
  ['guide', 'desktop', 'dark'],
  ['channels', 'desktop', 'light'],
  ['guide', 'phone', 'dark'],
] as const;
const PASSWORD = 'screenshots';

/** No language that runs from right to left is complete yet: the page is turned round whatever it says. */
const MIRROR = `addEventListener('DOMContentLoaded', () => {
  const turn = () => document.documentElement.dir === 'rtl' || (document.documentElement.dir = 'rtl');
  new MutationObserver(turn).observe(document.documentElement, { attributes: true });
  turn();
})`;

const say = sayIn(LANGUAGE);

const folder = mkdtempSync(join(tmpdir(), 'masthead-screenshots-'));
const beside = HOME === 'lived-in' ? await neighbour(folder) : undefined;
const server = spawn(
  process.execPath,
  [join(ROOT, 'dist/main.js'), ...(HOME === 'empty' ? [] : ['--demo']), ...(beside?.sources ?? [])],
  {
    env: {
      ...process.env,
      MASTHEAD_PORT: '0',
      MASTHEAD_DISCOVERY: 'off',
      MASTHEAD_DATA_DIR: folder,
      MASTHEAD_ADMIN_PASSWORD: PASSWORD,
    },
  },
);

try {
  const base = await addressOf();
  await pause(HOME === 'empty' ? 0 : 6_000); // the demo's sync
  const token = await logIn(base);
  const watching = HOME === 'empty' ? undefined : await watch({ base, token });
  if (HOME === 'lived-in') {
    await liveIn({ base, token });
    await pause(35_000); // what was watched is written, what is dead is found so
  }
  await takeAll({ base, token });
  watching?.abort();
} finally {
  server.kill('SIGTERM');
  beside?.server.close();
  rmSync(folder, { recursive: true, force: true });
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

async function logIn(base: string): Promise<string> {
  const response = await fetch(`${base}/api/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ password: PASSWORD }),
  });
  return ((await response.json()) as { token: string }).token;
}

/** A few viewers, so that something is on air. */
async function watch(api: Api): Promise<AbortController> {
  const watching = new AbortController();
  const players = [
    ['Harbour One', 'Jellyfin-Server/10.11.3'],
    ['Harbour One', 'VLC/3.0.21 LibVLC/3.0.21'],
    ['Lighthouse News', 'Kodi/21.2 (Linux)'],
    ['Tidewater Films', 'TiviMate/5.1.6'],
  ] as const;
  const { items } = await ask<{ items: { name: string; number: string }[] }>(api, 'GET', '/channels?limit=100');
  for (const [channel, agent] of players) {
    const number = items.find(({ name }) => name === channel)?.number;
    void fetch(`${api.base}/auto/v${number}?token=${api.token}`, {
      headers: { 'user-agent': agent },
      signal: watching.signal,
    })
      .then((response) => response.body?.pipeTo(new WritableStream()))
      .catch(() => undefined);
  }
  return watching;
}

async function takeAll({ base, token }: Api): Promise<void> {
  const browser = await chromium.launch({ executablePath: `/usr/bin/${CHROMIUM}`, args: [...CHROMIUM_ARGUMENTS] });
  mkdirSync(OUT, { recursive: true });
  for (const { name, ...viewport } of SIZES) {
    if (name !== (said('size') ?? name)) continue;
    for (const colorScheme of SCHEMES) {
      if (colorScheme !== (said('theme') ?? colorScheme)) continue;
      const context = await browser.newContext({
        viewport,
        colorScheme,
        locale: LANGUAGE === 'en' ? 'en-GB' : LANGUAGE,
        hasTouch: name === 'phone',
      });
      await context.addInitScript((known) => localStorage.setItem('masthead.token', known), token);
      if (IS_MIRRORED) await context.addInitScript(MIRROR);
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
    await (WAYS[view]?.(page, say) ?? goTo(page, view));
  } catch (error) {
    console.log(`${view} at ${size} was not reached: ${String(error)}`);
  }
  if (view === 'on-air') await pause(6_000); // the plots fill
  await settled(page).catch(() => console.log(`${view} still waits for something`));
  await pause(400); // what moves has come to rest
  const path = join(OUT, `${view.replace(/^channel\/.*/, 'channel').replaceAll('/', '-')}-${size}-${scheme}.png`);
  await page.screenshot({ path });
  await page.keyboard.press('Escape'); // whatever has opened
  if (WAYS[view]) await pause(400); // it goes
  console.log(path);
  const isShown = SHOWN.some((shown) => String(shown) === String([view, size, scheme]));
  if (!isShown || !process.argv.includes('--docs')) return;
  mkdirSync(DOCS, { recursive: true });
  const shown = join(DOCS, `${view}-${size}.png`);
  const { status } = spawnSync('pngquant', ['--force', '--speed', '1', '--strip', '--output', shown, path]);
  if (status !== 0) copyFileSync(path, shown); // without pngquant it is three times the size
}
