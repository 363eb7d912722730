// Health as a person looks at it: a provider's month, a stream that does not work, checked by hand, and found by its state.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../fakes/folder.ts';
import { demoHome, hasChromium, ownMasthead } from './demo-home.ts';
import { logIn, openPanel, saved } from './panel-page.ts';

const home = demoHome();

/** One stream of the demo's provider that works, and one that nobody answers. */
function twoStreams(): string {
  const file = join(temporaryFolder(), 'two.m3u');
  writeFileSync(
    file,
    `#EXTM3U\n#EXTINF:-1,Works\n${home.provider}live/1.ts\n#EXTINF:-1,Broken\nhttp://127.0.0.1:9/none.ts\n`,
  );
  return file;
}

test.skipIf(!hasChromium)('a stream is checked by hand, counted, and found among those that fail', async () => {
  const masthead = await ownMasthead({ args: [twoStreams()], channels: 2 });
  const token = await logIn(masthead.base);
  const { page, problems } = await openPanel(home.browser, masthead.base, { token, at: '#/health' });
  await page.getByRole('article', { name: 'two.m3u' }).getByText('2 streams').waitFor();
  await page.getByRole('link', { name: 'Worst streams' }).click();
  await page.getByRole('button', { name: 'Check now: Broken' }).click();
  await page
    .locator('.toast')
    .getByText(/^Broken: /)
    .waitFor();
  await page.getByRole('button', { name: 'Check now: Works' }).click();
  await page.getByText('Works works').waitFor();
  await page
    .locator('mh-stream-table li')
    .filter({ hasText: 'Works' })
    .getByText(/^health \d+$/)
    .waitFor();
  await page.getByRole('combobox', { name: 'State' }).selectOption('alive');
  await page.getByText('1 stream', { exact: true }).waitFor();
  expect(await page.getByRole('link', { name: 'Broken' }).count()).toBe(0);
  await page.getByRole('combobox', { name: 'State' }).selectOption('');
  await page.getByRole('searchbox').fill('brok');
  await page.getByText('1 stream', { exact: true }).waitFor();
  await page.getByRole('link', { name: 'Broken' }).waitFor();
  await page.getByRole('searchbox').fill('nothing like it');
  await page.getByText('No streams found').waitFor();
  await page.getByRole('link', { name: 'Died and came back' }).click();
  await page.getByText('Nothing died and nothing came back').waitFor();
  await page.getByRole('link', { name: 'Overview' }).click();
  await page.getByText(/done since the start/).waitFor();
  expect(problems).toEqual([]);
});

test.skipIf(!hasChromium)('a stream is kept or never used from the list, and that is taken back', async () => {
  const { page, problems } = await openPanel(home.browser, home.demo.base, {
    token: home.token,
    at: '#/health/streams',
  });
  const row = page.locator('mh-stream-table li', { hasText: 'Pebble Kids' });
  await saved(page, () => row.getByRole('button', { name: 'Never use: Pebble Kids' }).click());
  await row.getByText('never used').waitFor();
  await saved(page, () => row.getByRole('button', { name: 'Keep: Pebble Kids' }).click());
  await row.getByText('kept').waitFor();
  expect(await row.getByText('never used').count()).toBe(0);
  await page.reload();
  await row.getByText('kept').waitFor();
  await row.getByRole('button', { name: 'Keep: Pebble Kids' }).click();
  await expect.poll(() => row.getByText('kept').count()).toBe(0);
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await row.getByText('kept').waitFor();
  expect(problems).toEqual([]);
});
