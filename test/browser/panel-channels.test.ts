// The table of channels: filtered by what the names say and how the streams stand, kept as a view, and what is alike folded.

import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { demoHome, hasChromium } from './demo-home.ts';
import { openPanel } from './panel-page.ts';

const home = demoHome();
const WIDTHS = [
  { width: 1_440, height: 900 },
  { width: 390, height: 844 },
] as const;

const names = (page: Page): Promise<string[]> => page.locator('.row .name a').allTextContents();

test.skipIf(!hasChromium).each(WIDTHS)(
  'what is alike is folded, opened in its place and closed at $width px',
  async (viewport) => {
    const { page, problems } = await openPanel(home.browser, home.demo.base, {
      token: home.token,
      at: '#/channels',
      viewport,
      hasTouch: viewport.width < 500,
    });
    await page.getByRole('row', { name: /Harbour Two/ }).waitFor();
    await page.getByRole('button', { name: 'Show what is alike as one row' }).click();
    await expect.poll(async () => (await names(page)).slice(0, 2)).toEqual(['Harbour One', 'Lighthouse News']);
    const open = page.getByRole('button', { name: 'Channels like Harbour One' });
    expect(await open.getAttribute('aria-expanded')).toBe('false');
    await open.click();
    await expect
      .poll(async () => (await names(page)).slice(0, 3))
      .toEqual(['Harbour One', 'Harbour Two', 'Lighthouse News']);
    expect(await open.getAttribute('aria-expanded')).toBe('true');
    await open.click();
    await expect.poll(async () => (await names(page)).slice(0, 2)).toEqual(['Harbour One', 'Lighthouse News']);
    await page.reload();
    await expect.poll(async () => (await names(page)).slice(0, 2)).toEqual(['Harbour One', 'Lighthouse News']);
    expect(problems).toEqual([]);
  },
);

/** What is above or below the middle of its row has fallen into another line. */
async function isInMiddle(cell: Locator): Promise<boolean> {
  const [inner, outer] = [await cell.boundingBox(), await cell.locator('xpath=..').boundingBox()];
  if (!inner || !outer) return false;
  return Math.abs(inner.y + inner.height / 2 - outer.y - outer.height / 2) < 4;
}

test.skipIf(!hasChromium)('the table is sorted by its headings, with the keyboard, too, and stays so', async () => {
  const { page, problems } = await openPanel(home.browser, home.demo.base, { token: home.token, at: '#/channels' });
  const heading = page.getByRole('columnheader', { name: 'Name', exact: true });
  await page.getByText('12 channels').waitFor({ state: 'attached' });
  expect(await page.locator('.handle').count()).toBeGreaterThan(0);
  const spans = await page.locator('.heads > *').evaluateAll((all) => all.map((one) => Number(one.ariaColSpan ?? 1)));
  const cells = await page.locator('.rows > .row').first().getByRole('gridcell').count();
  expect(spans.reduce((sum, span) => sum + span)).toBe(cells); // each heading is told of its own column
  await heading.getByRole('button').click();
  await expect.poll(async () => (await names(page))[0]).toBe('Compass Travel');
  expect(await page.locator('.handle').count()).toBe(0); // a place in between has a meaning by number alone
  expect(await heading.getAttribute('aria-sort')).toBe('ascending');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await names(page))[0]).toBe('Tidewater Films');
  await page.reload();
  await expect.poll(async () => (await names(page))[0]).toBe('Tidewater Films');
  expect(await heading.getAttribute('aria-sort')).toBe('descending');
  await page.getByRole('grid').focus();
  await page.keyboard.press('End');
  const [grid, last] = [page.getByRole('grid'), page.locator('.row.active')];
  const [above, below] = [(await grid.boundingBox())!, (await last.boundingBox())!];
  expect(below.y + below.height).toBeLessThanOrEqual(above.y + above.height + 1);
  const size = page.viewportSize()!;
  await page.setViewportSize({ width: 390, height: 844 });
  await expect
    .poll(() => isInMiddle(page.locator('.row').filter({ hasText: 'Tidewater' }).locator('> .switch')))
    .toBe(true);
  await page.setViewportSize(size);
  await page.getByRole('columnheader', { name: 'No.' }).getByRole('button').click();
  await expect.poll(async () => (await names(page))[0]).toBe('Harbour One');
  expect(problems).toEqual([]);
});

test.skipIf(!hasChromium).each(WIDTHS)(
  'filters are set, kept as a view and taken up again at $width px',
  async (viewport) => {
    const { page, problems } = await openPanel(home.browser, home.demo.base, {
      token: home.token,
      at: '#/channels',
      viewport,
    });
    await page.getByText('12 channels').waitFor({ state: 'attached' });
    await page.getByRole('button', { name: 'Filters', exact: true }).click();
    await page.getByRole('combobox', { name: 'Guide' }).selectOption({ label: 'Without guide' });
    await page.getByText('No channels found').waitFor({ state: 'attached' });
    await page.getByRole('combobox', { name: 'Guide' }).selectOption({ label: 'Found by its id' });
    await page.getByRole('combobox', { name: 'Health' }).selectOption({ label: 'Dead' });
    await page.getByText('No channels found').waitFor({ state: 'attached' });
    await page.getByRole('combobox', { name: 'Health' }).selectOption({ label: 'Any' });
    await page.getByText('12 channels').waitFor({ state: 'attached' });
    await page.keyboard.press('Escape');
    await page.getByLabel('1 filter in use').waitFor({ state: 'attached' });
    await page.getByRole('button', { name: 'Saved views' }).click();
    await page.getByRole('textbox', { name: 'Name of this view' }).fill('By id');
    await page.getByRole('button', { name: 'Save this view' }).click();
    await page.getByText('“By id” is kept').waitFor();
    expect(await page.evaluate(`localStorage.getItem('masthead.channel-views')`)).toBeNull(); // it is with the account
    await page.goto(`${home.demo.base}/#/channels?health=dead`);
    await page.getByText('No channels found').waitFor();
    await page.getByRole('button', { name: 'Saved views' }).click();
    await page.getByRole('button', { name: 'By id', exact: true }).click();
    await page.getByText('12 channels').waitFor({ state: 'attached' });
    await page.waitForURL(/guide=id/);
    expect(page.url()).not.toContain('health');
    expect(problems).toEqual([]);
  },
);

test.skipIf(!hasChromium)(
  'all of a folded list are chosen, which no body can name, and no others are changed',
  async () => {
    const { page, problems } = await openPanel(home.browser, home.demo.base, {
      token: home.token,
      at: '#/channels?fold=alike&search=compass',
    });
    await page.getByText('1 channel', { exact: true }).waitFor();
    await page.getByRole('grid').focus();
    await page.keyboard.press('Control+a');
    await page.getByText('1 chosen').waitFor();
    await page.getByRole('button', { name: 'Turn off' }).click();
    await page.getByText('1 channel changed').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Taken back').waitFor();
    expect(problems).toEqual([]);
  },
);

/** What of the streams' cells stands beyond them, to a side or below their row. */
const BEYOND_CELL = `['mh-app', 'mh-channels', 'mh-channel-table']
  .reduce((root, name) => root.querySelector(name).shadowRoot, document)
  .querySelectorAll('.streams')
  .values()
  .filter((cell) => {
    const [own, row] = [cell, cell.closest('.row')].map((one) => one.getBoundingClientRect());
    return [...cell.querySelectorAll('.condition, .condition span')].some((one) => {
      const box = one.getBoundingClientRect();
      return box.right > own.right + 1 || box.bottom > row.bottom + 1 || box.width === 0;
    });
  })
  .map((cell) => cell.textContent)
  .toArray()`;

test.skipIf(!hasChromium).each([1_010, 1_280])(
  'health and quality of a channel are read whole, in long words, at %i px',
  async (width) => {
    const { page } = await openPanel(home.browser, home.demo.base, {
      token: home.token,
      viewport: { width, height: 900 },
      locale: 'de-DE',
    });
    const picture = { score: 500, step: 'probe', advertised: 'fhd', real: 'hd', verdict: 'less' };
    await page.route(/\/api\/channels\?/, async (route) => {
      const answer = await route.fetch();
      const { items, ...rest } = (await answer.json()) as { items: object[] };
      await route.fulfill({
        json: { ...rest, items: items.map((one) => ({ ...one, health: 84, state: 'alive', picture })) },
      });
    });
    await page.goto(`${home.demo.base}/?long#/channels`);
    await page.getByText('720p, nicht 1080p').first().waitFor();
    expect(await page.evaluate(BEYOND_CELL)).toEqual([]);
  },
);

test.skipIf(!hasChromium)('what floats at the bottom of a phone covers none of its bar', async () => {
  const { page } = await openPanel(home.browser, home.demo.base, {
    token: home.token,
    at: '#/channels',
    viewport: { width: 390, height: 844 },
    hasTouch: true,
  });
  await page.getByRole('button', { name: 'Filters' }).click();
  const panel = (await page.locator('mh-filter-panel .popover').boundingBox())!;
  const bar = (await page.locator('mh-phone-bar').boundingBox())!;
  expect(panel.y + panel.height).toBeLessThanOrEqual(bar.y + 1);
});

/** What every logo is for the moment: a bar in one colour, with nothing behind it. */
const barOf = (colour: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><path fill="${colour}" d="M8 24h48v16H8z"/></svg>`;

test.skipIf(!hasChromium).each([
  ['#000', 'light'],
  ['#fff', 'dark'],
])('a logo in %s is read on a %s plate', async (colour, plate) => {
  const { page, problems } = await openPanel(home.browser, home.demo.base, { token: home.token });
  await page.route('**/logo/**', (route) => route.fulfill({ contentType: 'image/svg+xml', body: barOf(colour) }));
  await page.evaluate(`location.hash = '#/channels'`);
  const logo = page.getByRole('row', { name: /Lighthouse News/ }).locator('mh-logo');
  await expect.poll(() => logo.getAttribute('plate')).toBe(plate);
  expect(problems).toEqual([]);
});
