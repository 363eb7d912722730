import { inflateSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FILMS, SERIES } from '../../src/demo/films.ts';
import { CHANNELS } from '../../src/demo/channels.ts';
import { guideOf } from '../../src/demo/guide.ts';
import { logoOf } from '../../src/demo/logo.ts';
import { startDemoProvider, type DemoProvider } from '../../src/demo/provider.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { silentLog } from '../../src/kernel/log.ts';
import { DAY_MS } from '../../src/kernel/units.ts';

let demo: DemoProvider;
beforeAll(async () => {
  demo = await startDemoProvider({ clock: systemClock, log: silentLog });
});
afterAll(() => demo.stop());

const at = (path: string): URL => new URL(path, demo.pageUrl);
const press = (channel: number | 'all', kind: string, seconds = 60): Promise<Response> =>
  fetch(at('/fault'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ channel, kind, seconds }),
  });

interface Watching {
  /** Reads until so many bytes have come or the stream has ended. */
  read(bytes: number): Promise<Buffer>;
  leave(): Promise<void>;
  readonly response: Response;
}

async function watch(channel: number): Promise<Watching> {
  const response = await fetch(at(`/live/${channel}.ts`));
  const reader = response.body?.getReader();
  if (!reader) throw new Error('no body');
  return {
    response,
    async read(bytes) {
      const chunks: Uint8Array[] = [];
      for (let length = 0; length < bytes;) {
        const { done, value } = await reader.read();
        if (done) break;
        chunks.push(value);
        length += value.length;
      }
      return Buffer.concat(chunks);
    },
    leave: () => reader.cancel(),
  };
}

interface State {
  readonly channels: readonly {
    readonly number: number;
    readonly connections: number;
    readonly fault: string | null;
  }[];
}
const stateOf = async (number: number) => {
  const state = (await (await fetch(at('/state'))).json()) as State;
  return state.channels.find((channel) => channel.number === number);
};

test('the playlist names its guide and every channel with id, number, logo, group and URL', async () => {
  const response = await fetch(demo.playlistUrl);
  const lines = (await response.text()).trimEnd().split('\n');
  expect(response.headers.get('content-type')).toContain('mpegurl');
  expect(lines[0]).toBe(`#EXTM3U x-tvg-url="${at('/guide.xml').href}"`);
  expect(lines).toHaveLength(1 + 2 * (CHANNELS.length + FILMS.length + SERIES.episodes.length));
  expect(lines[5]).toBe(
    `#EXTINF:-1 tvg-id="lighthouse-news.demo" tvg-chno="3" tvg-logo="${at('/logo/3.png').href}" group-title="News" catchup="shift" catchup-days="1",Lighthouse News`,
  );
  expect(lines[6]).toBe(at('/live/3.ts').href);
});

test('the guide is served as XML', async () => {
  const response = await fetch(at('/guide.xml'));
  expect(response.headers.get('content-type')).toContain('xml');
  expect(await response.text()).toMatch(/^<\?xml .*\n<tv [^]*<\/tv>\n$/);
});

const ELEMENT = /<programme start="(\d{14}) \+0000" stop="(\d{14}) \+0000" channel="([^"]+)">/g;
const NOW = Date.UTC(2026, 10, 23, 8, 32);

test('every channel has a show at any time from yesterday to a week ahead, without gap or overlap', () => {
  const stops = new Map<string, string>();
  const starts = new Map<string, string>();
  for (const [, start = '', stop = '', channel = ''] of [...guideOf('http://x', NOW)].join('').matchAll(ELEMENT)) {
    expect(start).toBe(stops.get(channel) ?? start);
    expect(stop > start).toBe(true);
    if (!starts.has(channel)) starts.set(channel, start);
    stops.set(channel, stop);
  }
  expect(starts.size).toBe(CHANNELS.length);
  expect(new Set(starts.values())).toEqual(new Set(['20261122000000']));
  expect(new Set(stops.values())).toEqual(new Set(['20261201000000']));
});

const ofDay = (now: number): string[] =>
  [...guideOf('http://x', now)].join('').match(/<programme start="20261124[^]*?<\/programme>/g) ?? [];

test('a day has the same shows whenever it is asked', () => {
  expect(ofDay(NOW).length).toBeGreaterThan(200);
  expect(ofDay(NOW + DAY_MS)).toEqual(ofDay(NOW));
});

test.each(CHANNELS)('the logo of $name is a picture with white letters on a coloured tile', (channel) => {
  const png = Buffer.from(logoOf(channel));
  const data = png.subarray(png.indexOf('IDAT') + 4, png.indexOf('IEND') - 8);
  const rows = inflateSync(data);
  const white = Array.from({ length: 128 * 128 }, (_, index) =>
    rows.readUInt32BE(Math.floor(index / 128) * 513 + 1 + (index % 128) * 4),
  ).filter((pixel) => pixel === 0xffffffff);
  expect(white.length).toBeGreaterThan(1_000);
  expect(rows.readUInt32BE(1)).toBe(0);
});

test('logos are served as PNG', async () => {
  const response = await fetch(at('/logo/1.png'));
  expect(response.headers.get('content-type')).toBe('image/png');
  expect(Buffer.from(await response.arrayBuffer()).equals(logoOf(CHANNELS[0] as (typeof CHANNELS)[0]))).toBe(true);
});

test.each(['/live/99.ts', '/logo/99.png', '/nothing', '/live/1.ts/x'])('%s is not found', async (path) => {
  expect((await fetch(at(path))).status).toBe(404);
});

test('a HEAD of a channel is answered without opening it', async () => {
  const response = await fetch(at('/live/1.ts'), { method: 'HEAD' });
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'video/mp2t']);
});

test('a channel begins with its tables and is counted while somebody watches', async () => {
  const viewer = await watch(5);
  const begin = await viewer.read(10_000);
  expect([begin[0], begin.readUInt16BE(1) & 0x1fff]).toEqual([0x47, 0]);
  expect((await stateOf(5))?.connections).toBe(1);
  await viewer.leave();
  await expect.poll(async () => (await stateOf(5))?.connections).toBe(0);
});

test('refused: who comes new gets 403, who watches goes on', async () => {
  const viewer = await watch(6);
  await press(6, 'refuse');
  expect((await fetch(at('/live/6.ts'))).status).toBe(403);
  for (let chunk = 0; chunk < 3; chunk += 1) expect((await viewer.read(1)).length).toBeGreaterThan(0);
  await viewer.leave();
});

test('html: a page comes instead of the stream', async () => {
  await press(7, 'html');
  const response = await fetch(at('/live/7.ts'));
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html']);
});

test('end: streams end, also new ones', async () => {
  const viewer = await watch(8);
  await press(8, 'end');
  await expect(viewer.read(Number.POSITIVE_INFINITY)).resolves.toBeInstanceOf(Buffer);
  const next = await watch(8);
  expect(await next.read(Number.POSITIVE_INFINITY)).toHaveLength(0);
});

test('reset: streams are torn down', async () => {
  const viewer = await watch(9);
  await press(9, 'reset');
  await expect(viewer.read(Number.POSITIVE_INFINITY)).rejects.toThrow('terminated');
});

test('garbage: what comes are no packets', async () => {
  await press(10, 'garbage');
  const viewer = await watch(10);
  const bytes = await viewer.read(20_000);
  const synced = Array.from({ length: 100 }, (_, index) => bytes[index * 188]).filter((byte) => byte === 0x47);
  expect(synced.length).toBeLessThan(20);
  await viewer.leave();
});

test('a fault can be ended, and one of all channels is on all of them', async () => {
  await press('all', 'stall');
  expect([(await stateOf(1))?.fault, (await stateOf(12))?.fault]).toEqual(['stall', 'stall']);
  await press('all', 'none');
  expect([(await stateOf(1))?.fault, (await stateOf(12))?.fault]).toEqual([null, null]);
});

test.each([
  ['no JSON', 'text/plain', '{"channel":1,"kind":"end"}'],
  ['broken JSON', 'application/json', '{"channel":'],
  ['an unknown fault', 'application/json', '{"channel":1,"kind":"fire"}'],
  ['too much', 'application/json', `"${'x'.repeat(10_000)}"`],
])('%s presses no button', async (_, type, body) => {
  const response = await fetch(at('/fault'), { method: 'POST', headers: { 'content-type': type }, body });
  expect(response.status).toBe(400);
});

test('its page has a button for every fault', async () => {
  const page = await (await fetch(demo.pageUrl)).text();
  for (const kind of ['stall', 'end', 'reset', 'slow', 'refuse', 'garbage', 'html', 'none']) {
    expect(page).toContain(`name="${kind}"`);
  }
});

test('a stopped provider lets go of its viewers and its port', async () => {
  const other = await startDemoProvider({ clock: systemClock, log: silentLog });
  const response = await fetch(new URL('/live/1.ts', other.pageUrl));
  await other.stop();
  await expect(response.arrayBuffer()).rejects.toThrow('terminated');
  await expect(fetch(other.playlistUrl)).rejects.toThrow('fetch failed');
});
