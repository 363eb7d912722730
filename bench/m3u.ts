// How fast is a playlist of 500,000 entries (150 MB) read? `node --expose-gc bench/m3u.ts [DATA_FOLDER]`

import { readM3u } from '../src/formats/m3u/read.ts';
import { report, type Figure } from './report.ts';
import { playlist, playlistNames } from './parts/playlist.ts';

const ENTRY_COUNT = 500_000;
const CHUNK_BYTES = 65_536; // as sockets deliver it
const ROUNDS = 5;

const list = Buffer.concat([...playlist({ entryCount: ENTRY_COUNT, names: playlistNames(process.argv[2]) })]);
const megabytes = list.byteLength / 1e6;

function* chunks(): Generator<Buffer> {
  for (let at = 0; at < list.byteLength; at += CHUNK_BYTES) yield list.subarray(at, at + CHUNK_BYTES);
}

async function* arriving(): AsyncGenerator<Uint8Array> {
  yield* chunks();
}

/** The least that any reader of lines does: decode, split, go over the lines. */
async function splitLines(): Promise<number> {
  let lineCount = 0;
  let rest = '';
  const decoder = new TextDecoder();
  for await (const chunk of arriving()) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop()!;
    for (const line of lines) if (line.length > 0) lineCount += 1;
  }
  return lineCount;
}

async function parse(): Promise<number> {
  let entryCount = 0;
  const onEntries = (batch: readonly unknown[]): number => (entryCount += batch.length);
  const { skips } = await readM3u(arriving(), { base: '', source: '', onEntries });
  if (skips.count > 0 || entryCount !== ENTRY_COUNT) throw new Error(`read ${entryCount}, skipped ${skips.count}`);
  return entryCount;
}

interface Timing {
  readonly wallSeconds: number;
  readonly processorSeconds: number;
}

async function timed(work: () => Promise<number>): Promise<Timing> {
  globalThis.gc?.();
  const startMs = performance.now();
  const before = process.threadCpuUsage();
  await work();
  const { user, system } = process.threadCpuUsage(before);
  return { wallSeconds: (performance.now() - startMs) / 1_000, processorSeconds: (user + system) / 1e6 };
}

/** Medians of several rounds after one that only warms up; the two take turns, so that both meet the same noise. */
const timings = { parse: [] as Timing[], split: [] as Timing[] };
await parse();
await splitLines();
for (let round = 0; round < ROUNDS; round += 1) {
  timings.parse.push(await timed(parse));
  timings.split.push(await timed(splitLines));
}
const median = (all: readonly Timing[], key: keyof Timing): number =>
  all.map((timing) => timing[key]).toSorted((a, b) => a - b)[Math.floor(all.length / 2)]!;

const parseSeconds = median(timings.parse, 'wallSeconds');
const figures: Figure[] = [
  { figure: 'list', value: megabytes, unit: 'MB' },
  { figure: 'parse', value: megabytes / parseSeconds, unit: 'MB/s', aim: 120 },
  { figure: 'parse per processor second', value: megabytes / median(timings.parse, 'processorSeconds'), unit: 'MB/s' },
  { figure: 'entries', value: ENTRY_COUNT / parseSeconds, unit: '1/s' },
  { figure: 'plain line splitting', value: megabytes / median(timings.split, 'wallSeconds'), unit: 'MB/s' },
  {
    figure: 'parse to line splitting',
    value: median(timings.parse, 'processorSeconds') / median(timings.split, 'processorSeconds'),
    unit: 'times the processor time',
  },
];
report('m3u', figures);
