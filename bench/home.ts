// The usual home: 100,000 streams of two providers with one connection each, a guide of 200,000 programmes, five viewers,
// one core, 512 MB. Sync, zap, watch: does everything answer within a second, is anything lost?

import { Child } from './parts/child.ts';
import type { PanelOptions } from './parts/panel.ts';
import { build, HOME_BOX, newDataDir, Product, removeDataDir } from './parts/product.ts';
import { pause, percentile, Viewer } from './parts/viewer.ts';
import { report } from './report.ts';

const PANEL: PanelOptions = {
  streams: 50_000,
  accounts: 2,
  connections: 1,
  guideChannels: 2_000,
  programmesPerChannel: 100,
  megabits: 8,
};
const ZAPS = 12;
const WATCH_MS = 10_000;

interface Channel {
  readonly id: string;
  readonly number: string;
}

build();
const dataDir = newDataDir();
const panel = new Child('panel', [JSON.stringify(PANEL)]);
const panelBase = `http://127.0.0.1:${await panel.ask<number>('port')}`;
const product = await Product.start({ dataDir, box: HOME_BOX });

// Everyday requests, asked over and over while everything else goes on.
const waits: number[] = [];
const asked = new AbortController();
const asking = (async () => {
  const paths = ['/discover.json', '/health', '/lineup_status.json', '/metrics'];
  for (let index = 0; !asked.signal.aborted; index += 1) {
    const startedMs = performance.now();
    await (await fetch(product.base + paths[index % paths.length]!)).arrayBuffer();
    waits.push(performance.now() - startedMs);
    await pause(50);
  }
})();

const firstSync = await timed(async () => {
  for (const account of ['alpha', 'beta']) {
    await product.api('/providers', 'POST', {
      name: account,
      source: `${panelBase}/list/${account}.m3u`,
      max_connections: 1,
    });
  }
  await pause(200);
  await product.settled();
});

const lists: Record<string, number> = {};
for (const path of ['/lineup.json', '/playlist.m3u', '/guide.xml', '/lineup.xml']) {
  lists[path] = await timed(async () => {
    const answer = await fetch(product.base + path);
    const reader = answer.body!.getReader();
    await reader.read();
    void reader.cancel();
  });
}
const apiSearch = await timed(() => product.api('/channels?search=sport%2042&limit=100'));
const { items } = await product.api<{ items: Channel[] }>('/channels?limit=400');
const urlOf = ({ id }: Channel): string => `${product.base}/stream/${id}.ts`;

// Zapping: one viewer goes through channels whose two streams are behind one connection each.
const zaps: number[] = [];
for (const channel of items.slice(100, 100 + ZAPS)) {
  const viewer = new Viewer(urlOf(channel), false);
  zaps.push(await viewer.firstByteMs);
  await pause(300);
  viewer.leave();
}

// Five viewers on two channels while both providers are read again and one name in a hundred has changed.
await panel.ask('change');
const viewers = [0, 0, 0, 1, 1].map((index) => new Viewer(urlOf(items[index]!)));
await Promise.all(viewers.map((viewer) => viewer.firstByteMs));
const resync = timed(async () => {
  const { items: providers } = await product.api<{ items: { id: string }[] }>('/providers');
  await Promise.all(providers.map(({ id }) => product.api(`/providers/${id}/sync`, 'POST')));
  await pause(200);
  await product.settled();
});
await pause(WATCH_MS);
const resyncMs = await resync;
const seen = await panel.ask<{ peak: number; refused: number }>('seen');
const findings = viewers.map((viewer) => viewer.findings());
const stillOpen = viewers.filter((viewer) => viewer.isOpen).length;
for (const viewer of viewers) viewer.leave();
asked.abort();
await asking;
const { peakMebibytes, residentMebibytes } = product.memory();
const status = await product.api<{ lineup: { channel_count: number } }>('/status');
const stopMs = await product.stop();
panel.end();
removeDataDir(dataDir);

const sum = (pick: (finding: (typeof findings)[number]) => number): number =>
  findings.reduce((total, finding) => total + pick(finding), 0);
report('home', [
  { figure: 'channels in the lineup', value: status.lineup.channel_count, unit: 'channels' },
  { figure: 'first sync of both providers and the guide', value: firstSync / 1_000, unit: 's' },
  { figure: 'second sync, 1 % changed, five viewers', value: resyncMs / 1_000, unit: 's' },
  { figure: 'everyday request, median', value: percentile(waits, 0.5), unit: 'ms' },
  { figure: 'everyday request, worst', value: Math.max(...waits), unit: 'ms', aim: 1_000, isLimit: true },
  ...Object.entries(lists).map(([path, value]) => ({
    figure: `${path}, first byte`,
    value,
    unit: 'ms',
    aim: 1_000,
    isLimit: true,
  })),
  { figure: 'search of the channels', value: apiSearch, unit: 'ms', aim: 1_000, isLimit: true },
  { figure: 'zap, median', value: percentile(zaps, 0.5), unit: 'ms', aim: 1_000, isLimit: true },
  { figure: 'zap, worst', value: Math.max(...zaps), unit: 'ms' },
  { figure: 'most connections of one account', value: seen.peak, unit: 'connections', aim: 1, isLimit: true },
  { figure: 'connections that a provider refused', value: seen.refused, unit: 'connections', aim: 0, isLimit: true },
  { figure: 'viewers thrown out', value: viewers.length - stillOpen, unit: 'viewers', aim: 0, isLimit: true },
  {
    figure: 'torn pictures and continuity errors',
    value: sum((f) => f.tornPictures + f.continuityErrors),
    unit: 'errors',
    aim: 0,
    isLimit: true,
  },
  {
    figure: 'least pictures seen by a viewer',
    value: Math.min(...findings.map((f) => f.pictures.length)),
    unit: 'pictures',
    aim: (WATCH_MS / 40) * 0.95,
  },
  { figure: 'memory, peak', value: peakMebibytes, unit: 'MiB', aim: 512, isLimit: true },
  { figure: 'memory at the end', value: residentMebibytes, unit: 'MiB' },
  { figure: 'SIGTERM to the end', value: stopMs, unit: 'ms', aim: 3_000, isLimit: true },
]);

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}
