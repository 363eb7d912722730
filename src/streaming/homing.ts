// The way home: when the stream on air is not the preferred one, that one is looked at now and then, and when it has worked at
// every look for long enough, the session goes back.

import { MINUTE_MS, SECOND_MS } from '../kernel/units.ts';
import type { Settings } from '../model/settings.ts';

/** A session goes back at most once in this time. */
const LEAST_STAY_MS = 10 * MINUTE_MS;
/** Looks within the time that it has to have worked. */
const LOOKS = 4;
/** How long a look is: a stream that ends at once has not worked. */
const LOOK_MS = 3 * SECOND_MS;

export class Homing {
  readonly #settings: () => Settings['streaming'];
  #worksSinceMs: number | undefined;
  #lookedMs = Number.NEGATIVE_INFINITY;
  #returnedMs = Number.NEGATIVE_INFINITY;

  constructor(settings: () => Settings['streaming']) {
    this.#settings = settings;
  }

  /** The picture has changed over to a stream that is not the preferred one. */
  left(nowMs: number): void {
    this.#worksSinceMs = undefined;
    this.#lookedMs = nowMs;
  }

  /**
   * What to do now.
   * @param lookMs how long the look under way has shown a picture; undefined when none is under way
   */
  next(nowMs: number, lookMs: number | undefined): 'wait' | 'look' | 'end look' | 'return' {
    if (lookMs === undefined) return this.#isDue(nowMs) ? 'look' : 'wait';
    if (lookMs === 0) return 'wait';
    if (this.#mayReturn(nowMs)) return 'return';
    if (lookMs < LOOK_MS) return 'wait';
    this.#worksSinceMs ??= nowMs;
    return 'end look';
  }

  /** A look begins. */
  looked(nowMs: number): void {
    this.#lookedMs = nowMs;
  }

  /** It did not work, or could not be looked at. */
  failed(): void {
    this.#worksSinceMs = undefined;
  }

  returned(nowMs: number): void {
    this.#returnedMs = nowMs;
    this.#worksSinceMs = undefined;
  }

  #isDue(nowMs: number): boolean {
    const { return_to_preferred: isWanted, return_after_seconds: seconds } = this.#settings();
    const isSoon = nowMs - this.#returnedMs >= LEAST_STAY_MS - seconds * SECOND_MS;
    return isWanted && isSoon && nowMs - this.#lookedMs >= (seconds * SECOND_MS) / LOOKS;
  }

  /** Whether it has worked for long enough. */
  #mayReturn(nowMs: number): boolean {
    const { return_after_seconds: seconds } = this.#settings();
    if (this.#worksSinceMs === undefined || nowMs - this.#returnedMs < LEAST_STAY_MS) return false;
    return nowMs - this.#worksSinceMs >= seconds * SECOND_MS;
  }
}
