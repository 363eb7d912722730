// Views do not jump while they are filled.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isInstalled } from '../clients/networks.ts';
import { startMasthead, type MastheadProcess } from '../fakes/masthead-process.ts';
import { CHROMIUM } from './chromium.ts';
import { launch, logIn, openPanel } from './panel-page.ts';

const VIEWS = ['on-air', 'channels', 'guide', 'providers', 'rules', 'connect', 'settings', 'logs', 'about', 'welcome'];
const SIZES = [
  { width: 390, height: 844 },
  { width: 1_440, height: 900 },
] as const;

let demo: MastheadProcess | undefined;
let browser: Browser | undefined;
let token = '';
const hasChromium = isInstalled(CHROMIUM);
beforeAll(async () => {
  if (!hasChromium) return;
  demo = await startMasthead({ args: ['--demo'], channels: 12 });
  token = await logIn(demo.base);
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await demo?.stop();
});

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
  page.evaluate(`({ sum: window.shifted, by: window.shiftedBy.filter((one) => parseFloat(one) > 0.01) })`);

test.skipIf(!hasChromium).each(SIZES)('no view jumps while it is filled at $width px', async (viewport) => {
  for (const view of VIEWS) {
    const { page } = await openPanel(browser!, demo!.base, { token, viewport });
    await page.addInitScript(WATCH_SHIFTS);
    await page.goto(`${demo!.base}/?again#/${view}`);
    await page.waitForTimeout(2_500);
    const { sum, by } = await shiftsOf(page);
    expect({ view, jumps: sum >= 0.1, by: sum >= 0.1 ? by : [] }).toEqual({ view, jumps: false, by: [] });
    await page.close();
  }
});
