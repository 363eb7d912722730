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
  /** Of the one before. */
  readonly previousMs: number;
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
    const refusal = this.count(whom);
    if (refusal) throw refusal;
  }

  /** The same for who is let try all the same. @returns what anybody else is told; it was not counted then */
  count(whom: string): AppError | undefined {
    const key = keyOf(whom);
    const nowMs = this.#clock.monotonicMs();
    const known = this.#failures.get(key);
    const before = known && nowMs - known.lastMs < FORGOTTEN_AFTER_MS ? known : undefined;
    if (before && before.count >= this.#freeFailures) {
      const waitMs = before.lastMs + backoffDelayMs(before.count - this.#freeFailures, WAIT) - nowMs;
      if (waitMs > 0) return tooMany(Math.ceil(waitMs / SECOND_MS));
    }
    this.#failures.delete(key);
    this.#failures.set(key, { count: (before?.count ?? 0) + 1, lastMs: nowMs, previousMs: before?.lastMs ?? nowMs });
    if (this.#failures.size > MAX_KEYS) this.#forgetOne(key);
    return undefined;
  }

  /** Takes one back that was counted: it did not fail, and makes up for no other. */
  discount(whom: string): void {
    const key = keyOf(whom);
    const known = this.#failures.get(key);
    if (known && known.count > 1)
      this.#failures.set(key, { ...known, count: known.count - 1, lastMs: known.previousMs });
    else this.#failures.delete(key);
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
