// Every place of the panel: what the navigation names, and what is reached from there. A new view is walked by being listed.

import type { Page, Request } from 'playwright-core';

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

/** Goes there within the page and waits until it is there and no place is held for something that is still to come. */
export async function walkTo(page: Page, place: string): Promise<void> {
  await page.evaluate(`location.hash = ${JSON.stringify(`#/${place}`)}`);
  await settled(page);
}

/** Two looks, so that what an answer has changed has been drawn. */
const STILL_LOOKS = 2;
const LOOK_EVERY_MS = 60;

/**
 * Until the view that the address names is there, its answers have come and nothing is held for more. Asked again and again
 * from outside: the panel's policy allows no text to be run within the page.
 */
export async function settled(page: Page, withinMs = 30_000): Promise<void> {
  const underWay = requestsOf(page);
  const untilMs = performance.now() + withinMs;
  for (let still = 0; still < STILL_LOOKS; await page.waitForTimeout(LOOK_EVERY_MS)) {
    const held = [...(await page.evaluate<string[]>(HELD)), ...waitedFor(underWay)];
    still = held.length === 0 ? still + 1 : 0;
    if (performance.now() > untilMs) throw new Error(`${page.url()} still waits for ${held.join(', ')}`);
  }
}

/** The view, as long as it is another one; the elements that hold a place. */
const HELD = `(() => {
  const held = [];
  const look = (root, host) => {
    for (const one of root.querySelectorAll('*')) {
      if (one.localName === 'mh-skeleton') held.push('a place in ' + host);
      if (one.shadowRoot) look(one.shadowRoot, one.localName);
    }
  };
  look(document, '');
  const { loaded, isUpdatePending } = document.querySelector('mh-app') ?? {};
  const [view] = location.hash.slice('#/'.length).split(/[/?]/);
  if (!loaded || isUpdatePending || (view !== '' && loaded !== view)) held.push('the view in place of ' + loaded);
  return held;
})()`;

/** What takes longer is a stream. */
const LONGEST_ANSWER_MS = 5_000;
const watched = new WeakMap<Page, Map<Request, number>>();

/** Requests under way with when they began, from the first time that somebody asks. */
function requestsOf(page: Page): ReadonlyMap<Request, number> {
  const known = watched.get(page);
  if (known) return known;
  const underWay = new Map<Request, number>();
  watched.set(page, underWay);
  page.on('request', (request) => underWay.set(request, performance.now()));
  page.on('requestfinished', (request) => underWay.delete(request));
  page.on('requestfailed', (request) => underWay.delete(request));
  return underWay;
}

const waitedFor = (underWay: ReadonlyMap<Request, number>): string[] =>
  [...underWay]
    .filter(([, since]) => performance.now() - since < LONGEST_ANSWER_MS)
    .map(([request]) => new URL(request.url()).pathname);
