// Keeps the panel's own files, so that an installed panel opens at once, and opens at all while Masthead restarts. Data,
// streams and logins never pass through here. Files below assets/ change their names with their content.

const CACHE = 'masthead-panel-1';
const here = new URL('./', self.location.href);
const inPanel = (url) =>
  url.origin === here.origin && url.pathname.startsWith(here.pathname)
    ? url.pathname.slice(here.pathname.length)
    : undefined;

self.addEventListener('install', () => self.skipWaiting());

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const path = inPanel(new URL(request.url));
  if (request.method !== 'GET' || path === undefined) return;
  if (path.startsWith('assets/')) event.respondWith(fromCacheFirst(request));
  else if (request.mode === 'navigate' && path === '') event.respondWith(fromNetworkFirst(request));
});

async function fromCacheFirst(request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}

/** A new page names new files: those that the old one needed are let go. */
async function fromNetworkFirst(request) {
  const cache = await caches.open(CACHE);
  try {
    const answer = await fetch(request);
    if (!answer.ok) return answer;
    const kept = await cache.match(here.href);
    if (kept && kept.headers.get('etag') !== answer.headers.get('etag')) {
      await Promise.all((await cache.keys()).map((old) => cache.delete(old)));
    }
    await cache.put(here.href, answer.clone());
    return answer;
  } catch (error) {
    const kept = await cache.match(here.href);
    if (kept) return kept;
    throw error;
  }
}
