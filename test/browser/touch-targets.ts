// How large what can be pressed really is: from the middle of each element outwards as far as a press still reaches it, so that
// a label, padding or an area that is not seen counts, and what covers it does not.

import type { Page } from 'playwright-core';

export interface SmallTarget {
  readonly what: string;
  /** CSS pixels that a press reaches. */
  readonly width: number;
  readonly height: number;
}

/** `data-press` marks what passes a press on to the control in it. Links in a sentence are as high as their line (WCAG 2.5.8, "inline"). */
const MEASURE = `(least) => {
  const PRESSED = 'a[href], button, input, select, textarea, summary, [role=button], [role=tab], [role=option], [role=switch], [role=checkbox], [role=menuitem]';
  const all = (root) => [...root.querySelectorAll('*')].flatMap((one) => [one, ...(one.shadowRoot ? all(one.shadowRoot) : [])]);
  const up = (node) => node.assignedSlot ?? node.parentNode ?? node.host;
  const chain = (node) => { const found = []; for (let one = node; one; one = up(one)) found.push(one); return found; };
  const at = (x, y) => {
    let found = document.elementFromPoint(x, y);
    while (found?.shadowRoot) {
      const inner = found.shadowRoot.elementFromPoint(x, y);
      if (!inner || inner === found) break;
      found = inner;
    }
    return found;
  };
  const owners = (one) => {
    const host = chain(one).find((node) => node.localName?.startsWith('wa-') && !['wa-dialog', 'wa-drawer', 'wa-tab-group', 'wa-details', 'wa-card'].includes(node.localName));
    return new Set([one, one.closest?.('label, [data-press]'), ...(one.labels ?? []), host].filter(Boolean));
  };
  const isInline = (one) => one.localName === 'a' && getComputedStyle(one).display === 'inline' && (one.parentElement?.textContent ?? '').trim().length > one.textContent.trim().length;
  const small = [];
  for (const one of all(document)) {
    if (!one.matches(PRESSED) || one.disabled || one.matches('.skip, [type=hidden], [data-exact]') || isInline(one)) continue;
    if (!one.checkVisibility({ opacityProperty: false, visibilityProperty: true })) continue;
    one.scrollIntoView({ block: 'center', inline: 'center' });
    const box = one.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1) continue;
    const x = box.x + Math.min(box.width, innerWidth - box.x) / 2, y = box.y + box.height / 2;
    const mine = owners(one);
    const reaches = (px, py) => chain(at(px, py)).some((node) => mine.has(node));
    if (!reaches(x, y)) continue;
    const far = (dx, dy) => { let step = 0; while (step < least && reaches(x + dx * (step + 1), y + dy * (step + 1))) step += 1; return step; };
    const width = far(-1, 0) + far(1, 0) + 1, height = far(0, -1) + far(0, 1) + 1;
    if (width >= least - 0.5 && height >= least - 0.5) continue;
    const where = chain(one).filter((node) => node.localName?.includes('-')).slice(0, 2).map((node) => node.localName).join(' < ');
    const name = one.getAttribute('aria-label') ?? one.textContent.trim().slice(0, 30);
    small.push({ what: where + ' ' + one.localName + '.' + one.className + ' "' + name + '"', width, height });
  }
  scrollTo(0, 0);
  return small;
}`;

/** What is smaller than this in either direction, once for each kind and place. */
export async function smallTargets(page: Page, leastPixels: number): Promise<SmallTarget[]> {
  const found = await page.evaluate<SmallTarget[]>(`(${MEASURE})(${leastPixels})`);
  const kinds = new Map(found.map((one) => [one.what.replace(/ "[^"]*"$/, ''), one]));
  return [...kinds.values()];
}
