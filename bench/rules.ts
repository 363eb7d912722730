// What do thirty rules cost on 100,000 streams: by themselves, in a build of the lineup, and in a preview? In processor time
// of all threads: what a quiet machine would take, about.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { memoryUsage } from 'node:process';
import { channelStreams } from '../src/catalogue/reads.ts';
import { openGuide } from '../src/guide/guide.ts';
import { silentLog } from '../src/kernel/log.ts';
import { DAY_MS } from '../src/kernel/units.ts';
import { noDecisions } from '../src/lineup/decisions.ts';
import type { ProviderId } from '../src/model/ids.ts';
import { providerSettings } from '../src/model/provider.ts';
import { sharedRules } from '../src/model/rules.ts';
import { defaultSettings } from '../src/model/settings.ts';
import { m3uProvider } from '../src/providers/m3u/kind.ts';
import { noValidators } from '../src/providers/provider.ts';
import { schemesOf } from '../src/rules/schemes.ts';
import { openReader } from '../src/storage/database.ts';
import { pathsIn } from '../src/storage/paths.ts';
import { ownSource } from '../src/sync/memo.ts';
import { rulingOf } from '../src/sync/ruling.ts';
import { taskRef, WorkerPool } from '../src/workers/pool.ts';
import { report } from './report.ts';

const STREAM_COUNT = 100_000;
const PROVIDERS = ['alpha', 'beta', 'gamma'] as ProviderId[];
const ROUNDS = 3;
/** What a worker has in a home with 512 MB. */
const HOME_HEAP_MEBIBYTES = 128;

const task = <Module>(name: string) => taskRef<Module>(new URL(`../src/sync/${name}.task.ts`, import.meta.url));
const INGEST = task<typeof import('../src/sync/ingest.task.ts').default>('ingest');
const BUILD = task<typeof import('../src/sync/build.task.ts').default>('build');
const PREVIEW = task<typeof import('../src/sync/rule-preview.task.ts').default>('rule-preview');

const folder = mkdtempSync(join(tmpdir(), 'masthead-bench-'));
const paths = pathsIn(folder);
const files = { catalogue: paths.catalogue, guide: paths.guide, matches: join(folder, 'matches') };
const pool = new WorkerPool({ maxThreads: 1, heapMebibytes: HOME_HEAP_MEBIBYTES });

/** Always the same numbers: the bench compares runs, not lists. */
let state = 20_261_126;
function random(): number {
  state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
  return state / 0x7fff_ffff;
}
const pick = (words: string): string => {
  const all = words.split(',');
  return all[Math.floor(random() * all.length)]!;
};
const brand = (): string =>
  Array.from({ length: 3 }, () => pick('ba,be,bo,da,do,fa,fi,ga,go,ka,ki,la,lo,ma,mi,na,no,pa,po,ra,sky,nor,sol')).join(
    '',
  );

const BRANDS = Array.from({ length: 60 }, brand);

function listOf(count: number): string {
  const lines = ['#EXTM3U'];
  for (let index = 0; index < count; index += 1) {
    const market = pick('UK,DE,US,FR,ES,IT,PL,TR,NL,PT,XXX,24/7');
    const genre = pick('Sports,News,Cinema,Kids,Music,General,Docu');
    const name = `${market}${pick(': ,| ')}${BRANDS[Math.floor(random() * BRANDS.length)]} ${genre} ${index % 3} ${pick(',SD,HD,FHD,4K,HEVC,ᴿᴬᵂ')}`;
    lines.push(
      `#EXTINF:-1 tvg-id="${brand()}.${market.toLowerCase()}" tvg-logo="http://l.test/${index}.png" group-title="${market} | ${genre}",${name}`,
    );
    lines.push(`http://tv.test/live/u/p/${index}.ts`);
  }
  return lines.join('\n');
}

const expressions = [
  'sports?\\s+\\d+',
  '\\b(?:4k|uhd|2160p)\\b',
  '^(?:uk|us|de)[:|]\\s*(?P<rest>.+)$',
  '(a+)+$',
  'b.*a.*d',
];
const thirty = sharedRules.parse({
  rules: [
    { when: { kind: ['adult', 'heading'] }, action: { kind: 'hide' } },
    { when: { quality: ['sd'] }, action: { kind: 'hide' } },
    { when: { kind: ['24-7'], variant: ['main'] }, action: { kind: 'hide' } },
    { action: { kind: 'rename', to: '{title}' } },
    { when: { market: ['uk', 'de', 'us'] }, action: { kind: 'regroup', to: '{MARKET} {group}' } },
    { when: { group: { contains: ['sports'] } }, action: { kind: 'number', start: 100 } },
    { action: { kind: 'logo', url: 'https://logos.test/{market}/{title}.png' } },
    ...expressions.map((matches) => ({ when: { name: { matches } }, action: { kind: 'disable' } })),
    ...expressions.map((matches) => ({ when: { group: { matches } }, action: { kind: 'enable' } })),
    ...expressions.map((find) => ({ action: { kind: 'rename', find, to: '{1}{rest}' } })),
    ...['news', 'kids', 'music', 'docu'].map((word) => ({
      when: { any: [{ group: { contains: [word] } }, { name: { contains: [word] } }], not: { market: ['uk'] } },
      action: { kind: 'regroup', to: word },
    })),
    ...['a', 'b', 'c', 'd'].map((word) => ({
      when: { name: { starts_with: [word] }, tvg_id: { ends_with: ['.uk'] } },
      action: { kind: 'guide_shift', minutes: 1 },
    })),
  ].map((rule, index) => ({ name: `Rule ${index + 1}`, ...rule })),
});
if (thirty.rules.length !== 30) throw new Error(`${thirty.rules.length} rules`);

interface Timed<Result> {
  readonly seconds: number;
  readonly result: Result;
}
async function timed<Result>(work: () => Result | Promise<Result>): Promise<Timed<Result>> {
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { seconds: (user + system) / 1e6, result };
}
async function median<Result>(work: () => Result | Promise<Result>): Promise<Timed<Result>> {
  const all: Timed<Result>[] = [];
  for (let round = 0; round < ROUNDS; round += 1) all.push(await timed(work));
  return all.toSorted((a, b) => a.seconds - b.seconds)[ROUNDS >> 1]!;
}

openGuide({ file: paths.guide, log: silentLog }).close();
for (const provider of PROVIDERS) {
  const source = join(folder, `${provider}.m3u`);
  const text = listOf(Math.ceil(STREAM_COUNT / PROVIDERS.length));
  writeFileSync(source, text);
  const settings = providerSettings.parse({ id: provider, kind: 'm3u', name: provider, source });
  await pool.run(INGEST, {
    settings,
    files,
    window: { fromAt: Date.now(), untilAt: Date.now() + DAY_MS },
    memo: null,
    chosenGuides: [],
    fetched: { validators: noValidators, bytes: text.length, file: source, url: '' },
    place: source,
    reader: m3uProvider.reader.href,
    source: ownSource(settings, 0),
  });
}

const base = { providerNames: {}, ownLogos: '', patterns: thirty.patterns };
const build = (rules: typeof thirty.rules) =>
  pool.run(BUILD, {
    store: {
      lineupFile: paths.lineup,
      numbersFile: paths.numbers,
      followed: '',
      decisions: noDecisions,
      settings: defaultSettings.lineup,
      schemes: schemesOf(rules),
    },
    files,
    providers: PROVIDERS,
    rules: { ...base, rules },
    matching: defaultSettings.matching,
    knowledge: null,
    looks: null,
    ownLogos: '',
    builtFrom: '',
  });
await build([]);
const unruled = await timed(() => build([]));
const ruled = await timed(() => build(thirty.rules));
const again = await timed(() => build(thirty.rules));
const restored = await timed(() => build([]));

const catalogue = openReader(paths.catalogue);
const streams = PROVIDERS.flatMap((provider) => [...channelStreams(catalogue, provider)]);
catalogue.close();
globalThis.gc?.();
const alone = await median(() => {
  const ruling = rulingOf({ ...base, rules: thirty.rules })!;
  let count = 0;
  for (const stream of streams) if (ruling(stream)) count += 1;
  return count;
});
const hostile = 'a'.repeat(400);
const longNames = streams.slice(0, 10_000).map((stream) => ({ ...stream, name: `${hostile}!` }));
const hard = sharedRules.parse({
  rules: [{ name: 'Hard', when: { name: { matches: '(a+)+$' } }, action: { kind: 'hide' } }],
});
const hardest = await median(() => {
  const ruling = rulingOf({ ...base, rules: hard.rules })!;
  for (const stream of longNames) ruling(stream);
});

const draft = sharedRules.parse({
  rules: [{ name: 'Draft', when: { name: { matches: '^uk[:|]\\s*(.+)$' } }, action: { kind: 'rename', to: '{1}' } }],
});
globalThis.gc?.();
const atRestBytes = memoryUsage.rss();
let peakBytes = atRestBytes;
const watch = setInterval(() => (peakBytes = Math.max(peakBytes, memoryUsage.rss())), 10);
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
const preview = (before: typeof thirty.rules) =>
  median(() =>
    pool.run(PREVIEW, {
      files: { catalogue: paths.catalogue, numbers: paths.numbers },
      providers: PROVIDERS,
      ...base,
      before: { patterns: [], rules: before },
      after: { patterns: [], rules: [...before, ...draft.rules] },
      watched: [before.length],
      isOneMore: true,
      decisions: noDecisions,
      settings: defaultSettings.lineup,
      page: { offset: 0, limit: 20 },
    }),
  );
const first = await preview([]);
const beside = await preview(thirty.rules);
clearInterval(watch);
delay.disable();
await pool.stop();
rmSync(folder, { recursive: true });

report('rules', [
  { figure: '30 rules alone', value: alone.seconds, unit: 's', aim: 1, isLimit: true },
  { figure: 'a build without rules', value: unruled.seconds, unit: 's' },
  { figure: 'a build with 30 new rules', value: ruled.seconds, unit: 's' },
  { figure: 'the same again', value: again.seconds, unit: 's' },
  { figure: 'a build that forgets them', value: restored.seconds, unit: 's' },
  { figure: '(a+)+$ on 10,000 names of 400 letters', value: hardest.seconds, unit: 's' },
  { figure: 'preview of a first rule', value: first.seconds, unit: 's', aim: 1, isLimit: true },
  { figure: 'preview beside 30 rules', value: beside.seconds, unit: 's' },
  { figure: 'memory of previews', value: (peakBytes - atRestBytes) / 2 ** 20, unit: 'MiB' },
  { figure: 'the main thread was held up by a preview', value: delay.max / 1e6, unit: 'ms' },
  { figure: 'streams that rules change', value: alone.result, unit: '' },
  { figure: 'channels that the first rule renames', value: first.result.counts.name, unit: '' },
]);
