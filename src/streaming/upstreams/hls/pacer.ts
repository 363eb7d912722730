// Plays packets at the pace of the stream's own clock (PCR; where that is broken, at the pace of the segments' durations):
// viewers get a steady stream, and what has been fetched ahead bridges a provider's hiccup.
//
//   fetched  ├────────── ahead ──────────┤
//   played ──►│ now + burst

import type { Clock, Timer } from '../../../kernel/clock.ts';
import { SECOND_MS } from '../../../kernel/units.ts';
import { pcrOf, ticksBetween, ticksToMs } from '../../../formats/mpegts/clock.ts';
import { PACKET_BYTES, pidOf } from '../../../formats/mpegts/packet.ts';
import type { Segment } from '../../../formats/hls/playlist.ts';
import type { PacketQueue } from './packet-queue.ts';

/** PCRs come every 100 ms; a larger step is a jump of the clock. */
const MOST_STEP_MS = 2 * SECOND_MS;
/** A clock that covers less than this of a segment stands still. */
const LEAST_SHARE = 0.1;
const LEAST_WAIT_MS = 20;
/** Less is no lateness, but the time that a chunk takes. */
const LATE_MS = 50;
/** Clocks differ by a few millionths, which adds up over days: what piles up is played a little faster. */
const HURRY = 0.05;

export interface PacerOptions {
  readonly clock: Clock;
  readonly queue: PacketQueue;
  /** How much is sent at once in the beginning. */
  readonly burstMs: () => number;
  /**
   * How much later the whole may be played than it began: what comes late once, as a list that was joined at its very end
   * does with each segment, is then waited for no more. What is later than that is caught up with.
   */
  readonly mostLateMs: () => number;
  /** More than this fetched ahead is too much. */
  readonly mostSeconds: () => number;
  /** Packets from one PCR to the next; the receiver's to keep. */
  readonly onPackets: (packets: Uint8Array) => void;
  readonly onBreak: () => void;
  readonly onSegment: (segment: Segment) => void;
}

export class Pacer {
  readonly #options: PacerOptions;
  #timer: Timer | undefined;
  /** In the queue's first packets. */
  #offset = 0;
  /** Wall instant at which the first packet was due. */
  #startMs: number | undefined;
  #mediaMs = 0;
  #lateMs = 0;
  /** It has run ahead by the burst once. */
  #isAhead = false;
  #isDry = false;
  #ranMs = 0;
  #pcrPid = -1;
  #pcr = -1;
  #segment: { readonly seconds: number; readonly startMs: number; isSmooth: boolean } | undefined;
  #isHeld = true;
  #isStopped = false;
  #onDry: (() => void) | undefined;

  constructor(options: PacerOptions) {
    this.#options = options;
  }

  /** Until then nothing is played. */
  start(): void {
    this.#isHeld = false;
    this.run();
  }

  stop(): void {
    this.#isStopped = true;
    this.#timer?.cancel();
    this.#onDry?.();
  }

  /** Resolves when everything has been played. */
  async drained(): Promise<void> {
    if (this.#isStopped || !this.#options.queue.first) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#onDry = resolve;
    await promise;
  }

  /** Plays what is due; to be called when there is more in the queue. */
  run(): void {
    if (this.#isStopped || this.#isHeld || this.#timer) return;
    const { clock, queue } = this.#options;
    const nowMs = clock.monotonicMs();
    this.#hurry(nowMs);
    for (let item = queue.first; item; item = queue.first) {
      if (item.kind === 'segment') {
        this.#begin(item.segment);
        queue.shift();
        continue;
      }
      this.#read(item.bytes);
      const waitMs = this.#dueMs(nowMs) - nowMs;
      if (waitMs > 0) return this.#wait(waitMs);
      if (this.#isDry && this.#isAhead) this.#delay(-waitMs);
      this.#isDry = false;
      this.#play(item.bytes);
      if (this.#isStopped) return;
    }
    this.#isDry = true;
    this.#onDry?.();
  }

  #delay(lateMs: number): void {
    const allowedMs = this.#options.mostLateMs() - this.#lateMs;
    if (lateMs < LATE_MS || allowedMs <= 0) return;
    const delayMs = Math.min(lateMs, allowedMs);
    this.#lateMs += delayMs;
    this.#startMs! += delayMs;
  }

  #wait(waitMs: number): void {
    this.#isAhead = true;
    this.#timer = this.#options.clock.after(Math.max(LEAST_WAIT_MS, waitMs), () => {
      this.#timer = undefined;
      this.run();
    });
  }

  #dueMs(nowMs: number): number {
    this.#startMs ??= nowMs - this.#mediaMs;
    return this.#startMs + this.#mediaMs - this.#options.burstMs();
  }

  #hurry(nowMs: number): void {
    const passedMs = nowMs - this.#ranMs;
    this.#ranMs = nowMs;
    if (this.#startMs === undefined || this.#options.queue.seconds <= this.#options.mostSeconds()) return;
    this.#startMs -= Math.min(passedMs, SECOND_MS) * HURRY;
  }

  /** Up to the packet with the next PCR. */
  #play(bytes: Uint8Array): void {
    const from = this.#offset;
    let to = from + PACKET_BYTES;
    while (to < bytes.length && !this.#hasClock(bytes, to)) to += PACKET_BYTES;
    this.#offset = to;
    if (to >= bytes.length) {
      this.#offset = 0;
      this.#options.queue.shift();
    }
    this.#options.onPackets(new Uint8Array(bytes.subarray(from, to))); // the receiver writes to it, and the rest is shared
  }

  #hasClock(bytes: Uint8Array, at: number): boolean {
    return (this.#pcrPid < 0 || pidOf(bytes, at) === this.#pcrPid) && pcrOf(bytes, at) >= 0;
  }

  /** Takes the time from the packet that comes next. */
  #read(bytes: Uint8Array): void {
    const pcr = pcrOf(bytes, this.#offset);
    if (pcr < 0) return;
    const pid = pidOf(bytes, this.#offset);
    if (this.#pcrPid < 0) this.#pcrPid = pid;
    if (pid !== this.#pcrPid || pcr === this.#pcr) return;
    const stepMs = this.#pcr < 0 ? 0 : ticksToMs(ticksBetween(this.#pcr, pcr));
    this.#pcr = pcr;
    if (stepMs >= 0 && stepMs <= MOST_STEP_MS) this.#mediaMs += stepMs;
    else if (this.#segment) this.#segment.isSmooth = false;
  }

  #begin(segment: Segment): void {
    const before = this.#segment;
    if (before) {
      const saidMs = before.seconds * SECOND_MS;
      const isTrusted = before.isSmooth && this.#mediaMs - before.startMs >= saidMs * LEAST_SHARE;
      if (!isTrusted) this.#mediaMs = Math.max(this.#mediaMs, before.startMs + saidMs);
    }
    this.#segment = { seconds: segment.seconds, startMs: this.#mediaMs, isSmooth: true };
    if (before && segment.isBreak) {
      this.#pcr = this.#pcrPid = -1;
      this.#options.onBreak();
    }
    this.#options.onSegment(segment);
  }
}
