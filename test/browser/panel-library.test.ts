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
