// How fast is a playlist of 500,000 entries (150 MB) parsed and stored, for the first time and when next to nothing
// changed, and how long does a lineup of 100,000 streams take? As in production:
// `node --expose-gc --max-semi-space-size=2 bench/catalogue.ts [DATA_FOLDER]`

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { silentLog } from '../src/kernel/log.ts';
import { DAY_MS } from '../src/kernel/units.ts';
import { openGuide } from '../src/guide/guide.ts';
import { noDecisions } from '../src/lineup/decisions.ts';
import { readSnapshot } from '../src/lineup/snapshot.ts';
import { openLineupDatabase } from '../src/lineup/schema.ts';
import type { ProviderId } from '../src/model/ids.ts';
import { providerSettings } from '../src/model/provider.ts';
import { defaultSettings } from '../src/model/settings.ts';
import { noValidators } from '../src/providers/provider.ts';
import { m3uProvider } from '../src/providers/m3u/kind.ts';
import { pathsIn } from '../src/storage/paths.ts';
import type { IngestOutput } from '../src/sync/ingest.ts';
import { ownSource } from '../src/sync/memo.ts';
import { taskRef, WorkerPool } from '../src/workers/pool.ts';
import { report, type Figure } from './report.ts';

const ENTRY_COUNT = 500_000;
/** A quarter of a list is live: two of these have 100,000 streams for channels. */
const HOME_ENTRY_COUNT = 200_000;
const ROUNDS = 3;

const INGEST = taskRef<typeof import('../src/sync/ingest.task.ts').default>(
  new URL('../src/sync/ingest.task.ts', import.meta.url),
);
const BUILD = taskRef<typeof import('../src/sync/build.task.ts').default>(
  new URL('../src/sync/build.task.ts', import.meta.url),
);

const folder = mkdtempSync(join(tmpdir(), 'masthead-bench-'));
const paths = pathsIn(folder);
const files = { catalogue: paths.catalogue, guide: paths.guide, matches: paths.matches };
const pool = new WorkerPool({ maxThreads: 1, heapMebibytes: 512 });
openGuide({ file: paths.guide, log: silentLog }).close(); // a build joins with it, empty as it is

const writeList = (entryCount: number, changedEvery: number): string => {
  const file = join(folder, `${entryCount}-${changedEvery}.m3u`);
  const writer = join(import.meta.dirname, 'parts/write-playlist.ts');
  const { status } = spawnSync(
    process.execPath,
    [writer, file, `${entryCount}`, `${changedEvery}`, ...process.argv.slice(2, 3)],
    { stdio: 'inherit' },
  );
  if (status !== 0) throw new Error('The list could not be written');
  return file;
};

interface Timed<Result> {
  readonly seconds: number;
  /** Of all threads: what a quiet machine would take, about. */
  readonly processorSeconds: number;
  readonly result: Result;
}

async function timed<Result>(work: () => Promise<Result>): Promise<Timed<Result>> {
  const startMs = performance.now();
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { seconds: (performance.now() - startMs) / 1_000, processorSeconds: (user + system) / 1e6, result };
}

function ingest(providerId: string, source: string): Promise<IngestOutput> {
  const settings = providerSettings.parse({ id: providerId, kind: 'm3u', name: providerId, source });
  const window = { fromAt: Date.now(), untilAt: Date.now() + DAY_MS };
  return pool.run(INGEST, {
    settings,
    files,
    window,
    memo: null,
    chosenGuides: [],
    fetched: { validators: noValidators, bytes: statSync(source).size, file: source, url: '' },
    place: source,
    reader: m3uProvider.reader.href,
    source: ownSource(settings, 0),
  });
}

const forget = (file: string): void => {
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
};
const median = (all: readonly Timed<unknown>[], key: 'seconds' | 'processorSeconds'): number =>
  all.map((one) => one[key]).toSorted((a, b) => a - b)[all.length >> 1]!;

const [today, tomorrow, home] = [
  writeList(ENTRY_COUNT, 0),
  writeList(ENTRY_COUNT, 100),
  writeList(HOME_ENTRY_COUNT, 0),
];
const megabytes = statSync(today).size / 1e6;
globalThis.gc?.();
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();

const rounds = {
  first: [] as Timed<IngestOutput>[],
  same: [] as Timed<IngestOutput>[],
  changed: [] as Timed<IngestOutput>[],
};
for (let round = 0; round < ROUNDS; round += 1) {
  forget(paths.catalogue);
  rounds.first.push(await timed(() => ingest('one', today)));
  rounds.same.push(await timed(() => ingest('one', today)));
  rounds.changed.push(await timed(() => ingest('one', tomorrow)));
}
const peakMebibytes = process.resourceUsage().maxRSS / 1_024;
const { changes } = rounds.changed[0]!.result;
if (changes?.changed !== ENTRY_COUNT / 100) throw new Error(`unexpected changes: ${JSON.stringify(changes)}`);
const databaseMegabytes = statSync(paths.catalogue).size / 1e6;

forget(paths.catalogue);
const providers = ['one', 'two'] as ProviderId[];
for (const provider of providers) await ingest(provider, home);
const store = {
  lineupFile: paths.lineup,
  numbersFile: paths.numbers,
  followed: '',
  decisions: noDecisions,
  settings: defaultSettings.lineup,
  schemes: [],
};
const rules = { patterns: [], rules: [], providerNames: {} };
const built = await timed(() =>
  pool.run(BUILD, {
    store,
    files,
    providers,
    rules,
    matching: defaultSettings.matching,
    knowledge: null,
    looks: null,
    ownLogos: '',
    builtFrom: '',
  }),
);
const rebuilt = await timed(() =>
  pool.run(BUILD, {
    store,
    files,
    providers,
    rules,
    matching: defaultSettings.matching,
    knowledge: null,
    looks: null,
    ownLogos: '',
    builtFrom: '',
  }),
);
const reader = openLineupDatabase(paths.lineup, silentLog, 'read');
const loaded = await timed(() => readSnapshot(reader, Date.now()));
reader.close();
await pool.stop();
delay.disable();

const rates = (figure: string, all: readonly Timed<unknown>[], aim: number): Figure[] => [
  { figure, value: megabytes / median(all, 'seconds'), unit: 'MB/s', aim },
  { figure: `${figure}, per processor second`, value: megabytes / median(all, 'processorSeconds'), unit: 'MB/s' },
];
const figures: Figure[] = [
  { figure: 'list', value: megabytes, unit: 'MB' },
  ...rates('parsed and stored, first time', rounds.first, 30),
  ...rates('parsed and stored, nothing changed', rounds.same, 60),
  ...rates('parsed and stored, 1 % changed', rounds.changed, 60),
  { figure: 'streams stored', value: ENTRY_COUNT / median(rounds.first, 'seconds'), unit: '1/s' },
  { figure: 'peak memory of the process', value: peakMebibytes, unit: 'MiB', aim: 350, isLimit: true },
  { figure: 'database', value: databaseMegabytes, unit: 'MB' },
  { figure: 'lineup of 100,000 streams, first', value: built.seconds, unit: 's', aim: 2, isLimit: true },
  { figure: 'lineup of 100,000 streams, again', value: rebuilt.seconds, unit: 's', aim: 2, isLimit: true },
  { figure: 'lineup again, processor time', value: rebuilt.processorSeconds, unit: 's' },
  { figure: 'channels', value: built.result.channelCount, unit: '' },
  { figure: 'snapshot read', value: loaded.seconds, unit: 's' },
  { figure: 'peak memory with lineup', value: process.resourceUsage().maxRSS / 1_024, unit: 'MiB' },
  { figure: 'event loop delay p99', value: delay.percentile(99) / 1e6, unit: 'ms', aim: 20, isLimit: true },
  { figure: 'event loop delay max', value: delay.max / 1e6, unit: 'ms' },
];
report('catalogue', figures);
rmSync(folder, { recursive: true });
