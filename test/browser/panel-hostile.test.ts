// A provider whose names are markup, or have no end: text in every view, and none of them is wider for it.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../fakes/folder.ts';
import { demoHome, hasChromium, ownMasthead } from './demo-home.ts';
import { logIn, openPanel } from './panel-page.ts';
import { placesOf, walkTo } from './panel-walk.ts';

const home = demoHome();
const SIZES = [
  { width: 390, height: 844 },
  { width: 1_440, height: 900 },
] as const;
const SCRIPT = '<script>window.hit = 1</script>';
const LONG = 10_000;
const NAMES = [SCRIPT, '<img src=x onerror="window.hit=1">', '"><svg onload=window.hit=1>', 'A'.repeat(LONG)];

function hostileList(): string {
  const list = join(temporaryFolder(), 'hostile.m3u');
  const entries = NAMES.map(
    (name, at) =>
      `#EXTINF:-1 tvg-logo="javascript:window.hit=1" group-title="${at === 3 ? 'G'.repeat(LONG) : '<b>G</b>'}",${name}\nhttp://127.0.0.1:9/${at}.ts\n`,
  );
  const movies = NAMES.map(
    (name, at) => `#EXTINF:-1 group-title="<i>Films</i>",${name} (2020)\nhttp://127.0.0.1:9/movie/a/b/${at}.mp4\n`,
  );
  writeFileSync(list, `#EXTM3U\n${entries.join('')}${movies.join('')}`);
  return list;
}

test.skipIf(!hasChromium).each(SIZES)(
  'names of providers are text, however long and whatever is in them, at $width px',
  async (viewport) => {
    const masthead = await ownMasthead({ args: [hostileList()], channels: 4 });
    const token = await logIn(masthead.base);
    const longest = { name: 'P'.repeat(100), source: 'http://127.0.0.1:9/list.m3u' };
    const add = async (what: string, body: object): Promise<number> => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      return (await fetch(`${masthead.base}/api/${what}`, { method: 'POST', headers, body: JSON.stringify(body) }))
        .status;
    };
    expect(await add('providers', longest)).toBe(201);
    expect(await add('people', { name: 'Q'.repeat(64), role: 'member' })).toBe(201);
    const { page, problems } = await openPanel(home.browser, masthead.base, { token, viewport });
    const channels = await fetch(`${masthead.base}/api/channels`, { headers: { authorization: `Bearer ${token}` } });
    const { items } = (await channels.json()) as { items: { id: string }[] };
    expect(items.length).toBe(4);
    const wide: Record<string, number> = {};
    for (const place of [...(await placesOf(page)), ...items.map(({ id }) => `channel/${id}`)]) {
      await walkTo(page, place);
      const beyond = await page.getByRole('main').evaluate((main) => main.scrollWidth - main.clientWidth);
      const width = await page.evaluate<number>('document.documentElement.scrollWidth');
      if (beyond > 0 || width > viewport.width) wide[place] = Math.max(beyond, width - viewport.width);
    }
    expect(wide).toEqual({});
    await page.goto(`${masthead.base}/#/channels`);
    await page.getByText(SCRIPT).first().waitFor();
    await page.keyboard.press('/');
    await page.getByRole('combobox', { name: 'Search everything' }).fill('script');
    await page
      .getByRole('option', { name: /<script>/ })
      .first()
      .waitFor();
    expect(await page.evaluate('window.hit')).toBeUndefined();
    expect(problems).toEqual([]);
  },
);
