// What opens within or over a view, and how: for pictures (`screenshots.ts`).

import type { Page } from 'playwright-core';

/** By the picture's name; run in this order, each from wherever the one before has left the page. */
export const WAYS: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'provider-form': async (page) => {
    await goTo(page, 'providers');
    await press(page, 'Edit');
  },
  filters: async (page) => {
    await goTo(page, 'channels');
    await press(page, 'Filters');
  },
  'bulk-rename': async (page) => {
    await goTo(page, 'channels');
    await page.locator('.row .check input').nth(0).click();
    await page.locator('.row .check input').nth(1).click();
    await press(page, 'Rename');
    await page.getByLabel('Find').fill('Harbour');
    await page.getByLabel('Replace by').fill('Port');
  },
  logo: async (page) => {
    await goTo(page, 'channels');
    await page.locator('.row .name a').nth(0).click();
    await press(page, 'Choose the logo');
  },
  programme: async (page) => {
    await goTo(page, 'guide');
    await page.locator('.cell.on, mh-guide-list button').first().click();
  },
  title: async (page) => {
    await goTo(page, 'library');
    await page.locator('mh-poster-wall li a').first().click();
  },
  identify: async (page) => {
    await goTo(page, 'library/unidentified');
    await page
      .getByRole('button', { name: /^Identify/ })
      .first()
      .click();
  },
  'rule-form': async (page) => {
    await goTo(page, 'rules/new');
    await page.getByLabel('Field').selectOption('name');
    await page.getByLabel('What is looked for').fill('Kids');
  },
  'person-form': async (page) => {
    await goTo(page, 'people');
    await press(page, 'Add a person');
  },
  person: async (page) => {
    await goTo(page, 'people');
    await page.getByRole('link', { name: /admin.*you/ }).click();
  },
  'target-kinds': async (page) => {
    await goTo(page, 'alerts/targets');
    await press(page, 'Add a target');
  },
  'target-form': async (page) => {
    await goTo(page, 'alerts');
    await goTo(page, 'alerts/targets');
    await press(page, 'Add a target');
    await page.getByRole('button', { name: /^Webhook/ }).click();
  },
  'backup-preview': async (page) => {
    await goTo(page, 'backup');
    const downloads = page.waitForEvent('download');
    await press(page, 'Save the file');
    await page.locator('input[type=file]').setInputFiles(await (await downloads).path());
    await press(page, 'See what would change');
  },
  palette: async (page) => {
    await goTo(page, 'channels');
    await page.getByRole('button', { name: /Search everything/ }).click();
    await page.getByRole('combobox', { name: 'Search everything' }).fill('har');
  },
  more: async (page) => {
    await goTo(page, 'on-air');
    const more = page.getByRole('button', { name: 'More', exact: true }); // a wide screen has room for all
    if (await more.isVisible()) await more.click();
  },
  player: async (page) => {
    await goTo(page, 'channels');
    await page.locator('.row .name a').nth(1).click();
    await press(page, 'Play');
    await pause(4_000);
  },
  // the last: nobody is logged in from then on
  login: async (page) => {
    await page.addInitScript(`localStorage.removeItem('masthead.token')`);
    await page.reload();
  },
};

export async function goTo(page: Page, view: string): Promise<void> {
  await page.evaluate(`location.hash = '#/${view}'`);
  await pause(1_000);
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms));
}

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).first().click();
}
