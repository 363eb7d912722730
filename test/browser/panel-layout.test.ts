// Views do not jump while they are filled.

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { demoHome, hasChromium } from './demo-home.ts';
import { openPanel } from './panel-page.ts';
import { placesOf, settled } from './panel-walk.ts';

const SIZES = [
  { width: 390, height: 844 },
  { width: 820, height: 1_180 },
  { width: 1_440, height: 900 },
] as const;

/** Half of what counts as good (web.dev/cls): a jump of a single line of text is seen. */
const MOST_SHIFT = 0.05;

const home = demoHome();

/** Sums what moved without a person's doing. */
const WATCH_SHIFTS = `
  window.shifted = 0;
  window.shiftedBy = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.hadRecentInput) continue;
      window.shifted += entry.value;
      window.shiftedBy.push(entry.value.toFixed(3) + ' ' + entry.sources.map(({ node }) => node?.localName + '.' + node?.className).join());
    }
  }).observe({ type: 'layout-shift', buffered: true });
`;

const shiftsOf = (page: Page): Promise<{ sum: number; by: string[] }> =>
  page.evaluate(`({ sum: window.shifted, by: window.shiftedBy.filter((one) => parseFloat(one) > 0.005) })`);

test.skipIf(!hasChromium).each(SIZES)('no view jumps while it is filled at $width px', async (viewport) => {
  const { page } = await openPanel(home.browser, home.demo.base, { token: home.token, viewport });
  await page.addInitScript(WATCH_SHIFTS);
  const seen: Record<string, unknown> = {};
  for (const [at, place] of (await placesOf(page)).entries()) {
    await page.goto(`${home.demo.base}/?visit=${at}#/${place}`);
    await settled(page);
    await page.waitForTimeout(400); // what comes late and moves something
    const { sum, by } = await shiftsOf(page);
    if (sum >= MOST_SHIFT) seen[place] = { sum, by };
  }
  expect(seen).toEqual({});
});

/** A title as long as its programme, which is scrolled until most of it is past: where its text begins and ends, and what can be seen of it. */
const SCROLLED = `(async () => {
  const grid = document.querySelector('mh-app').shadowRoot.querySelector('mh-guide').shadowRoot.querySelector('mh-guide-grid');
  const scroller = grid.shadowRoot.querySelector('.scroller');
  const widthOf = ({ dataset: { from, to } }) => to - from;
  const [cell] = [...grid.shadowRoot.querySelectorAll('.cell')].sort((a, b) => widthOf(b) - widthOf(a)); // whatever the hour
  const { from, to } = cell.dataset;
  const title = cell.querySelector('.title');
  title.style.fontSize = '60px';
  const isMirrored = getComputedStyle(scroller).direction === 'rtl';
  const px = Number(from) + (Number(to) - Number(from)) * 0.6;
  scroller.scrollLeft = isMirrored ? -px : px;
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  const [text, side, box] = [title, cell.closest('.line').querySelector('.side'), cell].map((one) => one.getBoundingClientRect());
  const room = isMirrored ? [box.left, side.left] : [side.right, box.right];
  return { text: [text.left, text.right], room };
})()`;

test.skipIf(!hasChromium).each(['ltr', 'rtl'])(
  'the title of a programme that began long ago stays in sight: %s',
  async (dir) => {
    const { page } = await openPanel(home.browser, home.demo.base, { token: home.token });
    await page.evaluate(`document.documentElement.dir = '${dir}'`);
    await page.evaluate(`location.hash = '#/guide'`);
    await page.getByRole('listitem', { name: 'Harbour One' }).locator('.cell.on').waitFor();
    const { text, room } = await page.evaluate<{ text: [number, number]; room: [number, number] }>(SCROLLED);
    expect(text[0]).toBeGreaterThanOrEqual(room[0] - 1);
    expect(text[1]).toBeLessThanOrEqual(room[1] + 1);
  },
);
