// From the start to the first answered lineup of 5,000 channels, and what it takes to be idle: 100,000 streams in the
// catalogue, 200,000 programmes in the guide.

import { Child } from './parts/child.ts';
import type { PanelOptions } from './parts/panel.ts';
import { build, newDataDir, Product, removeDataDir } from './parts/product.ts';
import { pause, percentile } from './parts/viewer.ts';
import { report } from './report.ts';

const PANEL: PanelOptions = {
  streams: 100_000,
  accounts: 1,
  connections: 1,
  guideChannels: 2_000,
  programmesPerChannel: 100,
  megabits: 8,
};
/** 1,250 channels each. */
const GROUPS = ['UK | Sport', 'UK | News', 'DE | Kids', 'DE | Movies', 'FR | Docs', 'FR | Music'];
const WANTED = 5_000;
const STARTS = 5;
/** Worker threads end after 5 s without work. */
const IDLE_MS = 15_000;

build();
const dataDir = newDataDir();
const panel = new Child('panel', [JSON.stringify(PANEL)]);
const port = await panel.ask<number>('port');

let product = await Product.start({ dataDir });
/** Half a day from now: what an idle home takes does not hang on the hour at which this runs. */
const awayFromNow = `${String((new Date().getHours() + 12) % 24).padStart(2, '0')}:00`;
await product.api('/settings', 'PATCH', {
  lineup: { enable_new_channels: false },
  sync: { at_start: false },
  health: { check_at: awayFromNow },
});
await product.api('/providers', 'POST', { name: 'alpha', source: `http://127.0.0.1:${port}/list/alpha.m3u` });
await pause(200);
await product.settled();
for (const group of GROUPS) {
  const { lineup } = await product.api<{ lineup: { channel_count: number } }>('/status');
  if (lineup.channel_count >= WANTED) break;
  await product.api('/channels', 'PATCH', { patches: [{ where: { group }, set: { enabled: true } }] });
}
const afterSync = product.memory();
await product.stop();

const starts: number[] = [];
const lineups: number[] = [];
for (let round = 0; round < STARTS; round += 1) {
  const startedMs = performance.now();
  product = await Product.start({ dataDir });
  starts.push(performance.now() - startedMs);
  const lineup = (await (await fetch(`${product.base}/lineup.json`)).json()) as unknown[];
  lineups.push(performance.now() - startedMs);
  if (lineup.length < WANTED) throw new Error(`only ${lineup.length} channels`);
  if (round < STARTS - 1) await product.stop();
}
await pause(IDLE_MS);
const idle = product.memory();
const cpuBefore = product.cpuSeconds();
await pause(IDLE_MS);
const idleCpu = ((product.cpuSeconds() - cpuBefore) * 1_000) / IDLE_MS;
await product.stop();
panel.end();
removeDataDir(dataDir);

report('startup', [
  { figure: 'start to /health', value: percentile(starts, 0.5), unit: 'ms' },
  {
    figure: 'start to /lineup.json with 5,000 channels',
    value: percentile(lineups, 0.5),
    unit: 'ms',
    aim: 800,
    isLimit: true,
  },
  { figure: 'resident when idle', value: idle.residentMebibytes, unit: 'MiB', aim: 120, isLimit: true },
  { figure: 'peak of that start', value: idle.peakMebibytes, unit: 'MiB' },
  { figure: 'resident after the first sync', value: afterSync.residentMebibytes, unit: 'MiB' },
  { figure: 'peak of the first sync', value: afterSync.peakMebibytes, unit: 'MiB' },
  { figure: 'processor when idle', value: idleCpu * 100, unit: '%' },
]);
