// Every view in the languages with the longest words, and from right to left, on a phone: nothing is wider than the screen, and
// no heading, button or label is cut off.

import { expect, test } from 'vitest';
import { demoHome, hasChromium } from './demo-home.ts';
import { openPanel } from './panel-page.ts';
import { placesOf, walkTo } from './panel-walk.ts';

const home = demoHome();
const PHONE = { width: 390, height: 844 };

/** What of a view stands beyond its edge or the screen's; names of channels and programmes may be cut, words may not. */
const CUT_OFF = `(() => {
  const found = [];
  const look = (root) => {
    for (const one of root.querySelectorAll('*')) {
      if (one.shadowRoot) look(one.shadowRoot);
      if (!one.matches('h1, h2, h3, button, wa-button, label, summary, th, legend, a.tab span, .tabs a')) continue;
      if (one.matches('.cut, .cut *, .read-out')) continue;
      const box = one.getBoundingClientRect();
      if (box.width === 0 || !one.checkVisibility()) continue;
      const scrolls = (() => {
        for (let at = one; at; at = at.parentElement ?? at.getRootNode().host)
          if (at.nodeType === 1 && ['auto', 'scroll'].includes(getComputedStyle(at).overflowX)) return true;
        return false;
      })();
      const isBeyond = !scrolls && (box.left < -1 || box.right > innerWidth + 1);
      const isCut = one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX !== 'visible';
      if (isBeyond || isCut) found.push(one.localName + ': ' + one.textContent.trim().slice(0, 40));
    }
  };
  look(document);
  return found;
})()`;

const LANGUAGES = [
  { locale: 'de-DE', dir: 'ltr' },
  { locale: 'fr-FR', dir: 'ltr' },
  { locale: 'es-ES', dir: 'ltr' },
  { locale: 'nl-NL', dir: 'ltr' },
  { locale: 'de-DE', dir: 'rtl' },
] as const;

test.skipIf(!hasChromium).each(LANGUAGES)('no word is cut off on a phone: $locale, $dir', async ({ locale, dir }) => {
  const { page, problems } = await openPanel(home.browser, home.demo.base, {
    token: home.token,
    viewport: PHONE,
    hasTouch: true,
    locale,
  });
  const seen: Record<string, unknown> = {};
  for (const place of await placesOf(page)) {
    await page.evaluate(`document.documentElement.dir = '${dir}'`);
    await walkTo(page, place);
    const width = await page.evaluate<number>('document.documentElement.scrollWidth');
    const cut = await page.evaluate<string[]>(CUT_OFF);
    if (cut.length > 0 || width > PHONE.width) seen[place] = { width, cut };
  }
  expect(seen).toEqual({});
  expect(problems).toEqual([]);
});
