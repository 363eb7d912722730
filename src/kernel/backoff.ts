// How long to wait before the next attempt: exponential, with jitter, capped.

export interface BackoffOptions {
  readonly firstMs: number;
  readonly factor: number;
  readonly maxMs: number;
  /** Share of the delay that is random: 0.2 spreads 1 s over 0.8 to 1.2 s. */
  readonly jitter: number;
  /** Uniform in [0, 1); injected so that tests know the delays. */
  readonly random?: () => number;
}

/** @param attempt 0 for the first retry @returns milliseconds */
export function backoffDelayMs(attempt: number, options: BackoffOptions): number {
  const random = options.random ?? Math.random;
  const plain = Math.min(options.firstMs * options.factor ** attempt, options.maxMs);
  return Math.round(plain * (1 + options.jitter * (2 * random() - 1)));
}
