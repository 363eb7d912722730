// Fragmented MP4 on its way into the queue: a process for each stretch with the same initialisation, ended and begun anew
// where the playlist breaks.

import type { Clock } from '../../../kernel/clock.ts';
import { AppError } from '../../../kernel/errors.ts';
import { PacketSync } from '../../../formats/mpegts/sync.ts';
import type { Segment, SegmentMap } from '../../../formats/hls/playlist.ts';
import type { Chunks } from '../../../net/body.ts';
import { Fragments } from './fragments.ts';
import type { PacketQueue } from './packet-queue.ts';
import type { SegmentReader } from './segment-bytes.ts';

export interface RepackerOptions {
  /** Path of ffmpeg, or `undefined` where there is none. */
  readonly ffmpeg: () => string | undefined;
  readonly inputCount: number;
  readonly clock: Clock;
  readonly queue: PacketQueue;
  readonly signal: AbortSignal;
  readonly onFailed: (reason: AppError) => void;
}

interface Load {
  readonly segment: Segment;
  readonly whole: Chunks;
  readonly reader: SegmentReader;
}

export class Repacker {
  readonly #options: RepackerOptions;
  #fragments: Fragments | undefined;
  /** By input: what its fragments were begun with. */
  readonly #maps: (string | undefined)[] = [];
  readonly #ended = new Set<number>();

  constructor(options: RepackerOptions) {
    this.#options = options;
  }

  async carry(input: number, { segment, whole, reader }: Load): Promise<void> {
    const map = segment.map && JSON.stringify(segment.map);
    const isFirst = this.#maps[input] === undefined;
    const isNew = isFirst || segment.isBreak || this.#maps[input] !== map;
    if (isNew && !isFirst && input === 0) await this.#beginAnew();
    if (input === 0) this.#options.queue.push({ kind: 'segment', segment });
    const fragments = (this.#fragments ??= this.#begin());
    if (isNew && segment.map) await fragments.write(input, await this.#headOf(segment.map, reader));
    this.#maps[input] = map ?? '';
    for await (const chunk of whole) await fragments.write(input, chunk);
  }

  /** The track is over; resolves when what was made of it is in the queue. */
  async end(input: number): Promise<void> {
    this.#ended.add(input);
    if (this.#ended.size === this.#options.inputCount) await this.#fragments?.end(this.#options.inputCount);
  }

  async stop(): Promise<void> {
    await this.#fragments?.stop();
  }

  async #headOf(map: SegmentMap, reader: SegmentReader): Promise<Uint8Array> {
    return await reader.map(map);
  }

  /** With separate sound both begin anew: the sound's next segment brings its own head. */
  async #beginAnew(): Promise<void> {
    const before = this.#fragments;
    this.#fragments = undefined;
    this.#maps.fill(undefined);
    await before?.end(this.#options.inputCount);
  }

  #begin(): Fragments {
    const file = this.#options.ffmpeg();
    if (file === undefined) {
      throw new AppError('upstream.unsupported', 'The stream is fragmented MP4: install ffmpeg, and it can be shown');
    }
    const { clock, queue, inputCount, signal, onFailed } = this.#options;
    const sync = new PacketSync((bytes, from, to) => {
      queue.push({ kind: 'packets', bytes: new Uint8Array(bytes.subarray(from, to)) });
    });
    const fragments = new Fragments({
      file,
      inputCount,
      clock,
      onBytes: (chunk) => sync.push(chunk),
      room: () => (queue.isFull ? queue.room(signal) : undefined),
    });
    void fragments.failed.then(onFailed);
    return fragments;
  }
}
