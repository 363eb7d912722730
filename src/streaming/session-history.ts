// What has befallen a session: what it lost, what it changed over to, and why. Bounded, as a bad night is long.

import type { Clock } from '../kernel/clock.ts';
import { AppError } from '../kernel/errors.ts';
import type { Switch } from './feed-options.ts';
import type { FailoverView, SessionView } from './session-view.ts';

const KEPT_FAILOVERS = 20;

export class SessionHistory {
  readonly #clock: Clock;
  readonly #failovers: FailoverView[] = [];
  #failoverCount = 0;
  #retries = 0;
  #stallCount = 0;
  #lastError: SessionView['last_error'] = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get retries(): number {
    return this.#retries;
  }

  get lastError(): SessionView['last_error'] {
    return this.#lastError;
  }

  /** How often its viewers were left without a picture. */
  get stallCount(): number {
    return this.#stallCount;
  }

  /** How often the picture changed over to another upstream. */
  get failoverCount(): number {
    return this.#failoverCount;
  }

  /** The newest last. */
  get failovers(): readonly FailoverView[] {
    return [...this.#failovers];
  }

  /** An upstream was lost, or did not come to be. */
  lost(reason: AppError): void {
    this.#lastError = { code: reason.code, message: reason.message, at: this.#clock.now() };
  }

  stalled(): void {
    this.#stallCount += 1;
  }

  retried(): void {
    this.#retries += 1;
  }

  switched({ from, to, cause, gapMs }: Switch): FailoverView {
    const reason = cause instanceof AppError ? cause.code : cause;
    this.#failoverCount += 1;
    const failover: FailoverView = { at: this.#clock.now(), from, to, reason, gap_ms: Math.round(gapMs) };
    this.#failovers.push(failover);
    if (this.#failovers.length > KEPT_FAILOVERS) this.#failovers.shift();
    return failover;
  }
}
