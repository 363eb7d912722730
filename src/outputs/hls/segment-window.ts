// The segments of one channel: those that the playlist lists, and those that a player who has an older list may still ask for.
//
//   ── one window more ──│──── listed ────│
//   oldest                              newest

import { writeMediaPlaylist } from '../../formats/hls/write.ts';
import type { Segment } from './segmenter.ts';

/** RFC 8216, 6.2.2: at least three target durations. */
const LEAST_TARGETS = 3;
const LEAST_LISTED = 6;
const MOST_LISTED = 12;

interface Numbered extends Segment {
  readonly sequence: number;
}

export interface SegmentWindowOptions {
  readonly firstSequence: number;
  /** Breaks that were counted before the first. */
  readonly breaksBefore: number;
  /** The first segment does not go on where players of this channel stopped. */
  readonly isBreak: boolean;
  readonly maxBytes: () => number;
}

export class SegmentWindow {
  readonly #options: SegmentWindowOptions;
  #segments: Numbered[] = [];
  #bytes = 0;
  #next: number;
  /** Breaks of segments that are kept no more. */
  #breaksBefore: number;
  #targetSeconds: number | undefined;
  #peak = 0;

  constructor(options: SegmentWindowOptions) {
    this.#options = options;
    this.#next = options.firstSequence;
    this.#breaksBefore = options.breaksBefore;
  }

  get bytes(): number {
    return this.#bytes;
  }
  get count(): number {
    return this.#segments.length;
  }
  get seconds(): number {
    return this.#segments.reduce((sum, { seconds }) => sum + seconds, 0);
  }
  get nextSequence(): number {
    return this.#next;
  }
  get breaks(): number {
    return this.#breaksBefore + this.#segments.filter(({ isBreak }) => isBreak).length;
  }
  /** Bits per second of the densest segment. */
  get peakBandwidth(): number {
    return this.#peak;
  }
  get longestSeconds(): number {
    return Math.max(0, ...this.#segments.map(({ seconds }) => seconds));
  }

  /** Constant from its first call on. */
  targetSeconds(wanted: () => number): number {
    return (this.#targetSeconds ??= wanted());
  }

  add(segment: Segment): void {
    const isFirst = this.#next === this.#options.firstSequence;
    const isBreak = isFirst ? this.#options.isBreak : segment.isBreak;
    this.#segments.push({ ...segment, isBreak, sequence: this.#next });
    this.#next += 1;
    this.#bytes += segment.bytes.length;
    this.#peak = Math.max(this.#peak, (segment.bytes.length * 8) / Math.max(0.5, segment.seconds));
    this.#shorten();
  }

  segment(sequence: number): Buffer | undefined {
    return this.#segments[sequence - (this.#segments[0]?.sequence ?? 0)]?.bytes;
  }

  /** @param uriOf of a segment by its number */
  playlist(targetSeconds: number, uriOf: (sequence: number) => string): string {
    const from = this.#listedFrom();
    const listed = this.#segments.slice(from);
    return writeMediaPlaylist({
      targetSeconds,
      firstSequence: listed[0]?.sequence ?? this.#next,
      breaksBefore: this.#breaksBefore + this.#segments.slice(0, from).filter(({ isBreak }) => isBreak).length,
      isIndependent: listed.every(({ isIndependent }) => isIndependent),
      segments: listed.map(({ sequence, seconds, isBreak }) => ({ uri: uriOf(sequence), seconds, isBreak })),
    });
  }

  #listedFrom(): number {
    const least = LEAST_TARGETS * (this.#targetSeconds ?? 0);
    let from = this.#segments.length;
    let seconds = 0;
    while (from > 0 && this.#segments.length - from < MOST_LISTED) {
      if (seconds >= least && this.#segments.length - from >= LEAST_LISTED) break;
      from -= 1;
      seconds += this.#segments[from]!.seconds;
    }
    return from;
  }

  /** As many as are listed are kept besides, as far as there is memory; what is listed stays. */
  #shorten(): void {
    const maxBytes = this.#options.maxBytes();
    for (;;) {
      const from = this.#listedFrom();
      const isTooLong = from > this.#segments.length - from;
      if (from === 0 || !(isTooLong || this.#bytes > maxBytes)) return;
      const oldest = this.#segments.shift()!;
      this.#bytes -= oldest.bytes.length;
      if (oldest.isBreak) this.#breaksBefore += 1;
    }
  }
}
