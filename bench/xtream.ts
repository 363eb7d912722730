// Two panels with 100,000 channels, 150,000 movies and 30,000 series between them: how long a sync takes, how quick the main
// thread stays, how much memory it costs; how fast the lists go out again; and 100,000 files.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { silentLog } from '../src/kernel/log.ts';
import { writeTitles } from '../src/library/build.ts';
import { TitleMerge } from '../src/library/merge.ts';
import { openLibraryDatabase } from '../src/library/schema.ts';
import type { ProviderId, StreamId } from '../src/model/ids.ts';
import { defaultSettings } from '../src/model/settings.ts';
import { StrmOutput } from '../src/outputs/strm/strm.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { WorkerPool } from '../src/workers/pool.ts';
import { Child } from './parts/child.ts';
import { build, HOME_BOX, newDataDir, Product, removeDataDir } from './parts/product.ts';
import { pause, percentile } from './parts/viewer.ts';
import type { XtreamPanelSizes } from './parts/xtream-panel.ts';
import { report, type Figure } from './report.ts';

// `npm run bench -- xtream 0.1`: a tenth of it, for a machine that has other things to do; `--box`: on a home box' share.
const { positionals, values } = parseArgs({ allowPositionals: true, options: { box: { type: 'boolean' } } });
const SCALE = Number(positionals[0] ?? 1);
const HALF: XtreamPanelSizes = { live: 50_000 * SCALE, movies: 75_000 * SCALE, series: 15_000 * SCALE, shift: 0 };
const PANELS = [HALF, { ...HALF, shift: 1_000_000 }];
const STREAMS = 2 * (HALF.live + HALF.movies + HALF.series);
const TITLES = 2 * (HALF.movies + HALF.series);
const FILES = 100_000 * SCALE;

build();
report('xtream', [...(await syncAndServe()), ...(await files())]);

async function syncAndServe(): Promise<Figure[]> {
  const dataDir = newDataDir();
  const panels = PANELS.map((sizes) => new Child('xtream-panel', [JSON.stringify(sizes)]));
  const product = await Product.start({ dataDir, ...(values.box && { box: HOME_BOX }) });
  const waits: number[] = [];
  const synced = new AbortController();
  const asking = (async () => {
    while (!synced.signal.aborted) {
      const startedMs = performance.now();
      await (await fetch(`${product.base}/discover.json`)).arrayBuffer();
      waits.push(performance.now() - startedMs);
      await pause(10);
    }
  })();
  const { phases, passed } = stopwatch(product);
  for (const [at, panel] of panels.entries()) {
    const port = await panel.ask<number>('port');
    await product.api('/providers', 'POST', { name: `panel${at}`, source: `xtream://a:b@127.0.0.1:${port}` });
  }
  const count = async (): Promise<number> => {
    const { sync } = await product.api<{ sync: { counts: Counts }[] }>('/status');
    return sync.reduce((sum, { counts: { live, movie, series } }) => sum + live + movie + series, 0);
  };
  while ((await count()) < STREAMS) await pause(50);
  passed('lists'); // asked for, read and in the catalogue
  await product.settled();
  passed('lineup'); // and the channels are published
  while ((await product.api<{ total: number }>('/titles?limit=1')).total < TITLES) await pause(100);
  passed('library'); // and the titles of all movies and series are there
  synced.abort();
  await asking;
  const { peakMebibytes, residentMebibytes } = product.memory();
  const { xtream } = await product.api<{ xtream: { username: string; password: string } }>('/settings');
  const query = `username=${xtream.username}&password=${xtream.password}`;
  const lists: Figure[] = [];
  for (const [name, path] of [
    ['get_live_streams', `/player_api.php?${query}&action=get_live_streams`],
    ['get_vod_streams', `/player_api.php?${query}&action=get_vod_streams`],
    ['get.php', `/get.php?${query}&type=m3u_plus&key=live,movie,series`],
  ] as const) {
    lists.push(...(await listFigures(name, product, path)));
  }
  const after = product.memory();
  await product.stop();
  for (const panel of panels) panel.end();
  removeDataDir(dataDir);
  return [
    ...phases,
    { figure: 'sync.answer_p99', value: percentile(waits, 0.99), unit: 'ms', aim: 20, isLimit: true },
    { figure: 'sync.answer_max', value: Math.max(...waits), unit: 'ms' },
    { figure: 'sync.peak_memory', value: peakMebibytes, unit: 'MiB', aim: 400, isLimit: true },
    ...lists,
    {
      figure: 'lists.memory_added',
      value: after.peakMebibytes - Math.max(peakMebibytes, residentMebibytes),
      unit: 'MiB',
    },
  ];
}

interface Counts {
  readonly live: number;
  readonly movie: number;
  readonly series: number;
}

/** Seconds since the first provider was entered, and the processor time of Masthead since then. */
function stopwatch(product: Product): { readonly phases: Figure[]; readonly passed: (phase: string) => void } {
  const startedMs = performance.now();
  const before = product.cpuSeconds();
  const phases: Figure[] = [];
  const passed = (phase: string): void => {
    const value = (performance.now() - startedMs) / 1_000;
    phases.push({ figure: `sync.${phase}`, value, unit: 's', ...(phase === 'lists' && { aim: 30, isLimit: true }) });
    phases.push({ figure: `sync.${phase}_of_processor`, value: product.cpuSeconds() - before, unit: 'cpu s' });
  };
  return { phases, passed };
}

/** By the clock, and by the processor time of Masthead, which a busy machine does not change. */
async function listFigures(name: string, product: Product, path: string): Promise<Figure[]> {
  const startedMs = performance.now();
  const before = product.cpuSeconds();
  let bytes = 0;
  const response = await fetch(product.base + path, { headers: { 'accept-encoding': 'identity' } });
  for await (const chunk of response.body!) bytes += chunk.byteLength;
  const seconds = (performance.now() - startedMs) / 1_000;
  const megabytes = bytes / 1e6;
  return [
    { figure: `lists.${name}`, value: megabytes / seconds, unit: 'MB/s', aim: 60 },
    { figure: `lists.${name}_of_processor`, value: megabytes / (product.cpuSeconds() - before), unit: 'MB/cpu s' },
  ];
}

async function files(): Promise<Figure[]> {
  const root = mkdtempSync(join(tmpdir(), 'masthead-strm-'));
  const file = join(root, 'library.sqlite');
  const database = openLibraryDatabase(file, silentLog, 'write');
  const merge = new TitleMerge({ languages: [] });
  for (let at = 0; at < FILES / 2; at += 1) {
    const common = { providerId: 'p' as ProviderId, group: 'Films', logoUrl: '', extension: 'mkv', title: {} };
    merge.add({
      ...common,
      id: at as StreamId,
      kind: 'movie',
      name: `The Harbour Tale ${at} Again (${1950 + (at % 75)})`,
    });
  }
  writeTitles(database, merge.finish(), { builtFrom: 'x' });
  database.close();
  const pool = new WorkerPool({ maxThreads: 1, heapMebibytes: 512 });
  const output = new StrmOutput({
    library: { file, state: { edition: 1, revision: 'x', builtFrom: 'x', movies: 0, series: 0, found: 0 } },
    settings: () => ({ ...defaultSettings.strm, enabled: true }),
    manifestFile: join(root, 'files.sqlite'),
    allowedFolders: [join(root, 'strm')],
    baseUrl: () => 'http://masthead:5004',
    picture: () => Promise.reject(new Error('none')),
    pool,
    clock: systemClock,
    log: silentLog,
  });
  const timed = async (): Promise<{ seconds: number; written: number }> => {
    const startedMs = performance.now();
    const { writtenCount } = await output.run();
    return { seconds: (performance.now() - startedMs) / 1_000, written: writtenCount };
  };
  const first = await timed();
  const second = await timed();
  await output.stop();
  await pool.stop();
  rmSync(root, { recursive: true, force: true });
  return [
    { figure: 'files.first_run', value: first.seconds, unit: 's' },
    { figure: 'files.written', value: first.written, unit: 'files', aim: FILES },
    { figure: 'files.second_run', value: second.seconds, unit: 's', aim: 3, isLimit: true },
    { figure: 'files.written_again', value: second.written, unit: 'files', aim: 0, isLimit: true },
  ];
}
