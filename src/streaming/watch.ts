// Watches one upstream: whether bytes come, whether they are packets, whether a picture comes of them.

import type { Clock, Timer } from '../kernel/clock.ts';
import { AppError } from '../kernel/errors.ts';
import { MEBIBYTE, SECOND_MS } from '../kernel/units.ts';
import type { Settings } from '../model/settings.ts';
import type { Gate } from './gate.ts';

/** Key frames are at most this far apart, or not marked at all. */
const ANY_PICTURE_MS = 5 * SECOND_MS;
/** With so much garbage and no programme it is no transport stream. */
const MAX_GARBAGE_BYTES = 1 * MEBIBYTE;

export interface WatchOptions {
  readonly clock: Clock;
  readonly gate: Gate;
  readonly settings: Settings['streaming'];
}

export class Watch {
  /** Resolves when it should not be waited for any longer. */
  readonly over: Promise<AppError>;
  readonly #options: WatchOptions;
  readonly #fail: (reason: AppError) => void;
  readonly #timer: Timer;
  #lookedMs: number;
  #firstByteMs: number | undefined;
  #lastByteMs = 0;
  #pictureMs: number | undefined;
  #stoppedMs: number | undefined;

  constructor(options: WatchOptions) {
    const { promise, resolve } = Promise.withResolvers<AppError>();
    this.over = promise;
    this.#fail = resolve;
    this.#options = options;
    this.#lookedMs = options.clock.monotonicMs();
    const periodMs = Math.min(250, Math.max(10, options.settings.stall_seconds * 50));
    this.#timer = options.clock.every(periodMs, () => this.#look());
  }

  /** How long the picture has been there. */
  get pictureLastedMs(): number {
    if (this.#pictureMs === undefined) return 0;
    return Math.max(1, (this.#stoppedMs ?? this.#options.clock.monotonicMs()) - this.#pictureMs);
  }

  received(): void {
    this.#lastByteMs = this.#options.clock.monotonicMs();
    this.#firstByteMs ??= this.#lastByteMs;
  }

  sawPicture(): void {
    this.#pictureMs ??= this.#lastByteMs;
  }

  stop(): void {
    this.#timer.cancel();
    this.#stoppedMs = this.#options.clock.monotonicMs();
  }

  #look(): void {
    const { clock, gate, settings } = this.#options;
    const nowMs = clock.monotonicMs();
    const stallMs = settings.stall_seconds * SECOND_MS;
    const wasHeldUp = nowMs - this.#lookedMs > stallMs / 2;
    this.#lookedMs = nowMs;
    if (this.#firstByteMs === undefined) return; // until then it is the upstream's own limit
    if (wasHeldUp) return; // it was us who stood still: what came meanwhile has not been read yet
    const heardMs = gate.isOnAir ? gate.lastPacketMs : this.#lastByteMs;
    if (nowMs - heardMs > stallMs) {
      this.#fail(new AppError('upstream.stalled', 'The provider stopped sending', { retryable: true }));
    }
    if (gate.isOnAir) return;
    const waitedMs = nowMs - this.#firstByteMs;
    if (waitedMs > settings.first_byte_seconds * SECOND_MS || this.#isGarbage()) {
      this.#fail(new AppError('upstream.not-video', 'What the provider sends holds no picture', { retryable: true }));
    } else if (waitedMs > ANY_PICTURE_MS) gate.takeAnyPicture();
  }

  #isGarbage(): boolean {
    const { gate } = this.#options;
    return !gate.hasProgram && gate.garbageBytes > MAX_GARBAGE_BYTES;
  }
}
