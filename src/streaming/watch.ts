// Judges one upstream whenever it is asked: whether bytes come, whether they are packets, whether a picture comes of them.

import type { Clock } from '../kernel/clock.ts';
import { AppError } from '../kernel/errors.ts';
import { MEBIBYTE, SECOND_MS } from '../kernel/units.ts';
import type { Settings } from '../model/settings.ts';
import type { Gate } from './gate.ts';
import { Pace } from './pace.ts';
import { stalled } from './reasons.ts';

/** Key frames are at most this far apart, or not marked at all. */
const ANY_PICTURE_MS = 5 * SECOND_MS;
/** With so much garbage and no programme it is no transport stream. */
const MAX_GARBAGE_BYTES = 1 * MEBIBYTE;
/** Providers may send a moment of the channel before without a key; more is a channel that cannot be shown. */
const SCRAMBLED_MS = 2 * SECOND_MS;
/** Some providers send in bursts: what is a usual pause is learnt, and halved with every such span without one. */
const USUAL_PAUSE_HALF_LIFE_MS = 30 * SECOND_MS;

/** Less is the unevenness of encoders and networks, also where silence counts sooner. */
const LEAST_LACK_MS = 3 * SECOND_MS;

export interface WatchOptions {
  readonly clock: Clock;
  readonly gate: Gate;
  readonly settings: Settings['streaming'];
  /** The upstream's own, when it is longer than the setting. */
  readonly stallAfterMs?: () => number | undefined;
}

export class Watch {
  readonly #options: WatchOptions;
  #lookedMs: number;
  #firstByteMs: number | undefined;
  #lastByteMs: number;
  #pictureMs: number | undefined;
  /** Since when it has sent bytes without a picture to begin with. */
  #waitingSinceMs: number | undefined;
  #usualPauseMs = 0;
  readonly #pace = new Pace();

  constructor(options: WatchOptions) {
    this.#options = options;
    this.#lookedMs = options.clock.monotonicMs();
    this.#lastByteMs = this.#lookedMs;
  }

  get hasBytes(): boolean {
    return this.#firstByteMs !== undefined;
  }

  /** How long there has been a picture; 0 before. */
  get pictureLastedMs(): number {
    if (this.#pictureMs === undefined) return 0;
    return Math.max(1, this.#lastByteMs - this.#pictureMs);
  }

  /** Silence that is more than a usual pause: time to look for another stream, as long as it does not count as a stall. */
  get hiccupMs(): number {
    return Math.max(this.#options.settings.grace_period_ms, Math.min(2 * this.#usualPauseMs, this.#stallMs / 2));
  }

  /** How much less than its own time it sends, in milliseconds; 0 while it keeps up. */
  get lackMs(): number {
    return this.#pace.lackMs;
  }

  /** A lack of so much is a failure, as silence of that length is. */
  get mostLackMs(): number {
    return Math.max(this.#stallMs, LEAST_LACK_MS);
  }

  /** Call before the gate is given the bytes. */
  received(): void {
    const nowMs = this.#options.clock.monotonicMs();
    const pauseMs = nowMs - this.#lastByteMs;
    if (this.#firstByteMs !== undefined && pauseMs > 0) {
      const faded = this.#usualPauseMs * 0.5 ** (pauseMs / USUAL_PAUSE_HALF_LIFE_MS);
      this.#usualPauseMs = Math.max(faded, pauseMs);
    }
    this.#lastByteMs = nowMs;
    this.#firstByteMs ??= nowMs;
  }

  sawPicture(): void {
    this.#pictureMs ??= this.#lastByteMs;
  }

  /** Why it should not be waited for any longer; undefined while it may. Call it often: several times in a stall's length. */
  verdict(): AppError | undefined {
    const { clock, gate, settings } = this.#options;
    const nowMs = clock.monotonicMs();
    const wasHeldUp = nowMs - this.#lookedMs > this.#stallMs / 2;
    this.#lookedMs = nowMs;
    if (this.#firstByteMs !== undefined) this.#pace.look(nowMs, gate.advanceMs);
    if (this.#firstByteMs === undefined) return undefined; // until then it is the upstream's own limit
    if (wasHeldUp) return undefined; // it was us who stood still: what came meanwhile has not been read yet
    const heardMs = gate.isOnAir ? gate.lastPacketMs : this.#lastByteMs;
    if (nowMs - heardMs > this.#stallMs) {
      if (gate.isScrambled) return scrambled();
      return stalled();
    }
    if (gate.isOnAir || gate.isReady) {
      this.#waitingSinceMs = undefined;
      return undefined;
    }
    if (!gate.hasProgram && gate.garbageBytes > MAX_GARBAGE_BYTES) return noStream();
    this.#waitingSinceMs ??= this.#pictureMs === undefined ? this.#firstByteMs : nowMs;
    const waitedMs = nowMs - this.#waitingSinceMs;
    if (gate.isScrambled && waitedMs > SCRAMBLED_MS) return scrambled();
    if (waitedMs > settings.first_byte_seconds * SECOND_MS)
      return gate.hasProgram ? noPicture(gate.lacksMedia) : noStream();
    if (waitedMs > ANY_PICTURE_MS) gate.takeAnyPicture();
    return undefined;
  }

  /** Why there is no picture, as far as can be said before it has had all its time; undefined where it may just be late. */
  suspicion(): AppError | undefined {
    const { gate } = this.#options;
    if (!this.hasBytes || this.#pictureMs !== undefined) return undefined;
    if (gate.isScrambled) return scrambled();
    if (!gate.hasProgram) return noStream();
    return gate.lacksMedia ? noPicture(true) : undefined;
  }

  get #stallMs(): number {
    return Math.max(this.#options.settings.stall_seconds * SECOND_MS, this.#options.stallAfterMs?.() ?? 0);
  }
}

const noStream = (): AppError =>
  new AppError('upstream.garbage', 'What the provider sends is no transport stream', { retryable: true });

const noPicture = (lacksMedia: boolean): AppError => {
  const message = lacksMedia
    ? 'The stream that the provider sends holds neither picture nor sound'
    : 'The stream that the provider sends holds no picture';
  return new AppError('upstream.no-picture', message, { retryable: true });
};

const scrambled = (): AppError =>
  new AppError('upstream.scrambled', 'The stream that the provider sends is scrambled', { retryable: true });
