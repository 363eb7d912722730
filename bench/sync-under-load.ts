// Fifty clients watch ten channels while a playlist of 500,000 entries and a guide of 750,000 programmes are read: does any of
// them miss a byte, and does the main thread stay quick?

import { Child } from './parts/child.ts';
import type { PanelOptions } from './parts/panel.ts';
import { build, newDataDir, Product, removeDataDir } from './parts/product.ts';
import { pause, percentile, Viewer } from './parts/viewer.ts';
import { report } from './report.ts';

const CLIENTS = 50;
const CHANNELS = 10;
const WATCHED: PanelOptions = {
  streams: CHANNELS,
  accounts: 1,
  connections: CHANNELS,
  guideChannels: 0,
  programmesPerChannel: 0,
  megabits: 2,
};
const HEAVY: PanelOptions = { ...WATCHED, streams: 500_000, guideChannels: 7_500, programmesPerChannel: 100 };

build();
const dataDir = newDataDir();
const [watched, heavy] = [WATCHED, HEAVY].map((options) => new Child('panel', [JSON.stringify(options)])) as [
  Child,
  Child,
];
const sourceOf = async (panel: Child): Promise<string> =>
  `http://127.0.0.1:${await panel.ask<number>('port')}/list/alpha.m3u`;
const product = await Product.start({ dataDir });
await product.api('/providers', 'POST', { name: 'watched', source: await sourceOf(watched) });
await pause(200);
await product.settled();
const { items } = await product.api<{ items: { id: string }[] }>('/channels?limit=10');

const viewers = Array.from(
  { length: CLIENTS },
  (_, index) => new Viewer(`${product.base}/stream/${items[index % CHANNELS]!.id}.ts`),
);
await Promise.all(viewers.map((viewer) => viewer.firstByteMs));

const waits: number[] = [];
const synced = new AbortController();
const asking = (async () => {
  while (!synced.signal.aborted) {
    const startedMs = performance.now();
    await (await fetch(`${product.base}/discover.json`)).arrayBuffer();
    waits.push(performance.now() - startedMs);
    await pause(20);
  }
})();
await product.api('/settings', 'PATCH', { lineup: { enable_new_channels: false } });
const startedMs = performance.now();
await product.api('/providers', 'POST', { name: 'heavy', source: await sourceOf(heavy) });
await pause(200);
await product.settled();
const syncSeconds = (performance.now() - startedMs) / 1_000;
synced.abort();
await asking;

const sessions = await product.api<{ items: { viewers: { dropped_bytes: number }[] }[] }>('/sessions');
const dropped = sessions.items
  .flatMap(({ viewers: all }) => all)
  .reduce((sum, { dropped_bytes }) => sum + dropped_bytes, 0);
const findings = viewers.map((viewer) => viewer.findings());
const stillOpen = viewers.filter((viewer) => viewer.isOpen).length;
for (const viewer of viewers) viewer.leave();
const { peakMebibytes } = product.memory();
await product.stop();
for (const panel of [watched, heavy]) panel.end();
removeDataDir(dataDir);

const seen = findings.map(({ pictures }) => pictures.length);
const errors = findings.reduce((sum, { tornPictures, continuityErrors }) => sum + tornPictures + continuityErrors, 0);
report('sync-under-load', [
  { figure: 'playlist and guide read', value: syncSeconds, unit: 's' },
  { figure: 'clients thrown out', value: CLIENTS - stillOpen, unit: 'clients', aim: 0, isLimit: true },
  { figure: 'bytes that clients missed', value: dropped, unit: 'bytes', aim: 0, isLimit: true },
  { figure: 'torn pictures and continuity errors', value: errors, unit: 'errors', aim: 0, isLimit: true },
  { figure: 'least pictures of the most', value: Math.min(...seen) / Math.max(...seen), unit: '', aim: 0.9 },
  { figure: 'request meanwhile, median', value: percentile(waits, 0.5), unit: 'ms' },
  { figure: 'request meanwhile, 99th percentile', value: percentile(waits, 0.99), unit: 'ms' },
  { figure: 'request meanwhile, worst', value: Math.max(...waits), unit: 'ms', aim: 1_000, isLimit: true },
  { figure: 'memory, peak', value: peakMebibytes, unit: 'MiB' },
]);
