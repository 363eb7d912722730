// What each role finds: an admin all of it, a member what runs and nothing to change it with, a viewer what it may watch. And
// what somebody does with what is his own; and a backup, as an admin takes it out and in.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../fakes/folder.ts';
import { demoHome, hasChromium, ownMasthead } from './demo-home.ts';
import { logIn, openPanel, saved } from './panel-page.ts';

const home = demoHome();

async function api<Body>(path: string, body: unknown, known = home.token): Promise<Body> {
  const headers = { authorization: `Bearer ${known}`, 'content-type': 'application/json' };
  const answer = await fetch(`${home.demo.base}/api${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  return (await answer.json()) as Body;
}

/** Adds somebody and logs it in. */
async function somebody(name: string, role: string, more: object = {}): Promise<string> {
  const password = 'a long password';
  await api('/people', { name, role, password, ...more });
  return (await api<{ token: string }>('/login', { name, password })).token;
}

const tabsOf = async (page: Page): Promise<string[]> => {
  await page.locator('mh-side-bar a.tab').first().waitFor();
  return (await page.locator('mh-side-bar a.tab span').allTextContents()).map((text) => text.trim());
};

test.skipIf(!hasChromium)('an admin finds every view, a member none that it may not open', async () => {
  const admin = await openPanel(home.browser, home.demo.base, { token: home.token });
  const all = await tabsOf(admin.page);
  expect(all).toEqual(expect.arrayContaining(['People', 'Backup', 'Settings', 'Review', 'Logs']));
  const member = await openPanel(home.browser, home.demo.base, { token: await somebody('Bea', 'member') });
  const own = await tabsOf(member.page);
  expect(all.filter((tab) => !own.includes(tab)).toSorted()).toEqual(
    ['Backup', 'Changes', 'Logs', 'People', 'Review', 'Settings'].filter((tab) => all.includes(tab)).toSorted(),
  );
  for (const tab of own) {
    await member.page.locator('mh-side-bar').getByRole('link', { name: tab, exact: true }).click();
    await member.page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' });
    await member.page.waitForTimeout(500);
    expect({ tab, refused: await member.page.getByRole('alert').count() }).toEqual({ tab, refused: 0 });
  }
  await member.page.goto(`${home.demo.base}/#/people`);
  await member.page.getByText('This is not open to you').waitFor();
  await member.page.getByRole('heading', { level: 1, name: 'People' }).waitFor({ state: 'attached' });
  expect(member.problems).toEqual([]);
});

test.skipIf(!hasChromium)('a viewer finds its channels, makes a favourite, and nothing else', async () => {
  const child = await somebody('Mia', 'viewer', { groups: ['Kids', 'News'] });
  const { page, problems } = await openPanel(home.browser, home.demo.base, { token: child });
  expect(await tabsOf(page)).toEqual(['Guide', 'Library', 'For me', 'My account']);
  await page.getByText('No favourites yet').waitFor();
  await page.getByRole('main').getByRole('link', { name: 'Channels' }).last().click();
  await page.getByRole('button', { name: 'Play: Pebble Kids' }).waitFor();
  expect(await page.getByRole('button', { name: /^Play: / }).count()).toBe(2);
  const star = page.getByRole('button', { name: 'Favourite: Pebble Kids' });
  await saved(page, () => star.click());
  await expect.poll(() => star.getAttribute('aria-pressed')).toBe('true');
  await saved(page, () => page.getByRole('button', { name: 'Favourite: Lighthouse News' }).click());
  await page.getByRole('link', { name: 'Favourites' }).click();
  await saved(page, () => page.getByRole('button', { name: 'Earlier: Lighthouse News' }).click());
  const names = (): Promise<string[]> => page.locator('mh-favourite-list li b').allTextContents();
  await expect.poll(names).toEqual(['Lighthouse News', 'Pebble Kids']);
  await page.reload();
  await expect.poll(names).toEqual(['Lighthouse News', 'Pebble Kids']);
  await page.getByRole('button', { name: 'No favourite any more: Pebble Kids' }).click();
  await expect.poll(names).toEqual(['Lighthouse News']);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(names).toEqual(['Lighthouse News', 'Pebble Kids']);
  await page.getByRole('link', { name: 'Watched' }).click();
  await page.getByText('Nothing watched yet').waitFor();
  await page.goto(`${home.demo.base}/#/settings`);
  await page.getByText('This is not open to you').waitFor();
  expect(problems).toEqual([]);
});

test.skipIf(!hasChromium)(
  'a viewer’s guide and library hold what it may watch; a movie left in the middle is gone on with',
  async () => {
    const limits = { groups: ['Kids', 'News'], contents: ['live', 'movies'], title_groups: ['Classics'] };
    const child = await somebody('Tom', 'viewer', limits);
    const { page, problems } = await openPanel(home.browser, home.demo.base, { token: child, at: '#/guide' });
    await page.getByRole('listitem', { name: 'Pebble Kids' }).waitFor();
    const rows = page.getByRole('main').getByRole('listitem');
    expect(await rows.count()).toBe(2);
    await page.locator('.cell.on').first().click();
    await page
      .locator('wa-dialog')
      .getByRole('button', { name: /^(Play|Watch the channel)$/ }) // it may have ended this moment
      .click();
    await page.locator('mh-player').waitFor();
    await page.getByRole('button', { name: 'Close' }).last().click();
    await page.getByRole('link', { name: 'Library' }).first().click();
    const posters = page.locator('mh-poster-wall li');
    await expect.poll(() => posters.count()).toBe(2);
    expect(await page.getByRole('link', { name: 'Files for Jellyfin' }).count()).toBe(0);
    const name = (await posters.first().locator('.name').innerText()).trim();
    await posters.first().getByRole('link').click();
    await page.getByRole('button', { name: `Favourite: ${name}` }).click();
    const id = page.url().split('/').at(-1)!;
    const headers = { authorization: `Bearer ${child}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ position_seconds: 40, duration_seconds: 64 });
    await fetch(`${home.demo.base}/api/resume/${id}`, { method: 'PUT', headers, body });
    await page.getByRole('link', { name: 'For me' }).first().click();
    const left = page.getByRole('region', { name: 'Continue watching' });
    await left.getByRole('button', { name: `Play: ${name}` }).click();
    await page.getByRole('dialog', { name: `Player: ${name}` }).waitFor();
    await page.getByRole('button', { name: 'Close' }).last().click();
    await page
      .locator('mh-favourite-list')
      .getByRole('button', { name: `Play: ${name}` })
      .click();
    await page.getByText(/^Goes on at 0:40/).waitFor();
    await page.getByRole('button', { name: 'Close' }).last().click();
    await left.getByRole('button', { name: `Begin at the beginning next time: ${name}` }).click();
    await expect.poll(() => left.count()).toBe(0);
    expect(problems).toEqual([]);
  },
);

test.skipIf(!hasChromium)('a backup is written, looked at, and taken over', async () => {
  const { page, problems } = await openPanel(home.browser, home.demo.base, {
    token: home.token,
    at: '#/backup',
    acceptDownloads: true,
  });
  const downloads = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the file' }).click();
  const file = join(temporaryFolder(), 'backup.json');
  await (await downloads).saveAs(file);
  expect(readFileSync(file, 'utf8')).toContain('"masthead"');
  await somebody('Cora', 'member');
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByRole('button', { name: 'See what would change' }).click();
  const preview = page.getByRole('region', { name: 'What would change' });
  await preview.getByText('1 removed').first().waitFor();
  const take = preview.getByRole('button', { name: 'Take it over' });
  await expect.poll(async () => (await take.boundingBox())!.y).toBeLessThan(900); // in sight without scrolling
  await take.click();
  await page.locator('wa-dialog').getByRole('button', { name: 'Take it over' }).click();
  await page.getByText(/^Taken over/).waitFor();
  const people = await fetch(`${home.demo.base}/api/people`, { headers: { authorization: `Bearer ${home.token}` } });
  expect(await people.text()).not.toContain('Cora');
  const broken = join(temporaryFolder(), 'broken.json');
  writeFileSync(broken, 'no json');
  await page.locator('input[type=file]').setInputFiles(broken);
  await page.getByRole('button', { name: 'See what would change' }).click();
  await page.getByText('This file is no backup of Masthead.').waitFor();
  expect(problems).toEqual([]);
});

test.skipIf(!hasChromium)('who changed what is listed, and a decision about the lineup is taken back', async () => {
  const { page, problems } = await openPanel(home.browser, home.demo.base, { token: home.token, at: '#/channels' });
  const row = page.getByRole('row', { name: /Pebble Kids/ });
  await row.hover();
  await row.getByRole('button', { name: 'Edit: Pebble Kids' }).click();
  await page.locator('input.editor').fill('Pebble Junior');
  await page.locator('input.editor').press('Enter');
  await page.getByRole('row', { name: /Pebble Junior/ }).waitFor();
  await page.goto(`${home.demo.base}/#/audit`);
  await page.getByRole('combobox', { name: 'What was changed' }).selectOption('lineup');
  const newest = page.locator('mh-audit li').first();
  await newest.getByText('admin').waitFor();
  await newest.getByText('Channel: Pebble Junior').first().waitFor();
  await newest.getByText('Before and after').click();
  await newest
    .getByText(/Pebble Junior/)
    .first()
    .waitFor();
  await newest.getByRole('button', { name: 'Undo' }).click();
  await page.locator('mh-audit li').nth(1).getByText('Taken back').waitFor();
  expect(await page.locator('mh-audit li').nth(1).getByRole('button', { name: 'Undo' }).count()).toBe(0);
  await page.goto(`${home.demo.base}/#/channels`);
  await page.getByRole('row', { name: /Pebble Kids/ }).waitFor();
  expect(problems).toEqual([]);
});

test.skipIf(!hasChromium)('statistics say that nothing was watched, whatever the period', async () => {
  const masthead = await ownMasthead(); // at the demo somebody has watched a film
  const token = await logIn(masthead.base);
  const { page, problems } = await openPanel(home.browser, masthead.base, { token, at: '#/statistics' });
  await page.getByText('Nothing was watched in this time').waitFor();
  await page.getByRole('combobox', { name: 'Period' }).selectOption('7');
  await page.getByText('Nothing was watched in this time').waitFor();
  expect(problems).toEqual([]);
});
