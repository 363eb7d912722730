// One viewer changes between ten channels of an account with one connection, at a provider that goes on counting a closed
// connection for two seconds and refuses a second one. Now and then the new request comes before the old one has ended.

import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { ChannelId } from '../src/model/ids.ts';
import { RecordingSink } from '../test/fakes/recording-sink.ts';
import { PICTURE_MS, TransportStream } from '../test/fakes/transport-stream.ts';
import { checkTransportStream } from '../test/fakes/ts-checker.ts';
import { openAir, streamAt } from './parts/air.ts';
import { percentile } from './parts/viewer.ts';
import { report } from './report.ts';

const HOLDS_MS = 2_000;
const CHANNELS = 10;
const ZAPS = Number(process.env['BENCH_ZAPS'] ?? 16);
/** Numbers of a channel's pictures begin here. */
const NUMBERS = 10_000;

const counted = { open: 0, peak: 0, refusals: 0, lastClosedMs: Number.NEGATIVE_INFINITY };

const panel = createServer((request, response) => {
  const holds = performance.now() - counted.lastClosedMs < HOLDS_MS;
  if (counted.open > 0 || holds) {
    counted.refusals += 1;
    response.writeHead(403).end();
    return;
  }
  counted.open += 1;
  counted.peak = Math.max(counted.peak, counted.open);
  send(Number(request.url!.slice(1)), response);
  response.on('close', () => {
    counted.open -= 1;
    counted.lastClosedMs = performance.now();
  });
});

function send(channel: number, response: ServerResponse): void {
  const stream = new TransportStream({ firstPicture: channel * NUMBERS, pictureBytes: 8_000 });
  response.writeHead(200, { 'content-type': 'video/mp2t' });
  response.write(stream.pictures(2));
  const timer = setInterval(() => response.write(stream.next()), PICTURE_MS);
  response.on('close', () => clearInterval(timer));
}

await new Promise<void>((resolve) => panel.listen(0, '127.0.0.1', resolve));
const base = `http://127.0.0.1:${(panel.address() as AddressInfo).port}`;
const hub = openAir({ sourcesOf: (id) => [streamAt(`${base}/${id}`, id)], limit: 1 });
const viewer = { address: '192.0.2.9', userAgent: 'TiviMate', via: 'm3u' };

let before: { close(): void } | undefined;
let right = 0;
const timesMs: number[] = [];
const refusals: number[] = [];
for (let zap = 0; zap < ZAPS; zap += 1) {
  const channel = 1 + ((zap * 7) % CHANNELS);
  const overlaps = zap % 3 === 2;
  const leaving = before;
  if (!overlaps) leaving?.close();
  const startedMs = performance.now();
  const refusedBefore = counted.refusals;
  const sink = new RecordingSink();
  if (overlaps) setTimeout(() => leaving?.close(), 300);
  const joined = await hub.join(channel as ChannelId, viewer, sink).catch(() => undefined);
  timesMs.push(performance.now() - startedMs);
  refusals.push(counted.refusals - refusedBefore);
  if (joined) sink.begin(joined);
  await wait(700);
  const pictures = checkTransportStream(sink.recording).pictures;
  if (pictures.length > 0 && pictures.every((picture) => Math.floor(picture / NUMBERS) === channel)) right += 1;
  before = joined;
}
await hub.stop();
panel.close();
const settled = timesMs.slice(ZAPS / 2);
report('zap', [
  { figure: 'right channel', value: right / ZAPS, unit: 'share', aim: 1 },
  { figure: 'connections at once, most', value: counted.peak, unit: '', aim: 1, isLimit: true },
  { figure: 'to the picture, first', value: timesMs[0]!, unit: 'ms' },
  { figure: 'to the picture, learning (second zap)', value: timesMs[1]!, unit: 'ms' },
  { figure: 'to the picture, once learnt, median', value: percentile(settled, 0.5), unit: 'ms' },
  { figure: 'to the picture, once learnt, worst', value: Math.max(...settled), unit: 'ms' },
  { figure: 'refusals by the provider in all', value: counted.refusals, unit: '' },
  {
    figure: 'refusals in the second half',
    value: refusals.slice(ZAPS / 2).reduce((sum, count) => sum + count, 0),
    unit: '',
  },
]);
