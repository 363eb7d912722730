// Between fetching and playing: whole packets that were fetched ahead, with the places where segments begin, up to a cap.

import type { Segment } from '../../../formats/hls/playlist.ts';

export type Item =
  | { readonly kind: 'packets'; readonly bytes: Uint8Array }
  /** What comes after it is of this segment. */
  | { readonly kind: 'segment'; readonly segment: Segment };

export interface PacketQueueOptions {
  readonly maxBytes: () => number;
  readonly onPushed: () => void;
}

export class PacketQueue {
  readonly #options: PacketQueueOptions;
  /** What has been taken leaves an empty place: it is not to be held. */
  #items: (Item | undefined)[] = [];
  #from = 0;
  #bytes = 0;
  /** Of the segments in it. */
  #seconds = 0;
  #waiting: (() => void)[] = [];

  constructor(options: PacketQueueOptions) {
    this.#options = options;
  }

  get first(): Item | undefined {
    return this.#items[this.#from];
  }
  get bytes(): number {
    return this.#bytes;
  }
  get isFull(): boolean {
    return this.#bytes >= this.#options.maxBytes();
  }
  get seconds(): number {
    return this.#seconds;
  }

  /** The packets may be shared with what is kept of recent segments: nobody writes to them. */
  push(item: Item): void {
    this.#items.push(item);
    if (item.kind === 'packets') this.#bytes += item.bytes.length;
    else this.#seconds += item.segment.seconds;
    this.#options.onPushed();
  }

  shift(): void {
    const item = this.#items[this.#from];
    if (!item) return;
    this.#items[this.#from] = undefined;
    this.#from += 1;
    if (item.kind === 'packets') this.#bytes -= item.bytes.length;
    else this.#seconds -= item.segment.seconds;
    if (this.#from > 256 || this.#from === this.#items.length) {
      this.#items = this.#items.slice(this.#from);
      this.#from = 0;
    }
    if (this.#waiting.length > 0 && !this.isFull) this.#release();
  }

  /** Resolves when there is room for more. */
  async room(signal: AbortSignal): Promise<void> {
    while (this.isFull) {
      signal.throwIfAborted();
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#waiting.push(resolve);
      await promise;
    }
    signal.throwIfAborted();
  }

  clear(): void {
    this.#items = [];
    this.#from = this.#bytes = this.#seconds = 0;
    this.#release();
  }

  #release(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const one of waiting) one();
  }
}
