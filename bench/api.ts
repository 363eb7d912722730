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
import { pause, percentile, Viewer } from './parts/viewer.ts';
import { report, type Figure } from './report.ts';

// `npm run bench -- api 0.1`: a tenth of the streams, for a machine that has other things to do.
const SCALE = Number(process.argv[2] ?? 1);
const STREAMS = 500_000 * SCALE;
const CLIENTS = 50;
const WATCHED = 10;
const ASKED = 60;
const BULK = 1_000;
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
const names = playlistNames(process.env['MASTHEAD_SAMPLES']);
await pipeline(Readable.from(playlist({ entryCount: STREAMS, names })), createWriteStream(list));
await product.api('/providers', 'POST', { name: 'heavy', source: list });
await pause(200);
await product.settled();
const { total: streamCount } = await product.api<Page>('/streams?limit=1');
const { total: channelCount } = await product.api<Page>('/channels?limit=1');

const viewers = Array.from(
  { length: CLIENTS },
  (_, index) => new Viewer(`${product.base}/stream/${items[index % WATCHED]!.id}.ts`, false),
);
await Promise.all(viewers.map((viewer) => viewer.firstByteMs));

/** One after another, each another one, so that nothing answers from what was just asked. */
async function timed(figure: string, ask: (turn: number) => Promise<unknown>, count = ASKED): Promise<Figure[]> {
  const waits: number[] = [];
  for (let turn = 0; turn < count; turn += 1) {
    const startedMs = performance.now();
    await ask(turn);
    waits.push(performance.now() - startedMs);
  }
  return [
    { figure: `${figure}, median`, value: percentile(waits, 0.5), unit: 'ms' },
    { figure: `${figure}, 99th percentile`, value: percentile(waits, 0.99), unit: 'ms', aim: AIM_MS, isLimit: true },
  ];
}

const cursors: Record<'channels' | 'streams', string> = { channels: '', streams: '' };
const next = async (what: keyof typeof cursors): Promise<void> => {
  const page = await product.api<Page>(`/${what}?limit=100${cursors[what] && `&cursor=${cursors[what]}`}`);
  cursors[what] = encodeURIComponent(page.next ?? '');
};
const wordAt = (turn: number): string => encodeURIComponent(names[(turn * 977) % names.length]!.slice(3, 12).trim());
const first = await product.api<Page>('/channels?limit=500');
const second = await product.api<Page>(`/channels?limit=500&cursor=${encodeURIComponent(first.next ?? '')}`);
const ids = [...first.items, ...second.items].map(({ id }) => id).slice(0, BULK);

const figures = [
  { figure: 'streams', value: streamCount, unit: '' },
  { figure: 'channels', value: channelCount, unit: '' },
  ...(await timed('page of streams', () => next('streams'))),
  ...(await timed('page of channels', () => next('channels'))),
  ...(await timed('channels by name', (turn) => product.api(`/channels?sort=name&limit=100&search=${wordAt(turn)}`))),
  ...(await timed('search in streams', (turn) => product.api(`/streams?limit=50&search=${wordAt(turn)}`))),
  ...(await timed('search in titles', (turn) => product.api(`/titles?limit=50&search=${wordAt(turn)}`))),
  ...(await timed('one channel', (turn) => product.api(`/channels/${ids[turn % ids.length]}`))),
  ...(await timed('preview of a rename of all', (turn) =>
    product.api('/channels/edit/preview', 'POST', {
      where: {},
      edit: { kind: 'rename', find: 'HD', replace: `HD${turn}` },
    }),
  )),
  ...(await timed(
    `bulk edit of ${BULK} channels`,
    (turn) =>
      product.api('/channels', 'PATCH', {
        patches: [{ ids, set: { group: `Group ${turn}` } }],
      }),
    20,
  )),
];

const stillOpen = viewers.filter((viewer) => viewer.isOpen).length;
const sessions = await product.api<{ items: { viewers: { dropped_bytes: number }[] }[] }>('/sessions');
const dropped = sessions.items
  .flatMap(({ viewers: all }) => all)
  .reduce((sum, { dropped_bytes }) => sum + dropped_bytes, 0);
for (const viewer of viewers) viewer.leave();
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
