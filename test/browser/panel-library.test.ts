// Movies and series: found on the wall of posters, opened, played, made a favourite; and the state of their files.

import { expect, test } from 'vitest';
import { demoHome, hasChromium } from './demo-home.ts';
import { openPanel } from './panel-page.ts';

const home = demoHome();

test.skipIf(!hasChromium)('a movie is found, opened and played; a series has its seasons', async () => {
  const { page, problems } = await openPanel(home.browser, home.demo.base, { token: home.token, at: '#/library' });
  const posters = page.locator('mh-poster-wall li');
  await posters.first().waitFor();
  await page.getByRole('combobox', { name: 'Kind' }).selectOption('series');
  await expect.poll(() => posters.count()).toBe(1);
  await posters.first().getByRole('link').click();
  await page.getByText('Season 1').waitFor();
  await page.getByRole('button', { name: 'Play: Episode 1' }).first().waitFor();
  await page.getByRole('main').getByRole('link', { name: 'Library' }).click();
  await page.getByRole('combobox', { name: 'Kind' }).selectOption('movie');
  await expect.poll(() => posters.count()).toBe(5);
  const name = (await posters.first().locator('.name').innerText()).trim();
  await page.getByRole('searchbox').fill(name);
  await expect.poll(() => posters.count()).toBe(1);
  await page.getByRole('link', { name }).click();
  await page.getByRole('button', { name: `Favourite: ${name}` }).click();
  await expect
    .poll(() => page.getByRole('button', { name: `Favourite: ${name}` }).getAttribute('aria-pressed'))
    .toBe('true');
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await page.locator('mh-player').waitFor();
  await page.getByRole('button', { name: 'Close' }).click();
  await page.goto(`${home.demo.base}/#/library/files`);
  await page.getByRole('button', { name: 'Write the files now' }).waitFor();
  expect(problems.filter((problem) => !problem.includes('404'))).toEqual([]); // nobody has stopped in it before
});

test.skipIf(!hasChromium)(
  'titles that nobody has identified are a list; one is identified by its number, one is none',
  async () => {
    const { page, problems } = await openPanel(home.browser, home.demo.base, {
      token: home.token,
      at: '#/library/unidentified',
    });
    const rows = page.locator('mh-title-doubts li');
    await rows.first().waitFor();
    const before = await rows.count();
    await page.getByRole('button', { name: /^Identify.*The Lamp Keeper/ }).click();
    const dialog = page.locator('wa-dialog');
    await dialog.getByText('TMDB asks for a key').waitFor();
    await dialog.getByRole('link', { name: 'Settings of the library' }).waitFor();
    await dialog.getByLabel('Or its number at TMDB').fill('4242');
    await dialog.getByRole('button', { name: 'It is this one' }).click();
    await page.getByText('The Lamp Keeper is identified').waitFor();
    await expect.poll(() => rows.count()).toBe(before - 1);
    await page.getByRole('button', { name: /^Identify.*Low Water/ }).click();
    await dialog.getByRole('button', { name: 'It is none of TMDB’s' }).click();
    await rows.filter({ hasText: 'Low Water' }).getByText('none, as you said').waitFor();
    await page.goto(`${home.demo.base}/#/library?search=lamp`);
    await page
      .locator('mh-poster-wall')
      .getByRole('link', { name: /The Lamp Keeper/ })
      .click();
    await page.getByText('TMDB 4242').waitFor();
    await page.goto(`${home.demo.base}/#/library?search=nobody+is+called+so`);
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page
      .locator('mh-poster-wall')
      .getByRole('link', { name: /Low Water/ })
      .waitFor();
    expect(new URL(page.url()).hash).toBe('#/library');
    expect(problems.filter((problem) => !problem.includes('409'))).toEqual([]); // no key was entered
  },
);
