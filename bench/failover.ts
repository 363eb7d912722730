// How long is the picture away when an upstream ends, or falls silent, and there is a backup with a key frame a second?

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { ChannelId } from '../src/model/ids.ts';
import { RecordingSink } from '../test/fakes/recording-sink.ts';
import { startSampleProvider, type Fault } from '../test/fakes/sample-provider.ts';
import { lighthouse } from '../test/fakes/two-upstreams.ts';
import { openAir, streamAt } from './parts/air.ts';
import { percentile } from './parts/viewer.ts';
import { report, type Figure } from './report.ts';

const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 8);
const CHANNEL = 1 as ChannelId;

interface Gap {
  /** Between the last packet that was shown and the new picture. */
  readonly packetsMs: number;
  /** The longest step between two decoded pictures; slates are pictures. */
  readonly freezeMs: number;
}

async function round(fault: Fault, number: number): Promise<Gap> {
  const [one, two] = await Promise.all([startSampleProvider(lighthouse), startSampleProvider(lighthouse)]);
  const hub = openAir({ sourcesOf: () => [streamAt(one.url('http-ts'), 1), streamAt(two.url('http-ts'), 2, 'two')] });
  const sink = new RecordingSink();
  sink.begin(await hub.join(CHANNEL, { address: '127.0.0.1', userAgent: 'bench', via: 'm3u' }, sink));
  await wait(1_500 + ((number * 137) % 1_000)); // the fault comes at any place between two key frames
  await one.fail(fault);
  while (hub.sessions()[0]?.failovers.length === 0) await wait(20);
  const packetsMs = hub.sessions()[0]!.failovers[0]!.gap_ms;
  await wait(1_500);
  const freezeMs = longestStepMs(sink.recording);
  await hub.stop();
  await Promise.all([one.close(), two.close()]);
  return { packetsMs, freezeMs };
}

function longestStepMs(recording: Buffer): number {
  const folder = mkdtempSync(join(tmpdir(), 'masthead-failover-'));
  const file = join(folder, 'recording.mpegts');
  writeFileSync(file, recording);
  const probe = [
    '-v',
    'quiet',
    '-select_streams',
    'v',
    '-show_entries',
    'frame=best_effort_timestamp_time',
    '-of',
    'csv=p=0',
  ];
  const times = execFileSync('ffprobe', [...probe, file], { encoding: 'utf8' })
    .split('\n')
    .map((line) => Number.parseFloat(line) * 1_000)
    .filter(Number.isFinite);
  rmSync(folder, { recursive: true });
  return Math.max(...times.slice(1).map((time, index) => time - times[index]!));
}

const figures: Figure[] = [];
for (const [fault, aim] of [
  ['end', 500],
  ['stall', 3_500],
] as const) {
  const gaps: Gap[] = [];
  for (let number = 0; number < ROUNDS; number += 2) {
    gaps.push(...(await Promise.all([round(fault, number), round(fault, number + 1)])));
  }
  const packets = gaps.map(({ packetsMs }) => packetsMs);
  const freezes = gaps.map(({ freezeMs }) => freezeMs);
  figures.push(
    { figure: `${fault}: gap, median`, value: percentile(packets, 0.5), unit: 'ms', aim, isLimit: true },
    { figure: `${fault}: gap, worst`, value: Math.max(...packets), unit: 'ms' },
    { figure: `${fault}: longest freeze in decoded pictures, median`, value: percentile(freezes, 0.5), unit: 'ms' },
    { figure: `${fault}: longest freeze in decoded pictures, worst`, value: Math.max(...freezes), unit: 'ms' },
  );
}
report('failover', figures);
