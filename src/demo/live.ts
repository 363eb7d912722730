// Sends the channels: every viewer at the stream's own pace, with the faults that are pressed.

import { randomFillSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import type { Clock, Timer } from '../kernel/clock.ts';
import { MEBIBYTE } from '../kernel/units.ts';
import { CHANNELS, type DemoChannel, type SampleName } from './channels.ts';
import type { Fault, Faults } from './faults.ts';
import { filmOf } from './films.ts';
import { Loop, type Place } from './loop.ts';

const TICK_MS = 40; // one picture at 25 a second
/** Began so long ago, so that the first viewer already finds a picture behind him. */
const HEAD_START_MS = 60_000;
const SLOW_RATE = 0.3;
/** A viewer who lets this much pile up is thrown out, as providers do. */
const MOST_UNSENT_BYTES = 8 * MEBIBYTE;
export const EXPIRED_PAGE = '<!DOCTYPE html><title>Sorry</title><p>Your subscription has expired.</p>\n';

interface Viewer {
  readonly channel: DemoChannel;
  readonly response: ServerResponse;
  /** What is sent up to. */
  at: Place;
  /** How far this viewer is behind the present, because the channel stood still or crept. */
  lagMs: number;
}

export class Live {
  readonly #clock: Clock;
  readonly #faults: Faults;
  readonly #loops: Readonly<Record<SampleName, Loop>>;
  readonly #startMs: number;
  readonly #viewers = new Set<Viewer>();
  #ticker: Timer | undefined;
  #tickedMs = 0;

  constructor(clock: Clock, faults: Faults) {
    this.#clock = clock;
    this.#faults = faults;
    this.#loops = { harbour: readLoop('harbour'), lighthouse: readLoop('lighthouse') };
    this.#startMs = clock.monotonicMs() - HEAD_START_MS;
  }

  /** The same pictures as a file. */
  film(sample: SampleName): Buffer {
    return filmOf(this.#loops[sample]);
  }

  /** Connections that are open, by channel number. */
  connections(number: number): number {
    return [...this.#viewers].filter(({ channel }) => channel.number === number).length;
  }

  /** Answers a GET of a channel: with the stream, or with what its fault says. */
  open(channel: DemoChannel, response: ServerResponse): void {
    const fault = this.#faults.of(channel.number);
    if (fault === 'refuse') {
      response.writeHead(403, { 'content-type': 'text/plain' }).end('connection limit reached\n');
      return;
    }
    if (fault === 'html') {
      response.writeHead(200, { 'content-type': 'text/html' }).end(EXPIRED_PAGE);
      return;
    }
    response.writeHead(200, { 'content-type': 'video/mp2t', 'cache-control': 'no-cache', connection: 'close' });
    response.flushHeaders();
    const loop = this.#loops[channel.sample];
    const { place, tables } = loop.joinBefore(loop.placeAt(this.elapsedMs));
    const viewer: Viewer = { channel, response, at: place, lagMs: 0 };
    this.#viewers.add(viewer);
    response.on('close', () => this.#viewers.delete(viewer));
    response.on('error', () => undefined); // a viewer who leaves in the middle of a write
    if (fault === undefined) for (const table of tables) response.write(table);
    this.#serve(viewer, 0);
    this.#ticker ??= this.#clock.every(TICK_MS, () => this.#tick());
  }

  loopOf({ sample }: DemoChannel): Loop {
    return this.#loops[sample];
  }

  stop(): void {
    this.#ticker?.cancel();
    for (const { response } of this.#viewers) response.destroy();
  }

  /** Since the channels began. */
  get elapsedMs(): number {
    return this.#clock.monotonicMs() - this.#startMs;
  }

  #tick(): void {
    const now = this.elapsedMs;
    const passedMs = this.#tickedMs === 0 ? TICK_MS : now - this.#tickedMs;
    this.#tickedMs = now;
    for (const viewer of this.#viewers) this.#serve(viewer, passedMs);
    if (this.#viewers.size > 0) return;
    this.#ticker?.cancel();
    this.#ticker = undefined;
    this.#tickedMs = 0;
  }

  #serve(viewer: Viewer, passedMs: number): void {
    const { response, channel } = viewer;
    const fault = this.#faults.of(channel.number);
    if (fault === 'end' || fault === 'html') response.end();
    else if (fault === 'reset') response.socket?.resetAndDestroy();
    else if (response.writableLength > MOST_UNSENT_BYTES) response.destroy();
    else {
      viewer.lagMs += passedMs * (1 - rateUnder(fault));
      this.#send(viewer, fault === 'garbage');
    }
    if (response.writableEnded || response.destroyed) this.#viewers.delete(viewer);
  }

  #send(viewer: Viewer, isGarbage: boolean): void {
    const loop = this.#loops[viewer.channel.sample];
    const until = loop.placeAt(this.elapsedMs - viewer.lagMs);
    if (loop.distance(viewer.at, until) <= 0) return;
    for (const piece of loop.between(viewer.at, until)) {
      viewer.response.write(isGarbage ? randomFillSync(new Uint8Array(piece.length)) : piece);
    }
    viewer.at = until;
  }
}

/** Share of the stream's own pace at which data flows. */
const rateUnder = (fault: Fault | undefined): number => (fault === 'stall' ? 0 : fault === 'slow' ? SLOW_RATE : 1);

const readLoop = (name: SampleName): Loop =>
  new Loop(readFileSync(new URL(`./samples/${name}.mpegts`, import.meta.url)));

export const channelNumbered = (number: number): DemoChannel | undefined =>
  CHANNELS.find((channel) => channel.number === number);
