// A viewer for tests: keeps what it gets, reads as fast or slowly as it is told.

import type { Sink, Subscription } from '../../src/streaming/sink.ts';

export class RecordingSink implements Sink {
  readonly #chunks: Uint8Array[] = [];
  /** Bytes that it takes before it is full; counts down. */
  #room: number;
  #subscription: Subscription | undefined;
  #isFull = false;
  isEnded = false;
  #bytes = 0;
  #wanted: { bytes: number; resolve: () => void } | undefined;

  constructor(room = Number.POSITIVE_INFINITY) {
    this.#room = room;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get recording(): Buffer {
    return Buffer.concat(this.#chunks);
  }

  begin(subscription: Subscription): void {
    this.#subscription = subscription;
    subscription.start();
  }

  /** Resolves when it has got so many bytes in all. */
  received(bytes: number): Promise<void> {
    if (this.#bytes >= bytes) return Promise.resolve();
    return new Promise((resolve) => (this.#wanted = { bytes, resolve }));
  }

  /** Makes room, as a player that reads does. */
  read(bytes: number): void {
    this.#room += bytes;
    if (!this.#isFull || this.#room <= 0) return;
    this.#isFull = false;
    this.#subscription?.drained();
  }

  write(chunk: Uint8Array): boolean {
    if (this.isEnded) throw new Error('written after the end');
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    this.#room -= chunk.length;
    if (this.#wanted && this.#bytes >= this.#wanted.bytes) this.#wanted.resolve();
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
