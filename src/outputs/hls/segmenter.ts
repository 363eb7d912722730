// Cuts a running channel into segments at random-access pictures. It reads the ring like a viewer that is never full; what it
// cuts is copied once, so that the ring's memory is free again, and shared by everybody who asks.
//
//   chunks   ···│ picture ··· picture ··· │ picture ···
//   segment     PAT PMT picture ········· │ PAT PMT picture …        at least two seconds, at most the target duration

import { ticksBetween, ticksToMs } from '../../formats/mpegts/clock.ts';
import { JoinPointFinder, type JoinPoint } from '../../formats/mpegts/join-point.ts';
import { continuityOf, hasPayload, PACKET_BYTES, pidOf } from '../../formats/mpegts/packet.ts';
import type { Clock } from '../../kernel/clock.ts';
import { SECOND_MS } from '../../kernel/units.ts';
import type { Sink } from '../../streaming/sink.ts';

/** Groups of pictures are seldom exactly two seconds long. */
const LEAST_MS = 1_750;
/** The first ones are shorter: a player waits for three of them. */
const FIRST_LEAST_MS = 900;
const FIRST_COUNT = 3;
/** A clock that goes further between two pictures has jumped. */
const MOST_STEP_MS = 20 * SECOND_MS;
/** Without a marked picture for so long any will do. */
const ANY_PICTURE_MS = 6 * SECOND_MS;

export interface Segment {
  readonly bytes: Buffer;
  readonly seconds: number;
  /** Clock or codecs are others than before it. */
  readonly isBreak: boolean;
  /** It begins with a picture that can be decoded alone. */
  readonly isIndependent: boolean;
}

export interface SegmenterOptions {
  readonly clock: Clock;
  /** Longest segment, in milliseconds: what has no picture to cut at is cut there. */
  readonly mostMs: () => number;
  readonly onSegment: (segment: Segment) => void;
  /** The channel is off air. */
  readonly onEnd: () => void;
}

interface Begun {
  readonly position: number;
  readonly psi: Uint8Array;
  readonly pcr: number;
  readonly atMs: number;
  readonly codecs: string;
  readonly isBreak: boolean;
  readonly isIndependent: boolean;
}

export class Segmenter implements Sink {
  readonly #options: SegmenterOptions;
  readonly #finder = new JoinPointFinder();
  readonly #continuity = new Map<number, number>();
  #chunks: Uint8Array[] = [];
  /** Position of the first chunk, and after the last. */
  #from = 0;
  #position = 0;
  #begun: Begun | undefined;
  #foundAtMs: number;
  #count = 0;
  #longestGapMs = 0;
  #lastFound: JoinPoint | undefined;
  #isBroken = false;

  constructor(options: SegmenterOptions) {
    this.#options = options;
    this.#foundAtMs = options.clock.monotonicMs();
  }

  /** The longest distance of two pictures to cut at, so far. */
  get longestGapMs(): number {
    return this.#longestGapMs;
  }

  /** What is written from now on does not go on where what was written before has ended. */
  interrupt(): void {
    this.#isBroken = true;
  }

  write(chunk: Uint8Array): boolean {
    const from = this.#position;
    this.#chunks.push(chunk);
    this.#position += chunk.length;
    for (let at = 0; at < chunk.length; at += PACKET_BYTES) {
      if (this.#finder.read(chunk, at, from + at)) this.#found(this.#finder.found!);
    }
    this.#limit();
    return true;
  }

  cork(): void {}

  uncork(): boolean {
    return true;
  }

  end(): void {
    this.#chunks = [];
    this.#begun = undefined;
    this.#options.onEnd();
  }

  #found(found: JoinPoint): void {
    if (found.position < this.#from) return;
    this.#measure(found);
    const begun = this.#begun;
    if (!begun) {
      this.#drop(found.position);
      this.#begun = this.#begin(found, { isBreak: false, isIndependent: true });
      return;
    }
    const ms = this.#between(begun, found.pcr);
    const hasJumped = ms < 0 || ms > MOST_STEP_MS;
    const isBreak = hasJumped || this.#codecs !== begun.codecs || this.#isBroken;
    const leastMs = this.#count < FIRST_COUNT ? FIRST_LEAST_MS : LEAST_MS;
    if (!isBreak && ms < leastMs) return;
    this.#isBroken = false;
    this.#cut(found.position, hasJumped ? this.#options.clock.monotonicMs() - begun.atMs : ms);
    this.#begun = this.#begin(found, { isBreak, isIndependent: true });
  }

  #measure(found: JoinPoint): void {
    this.#foundAtMs = this.#options.clock.monotonicMs();
    const before = this.#lastFound;
    this.#lastFound = found;
    if (!before || before.pcr < 0 || found.pcr < 0) return;
    const ms = ticksToMs(ticksBetween(before.pcr, found.pcr));
    if (ms <= MOST_STEP_MS) this.#longestGapMs = Math.max(this.#longestGapMs, ms);
  }

  /** No picture to cut at for too long: cut anywhere, as no segment may be longer than what was promised. */
  #limit(): void {
    const begun = this.#begun;
    const { clock, mostMs } = this.#options;
    if (clock.monotonicMs() - this.#foundAtMs > ANY_PICTURE_MS) this.#finder.expect({ takesAnyPicture: true });
    if (!begun) return this.#drop(this.#position);
    const ms = this.#between(begun, this.#finder.pcr);
    if (ms < mostMs() || ms > MOST_STEP_MS) return;
    this.#cut(this.#position, ms);
    const here = { position: this.#position, psi: begun.psi, pcr: this.#finder.pcr };
    this.#begun = this.#begin(here, { isBreak: false, isIndependent: false });
  }

  #begin(at: Pick<JoinPoint, 'position' | 'psi' | 'pcr'>, kind: Pick<Begun, 'isBreak' | 'isIndependent'>): Begun {
    const { position, psi, pcr } = at;
    return { position, psi, pcr, atMs: this.#options.clock.monotonicMs(), codecs: this.#codecs, ...kind };
  }

  get #codecs(): string {
    return this.#finder.program?.streams.map(({ codec }) => codec).join(' ') ?? '';
  }

  /** By the stream's clock; by ours where it has none. */
  #between(begun: Begun, pcr: number): number {
    if (begun.pcr < 0 || pcr < 0) return this.#options.clock.monotonicMs() - begun.atMs;
    return ticksToMs(ticksBetween(begun.pcr, pcr));
  }

  #cut(to: number, ms: number): void {
    const { psi, position, isBreak, isIndependent } = this.#begun!;
    const bytes = Buffer.allocUnsafeSlow(psi.length + to - position);
    bytes.set(psi);
    let at = psi.length;
    let start = this.#from;
    for (const chunk of this.#chunks) {
      const part = chunk.subarray(Math.max(0, position - start), Math.max(0, Math.min(chunk.length, to - start)));
      bytes.set(part, at);
      at += part.length;
      start += chunk.length;
    }
    this.#renumber(bytes, psi);
    this.#drop(to);
    this.#count += 1;
    this.#options.onSegment({ bytes, seconds: Math.max(1, ms) / SECOND_MS, isBreak, isIndependent });
  }

  /** The tables that stand in front are there once more: the counters of their PIDs go on over all segments. */
  #renumber(bytes: Buffer, psi: Uint8Array): void {
    const pids = new Set<number>();
    for (let at = 0; at < psi.length; at += PACKET_BYTES) pids.add(pidOf(psi, at));
    for (let at = 0; at < bytes.length; at += PACKET_BYTES) {
      const pid = pidOf(bytes, at);
      if (!pids.has(pid)) continue;
      const last = this.#continuity.get(pid) ?? continuityOf(bytes, at) - 1;
      const next = (hasPayload(bytes, at) ? last + 1 : last) & 0x0f;
      this.#continuity.set(pid, next);
      bytes[at + 3] = (bytes[at + 3]! & 0xf0) | next;
    }
  }

  /** Chunks that lie wholly before this position. */
  #drop(position: number): void {
    let count = 0;
    while (count < this.#chunks.length && this.#from + this.#chunks[count]!.length <= position) {
      this.#from += this.#chunks[count]!.length;
      count += 1;
    }
    this.#chunks.splice(0, count);
  }
}
