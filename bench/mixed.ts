// A full house on a bad night: 20 channels of 20 viewers, a third of whom read too slowly, and every second an upstream dies.
// Does anybody else lose a byte, does memory stay flat, and is the event loop ever late?

import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { MEBIBYTE } from '../src/kernel/units.ts';
import type { ChannelId } from '../src/model/ids.ts';
import type { Sink, Subscription } from '../src/streaming/sink.ts';
import { openAir, streamAt } from './parts/air.ts';
import { Child } from './parts/child.ts';
import { report } from './report.ts';

const CHANNELS = 20;
const VIEWERS = 20;
const MEGABITS = 2;
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 60);
/** Of the stream's rate. */
const SLOW_SHARE = 0.4;
const TICK_MS = 50;

class Reader implements Sink {
  subscription: Subscription | undefined;
  isEnded = false;
  bytes = 0;
  readonly isSlow: boolean;
  #room = 256 * 1024;
  #isFull = false;

  constructor(isSlow: boolean) {
    this.isSlow = isSlow;
  }
  read(bytes: number): void {
    this.#room = Math.min(this.#room + bytes, 256 * 1024);
    if (!this.#isFull || this.#room <= 0) return;
    this.#isFull = false;
    this.subscription?.drained();
  }
  write(chunk: Uint8Array): boolean {
    this.bytes += chunk.length;
    if (!this.isSlow) return true;
    this.#room -= chunk.length;
    this.#isFull = this.#room <= 0;
    return !this.#isFull;
  }
  cork(): void {}
  uncork(): boolean {
    return !this.#isFull;
  }
  end(): void {
    this.isEnded = true;
  }
}

const idle = monitorEventLoopDelay({ resolution: 5 });
idle.enable();
await wait(3_000);
idle.disable();
const idleMs = idle.percentile(99) / 1e6 - 5;

const origin = new Child('origin', [String(MEGABITS)]);
const base = `http://127.0.0.1:${await origin.ask<number>('port')}`;
const hub = openAir({
  sourcesOf: (id) => [streamAt(`${base}/${id}`, id), streamAt(`${base}/${id}?backup`, id + 1_000, 'two')],
  settings: { return_to_preferred: false },
});
const readers: Reader[] = [];
for (let channel = 1; channel <= CHANNELS; channel += 1) {
  for (let viewer = 0; viewer < VIEWERS; viewer += 1) {
    const reader = new Reader(viewer % 3 === 2);
    readers.push(reader);
    reader.subscription = await hub.join(
      channel as ChannelId,
      { address: `192.0.2.${viewer}`, userAgent: 'bench', via: 'm3u' },
      reader,
    );
    reader.subscription.start();
  }
}
const slow = readers.filter(({ isSlow }) => isSlow);
const reading = setInterval(() => {
  for (const reader of slow) reader.read(((MEGABITS * 1e6) / 8) * SLOW_SHARE * (TICK_MS / 1_000));
}, TICK_MS);
const memory = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().rss / MEBIBYTE;
};
const startedMs = performance.now();
const delay = monitorEventLoopDelay({ resolution: 5 });
await wait((SECONDS * 1_000) / 2); // until the buffers are full
const before = memory();
delay.enable();
let kills = 0;
let worst = before;
while (performance.now() - startedMs < SECONDS * 1_500) {
  await origin.ask('kill', Math.random());
  kills += 1;
  await wait(1_000);
  worst = Math.max(worst, process.memoryUsage().rss / MEBIBYTE);
}
delay.disable();
clearInterval(reading);
const sessions = hub.sessions();
const quickIds = new Set(readers.filter(({ isSlow }) => !isSlow).map(({ subscription }) => subscription!.id));
const quick = sessions.flatMap(({ viewers }) => viewers.filter(({ id }) => quickIds.has(id)));
const figures = [
  { figure: 'upstreams that died', value: kills, unit: '' },
  { figure: 'fail-overs', value: sessions.reduce((sum, { failover_count }) => sum + failover_count, 0), unit: '' },
  {
    figure: 'viewers disconnected',
    value: readers.filter(({ isEnded }) => isEnded).length,
    unit: '',
    aim: 0,
    isLimit: true,
  },
  {
    figure: 'bytes lost by viewers who read',
    value: quick.reduce((sum, { dropped_bytes }) => sum + dropped_bytes, 0),
    unit: 'bytes',
    aim: 0,
    isLimit: true,
  },
  { figure: 'jumps of viewers who are slow', value: hub.figures().skips, unit: '' },
  { figure: 'memory when the buffers are full', value: before, unit: 'MiB' },
  { figure: 'memory at the end', value: memory(), unit: 'MiB', aim: before * 1.1, isLimit: true },
  { figure: 'memory, most', value: worst, unit: 'MiB' },
  { figure: 'event loop delay, p99, before anybody watched', value: idleMs, unit: 'ms' },
  { figure: 'event loop delay, p99', value: delay.percentile(99) / 1e6 - 5, unit: 'ms', aim: 20, isLimit: true },
];
await hub.stop();
origin.end();
report('mixed', figures);
