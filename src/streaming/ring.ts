// The last seconds of a channel, once in memory however many watch: whole packets, copied once into blocks, published in
// chunks that every viewer shares, with the places where a decoder can begin.
//
//   position  0 ........ tail ─────────────────────────── head ······ written
//                        │ chunk │ chunk │ chunk │ chunk │  not yet published: at most 64 KiB or 40 ms
//                           ▲ join point    ▲ join point
//   a viewer's cursor lies between tail and head; one that falls behind the tail goes on at a join point.

import type { Clock, Timer } from '../kernel/clock.ts';
import { ticksBetween, ticksToMs } from '../formats/mpegts/clock.ts';
import type { JoinPoint } from '../formats/mpegts/join-point.ts';
import { PACKET_BYTES } from '../formats/mpegts/packet.ts';

/** As many packets as fit in 64 KiB: one write of a socket. Forwarding 6 KiB pieces costs 1.8 times the processor time. */
export const BLOCK_BYTES = Math.floor(65_536 / PACKET_BYTES) * PACKET_BYTES;
/** Longest wait for a chunk to fill: unseen by a viewer, and bundles the packets of slow streams. */
export const COALESCE_MS = 40;
/** 20 s at one chunk in 40 ms: what a slow stream keeps, whose bytes would last for minutes. */
const MAX_CHUNKS = 512;
/** Streams of nothing but key frames need not all be remembered. */
const MARK_EVERY_MS = 250;

export interface Chunk {
  readonly bytes: Uint8Array;
  /** Position of its first byte since the ring began. */
  readonly start: number;
  /** Blocks are freed when the last chunk in them is. */
  readonly beginsBlock: boolean;
}

/** A join point that is still in the ring. */
export interface Mark extends JoinPoint {
  /** Monotonic milliseconds. */
  readonly arrivedMs: number;
}

export interface RingOptions {
  readonly clock: Clock;
  readonly maxBytes: number;
  /** A chunk was published. */
  readonly onChunk: () => void;
}

export class Ring {
  readonly #clock: Clock;
  readonly #onChunk: () => void;
  #maxBytes: number;
  /** By sequence number modulo its size. */
  readonly #chunks: (Chunk | undefined)[] = Array.from({ length: MAX_CHUNKS });
  #firstChunk = 0;
  #nextChunk = 0;
  #blockCount = 0;
  #block = Buffer.alloc(0);
  /** In the block: where the next chunk begins, and where the next packet goes. */
  #chunkFrom = 0;
  #writeAt = 0;
  #head = 0;
  #marks: Mark[] = [];
  #newestPcr = -1;
  #flushTimer: Timer | undefined;

  constructor(options: RingOptions) {
    this.#clock = options.clock;
    this.#maxBytes = options.maxBytes;
    this.#onChunk = options.onChunk;
  }

  /** Sequence number of the oldest chunk that is still there, and of the one that will be published next. */
  get firstChunk(): number {
    return this.#firstChunk;
  }
  get nextChunk(): number {
    return this.#nextChunk;
  }
  /** Position after the last published byte. */
  get head(): number {
    return this.#head;
  }
  /** Position at which the next packet will be written. */
  get written(): number {
    return this.#head + this.#writeAt - this.#chunkFrom;
  }
  get tail(): number {
    return this.#chunks[this.#firstChunk % MAX_CHUNKS]?.start ?? this.#head;
  }
  /** Memory held, in bytes. */
  get bytes(): number {
    return this.#blockCount * BLOCK_BYTES;
  }

  chunk(sequence: number): Chunk | undefined {
    return sequence < this.#firstChunk ? undefined : this.#chunks[sequence % MAX_CHUNKS];
  }

  resize(maxBytes: number): void {
    this.#maxBytes = maxBytes;
    this.#evict();
  }

  /** Whole packets. They are copied, once: 3 % of the processor time of 250 channels, and pieces of any size become blocks. */
  append(bytes: Uint8Array, from: number, to: number): void {
    let at = from;
    while (at < to) {
      if (this.#writeAt === this.#block.length) this.#newBlock();
      const take = Math.min(to - at, this.#block.length - this.#writeAt);
      this.#block.set(bytes.subarray(at, at + take), this.#writeAt);
      this.#writeAt += take;
      at += take;
      if (this.#writeAt === this.#block.length) this.flush();
    }
    if (this.#writeAt > this.#chunkFrom) this.#flushTimer ??= this.#clock.after(COALESCE_MS, () => this.flush());
  }

  /** A place in what is appended, or will be in the same turn, where a decoder can begin. */
  mark(joinPoint: JoinPoint): void {
    const newest = this.#marks.at(-1);
    const mark = { ...joinPoint, arrivedMs: this.#clock.monotonicMs() };
    if (newest && this.#ageMs(newest, mark.arrivedMs, mark.pcr) < MARK_EVERY_MS) return;
    this.#marks.push(mark);
  }

  /** The newest PCR of what is appended, in 90 kHz ticks. */
  tick(pcr: number): void {
    this.#newestPcr = pcr;
  }

  flush(): void {
    this.#flushTimer?.cancel();
    this.#flushTimer = undefined;
    if (this.#writeAt === this.#chunkFrom) return;
    const bytes = this.#block.subarray(this.#chunkFrom, this.#writeAt);
    this.#chunks[this.#nextChunk % MAX_CHUNKS] = { bytes, start: this.#head, beginsBlock: this.#chunkFrom === 0 };
    this.#nextChunk += 1;
    this.#head += bytes.length;
    this.#chunkFrom = this.#writeAt;
    this.#evict();
    this.#onChunk();
  }

  /**
   * Where to begin: the oldest join point of the last `backlogMs` that leaves half the ring before it falls out, else the
   * newest; `undefined` while there is none.
   */
  joinPoint(backlogMs: number): Mark | undefined {
    const nowMs = this.#clock.monotonicMs();
    const earliest = this.#head - this.#maxBytes / 2;
    const published = this.#marks.filter((mark) => mark.position < this.#head);
    const recent = published.find(
      (mark) => mark.position >= earliest && this.#ageMs(mark, nowMs, this.#newestPcr) <= backlogMs,
    );
    return recent ?? published.at(-1);
  }

  /** The sequence number of the published chunk that holds `position`. */
  chunkAt(position: number): number {
    let low = this.#firstChunk;
    let high = this.#nextChunk;
    while (low + 1 < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.#chunks[middle % MAX_CHUNKS]!.start <= position) low = middle;
      else high = middle;
    }
    return low;
  }

  close(): void {
    this.#flushTimer?.cancel();
    this.#flushTimer = undefined;
    this.#chunks.fill(undefined);
    this.#marks = [];
    this.#block = Buffer.alloc(0);
    this.#firstChunk = this.#nextChunk;
    this.#blockCount = this.#chunkFrom = this.#writeAt = 0;
  }

  /** By the stream's own clock, as providers send their first seconds at once; by ours where it has none or jumped. */
  #ageMs(mark: Mark, nowMs: number, pcr: number): number {
    const arrivedMs = nowMs - mark.arrivedMs;
    if (pcr < 0 || mark.pcr < 0) return arrivedMs;
    const mediaMs = ticksToMs(ticksBetween(mark.pcr, pcr));
    return mediaMs < 0 ? arrivedMs : Math.max(mediaMs, arrivedMs);
  }

  #newBlock(): void {
    this.#block = Buffer.allocUnsafeSlow(BLOCK_BYTES); // a Buffer, as a socket wraps anything else anew for each viewer
    this.#blockCount += 1;
    this.#chunkFrom = this.#writeAt = 0;
  }

  #evict(): void {
    while (this.#firstChunk < this.#nextChunk && this.#isFull()) {
      const place = this.#firstChunk % MAX_CHUNKS;
      this.#chunks[place] = undefined;
      this.#firstChunk += 1;
      const isLastOfBlock = this.#chunks[this.#firstChunk % MAX_CHUNKS]?.beginsBlock ?? false;
      if (isLastOfBlock) this.#blockCount -= 1;
    }
    const tail = this.tail;
    while (this.#marks.length > 0 && this.#marks[0]!.position < tail) this.#marks.shift();
  }

  #isFull(): boolean {
    return this.#blockCount * BLOCK_BYTES > this.#maxBytes || this.#nextChunk - this.#firstChunk >= MAX_CHUNKS;
  }
}
