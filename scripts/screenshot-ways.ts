// What opens within or over a view, and how: for pictures (`screenshots.ts`).

import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { ask } from './screenshot-homes.ts';

/** What a text of the English panel is in the language of the pictures. */
export type Say = (english: string) => string;

const catalogue = (name: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(`../panel/locale/${name}.json`, import.meta.url), 'utf8')) as Record<string, string>;
export function sayIn(language: string): Say {
  const [english, theirs] = [catalogue('en'), catalogue(language)];
  const keys = new Map(Object.entries(english).map(([key, text]) => [text, key]));
  return (text) => theirs[keys.get(text) ?? ''] ?? text;
}

/** By the picture's name; run in this order, each from wherever the one before has left the page. */
export const WAYS: Readonly<Record<string, (page: Page, say: Say) => Promise<void>>> = {
  'provider-form': async (page, say) => {
    await goTo(page, 'providers');
    await press(page, say('Edit'));
  },
  filters: async (page, say) => {
    await goTo(page, 'channels');
    await press(page, say('Filters'));
  },
  'bulk-rename': async (page, say) => {
    await goTo(page, 'channels');
    await page.locator('.row .check input').nth(0).click();
    await page.locator('.row .check input').nth(1).click();
    await press(page, say('Rename'));
    await page.getByLabel(say('Find')).fill('Harbour');
    await page.getByLabel(say('Replace by')).fill('Port');
  },
  logo: async (page, say) => {
    await goTo(page, 'channels');
    await page.locator('.row .name a').nth(0).click();
    await press(page, say('Choose the logo'));
  },
  programme: async (page) => {
    await goTo(page, 'guide');
    await page.locator('.cell.on, mh-guide-list button').first().click();
  },
  title: async (page) => {
    await goTo(page, 'library');
    await page.locator('mh-poster-wall li a').first().click();
  },
  identify: async (page, say) => {
    await goTo(page, 'library/unidentified');
    await page
      .getByRole('button', { name: say('Identify') })
      .first()
      .click();
  },
  'rule-form': async (page, say) => {
    await goTo(page, 'rules/new');
    await page.getByLabel(say('Field')).selectOption('name');
    await page.getByLabel(say('What is looked for')).fill('Kids');
  },
  'person-form': async (page, say) => {
    await goTo(page, 'people');
    await press(page, say('Add a person'));
  },
  person: async (page) => {
    await goTo(page, 'people');
    await page.locator('mh-people a[href*="people/"]').first().click();
  },
  'target-kinds': async (page, say) => {
    await goTo(page, 'alerts/targets');
    await press(page, say('Add a target'));
  },
  'target-form': async (page, say) => {
    await goTo(page, 'alerts');
    await goTo(page, 'alerts/targets');
    await press(page, say('Add a target'));
    await page.getByRole('button', { name: /^Webhook/ }).click();
  },
  'backup-preview': async (page, say) => {
    await goTo(page, 'backup');
    const downloads = page.waitForEvent('download');
    await press(page, say('Save the file'));
    await page.locator('input[type=file]').setInputFiles(await (await downloads).path());
    await send(page, 'PUT', 'favourites', { ids: [] });
    await send(page, 'POST', 'people', { name: `Guest ${Date.now()}`, role: 'viewer' });
    await press(page, say('See what would change'));
    await press(page, say('Close')); // what was said of the file
    await page.locator('.preview').scrollIntoViewIfNeeded();
  },
  palette: async (page, say) => {
    await goTo(page, 'channels');
    await page.getByRole('button', { name: say('Search everything') }).click();
    await page.getByRole('combobox', { name: say('Search everything') }).fill('har');
  },
  more: async (page, say) => {
    await goTo(page, 'on-air');
    const more = page.getByRole('button', { name: say('More'), exact: true }); // a wide screen has room for all
    if (await more.isVisible()) await more.click();
  },
  player: async (page, say) => {
    await goTo(page, 'channels');
    await page.locator('.row .name a').nth(1).click();
    await press(page, say('Play'));
    await pause(4_000);
  },
  'wrong-password': async (page, say) => {
    await goTo(page, 'welcome');
    const address = await providerOf(page, 'Demo');
    await page.locator('mh-step-source wa-input').first().locator('input').fill(`xtream://anna:old@${address.host}`);
    await press(page, say('Try it out'));
  },
  ...Object.fromEntries(
    ['sync', 'groups', 'proposal', 'picture', 'use'].map((step) => [
      `welcome-${step}`,
      async (page: Page) => {
        const { id } = await providerOf(page, ...(step === 'proposal' ? ['127.0.0.1', 'Demo'] : ['Demo']));
        await goTo(page, `welcome/${step}?provider=${id}`);
      },
    ]),
  ),
  'channels-sorted': async (page) => {
    await goTo(page, 'channels?sort=-name&show=all');
  },
  'channels-none': async (page) => {
    await goTo(page, 'channels?search=nothing+is+called+so');
  },
  'library-none': async (page) => {
    await goTo(page, 'library?search=nothing+is+called+so');
  },
  // the last: nobody is logged in from then on
  login: async (page) => {
    await page.addInitScript(`localStorage.removeItem('masthead.token')`);
    await page.reload();
  },
};

export async function goTo(page: Page, view: string): Promise<void> {
  await page.evaluate(`location.hash = '#/${view}'`);
  await pause(250);
}

/** As whoever is logged in. @throws Error when it is refused */
async function send<Answer>(page: Page, method: string, path: string, data?: object): Promise<Answer> {
  const [base, token] = await page.evaluate<[string, string]>(
    `[location.origin, localStorage.getItem('masthead.token')]`,
  );
  return ask<Answer>({ base, token }, method, `/${path}`, data);
}

interface KnownProvider {
  readonly id: string;
  readonly host: string;
}

/** The first that there is of these. */
async function providerOf(page: Page, ...names: readonly string[]): Promise<KnownProvider> {
  const { items } = await send<{ items: { id: string; name: string; source: string }[] }>(page, 'GET', 'providers');
  const found = names.map((name) => items.find((one) => one.name === name)).find((one) => one !== undefined);
  if (!found) throw new Error(`there is no ${names.join()}`);
  return { id: found.id, host: new URL(found.source).host };
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms));
}

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).first().click();
}
