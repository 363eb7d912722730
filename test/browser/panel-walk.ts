// Every place of the panel: what the navigation names, and what is reached from there. A new view is walked by being listed.

import type { Page } from 'playwright-core';

/** Places that no tab leads to. */
const BEYOND = [
  'rules/new',
  'rules/text',
  'alerts/targets',
  'alerts/events',
  'library/files',
  'library/unidentified',
  'mine/channels',
  'mine/history',
  'health/streams',
  'health/quality',
  'health/changes',
  'review/guides',
  'review/decided',
  'welcome',
] as const;

/** Fragments without `#/`. The page must be open and logged in. */
export async function placesOf(page: Page): Promise<string[]> {
  const tabs = page.locator('mh-side-bar a.tab');
  await tabs.first().waitFor({ state: 'attached' });
  const addresses = await Promise.all((await tabs.all()).map((tab) => tab.getAttribute('href')));
  const [channel] = await page.evaluate<{ id: string }[]>(
    `fetch('api/channels?limit=1', { headers: { authorization: 'Bearer ' + localStorage.getItem('masthead.token') } }).then((answer) => answer.json()).then(({ items }) => items)`,
  );
  const places = addresses.map((address) => (address ?? '').replace('#/', ''));
  const beyond = BEYOND.filter((place) => !place.includes('/') || places.includes(place.split('/')[0]!)); // who has no account has no favourites
  return [...new Set([...places, ...beyond, ...(channel ? [`channel/${channel.id}`] : [])])];
}

/** Goes there within the page and waits until no place is held for something that is still to come. */
export async function walkTo(page: Page, place: string): Promise<void> {
  await page.evaluate(`location.hash = ${JSON.stringify(`#/${place}`)}`);
  await page.waitForTimeout(600);
  await settled(page);
}

/** Asked again and again from outside: the panel's policy allows no text to be run within the page. */
export async function settled(page: Page, withinMs = 10_000): Promise<void> {
  const untilMs = performance.now() + withinMs;
  while (!(await page.evaluate<boolean>(NOTHING_WAITS))) {
    if (performance.now() > untilMs) throw new Error('Something is still being waited for.');
    await page.waitForTimeout(100);
  }
}

const NOTHING_WAITS = `(() => {
  const waits = (root) => [...root.querySelectorAll('*')].some((one) => one.localName === 'mh-skeleton' || (one.shadowRoot && waits(one.shadowRoot)));
  return !waits(document);
})()`;
