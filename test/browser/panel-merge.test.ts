// Rows of the table of channels that a person merges: which one stays, what is said before and after, and the way back.

import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { demoHome, hasChromium } from './demo-home.ts';
import { openPanel } from './panel-page.ts';

const home = demoHome();
const LOOKS = [
  { width: 1_440, height: 900, colorScheme: 'light' },
  { width: 390, height: 844, colorScheme: 'dark' },
] as const;

/** For whoever wants to see it; nothing is written without the variable. */
async function show(page: Page, name: string): Promise<void> {
  const folder = process.env['SHOTS'];
  if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`) });
}

const row = (page: Page, name: string) => page.locator('.rows > .row').filter({ hasText: name });

async function choose(page: Page, ...names: string[]): Promise<void> {
  for (const name of names) await page.getByRole('checkbox', { name: `Choose ${name}` }).click();
}

test.skipIf(!hasChromium).each(LOOKS)(
  'two rows become the second of them, and are two again, at $width px',
  async ({ width, height, colorScheme }) => {
    const { page, problems } = await openPanel(home.browser, home.demo.base, {
      token: home.token,
      at: '#/channels',
      viewport: { width, height },
      hasTouch: width < 500,
      colorScheme,
    });
    const number = await row(page, 'Harbour Two').locator('.number').textContent();
    await choose(page, 'Harbour One');
    await page.getByText('1 chosen').waitFor();
    expect(await page.getByRole('button', { name: 'Merge', exact: true }).count()).toBe(0);
    await choose(page, 'Harbour Two');
    await page.locator('mh-bulk-bar').getByRole('button', { name: 'Merge', exact: true }).click();
    const dialog = page.locator('mh-merge-dialog');
    await dialog.getByText('Merge 2 channels').waitFor();
    const first = dialog.getByRole('radio', { name: /Harbour One/ });
    await expect.poll(() => first.isChecked()).toBe(true);
    await expect.poll(() => first.evaluate((one) => one.matches(':focus'))).toBe(true);
    await page.keyboard.press('ArrowDown');
    await dialog.getByText('Harbour One leaves the lists.').waitFor();
    await dialog.getByText(/All 2 streams go to Harbour Two/).waitFor();
    await page.waitForTimeout(300); // it has come in
    expect(await dialog.locator('form').evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0);
    await show(page, `merge-${width}-${colorScheme}`);
    await page.keyboard.press('Enter');
    await page.getByText('1 channel has become part of Harbour Two').waitFor();
    await expect.poll(() => row(page, 'Harbour One').count()).toBe(0);
    const merged = row(page, 'Harbour Two');
    expect(await merged.locator('.streams').textContent()).toContain('2 streams');
    expect(await merged.locator('.number').textContent()).toBe(number);
    expect(await page.getByText('2 chosen').count()).toBe(0);
    await expect.poll(() => page.getByRole('grid').evaluate((one) => one.matches(':focus'))).toBe(true);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Taken back').waitFor();
    await expect.poll(() => row(page, 'Harbour One').count()).toBe(1);
    expect(await row(page, 'Harbour Two').locator('.streams').textContent()).toContain('1 stream');
    expect(problems).toEqual([]);
  },
);

test.skipIf(!hasChromium)(
  'a member of a family that stands open is merged, and the family is shown without it',
  async () => {
    const { page, problems } = await openPanel(home.browser, home.demo.base, {
      token: home.token,
      at: '#/channels?fold=alike',
    });
    await page.getByRole('button', { name: 'Channels like Harbour One' }).click();
    await row(page, 'Harbour Two').waitFor();
    await choose(page, 'Harbour One', 'Harbour Two');
    await page.locator('mh-bulk-bar').getByRole('button', { name: 'Merge', exact: true }).click();
    const dialog = page.locator('mh-merge-dialog');
    await dialog.getByRole('radio', { name: /Harbour Two/ }).check();
    await show(page, 'folded-dialog');
    await dialog.getByRole('button', { name: 'Merge', exact: true }).click();
    await expect.poll(() => row(page, 'Harbour One').count()).toBe(0);
    expect(await row(page, 'Harbour Two').count()).toBe(1);
    expect(await page.locator('.rows > .row.below').count()).toBe(0);
    await show(page, 'folded-merged');
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Taken back').waitFor();
    await page.getByRole('button', { name: 'Channels like Harbour One' }).waitFor();
    await show(page, 'folded-undone');
    expect(problems).toEqual([]);
  },
);
