// What does a channel cost that comes as HLS, next to the same channel as MPEG-TS over HTTP, both sent to one viewer each?

import { setTimeout as wait } from 'node:timers/promises';
import type { StreamingFigures } from '../src/streaming/session-view.ts';
import { Child, type Usage } from './parts/child.ts';
import { channelPaths } from './parts/channel-paths.ts';
import { report, type Figure } from './report.ts';

const CHANNELS = Number(process.env['BENCH_CHANNELS'] ?? 50);
const MEGABITS = 4;
const SETTLE_MS = 8_000;
const MEASURE_MS = Number(process.env['BENCH_SECONDS'] ?? 15) * 1_000;

interface Result {
  readonly coresPerChannel: number;
  readonly peakMebibytes: number;
  readonly megabitsPerChannel: number;
  readonly retries: number;
}

async function measure(origin: 'origin' | 'hls-origin', suffix: string): Promise<Result> {
  const provider = new Child(origin, [String(MEGABITS)]);
  const server = new Child('server', [String(await provider.ask<number>('port')), suffix]);
  const readers = new Child('readers');
  await readers.ask('join', { port: await server.ask<number>('port'), count: CHANNELS, paths: channelPaths(CHANNELS) });
  await wait(SETTLE_MS);
  await readers.ask('mark');
  const before = await server.ask<Usage>('usage');
  const fromMs = performance.now();
  await wait(MEASURE_MS);
  const after = await server.ask<Usage>('usage');
  const seconds = (performance.now() - fromMs) / 1_000;
  const read = await readers.ask<number[]>('read');
  const { retries } = await server.ask<StreamingFigures>('figures');
  for (const child of [readers, server, provider]) child.end();
  const bytes = read.reduce((sum, one) => sum + one, 0);
  return {
    coresPerChannel: (after.cpuSeconds - before.cpuSeconds) / seconds / CHANNELS,
    peakMebibytes: after.peakMebibytes,
    megabitsPerChannel: (bytes * 8) / 1e6 / seconds / CHANNELS,
    retries,
  };
}

const hls = await measure('hls-origin', '.m3u8');
const ts = await measure('origin', '');
const name = `${CHANNELS} channels at ${MEGABITS} Mbit/s`;
const figures: Figure[] = [
  { figure: `${name}, HLS: processor a channel`, value: hls.coresPerChannel * 1_000, unit: 'ms/s' },
  { figure: `${name}, MPEG-TS: processor a channel`, value: ts.coresPerChannel * 1_000, unit: 'ms/s' },
  { figure: `${name}, HLS of MPEG-TS`, value: hls.coresPerChannel / ts.coresPerChannel, unit: 'times' },
  { figure: `${name}, HLS: rate a channel`, value: hls.megabitsPerChannel, unit: 'Mbit/s', aim: MEGABITS * 0.9 },
  { figure: `${name}, HLS: peak memory`, value: hls.peakMebibytes, unit: 'MiB' },
  { figure: `${name}, MPEG-TS: peak memory`, value: ts.peakMebibytes, unit: 'MiB' },
  { figure: `${name}, HLS: upstreams lost`, value: hls.retries, unit: '', aim: 0, isLimit: true },
];
report('hls', figures);
