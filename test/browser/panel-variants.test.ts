// Which variants are channels of their own, and how alike names have to be: each setting in turn, seen in the table of
// channels, and set back. Ids, numbers and favourites are what they were.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeEach, expect, test } from 'vitest';
import { defaultSettings } from '../../src/model/settings.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { demoHome, hasChromium } from './demo-home.ts';
import { openPanel } from './panel-page.ts';
import { walkTo } from './panel-walk.ts';

/** Of two providers, so that each has something to merge within a list and across both. */
const LISTS = [
  [
    'US: Halden East',
    'US: Halden West',
    'UK: Birch',
    'UK: Birch +1',
    'DE: Solano SD',
    'DE: Solano FHD',
    'DE: Rosso RAW',
    'UK: Quarry',
    'UK: Quarry Plus',
    'UK: Lumen',
    'FR: Tamber',
    'FR: Tamber Kids',
    'CA: Corda Ontario',
    'CA: Corda Atlantic',
    'US: ABC (WSOC) Charlotte',
    'US: ABC (WABC) New York',
    'UK: Aldo Motor Sport',
    'UK: Kestrel Comedy Central',
  ],
  [
    'US: Halden',
    'UK: Birch+1',
    'DE: Solano UHD',
    'DE: Rosso',
    'UK: Quarry Extra',
    'UK: Lumen+',
    'FR: Tamber Junior',
    'UK: Aldo Motorsports',
    'UK: Kestrel Comedy',
  ],
] as const;

/** As they are with every setting as it comes: name, and how many streams. */
const BY_DEFAULT = {
  'US: Halden East': 2,
  'US: Halden West': 1,
  'UK: Birch': 1,
  'UK: Birch +1': 2,
  'DE: Solano SD': 3,
  'DE: Rosso RAW': 2,
  'UK: Quarry': 1,
  'UK: Quarry Plus': 1,
  'UK: Lumen': 1,
  'FR: Tamber': 1,
  'FR: Tamber Kids': 1,
  'CA: Corda Ontario': 1,
  'CA: Corda Atlantic': 1,
  'US: ABC (WSOC) Charlotte': 1,
  'US: ABC (WABC) New York': 1,
  'UK: Aldo Motor Sport': 2,
  'UK: Kestrel Comedy Central': 1,
  'UK: Quarry Extra': 1,
  'UK: Lumen+': 1,
  'FR: Tamber Junior': 1,
  'UK: Kestrel Comedy': 1,
} as const;

type Streams = Readonly<Record<string, number>>;

interface Case {
  readonly setting: string;
  /** What is typed, `off` or `on` where it is a switch that is thrown. */
  readonly to: string;
  /** Names and streams of what it becomes, in place of the ones that have nothing left. */
  readonly becomes: Streams;
  readonly gone: readonly string[];
  /** Its favourites' names then, of those that are chosen here. */
  readonly favourites: Readonly<Record<string, string>>;
}

const CASES: readonly Case[] = [
  {
    setting: 'separate_feeds',
    to: 'off',
    becomes: { 'US: Halden East': 3 },
    gone: ['US: Halden West'],
    favourites: { 'US: Halden West': 'US: Halden East' },
  },
  {
    setting: 'separate_time_shifts',
    to: 'off',
    becomes: { 'UK: Birch': 3 },
    gone: ['UK: Birch +1'],
    favourites: { 'UK: Birch +1': 'UK: Birch' },
  },
  {
    setting: 'separate_plus',
    to: 'off',
    becomes: { 'UK: Quarry': 3, 'UK: Lumen': 2 },
    gone: ['UK: Quarry Plus', 'UK: Quarry Extra', 'UK: Lumen+'],
    favourites: { 'UK: Quarry Extra': 'UK: Quarry', 'UK: Lumen+': 'UK: Lumen' },
  },
  {
    setting: 'separate_kids',
    to: 'off',
    becomes: { 'FR: Tamber': 3 },
    gone: ['FR: Tamber Kids', 'FR: Tamber Junior'],
    favourites: { 'FR: Tamber Kids': 'FR: Tamber' },
  },
  {
    setting: 'separate_qualities',
    to: 'on',
    becomes: { 'DE: Solano SD': 1, 'DE: Solano FHD': 1, 'DE: Solano UHD': 1 },
    gone: [],
    favourites: {},
  },
  {
    setting: 'merge_threshold',
    to: '99',
    becomes: { 'UK: Aldo Motor Sport': 1, 'UK: Aldo Motorsports': 1 },
    gone: [],
    favourites: {},
  },
  {
    setting: 'merge_threshold',
    to: '60',
    becomes: { 'UK: Kestrel Comedy Central': 2 },
    gone: ['UK: Kestrel Comedy'],
    favourites: { 'UK: Kestrel Comedy': 'UK: Kestrel Comedy Central' },
  },
];
const FAVOURITES = CASES.flatMap(({ favourites }) => Object.keys(favourites));

function lists(): string[] {
  const folder = temporaryFolder((over) => void process.once('exit', () => void over()));
  return LISTS.map((names, list) => {
    const file = join(folder, `list${list}.m3u`);
    const entries = names.map(
      (name, at) => `#EXTINF:-1 group-title="${name.slice(0, 2)}",${name}\nhttp://127.0.0.1:9/${list}/${at}.ts\n`,
    );
    writeFileSync(file, `#EXTM3U\n${entries.join('')}`);
    return file;
  });
}

const home = demoHome({ args: lists(), channels: Object.keys(BY_DEFAULT).length });
const ALL_ROWS = { width: 1_440, height: 2_000 };

interface Row {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly streams: number;
}

/** As the table shows them. */
const rowsOf = async (page: Page): Promise<Row[]> =>
  page.locator('.rows > .row:not(.empty)').evaluateAll((rows) =>
    rows.map((row) => {
      const text = (selector: string): string => row.querySelector(selector)?.textContent.trim() ?? '';
      return {
        id: row.querySelector('.name a')?.getAttribute('href')?.split('/').at(-1) ?? '',
        number: text('.number .cut'),
        name: text('.name a'),
        streams: Number.parseInt(text('.streams'), 10),
      };
    }),
  );

const streamsOf = (rows: readonly Row[]): Streams =>
  Object.fromEntries(rows.map(({ name, streams }) => [name, streams]));

const favouritesOf = (page: Page): Promise<string[]> =>
  page
    .locator('mh-favourite-list .tile mh-logo')
    .evaluateAll((all) => all.map((one) => one.getAttribute('name') ?? ''));

async function tell(method: 'PATCH' | 'PUT', path: string, body: object): Promise<void> {
  const headers = { authorization: `Bearer ${home.token}`, 'content-type': 'application/json' };
  const response = await fetch(`${home.demo.base}/api/${path}`, { method, headers, body: JSON.stringify(body) });
  expect(response.status).toBe(200);
}

const makeFavourites = (rows: readonly Row[]): Promise<void> =>
  tell('PUT', 'favourites', { ids: FAVOURITES.map((wanted) => rows.find(({ name }) => name === wanted)!.id) });

/** Whatever a test before has left. */
beforeEach(async () => {
  if (hasChromium) await tell('PATCH', 'settings', { matching: defaultSettings.matching });
});

/** Typed, thrown, or set back to what it is by default. */
async function set(page: Page, setting: string, to: string): Promise<void> {
  await walkTo(page, `settings?search=matching.${setting}`);
  const field = page.locator('mh-setting-field');
  await expect.poll(() => field.count()).toBe(1);
  if (to === 'default') await field.getByRole('button', { name: /^Default/ }).click();
  else if (to === 'on' || to === 'off') await field.getByRole('switch', { checked: to === 'off' }).click();
  else {
    await field.getByRole('spinbutton').fill(to);
    await page.keyboard.press('Enter');
  }
  await page.getByText('The lineup is being made anew').last().waitFor();
}

test.skipIf(!hasChromium).each(CASES)(
  '$setting $to changes what it says and nothing else, and is taken back without a trace',
  async (one) => {
    const { page, problems } = await openPanel(home.browser, home.demo.base, {
      token: home.token,
      at: '#/channels',
      viewport: ALL_ROWS,
    });
    await expect.poll(async () => streamsOf(await rowsOf(page))).toEqual(BY_DEFAULT);
    const before = await rowsOf(page);
    await makeFavourites(before);

    await set(page, one.setting, one.to);
    await walkTo(page, 'channels');
    const rest = Object.entries(BY_DEFAULT).filter(([name]) => !one.gone.includes(name));
    await expect
      .poll(async () => streamsOf(await rowsOf(page)))
      .toEqual({ ...Object.fromEntries(rest), ...one.becomes });
    const now = await rowsOf(page);
    const kept = now.filter(({ id }) => before.some((row) => row.id === id));
    expect(kept.map(({ id, number }) => [id, number])).toEqual(
      before.filter(({ name }) => !one.gone.includes(name)).map(({ id, number }) => [id, number]),
    );
    await walkTo(page, 'mine');
    const expected = [...new Set(FAVOURITES.map((name) => one.favourites[name] ?? name))];
    await expect.poll(() => favouritesOf(page)).toEqual(expected);

    await set(page, one.setting, 'default');
    await walkTo(page, 'channels');
    await expect.poll(() => rowsOf(page)).toEqual(before);
    await walkTo(page, 'mine');
    await expect.poll(() => favouritesOf(page)).toEqual(FAVOURITES);
    expect(problems).toEqual([]);
  },
);

test.skipIf(!hasChromium)('what is less alike than is asked for is proposed no more, and then again', async () => {
  const { page, problems } = await openPanel(home.browser, home.demo.base, { token: home.token, at: '#/review' });
  const card = page.getByRole('article', { name: 'A proposal' });
  await card.getByText('Kestrel Comedy Central').first().waitFor();
  await set(page, 'group_threshold', '84');
  await walkTo(page, 'review'); // the lineup is still being made: what is asked changes before one's eyes
  await page.getByText('Nothing to decide').waitFor();
  await set(page, 'group_threshold', 'default');
  await walkTo(page, 'review');
  await card.getByText('Kestrel Comedy Central').first().waitFor();
  expect(problems).toEqual([]);
});
