// What can be pressed is as large as a finger on a phone, and as large as WCAG 2.2 AA asks at a desk: in every view.

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { demoHome, hasChromium } from './demo-home.ts';
import { openPanel } from './panel-page.ts';
import { placesOf, walkTo } from './panel-walk.ts';
import { smallTargets, type SmallTarget } from './touch-targets.ts';

/** What opens over a view, and how. */
const OPENED: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'channels with some chosen': async (page) => {
    await walkTo(page, 'channels');
    await page.getByRole('checkbox', { name: 'Choose Harbour One' }).click();
    await page.getByText('1 chosen').waitFor();
  },
  'a rename of many': async (page) => {
    await page.getByRole('button', { name: 'Rename' }).click();
    await page.getByLabel('Find').waitFor();
  },
  'a merge of two': async (page) => {
    await page.keyboard.press('Escape');
    await page.locator('mh-edit-dialog').waitFor({ state: 'detached' });
    await page.getByRole('checkbox', { name: 'Choose Harbour Two' }).click();
    await page.getByRole('button', { name: 'Merge', exact: true }).click();
    await page.getByText('Which one stays?').waitFor();
  },
  'a provider’s form': async (page) => {
    await page.keyboard.press('Escape');
    await walkTo(page, 'providers');
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await page.getByLabel('Name').waitFor();
    for (const part of await page.locator('mh-provider-form summary').all()) await part.click();
  },
  'a programme': async (page) => {
    await page.keyboard.press('Escape');
    await walkTo(page, 'guide');
    await page.locator('mh-guide .cell.on, mh-guide-list [role=button], mh-guide-list button').first().click();
    await page.getByRole('button', { name: /^(Play|Watch the channel)$/ }).waitFor();
  },
  'the player, beside who watches': async (page) => {
    await page.keyboard.press('Escape');
    await walkTo(page, 'channels');
    await page.getByRole('link', { name: 'Harbour One' }).click();
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await page.locator('mh-player').waitFor();
    await walkTo(page, 'on-air');
    await page.getByRole('article', { name: 'Harbour One' }).waitFor();
  },
};
const SIZES = [
  { width: 390, height: 844, isMobile: true, hasTouch: true, least: 44 },
  { width: 1_440, height: 900, isMobile: false, hasTouch: false, least: 24 },
] as const;

const home = demoHome();

test.skipIf(!hasChromium).each(SIZES)(
  'what can be pressed at $width px has $least px at least',
  async ({ width, height, least, ...pointer }) => {
    const { page } = await openPanel(home.browser, home.demo.base, {
      token: home.token,
      viewport: { width, height },
      ...pointer,
    });
    const small: Record<string, SmallTarget[]> = {};
    for (const place of await placesOf(page)) {
      await walkTo(page, place);
      const found = await smallTargets(page, least);
      if (found.length > 0) small[place] = found;
    }
    for (const [place, open] of Object.entries(OPENED)) {
      await open(page);
      await page.waitForTimeout(600);
      const found = await smallTargets(page, least);
      if (found.length > 0) small[place] = found;
    }
    expect(small).toEqual({});
  },
);
