// How long a provider goes on counting a connection that was closed: 15 to 24 s at some. Nobody says so; it shows when a dial
// right after a close is refused and the same dial works later. The truth lies between the two, and is forgotten in time.
//
//   close ──── refused ─────────?───────── accepted ───► ms
//                └─ the next dial tries between the two, until they are close

import { HOUR_MS, SECOND_MS } from '../../kernel/units.ts';

/** What is refused after longer than this is refused for another reason. */
export const LONGEST_LINGER_MS = 30 * SECOND_MS;
/** Providers change: what is older than this is halved with every such span. Learning it again costs one refusal. */
const HALF_LIFE_MS = 1 * HOUR_MS;
/** Finer than this it is not worth a refusal to know. */
const CLOSE_ENOUGH_MS = 250;
/** So much longer is waited with each refusal: a provider that counts for 15 s is asked a dozen times, once, until that is known. */
const LONGER_BY = 1.25;
/** Below this it counts as forgotten. */
const LEAST_MS = 50;

/** When to try again what was refused so long after the close, knowing nothing better. */
export const nextTryMs = (refusedMs: number): number =>
  Math.min(refusedMs * LONGER_BY + CLOSE_ENOUGH_MS, LONGEST_LINGER_MS);

export class Linger {
  /** Longest time after a close at which a dial was refused that worked at `#acceptedMs`. */
  #refusedMs = 0;
  #acceptedMs = 0;
  #learntMs = 0;

  /**
   * How long after a close a dial is expected to work.
   * @param refusedMs so long after this close it did not, 0 for not tried
   */
  waitMs(nowMs: number, refusedMs = 0): number {
    if (refusedMs === 0) return this.#expectedMs(nowMs);
    const isKnownToWork = this.#acceptedMs > refusedMs;
    return Math.max(
      this.#expectedMs(nowMs),
      Math.min(nextTryMs(refusedMs), isKnownToWork ? this.#acceptedMs : Infinity),
    );
  }

  #expectedMs(nowMs: number): number {
    const isClose = this.#acceptedMs - this.#refusedMs <= Math.max(CLOSE_ENOUGH_MS, this.#acceptedMs / 8);
    const learntMs = isClose ? this.#acceptedMs : (this.#refusedMs + this.#acceptedMs) / 2;
    const waitMs = learntMs * Math.min(1, 2 * 0.5 ** ((nowMs - this.#learntMs) / HALF_LIFE_MS));
    return waitMs < LEAST_MS ? 0 : waitMs;
  }

  /** A dial was refused `refusedMs` after the close, and worked after `acceptedMs`. */
  learn(refusedMs: number, acceptedMs: number, nowMs: number): void {
    const isLonger = acceptedMs > this.#acceptedMs && refusedMs >= this.#acceptedMs;
    this.#refusedMs = isLonger ? refusedMs : Math.max(this.#refusedMs, refusedMs);
    this.#acceptedMs = isLonger || this.#acceptedMs === 0 ? acceptedMs : Math.min(this.#acceptedMs, acceptedMs);
    this.#learntMs = nowMs;
  }

  /** A dial worked at once, `acceptedMs` after the close. */
  worked(acceptedMs: number, nowMs: number): void {
    if (this.#acceptedMs === 0 || acceptedMs >= this.#acceptedMs) return;
    if (acceptedMs <= this.#refusedMs) this.#refusedMs = 0; // it has become shorter
    this.#acceptedMs = acceptedMs;
    this.#learntMs = nowMs;
  }
}
