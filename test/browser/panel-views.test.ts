// Every view at every size and in both themes: nothing serious for axe-core, no complaint in the console, nothing wider than
// the screen; and the same panel inside Home Assistant's frame.

import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { createIngressDoor } from '../../src/home-assistant/ingress.ts';
import { startIngressProxy, SUPERVISOR } from '../fakes/ingress-proxy.ts';
import { startLan } from '../fakes/lan-server.ts';
import { demoHome, hasChromium } from './demo-home.ts';
import { openPanel } from './panel-page.ts';
import { placesOf, walkTo } from './panel-walk.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SIZES = (['light', 'dark'] as const).flatMap(
  (colorScheme) =>
    [
      { width: 390, height: 844, colorScheme },
      { width: 820, height: 1_180, colorScheme },
      { width: 1_440, height: 900, colorScheme },
    ] as const,
);

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly target: unknown }[];
}

/** In the dark only colours are others. */
const COLOURS = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } as const;
const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] as const;

/** Cells of the guide that have scrolled half under the channels are not too small. */
function rulesFor(view: string, colorScheme: 'dark' | 'light'): object {
  if (colorScheme === 'dark') return { runOnly: COLOURS };
  return { runOnly: LEVELS, rules: { 'target-size': { enabled: view !== 'guide' } } };
}

async function seriousOf(page: Page, rules: object): Promise<string[]> {
  const found = await page.evaluate<Violation[]>(
    `axe.run(document, ${JSON.stringify(rules)}).then(({ violations }) => violations)`,
  );
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id} ${JSON.stringify(nodes.slice(0, 3).map(({ target }) => target))}`);
}

/** Looked at inside Home Assistant as well, at a tablet's width. */
const AS_A_TABLET = new Set(['on-air', 'guide', 'channels', 'providers', 'settings', 'people', 'about']);

const home = demoHome();

test.skipIf(!hasChromium).each(SIZES)(
  'all views at $width px, $colorScheme',
  async ({ width, height, colorScheme }) => {
    const viewport = { width, height };
    const { page, problems } = await openPanel(home.browser, home.demo.base, {
      token: home.token,
      viewport,
      colorScheme,
      hasTouch: width < 500,
      bypassCSP: true,
    });
    await page.evaluate(AXE);
    for (const view of await placesOf(page)) {
      await walkTo(page, view);
      const serious = await seriousOf(page, rulesFor(view, colorScheme));
      const scrolled = await page.evaluate<number>('document.documentElement.scrollWidth');
      const headings = await page.getByRole('heading', { level: 1 }).count();
      expect({ view, serious, headings, isWider: scrolled > width }).toEqual({
        view,
        serious: [],
        headings: 1,
        isWider: false,
      });
    }
    expect(problems).toEqual([]);
  },
);

test.skipIf(!hasChromium)('the tab of a view that is opened by its address is in sight', async () => {
  const { page } = await openPanel(home.browser, home.demo.base, {
    token: home.token,
    at: '#/about',
    viewport: { width: 1_440, height: 500 },
  });
  const tab = page.locator('mh-side-bar').getByRole('link', { name: 'About' });
  await tab.waitFor();
  await expect.poll(async () => ((await tab.boundingBox())?.y ?? 999) < 470).toBe(true);
});

test.skipIf(!hasChromium)(
  "in Home Assistant's frame it needs no login, keeps to its path and takes the theme",
  async () => {
    const lan = await startLan();
    const admit = createIngressDoor({ peer: SUPERVISOR, isAdmin: () => Promise.resolve(true), lanUrl: () => lan.url });
    const listener = lan.server.entrance({ host: '127.0.0.1', port: 0, admit });
    await listener.start();
    onTestFinished(() => listener.stop());
    const proxy = await startIngressProxy({ target: () => `http://127.0.0.1:${listener.address?.port}`, stream: true });
    onTestFinished(() => proxy.stop());
    const { page, problems } = await openPanel(home.browser, new URL(proxy.url).origin, {
      at: new URL(proxy.url).pathname.slice(1),
      viewport: { width: 820, height: 1_180 },
    });
    await page.getByRole('article', { name: 'News' }).waitFor();
    const sockets: string[] = [];
    page.on('websocket', (socket) => sockets.push(socket.url()));
    await page.reload();
    await page.getByRole('article', { name: 'News' }).waitFor();
    await page.evaluate(AXE);
    expect(await page.evaluate('document.styleSheets.length')).toBeGreaterThan(0);
    const { headers } = await page.evaluate<{ headers: string }>(
      `fetch('.').then((answer) => ({ headers: answer.headers.get('content-security-policy') ?? '' }))`,
    );
    expect(headers).toContain("default-src 'none'");
    for (const view of await placesOf(page)) {
      await page.goto(`${proxy.url}#/${view}`); // the fake rooms leave some of them waiting
      await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' });
      await page.waitForTimeout(300);
      if (!AS_A_TABLET.has(view)) continue;
      expect({ view, serious: await seriousOf(page, rulesFor(view, 'light')) }).toEqual({ view, serious: [] });
      expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(820);
    }
    expect(sockets).toEqual([`${proxy.url.replace('http', 'ws')}api/live`]);
    await page.setViewportSize({ width: 390, height: 800 });
    await page.goto(`${proxy.url}api/docs`);
    const [routes, width] = await page.evaluate<[number, number]>(
      `(() => { const all = document.querySelectorAll('details'); for (const one of all) one.open = true; return [all.length, document.documentElement.scrollWidth]; })()`,
    );
    expect([routes > 100, width], 'its description, all of it open on a phone').toEqual([true, 390]);
    expect(problems.filter((problem) => !problem.includes('404'))).toEqual([]); // the fake rooms have no logos
  },
);
