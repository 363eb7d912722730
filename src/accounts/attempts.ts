// Slows down guessing: after a few wrong logins an address (or an account) waits, each time longer.

import { isIPv6 } from 'node:net';
import { backoffDelayMs } from '../kernel/backoff.ts';
import type { Clock } from '../kernel/clock.ts';
import { AppError } from '../kernel/errors.ts';
import { MINUTE_MS, SECOND_MS } from '../kernel/units.ts';

/** Typing errors of a person; from then on every failure makes the next attempt wait. */
const FREE_FAILURES = 5;
const WAIT = { firstMs: SECOND_MS, factor: 2, maxMs: 5 * MINUTE_MS, jitter: 0 };
const FORGOTTEN_AFTER_MS = 15 * MINUTE_MS;
/** More than a home has; beyond it the one with the fewest failures is forgotten, so that memory stays bounded. */
const MAX_KEYS = 1_000;

interface Failures {
  readonly count: number;
  readonly lastMs: number;
}

export class Attempts {
  readonly #clock: Clock;
  readonly #freeFailures: number;
  readonly #failures = new Map<string, Failures>();

  constructor(clock: Clock, freeFailures = FREE_FAILURES) {
    this.#clock = clock;
    this.#freeFailures = freeFailures;
  }

  /**
   * Counts an attempt as failed before its outcome is known, so that a hundred at once do not slip through.
   * @param whom an address, or whatever else guesses or is guessed
   * @throws AppError `request.too-many` with `context.retryAfterSeconds`
   */
  begin(whom: string): void {
    const key = keyOf(whom);
    const nowMs = this.#clock.monotonicMs();
    const known = this.#failures.get(key);
    const before = known && nowMs - known.lastMs < FORGOTTEN_AFTER_MS ? known : undefined;
    if (before && before.count >= this.#freeFailures) {
      const waitMs = before.lastMs + backoffDelayMs(before.count - this.#freeFailures, WAIT) - nowMs;
      if (waitMs > 0) throw tooMany(Math.ceil(waitMs / SECOND_MS));
    }
    this.#failures.delete(key);
    this.#failures.set(key, { count: (before?.count ?? 0) + 1, lastMs: nowMs });
    if (this.#failures.size > MAX_KEYS) this.#forgetOne(key);
  }

  /** Not the oldest: whoever has many addresses or names to try would have his own failures forgotten. */
  #forgetOne(besides: string): void {
    let least: string | undefined;
    let fewest = Infinity;
    for (const [key, { count }] of this.#failures)
      if (count < fewest && key !== besides) [least, fewest] = [key, count];
    if (least !== undefined) this.#failures.delete(least);
  }

  succeeded(whom: string): void {
    this.#failures.delete(keyOf(whom));
  }
}

const tooMany = (retryAfterSeconds: number): AppError =>
  new AppError('request.too-many', `Too many wrong logins. Try again in ${retryAfterSeconds} s.`, {
    retryable: true,
    context: { retryAfterSeconds },
  });

/** One IPv6 host has a whole /64 of addresses to try from. */
function keyOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail = ''] = address.split('::');
  const before = head.split(':').filter(Boolean);
  const after = tail.split(':').filter(Boolean);
  const groups = address.includes('::')
    ? [...before, ...Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0'), ...after]
    : before;
  return groups.slice(0, 4).join(':');
}
