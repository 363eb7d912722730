// How long does it take to merge 100,000 streams of three providers, and again after 1 % of the names have changed? And
// what if the names are as bad as they can be?

import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryUsage } from 'node:process';
import { setFlagsFromString } from 'node:v8';
import { hostileNames } from './parts/hostile-names.ts';
import type { MergeInput } from './parts/merge-names.task.ts';
import { WorkerPool, taskRef } from '../src/workers/pool.ts';
import { report } from './report.ts';

const STREAM_COUNT = 100_000;
const PROVIDERS = ['alpha', 'beta', 'gamma'];
const MARKETS = [
  'de',
  'uk',
  'us',
  'fr',
  'es',
  'it',
  'pl',
  'tr',
  'nl',
  'pt',
  'ro',
  'se',
  'gr',
  'in',
  'br',
  'mx',
  'ru',
  'ar',
  'al',
  'rs',
];
const CHANGED_SHARE = 0.01;
const folder = mkdtempSync(join(tmpdir(), 'masthead-bench-'));

/** Always the same numbers: the bench compares runs, not lists. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return state / 0x7fff_ffff;
  };
}

const random = sequence(20_260_819);
const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;

const SYLLABLES =
  'ba be bo da do fa fi ga go ka ki la lo ma mi na no pa po ra ri sa so ta to va vi za zu tel max pro uni sky nor sol ver'.split(
    ' ',
  );
const GENRES = [
  'Sport',
  'News',
  'Cinema',
  'Kids',
  'Music',
  'Action',
  'Comedy',
  'Drama',
  'Nature',
  'History',
  'Family',
  'Premium',
];

const word = (): string => {
  const text = Array.from({ length: 2 + Math.floor(random() * 2) }, () => pick(SYLLABLES)).join('');
  return text.charAt(0).toUpperCase() + text.slice(1);
};

/** A channel's plain name: brand, perhaps genre, perhaps number. */
function channelName(brands: readonly string[]): string {
  const genre = random() < 0.6 ? ` ${pick(GENRES)}` : '';
  const number = random() < 0.4 ? ` ${1 + Math.floor(random() * 9)}` : '';
  return `${pick(brands)}${genre}${number}`;
}

/** The same name as another provider writes it. */
function written(name: string, market: string, provider: number): string {
  const quality = pick(['', ' HD', ' FHD', ' 4K', ' HEVC', ' ᴿᴬᵂ', ' (1080p)']);
  if (provider === 0) return `${market.toUpperCase()}: ${name}${quality}`;
  if (provider === 1) return `${market.toUpperCase()}| ${name.toUpperCase()}${quality}`;
  return random() < 0.3 ? `${name} TV${quality}` : `${name}${quality}`;
}

function makeInput(): MergeInput {
  const names: string[] = [];
  const marketOf = new Uint16Array(STREAM_COUNT);
  const providerOf = new Uint16Array(STREAM_COUNT);
  const perMarket = Math.ceil(STREAM_COUNT / MARKETS.length);
  for (const [market, code] of MARKETS.entries()) {
    const brands = Array.from({ length: 400 }, word);
    const channels = Array.from({ length: Math.ceil(perMarket / 4) }, () => channelName(brands));
    for (let count = 0; count < perMarket && names.length < STREAM_COUNT; count += 1) {
      const provider = count % PROVIDERS.length;
      marketOf[names.length] = market;
      providerOf[names.length] = provider;
      names.push(written(pick(channels), code, provider));
    }
  }
  return {
    names,
    marketOf,
    providerOf,
    markets: MARKETS,
    providers: PROVIDERS,
    folder: join(folder, 'matches'),
  };
}

const withChanges = (input: MergeInput): MergeInput => ({
  ...input,
  names: input.names.map((name) => (random() < CHANGED_SHARE ? `${name} ${word()}` : name)),
});

const hostile = (): MergeInput => ({
  names: hostileNames(STREAM_COUNT),
  marketOf: new Uint16Array(STREAM_COUNT),
  providerOf: Uint16Array.from({ length: STREAM_COUNT }, (_, at) => at % PROVIDERS.length),
  markets: ['uk'],
  providers: PROVIDERS,
  folder: join(folder, 'hostile'),
});

/** What a worker has in a home with 512 MB. */
const HOME_HEAP_MEBIBYTES = 128;
const MERGE_TASK = taskRef<typeof import('./parts/merge-names.task.ts').default>(
  new URL('./parts/merge-names.task.ts', import.meta.url),
);
setFlagsFromString('--max-semi-space-size=2'); // as `npm start` does: else a thread's young objects alone may take 190 MB
const pool = new WorkerPool({ maxThreads: 1, heapMebibytes: HOME_HEAP_MEBIBYTES });
const input = makeInput();
const changed = withChanges(input);
globalThis.gc?.();
const atRestBytes = memoryUsage.rss();
let peakBytes = atRestBytes;
const watch = setInterval(() => (peakBytes = Math.max(peakBytes, memoryUsage.rss())), 20);

interface Run {
  readonly seconds: number;
  readonly processorSeconds: number;
  readonly channelCount: number;
}

async function run(task: MergeInput): Promise<Run> {
  const startedAt = performance.now();
  const { channelOf, processorSeconds } = await pool.run(MERGE_TASK, task);
  return { seconds: (performance.now() - startedAt) / 1000, processorSeconds, channelCount: new Set(channelOf).size };
}

const bytesIn = (within: string): number =>
  readdirSync(within).reduce((sum, name) => sum + statSync(join(within, name)).size, 0);

const first = await run(input);
const same = await run(input);
const again = await run(changed);
const peakOfAllBytes = peakBytes;
const keptBytes = bytesIn(input.folder);
const worst = await run(hostile());
clearInterval(watch);
await pool.stop();
rmSync(folder, { recursive: true });
report('merge-scale', [
  { figure: 'from nothing', value: first.seconds, unit: 's', aim: 5, isLimit: true },
  { figure: 'unchanged', value: same.seconds, unit: 's' },
  { figure: 'after 1 % changed', value: again.seconds, unit: 's', aim: 0.3, isLimit: true },
  { figure: 'from nothing, processor', value: first.processorSeconds, unit: 's' },
  { figure: 'unchanged, processor', value: same.processorSeconds, unit: 's' },
  { figure: 'after 1 % changed, processor', value: again.processorSeconds, unit: 's' },
  { figure: 'kept on the disk', value: keptBytes / 2 ** 20, unit: 'MiB' },
  { figure: 'peak', value: (peakOfAllBytes - atRestBytes) / 2 ** 20, unit: 'MiB', aim: 250, isLimit: true },
  { figure: 'hostile names, from nothing', value: worst.seconds, unit: 's' },
  { figure: 'hostile names, peak', value: (peakBytes - atRestBytes) / 2 ** 20, unit: 'MiB' },
  { figure: 'channels', value: first.channelCount, unit: '' },
  { figure: 'channels after changes', value: again.channelCount, unit: '' },
]);
