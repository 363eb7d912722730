// What merging was unsure of, decided by hand and by keys, and taken back.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../fakes/folder.ts';
import type { MastheadProcess } from '../fakes/masthead-process.ts';
import { demoHome, hasChromium, ownMasthead } from './demo-home.ts';
import { logIn, openPanel } from './panel-page.ts';

const home = demoHome();

/** Two playlists whose names nearly say that they have the same channels, in three countries. */
function unsure(): string[] {
  const folder = temporaryFolder();
  return ['Nat Geo', 'National Geographic'].map((name, index) => {
    const file = join(folder, `list${index}.m3u`);
    const lines = ['UK', 'DE', 'FR'].map(
      (market) => `#EXTINF:-1 group-title="${market}",${market}: ${name}\nhttp://127.0.0.1:9/${index}/${market}.ts\n`,
    );
    writeFileSync(file, `#EXTM3U\n${lines.join('')}`);
    return file;
  });
}

const countOf = async ({ base }: MastheadProcess): Promise<number> =>
  ((await (await fetch(`${base}/health`)).json()) as { channels: number }).channels;

test.skipIf(!hasChromium)('one card after another: merged, kept apart, put off, and taken back', async () => {
  const masthead = await ownMasthead({ args: unsure(), channels: 6 });
  const channels = (): Promise<number> => countOf(masthead);
  const token = await logIn(masthead.base);
  const { page, problems } = await openPanel(home.browser, masthead.base, { token, at: '#/review' });
  const card = page.getByRole('article', { name: 'A proposal' });
  await card.getByText('One abbreviates the other').waitFor();
  await page.getByRole('link', { name: 'To decide 3' }).waitFor();
  await page.keyboard.press('2');
  expect(await card.locator('.side.kept').innerText()).toBe(await card.locator('.side').nth(1).innerText());
  await page.keyboard.press('a');
  await page.getByRole('link', { name: 'To decide 2' }).waitFor();
  await expect.poll(channels, { timeout: 15_000 }).toBe(5);
  await page.keyboard.press('u');
  await page.getByRole('link', { name: 'To decide 3' }).waitFor();
  await expect.poll(channels, { timeout: 15_000 }).toBe(6);

  await page.getByRole('button', { name: /^Two channels/ }).click();
  await page.getByRole('link', { name: 'To decide 2' }).waitFor();
  await page.keyboard.press('s');
  await page.getByRole('button', { name: /^One channel/ }).click();
  await page.getByRole('button', { name: 'Ask the 1 put off' }).waitFor();
  await expect.poll(channels, { timeout: 15_000 }).toBe(5);

  await page.getByRole('link', { name: 'Decided' }).first().click();
  await page.getByText('Two channels:').first().waitFor();
  await page.getByRole('button', { name: /Undo.*Merged/ }).click();
  await page.getByText('Taken back').waitFor();
  await expect.poll(channels, { timeout: 15_000 }).toBe(6);
  expect(problems.filter((problem) => !problem.includes('404'))).toEqual([]); // a channel that was merged away
});
