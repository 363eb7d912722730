// Those who have a place at an account and wait until they may dial: let in in turn, as soon as the account has room for one more.

import type { Clock, Timer } from '../../kernel/clock.ts';
import { toAppError, type AppError } from '../../kernel/errors.ts';
import type { Grant } from './grant.ts';

export interface DialQueueOptions {
  readonly clock: Clock;
  /** Until it may be dialled, in milliseconds; `undefined` until somebody closes an open connection. */
  readonly opensInMs: (grant: Grant) => number | undefined;
  /** It is let in now: its connection counts as open. */
  readonly onLetIn: (grant: Grant) => void;
}

interface Waiting {
  readonly grant: Grant;
  readonly go: () => void;
  readonly fail: (reason: AppError) => void;
}

export class DialQueue {
  readonly #options: DialQueueOptions;
  #waiting: Waiting[] = [];
  #timer: Timer | undefined;

  constructor(options: DialQueueOptions) {
    this.#options = options;
  }

  /** Resolves when it has been let in. @throws the signal's reason, or what `fail` was given */
  async ready(grant: Grant, signal: AbortSignal | undefined): Promise<void> {
    const { promise, resolve: go, reject: fail } = Promise.withResolvers<void>();
    const onAbort = (): void => fail(toAppError(signal?.reason, 'process.stopping'));
    signal?.addEventListener('abort', onAbort, { once: true });
    this.#waiting.push({ grant, go, fail });
    this.pump();
    try {
      await promise;
    } finally {
      signal?.removeEventListener('abort', onAbort);
      this.#forget(grant);
    }
  }

  /** It has lost its place. */
  fail(grant: Grant, reason: AppError): void {
    this.#waiting.find((one) => one.grant === grant)?.fail(reason);
    this.#forget(grant);
  }

  /** Lets in as many as may be now, and sets the timer for the next. */
  pump(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    let soonestMs = Number.POSITIVE_INFINITY;
    for (const next of this.#waiting) {
      const waitMs = this.#options.opensInMs(next.grant); // asked once: between two answers it may have become time
      if (waitMs === 0) {
        this.#forget(next.grant);
        this.#options.onLetIn(next.grant);
        next.go();
        continue;
      }
      soonestMs = Math.min(soonestMs, waitMs ?? soonestMs);
      if (next.grant.suspectedLimit === Number.POSITIVE_INFINITY) break; // in turn; a suspicion holds nobody else up
    }
    if (soonestMs < Number.POSITIVE_INFINITY) {
      this.#timer = this.#options.clock.after(Math.ceil(soonestMs), () => this.pump());
    }
  }

  #forget(grant: Grant): void {
    this.#waiting = this.#waiting.filter((one) => one.grant !== grant);
  }
}
