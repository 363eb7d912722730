// A channel's page: another logo is chosen, uploaded and taken back; its names are split, joined and kept, with the reasons beside.

import type { Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { drawLogo } from '../fakes/drawn-logo.ts';
import { startProviderServer } from '../fakes/provider-server.ts';
import { demoHome, hasChromium, ownMasthead } from './demo-home.ts';
import { logIn, openPanel, saved } from './panel-page.ts';

const home = demoHome();

/** Two lists that have one channel under two names, each with its logo, and one that is nearly another. */
async function twoLists(): Promise<string[]> {
  const server = await startProviderServer();
  onTestFinished(() => server.close());
  const channels = [
    ['UK: Nordlicht Drama HD', 'UK: BLK Channel'],
    ['UK | NORDLICHT DRAMA FHD', 'UK: Bergtal Lumo Kino TV'],
  ];
  for (const [index, names] of channels.entries()) {
    server.on(`/logo${index}.png`, {
      body: await drawLogo({ text: index === 0 ? 'ND' : 'QX' }),
      contentType: 'image/png',
    });
    const lines = names.map(
      (name, at) =>
        `#EXTINF:-1 tvg-logo="${server.url}/logo${index}.png" group-title="UK",${name}\n${server.url}/${index}${at}.ts\n`,
    );
    server.on(`/list${index}.m3u`, { body: `#EXTM3U\n${lines.join('')}` });
  }
  return channels.map((_, index) => `${server.url}/list${index}.m3u`);
}

async function openChannel(name: RegExp) {
  const masthead = await ownMasthead({ args: await twoLists(), channels: 3 });
  const token = await logIn(masthead.base);
  const opened = await openPanel(home.browser, masthead.base, { token, at: '#/channels' });
  await opened.page.getByRole('link', { name }).first().click();
  const namesOf = async (what: string): Promise<string[]> => {
    const answer = await fetch(`${masthead.base}/api/${what}`, { headers: { authorization: `Bearer ${token}` } });
    return ((await answer.json()) as { items: { name: string }[] }).items.map((one) => one.name).toSorted();
  };
  return { ...opened, names: () => namesOf('channels'), providers: () => namesOf('providers') };
}

/** Which of the logos to choose from is the one that is used. */
const chosen = (page: Page): Promise<string[]> =>
  page
    .locator('wa-dialog .one[aria-pressed="true"]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? ''));

test.skipIf(!hasChromium)('a logo is chosen among the streams’, uploaded, and left to Masthead again', async () => {
  const { page, problems } = await openChannel(/nordlicht drama/i);
  const open = (): Promise<void> => page.getByRole('button', { name: 'Choose the logo' }).click();
  await open();
  const dialog = page.locator('wa-dialog');
  await expect.poll(() => dialog.locator('.one').count()).toBe(2);
  expect(await chosen(page)).toEqual([]); // Masthead's choice
  const other = dialog.locator('.one[aria-pressed="false"]').first();
  const label = await other.getAttribute('aria-label');
  await other.click();
  await page.getByText('Saved').first().waitFor();
  await open();
  await expect.poll(() => chosen(page)).toEqual([label]);
  await dialog.locator('input[type="file"]').setInputFiles({
    name: 'own.png',
    mimeType: 'image/png',
    buffer: await drawLogo({ text: 'OWN', background: '#802040' }),
  });
  await expect.poll(() => dialog.count()).toBe(0);
  await open();
  await expect.poll(async () => (await chosen(page))[0]).toMatch(/^own file/);
  await dialog.getByRole('button', { name: 'Let Masthead choose' }).click();
  await expect.poll(() => dialog.count()).toBe(0);
  await open();
  await expect.poll(() => chosen(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect.poll(() => dialog.count()).toBe(0);
  await saved(page, () => page.getByRole('button', { name: 'Undo' }).last().click());
  await open();
  await expect.poll(async () => (await chosen(page))[0]).toMatch(/^own file/);
  expect(problems).toEqual([]);
});

test.skipIf(!hasChromium)(
  'a name is split off and comes back, one that came close is joined, a channel is kept',
  async () => {
    const { page, names, providers } = await openChannel(/nordlicht drama/i);
    const card = page.locator('mh-match-card');
    await expect.poll(() => card.getByRole('checkbox').count()).toBe(2);
    await card
      .getByText(/Read as: nordlicht drama · /)
      .first()
      .waitFor();
    const whose = async (): Promise<string[]> =>
      (await card.locator('li > .why:nth-child(3)').allTextContents()).toSorted();
    await expect.poll(whose).toEqual(await providers());
    await card.getByRole('checkbox').last().check();
    await card.getByRole('button', { name: 'Make a channel of its own of 1 name' }).click();
    await expect.poll(async () => (await names()).length).toBe(4);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(async () => (await names()).length).toBe(3);
    await card.getByRole('button', { name: 'Keep it as it is' }).click();
    await card.getByText('Kept as it is: no other name joins it.').waitFor();

    await page.getByRole('link', { name: 'Channels', exact: true }).last().click();
    await page
      .getByRole('link', { name: /blk channel/i })
      .first()
      .click();
    await card.getByText('Came close').waitFor();
    await card.getByText('One abbreviates the other').waitFor();
    await card.getByRole('button', { name: /^Join with this channel: .*Lumo/ }).click();
    await page.locator('wa-dialog').getByRole('button', { name: 'Join with this channel' }).click();
    await expect.poll(async () => (await names()).length).toBe(2);
    const streams = page.locator('mh-stream-list li');
    await expect.poll(() => streams.count()).toBe(2);
    const second = await streams.nth(1).locator('.names .cut').innerText();
    await streams
      .nth(0)
      .locator('.handle')
      .dragTo(streams.nth(1), { targetPosition: { x: 40, y: 60 } });
    await page.getByText('Saved', { exact: true }).waitFor();
    await expect.poll(() => streams.nth(0).locator('.names').innerText()).toContain('primary');
    expect(await streams.nth(0).locator('.names .cut').innerText()).toBe(second);
  },
);
