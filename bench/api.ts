// The API at 500,000 streams, while 50 clients watch: how soon lists, pages far down, searches and bulk edits are answered, and
// whether the clients notice.

import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Child } from './parts/child.ts';
import type { PanelOptions } from './parts/panel.ts';
import { playlist, playlistNames } from './parts/playlist.ts';
import { build, newDataDir, Product, removeDataDir } from './parts/product.ts';
import { pause, percentile } from './parts/viewer.ts';
import { report, type Figure } from './report.ts';

// `npm run bench -- api 0.1`: a tenth of the streams, for a machine that has other things to do. `api 0.1 500000`: and so many movies
// behind them, each of a name of its own.
const SCALE = Number(process.argv[2] ?? 1);
const MOVIES = Number(process.argv[3] ?? 0);
const STREAMS = 500_000 * SCALE;
const CHANNELS = 50_000 * SCALE;
const CLIENTS = 50;
const WATCHED = 10;
/** Enough for a 99th percentile that is not the slowest of all; of what takes long as many as fit into its time. */
const ASKED = 400;
const ASKED_AT_LEAST = 40;
const LONGEST_MS = 8_000;
/** What a person chooses in a table, and what a program sends. */
const BULKS = [100, 1_000];
/** Threads end when nobody asks for five seconds. */
const IDLE_MS = 6_000;
const IDLE_TURNS = 3;
const AIM_MS = 50;
const PANEL: PanelOptions = {
  streams: WATCHED,
  accounts: 1,
  connections: WATCHED,
  guideChannels: 0,
  programmesPerChannel: 0,
  megabits: 2,
};

interface Page {
  readonly items: readonly { readonly id: string; readonly name: string }[];
  readonly next: string | null;
  readonly total: number;
}

build();
const dataDir = newDataDir();
const panel = new Child('panel', [JSON.stringify(PANEL)]);
const product = await Product.start({ dataDir });
const source = `http://127.0.0.1:${await panel.ask<number>('port')}/list/alpha.m3u`;
await product.api('/providers', 'POST', { name: 'watched', source });
await pause(200);
await product.settled();
const { items } = await product.api<Page>(`/channels?limit=${WATCHED}`);
const list = join(dataDir, 'list.m3u');
const names = playlistNames(process.env['MASTHEAD_SAMPLES'], CHANNELS);
await pipeline(Readable.from(playlist({ entryCount: STREAMS, names, movieCount: MOVIES })), createWriteStream(list));
await product.api('/providers', 'POST', { name: 'heavy', source: list });
await pause(200);
await product.settled();
const { total: streamCount } = await product.api<Page>('/streams?limit=1');
const titleCount = await titles();
const { total: channelCount } = await product.api<Page>('/channels?limit=1');

/** Movies and series, when the library is built of what was read. */
async function titles(): Promise<number> {
  for (let before = -1; ;) {
    const { total } = await product.api<Page>('/titles?limit=1');
    if (total === before && total > 0) return total;
    before = total;
    await pause(2_000);
  }
}

// In a process of their own, as viewers are: here what they read would be a part of what an answer takes.
const readers = new Child('readers');
const paths = items.map(({ id }) => `/stream/${id}.ts`);
await readers.ask('join', { port: Number(new URL(product.base).port), count: CLIENTS, paths });

type Ask = (turn: number) => Promise<unknown>;

async function waitOf(ask: Ask, turn: number): Promise<number> {
  const startedMs = performance.now();
  await ask(turn);
  return performance.now() - startedMs;
}

/** One after another, each another one, so that nothing answers from what was just asked. */
async function timed(figure: string, ask: Ask): Promise<Figure[]> {
  const waits: number[] = [];
  const endsMs = performance.now() + LONGEST_MS;
  for (let turn = 0; turn < ASKED; turn += 1) {
    if (turn >= ASKED_AT_LEAST && performance.now() > endsMs) break;
    waits.push(await waitOf(ask, turn));
  }
  return [
    { figure: `${figure}, median of ${waits.length}`, value: percentile(waits, 0.5), unit: 'ms' },
    { figure: `${figure}, 99th percentile`, value: percentile(waits, 0.99), unit: 'ms', aim: AIM_MS, isLimit: true },
    { figure: `${figure}, slowest`, value: Math.max(...waits), unit: 'ms' },
  ];
}

/** By a person who has not asked for a while: the slowest of a few. */
async function afterPause(figure: string, ask: Ask): Promise<Figure> {
  const waits: number[] = [];
  for (let turn = 0; turn < IDLE_TURNS; turn += 1) {
    await pause(IDLE_MS);
    waits.push(await waitOf(ask, ASKED + turn));
  }
  return { figure: `${figure} after a pause, slowest of ${IDLE_TURNS}`, value: Math.max(...waits), unit: 'ms' };
}

/** Since it was last read: how long the loop that streams let anything wait. */
async function loopDelays(): Promise<Figure[]> {
  const text = await (await fetch(`${product.base}/metrics`)).text();
  const at = (quantile: string): number =>
    1_000 * Number(new RegExp(`event_loop_delay_seconds\\{quantile="${quantile}"\\} (\\S+)`).exec(text)?.[1]);
  return [
    { figure: 'delay of the loop that streams, 99th percentile', value: at('0.99'), unit: 'ms' },
    { figure: 'delay of the loop that streams, longest', value: at('1'), unit: 'ms' },
  ];
}

/** Page after page, as one who scrolls. */
function walk(path: string): () => Promise<void> {
  let cursor = '';
  return async () => {
    const page = await product.api<Page>(`${path}${cursor && `&cursor=${cursor}`}`);
    cursor = encodeURIComponent(page.next ?? '');
  };
}
const wordAt = (turn: number): string => encodeURIComponent(names[(turn * 977) % names.length]!.slice(3, 12).trim());
const letterAt = (turn: number): string => 'etaoinshrdlu1234567890'.charAt(turn % 22);
const { movie: groups } = await product.api<{ movie: readonly string[] }>('/title-groups');
const groupAt = (turn: number): string => encodeURIComponent(groups[turn % groups.length] ?? '');
const first = await product.api<Page>('/channels?limit=500');
const second =
  first.next === null
    ? { items: [] }
    : await product.api<Page>(`/channels?limit=500&cursor=${encodeURIComponent(first.next)}`);
const ids = [...first.items, ...second.items].map(({ id }) => id).slice(0, Math.max(...BULKS));

/** Another group each time: an edit that changed nothing would be no measure. */
async function edit(some: readonly string[], turn: number): Promise<void> {
  const patches = [{ ids: some, set: { group: `Group ${some.length} ${turn}` } }];
  const { changed } = await product.api<{ changed: number }>('/channels', 'PATCH', { patches });
  if (changed !== some.length) throw new Error(`An edit of ${some.length} channels changed ${changed}`);
}
const edits = BULKS.map((size) => ids.slice(0, size)).map((some): [string, Ask] => [
  `bulk edit of ${some.length} channels`,
  (turn) => edit(some, turn),
]);

const renameOf = (turn: number): object => ({
  where: {},
  edit: { kind: 'rename', find: 'HD', replace: `HD${turn}` },
});

const questions: readonly [figure: string, ask: Ask][] = [
  ['page of streams', walk('/streams?limit=100')],
  ['page of channels', walk('/channels?limit=100')],
  ['page of channels by name', walk('/channels?sort=name&limit=100')],
  ['page of titles', walk('/titles?limit=100')],
  ['page of titles by age', walk('/titles?sort=added&limit=100')],
  ['page of titles to identify', walk('/titles/review?limit=100')],
  ['page of guides to look at', walk('/guide/review?limit=20')],
  ['search in channels', (turn) => product.api(`/channels?sort=name&limit=100&search=${wordAt(turn)}`)],
  ['search in streams', (turn) => product.api(`/streams?limit=50&search=${wordAt(turn)}`)],
  ['search in titles', (turn) => product.api(`/titles?limit=50&search=${wordAt(turn)}`)],
  ['search in titles for one letter', (turn) => product.api(`/titles?sort=added&limit=50&search=${letterAt(turn)}`)],
  ['titles of a category', (turn) => product.api(`/titles?sort=year&limit=100&group=${groupAt(turn)}`)],
  ['one channel', (turn) => product.api(`/channels/${ids[turn % ids.length]}`)],
  ['preview of a rename of all', (turn) => product.api('/channels/edit/preview', 'POST', renameOf(turn))],
  ...edits,
];
const figures: Figure[] = [
  { figure: 'streams', value: streamCount, unit: '' },
  { figure: 'channels', value: channelCount, unit: '' },
  { figure: 'titles', value: titleCount, unit: '' },
];
await loopDelays();
for (const [figure, ask] of questions) figures.push(...(await timed(figure, ask)));
figures.push(...(await loopDelays()));
const seldom = questions.filter(([figure]) => figure.startsWith('search in'));
for (const [figure, ask] of seldom) figures.push(await afterPause(figure, ask));

const stillOpen = await readers.ask<number>('open');
const sessions = await product.api<{ items: { viewers: { dropped_bytes: number }[] }[] }>('/sessions');
const dropped = sessions.items
  .flatMap(({ viewers: all }) => all)
  .reduce((sum, { dropped_bytes }) => sum + dropped_bytes, 0);
readers.end();
const { peakMebibytes } = product.memory();
await product.stop();
panel.end();
removeDataDir(dataDir);

report('api', [
  ...figures,
  { figure: 'clients thrown out', value: CLIENTS - stillOpen, unit: 'clients', aim: 0, isLimit: true },
  { figure: 'bytes that clients missed', value: dropped, unit: 'bytes', aim: 0, isLimit: true },
  { figure: 'memory, peak', value: peakMebibytes, unit: 'MiB' },
]);
