// What does it cost to send one upstream to many viewers, and is anybody starved? Next to a relay without features.

import { setTimeout as wait } from 'node:timers/promises';
import type { StreamingFigures } from '../src/streaming/session-view.ts';
import { Child, type Usage } from './parts/child.ts';
import { channelPaths } from './parts/channel-paths.ts';
import { report, type Figure } from './report.ts';

interface Case {
  readonly part: 'server' | 'relay';
  readonly clients: number;
  readonly channels: number;
  readonly megabits: number;
}

interface Result {
  readonly cpuPerGigabit: number;
  readonly cores: number;
  readonly gigabitsPerSecond: number;
  readonly peakMebibytes: number;
  /** The least that a viewer got, as a share of the most on the same channel; the worst channel's. */
  readonly evenness: number;
  readonly saved: number;
  readonly dropped: number;
}

const SETTLE_MS = 3_000;
const MEASURE_MS = Number(process.env['BENCH_SECONDS'] ?? 8) * 1_000;
const TURNS = 3;
/** `BENCH_CLIENTS=1000` for one crowd alone. */
const CROWDS = (process.env['BENCH_CLIENTS'] ?? '1,50,200,1000').split(',').map(Number);

async function measure({ part, clients, channels, megabits }: Case): Promise<Result> {
  process.stderr.write(`${part}: ${clients} clients, ${channels} channels\n`); // minutes pass until the table
  const origin = new Child('origin', [String(megabits)]);
  const server = new Child(part, [String(await origin.ask<number>('port'))]);
  const readers = new Child('readers');
  await readers.ask('join', { port: await server.ask<number>('port'), count: clients, paths: channelPaths(channels) });
  await wait(SETTLE_MS);
  await readers.ask('mark');
  const before = await server.ask<Usage>('usage');
  const sentBefore = await origin.ask<number>('sent');
  const fromMs = performance.now();
  await wait(MEASURE_MS);
  const after = await server.ask<Usage>('usage');
  const seconds = (performance.now() - fromMs) / 1_000;
  const read = await readers.ask<number[]>('read');
  const sent = (await origin.ask<number>('sent')) - sentBefore;
  const dropped = part === 'server' ? (await server.ask<StreamingFigures>('figures')).dropped_bytes : 0;
  for (const child of [readers, server, origin]) child.end();
  const bytes = read.reduce((sum, one) => sum + one, 0);
  const gigabits = (bytes * 8) / 1e9;
  return {
    cpuPerGigabit: (after.cpuSeconds - before.cpuSeconds) / gigabits,
    cores: (after.cpuSeconds - before.cpuSeconds) / seconds,
    gigabitsPerSecond: gigabits / seconds,
    peakMebibytes: after.peakMebibytes,
    evenness: Math.min(...Array.from({ length: channels }, (_, channel) => evennessOf(read, channel, channels))),
    saved: 1 - sent / bytes,
    dropped,
  };
}

function evennessOf(read: readonly number[], channel: number, channels: number): number {
  const own = read.filter((_, index) => index % channels === channel);
  return Math.min(...own) / Math.max(...own);
}

/** The relay and we take turns, as one pair alone may be half off: the pair whose ratio is the middle one. */
async function compare(clients: number): Promise<{ ours: Result; least: Result }> {
  const pairs = [];
  for (let turn = 0; turn < TURNS; turn += 1) {
    const ours = await measure({ part: 'server', clients, channels: 1, megabits: 8 });
    const least = await measure({ part: 'relay', clients, channels: 1, megabits: 8 });
    pairs.push({ ours, least, ratio: ours.cpuPerGigabit / least.cpuPerGigabit });
  }
  return pairs.toSorted((a, b) => a.ratio - b.ratio)[Math.floor(TURNS / 2)]!;
}

const figures: Figure[] = [];
for (const clients of CROWDS) {
  const { ours, least } = await compare(clients);
  const isFull = clients === 1_000;
  const name = `${clients} clients at 8 Mbit/s`;
  figures.push(
    { figure: `${name}: rate`, value: ours.gigabitsPerSecond, unit: 'Gbit/s' },
    { figure: `${name}: processor`, value: ours.cores, unit: 'cores', ...(isFull ? { aim: 1, isLimit: true } : {}) },
    { figure: `${name}: processor per Gbit`, value: ours.cpuPerGigabit, unit: 's' },
    { figure: `${name}: processor per Gbit, minimal relay`, value: least.cpuPerGigabit, unit: 's' },
    {
      figure: `${name}: of the minimal relay`,
      value: ours.cpuPerGigabit / least.cpuPerGigabit,
      unit: 'times',
      ...(isFull ? { aim: 1.3, isLimit: true } : {}),
    },
    { figure: `${name}: peak`, value: ours.peakMebibytes, unit: 'MiB', ...(isFull ? { aim: 160, isLimit: true } : {}) },
    { figure: `${name}: peak, minimal relay`, value: least.peakMebibytes, unit: 'MiB' },
    { figure: `${name}: least of most`, value: ours.evenness, unit: 'share', aim: 0.98 },
    { figure: `${name}: dropped`, value: ours.dropped, unit: 'bytes', aim: 0, isLimit: true },
  );
}
const spread = await measure({ part: 'server', clients: 1_000, channels: 250, megabits: 2 });
figures.push(
  { figure: '250 channels x 4 at 2 Mbit/s: rate', value: spread.gigabitsPerSecond, unit: 'Gbit/s' },
  { figure: '250 channels x 4 at 2 Mbit/s: processor', value: spread.cores, unit: 'cores' },
  { figure: '250 channels x 4 at 2 Mbit/s: processor per Gbit', value: spread.cpuPerGigabit, unit: 's' },
  { figure: '250 channels x 4 at 2 Mbit/s: peak', value: spread.peakMebibytes, unit: 'MiB' },
  { figure: '250 channels x 4 at 2 Mbit/s: upstream saved', value: spread.saved, unit: 'share', aim: 0.74 },
  { figure: '250 channels x 4 at 2 Mbit/s: least of most', value: spread.evenness, unit: 'share', aim: 0.98 },
  { figure: '250 channels x 4 at 2 Mbit/s: dropped', value: spread.dropped, unit: 'bytes', aim: 0, isLimit: true },
);
report('fan-out', figures);
