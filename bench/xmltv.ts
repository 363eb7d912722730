// How quickly a guide of 750,000 programmes is taken in, whatever its order, and what the main thread feels of it.

import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { openGuide } from '../src/guide/guide.ts';
import { guideChannelId } from '../src/guide/publish.ts';
import { silentLog } from '../src/kernel/log.ts';
import { poolSize, taskRef, WorkerPool } from '../src/workers/pool.ts';
import { taskUrl } from '../src/workers/task.ts';
import type { GuideShape } from './parts/xmltv-guide.ts';
import type guideTask from './parts/xmltv-guide.task.ts';
import type takeTask from './parts/xmltv-take.task.ts';
import type { Taken, TakeInput } from './parts/xmltv-take.task.ts';
import { renderFigures } from './parts/xmltv-render.ts';
import { report, type Figure } from './report.ts';

const MEGABYTE = 1e6;
const SHAPE = { channelCount: 2_500, programmesPerChannel: 300, fromAt: Date.UTC(2026, 10, 22) };
/** sax takes its time: a part of the guide tells its speed. */
const SAX_BYTES = 60 * MEGABYTE;
const POINT_READS = 2_000;

const folder = mkdtempSync(join(tmpdir(), 'masthead-bench-'));
const makeTask = taskRef<typeof guideTask>(taskUrl(import.meta, './parts/xmltv-guide.task'));
const task = taskRef<typeof takeTask>(taskUrl(import.meta, './parts/xmltv-take.task'));
setFlagsFromString('--max-semi-space-size=2'); // as `npm start` does
const pool = new WorkerPool(poolSize());
const delay = monitorEventLoopDelay({ resolution: 5 });
let peakBytes = 0;
const sampler = setInterval(() => (peakBytes = Math.max(peakBytes, process.memoryUsage.rss())), 50);

async function made(): Promise<Record<GuideShape['order'], string>> {
  const maker = new WorkerPool({ maxThreads: 1, heapMebibytes: 256 });
  const files = { 'by-channel': join(folder, 'by-channel.xml'), 'by-time': join(folder, 'by-time.xml') };
  for (const order of ['by-channel', 'by-time'] as const) {
    await maker.run(makeTask, { file: files[order], shape: { ...SHAPE, order } });
  }
  await maker.stop();
  return files;
}

const take = (file: string, depth: TakeInput['depth'], more: Partial<TakeInput> = {}): Promise<Taken> => {
  const database = join(
    folder,
    `${depth}-${more.everyChannel ?? 1}-${file.includes('by-time') ? 'time' : 'channel'}.sqlite`,
  );
  return pool.run(task, { file, depth, database, everyChannel: 1, maxBytes: Infinity, ...more });
};

function speeds(figure: string, { bytes, seconds, cpuSeconds }: Taken, aim?: number): Figure[] {
  return [
    { figure, value: bytes / seconds / MEGABYTE, unit: 'MB/s', ...(aim === undefined ? {} : { aim }) },
    { figure: `${figure}, by processor time`, value: bytes / cpuSeconds / MEGABYTE, unit: 'MB/s' },
  ];
}

/** Milliseconds a read of now and next, on channels here and there. */
function pointReadMs(database: string): number {
  const guide = openGuide({ file: database, log: silentLog });
  const from = performance.now();
  for (let read = 0; read < POINT_READS; read += 1) {
    const id = guideChannelId('bench', `ch${(read * 7) % SHAPE.channelCount}.bench`);
    const channel = { name: '', group: '', eventName: '', guideChannelId: id, guideFills: [], guideShiftMinutes: 0 };
    const programmes = guide.nowAndNext(channel, SHAPE.fromAt + (read % 250) * 1_800_000 + 60_000);
    if (programmes.length !== 2) throw new Error('a channel without programmes');
  }
  const milliseconds = (performance.now() - from) / POINT_READS;
  guide.close();
  return milliseconds;
}

try {
  const { 'by-channel': byChannel, 'by-time': byTime } = await made();
  const figures: Figure[] = [];
  const bySax = await take(byTime, 'sax', { maxBytes: SAX_BYTES });
  figures.push(...speeds('sax, elements alone', bySax));
  figures.push(...speeds('parsed', await take(byTime, 'parse'), 150));
  peakBytes = 0;
  delay.enable();
  const stored = await take(byTime, 'store');
  figures.push(...speeds('stored, sorted by time', stored, 60));
  figures.push(...speeds('stored, sorted by channel', await take(byChannel, 'store'), 60));
  figures.push(...speeds('stored, 5 % wanted', await take(byTime, 'store', { everyChannel: 20 }), 250));
  delay.disable();
  const database = join(folder, 'store-1-time.sqlite');
  figures.push(
    {
      figure: 'event-loop delay, 99th percentile',
      value: delay.percentile(99) / 1e6,
      unit: 'ms',
      aim: 20,
      isLimit: true,
    },
    { figure: 'process memory, peak', value: peakBytes / MEGABYTE, unit: 'MB', aim: 350, isLimit: true },
    { figure: 'database, a programme', value: statSync(database).size / stored.programmeCount, unit: 'B' },
    { figure: 'now and next', value: pointReadMs(database), unit: 'ms', aim: 0.2, isLimit: true },
    ...renderFigures(database, SHAPE.fromAt),
  );
  report('xmltv', figures);
} finally {
  clearInterval(sampler);
  await pool.stop();
  rmSync(folder, { recursive: true, force: true });
}
