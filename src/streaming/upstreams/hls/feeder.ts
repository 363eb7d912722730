// Brings one track's segments into the queue as packets, whatever they are packed in.

import type { Clock } from '../../../kernel/clock.ts';
import { AppError, toAppError } from '../../../kernel/errors.ts';
import { PacketSync } from '../../../formats/mpegts/sync.ts';
import type { Segment } from '../../../formats/hls/playlist.ts';
import type { Chunks } from '../../../net/body.ts';
import { containerOf, peeked, type Container } from './container.ts';
import { PackedAudio } from './packed-audio.ts';
import type { PacketQueue } from './packet-queue.ts';
import type { Repacker } from './repacker.ts';
import type { SegmentReader } from './segment-bytes.ts';
import type { Track } from './track.ts';

/** One missing segment is a hole in the picture; so many in a row are no stream. */
const MOST_FAILURES = 3;
const NOTHING = new Uint8Array();

export interface FeederOptions {
  readonly track: Track;
  readonly reader: SegmentReader;
  readonly queue: PacketQueue;
  readonly repacker: Repacker;
  /** Which of the repacker's inputs is this track's. */
  readonly input: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onSkipped: (count: number, reason: AppError) => void;
}

export class Feeder {
  readonly #options: FeederOptions;
  readonly #packedAudio: PackedAudio;
  #sync: PacketSync;
  /** What the packets are looked for in: those that lie in it whole are not copied. */
  #chunk: Uint8Array | undefined;
  #container: Container | undefined;
  #failures = 0;

  constructor(options: FeederOptions) {
    this.#options = options;
    this.#sync = this.#newSync();
    this.#packedAudio = new PackedAudio((bytes) => options.queue.push({ kind: 'packets', bytes }));
  }

  /** Resolves when the playlist has ended and everything is in the queue. @throws AppError why it does not go on */
  async run(): Promise<void> {
    const { track, queue, repacker, input, signal } = this.#options;
    for await (const segment of track.segments()) {
      await queue.room(signal);
      await this.#take(segment);
    }
    if (this.#container === 'fragments') await repacker.end(input);
  }

  async #take(segment: Segment): Promise<void> {
    try {
      await this.#carry(segment);
      this.#failures = 0;
    } catch (error) {
      this.#options.signal.throwIfAborted();
      const reason = toAppError(error);
      this.#failures += 1;
      if (this.#failures >= MOST_FAILURES || reason.code === 'upstream.unsupported') throw reason;
      this.#options.track.broken();
      this.#options.onSkipped(1, reason);
    }
  }

  async #carry(segment: Segment): Promise<void> {
    const bytes = this.#options.reader.read(segment);
    try {
      await this.#carryBytes(segment, bytes);
    } finally {
      await bytes.return(undefined); // what is left unread would hold the only connection
    }
  }

  async #carryBytes(segment: Segment, bytes: AsyncGenerator<Uint8Array>): Promise<void> {
    const { reader, queue, repacker, input } = this.#options;
    // What its map has to be fetched for is not asked for before: a segment half read keeps the map waiting.
    const hasMap = segment.map !== undefined;
    const { start, whole } = hasMap ? { start: NOTHING, whole: bytes } : await peeked(bytes);
    const container = containerOf(start, hasMap);
    this.#judge(container);
    if (container === 'fragments') return repacker.carry(input, { segment, whole, reader });
    queue.push({ kind: 'segment', segment });
    if (container === 'mpegts') await this.#carryPackets(whole);
    else await this.#carrySound(whole);
  }

  /** One stream is of one kind: another one is a new stream, to be dialled anew. */
  #judge(container: Container): void {
    if (container === 'unknown') {
      throw new AppError('upstream.not-video', 'A segment is neither MPEG-TS, MP4 nor packed sound', {
        retryable: true,
      });
    }
    if (this.#container !== undefined && this.#container !== container) {
      throw new AppError('upstream.ended', 'The segments changed their container', { retryable: true });
    }
    this.#container = container;
  }

  async #carryPackets(chunks: Chunks): Promise<void> {
    const { queue, signal } = this.#options;
    this.#sync = this.#newSync();
    for await (const chunk of chunks) {
      this.#chunk = chunk;
      this.#sync.push(chunk);
      await queue.room(signal);
    }
  }

  async #carrySound(chunks: Chunks): Promise<void> {
    const { queue, signal } = this.#options;
    this.#packedAudio.begin();
    for await (const chunk of chunks) {
      this.#packedAudio.push(chunk);
      await queue.room(signal);
    }
    this.#packedAudio.end();
  }

  #newSync(): PacketSync {
    return new PacketSync((bytes, from, to) => {
      const packets = bytes.subarray(from, to);
      this.#options.queue.push({ kind: 'packets', bytes: bytes === this.#chunk ? packets : packets.slice() });
    });
  }
}
