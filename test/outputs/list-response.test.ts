import { gunzipSync } from 'node:zlib';
import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { acceptsGzip, isKnown, respondList } from '../../src/outputs/list-response.ts';
import type { LanEnv } from '../../src/outputs/output.ts';

function* lines(count: number, onMade: (place: number) => void = () => undefined): Generator<string> {
  for (let place = 0; place < count; place += 1) {
    onMade(place);
    yield `line ${place} ä\n`;
  }
}

const TEXT = [...lines(20_000)].join('');

function listing(parts: () => Iterable<string>, version: readonly string[] = ['r1']): Hono<LanEnv> {
  const lan = new Hono<LanEnv>();
  lan.get('/', (c) => respondList(c, { contentType: 'text/plain; charset=utf-8', version, parts }));
  return lan;
}

const all = listing(() => lines(20_000));

test('a long list arrives whole, plain and compressed', async () => {
  expect(await (await all.request('/')).text()).toBe(TEXT);
  const zipped = await all.request('/', { headers: { 'accept-encoding': 'br, gzip' } });
  expect(zipped.headers.get('content-encoding')).toBe('gzip');
  expect(gunzipSync(await zipped.arrayBuffer()).toString()).toBe(TEXT);
});

test('nothing of a list is made before it is wanted, nor after the reader has gone', async () => {
  let made = 0;
  const response = await listing(() => lines(1_000_000, () => (made += 1))).request('/');
  expect(made).toBe(0);
  const reader = response.body?.getReader();
  await reader?.read();
  const afterOne = made;
  expect(afterOne).toBeLessThan(20_000);
  await reader?.cancel();
  await new Promise((resolve) => setImmediate(resolve));
  expect(made).toBe(afterOne);
});

test('the event loop turns while a list is made', async () => {
  let turns = 0;
  let isReading = true;
  const turn = (): void => {
    turns += 1;
    if (isReading) setImmediate(turn);
  };
  setImmediate(turn);
  await (await listing(() => lines(100_000)).request('/')).text();
  isReading = false;
  expect(turns).toBeGreaterThan(10);
});

test('a list that leaves nearly everything out is whole, and takes its time as well', async () => {
  let made = 0;
  function* mostlyEmpty(): Generator<string> {
    for (let place = 0; place < 100_000; place += 1) {
      made += 1;
      yield place === 70_000 ? 'found\n' : '';
    }
  }
  const madeAtTurns: number[] = [];
  let isReading = true;
  const turn = (): void => {
    madeAtTurns.push(made);
    if (isReading) setImmediate(turn);
  };
  setImmediate(turn);
  expect(await (await listing(mostlyEmpty).request('/')).text()).toBe('found\n');
  isReading = false;
  const steps = madeAtTurns.slice(1).map((count, place) => count - (madeAtTurns[place] ?? 0));
  expect(Math.max(...steps)).toBeLessThan(5_000);
});

test('HEAD has the headers of GET and makes nothing', async () => {
  let made = 0;
  const lan = listing(() => lines(10, () => (made += 1)));
  const get = await lan.request('/', { headers: { 'accept-encoding': 'gzip' } });
  await get.arrayBuffer();
  made = 0;
  const head = await lan.request('/', { method: 'HEAD', headers: { 'accept-encoding': 'gzip' } });
  expect([...head.headers]).toEqual([...get.headers]);
  expect(await head.text()).toBe('');
  expect(made).toBe(0);
});

test('a client that has the list already is told so, until the list changes', async () => {
  const etag = (await all.request('/')).headers.get('etag') ?? '';
  const asked = { headers: { 'if-none-match': `"other", ${etag}` } };
  const unchanged = await all.request('/', asked);
  expect(unchanged.status).toBe(304);
  expect(unchanged.headers.get('etag')).toBe(etag);
  expect((await listing(() => [], ['r2']).request('/', asked)).status).toBe(200);
});

test('tags are compared weakly, and a star is any of them', () => {
  expect(isKnown('"a", W/"b"', '"b"')).toBe(true);
  expect(isKnown('"b"', 'W/"b"')).toBe(true);
  expect(isKnown('*', '"b"')).toBe(true);
  expect(isKnown('"a"', '"b"')).toBe(false);
  expect(isKnown(undefined, '"b"')).toBe(false);
});

test('compression is for those who ask for it', () => {
  for (const yes of ['gzip', 'deflate, gzip;q=0.5', 'x-gzip', 'br;q=1, gzip']) expect(acceptsGzip(yes)).toBe(true);
  for (const no of [undefined, '', 'br', 'gzip;q=0', 'identity, gzip; q=0.0', 'notgzip']) {
    expect(acceptsGzip(no)).toBe(false);
  }
});

test('a list that fails while it is made breaks off instead of ending well', async () => {
  const lan = listing(function* () {
    yield 'x'.repeat(70_000);
    throw new Error('broken');
  });
  await expect((await lan.request('/')).text()).rejects.toThrow('broken');
});
