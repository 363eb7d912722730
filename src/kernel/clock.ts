// Time as an argument: everything that waits or compares instants takes a Clock, so that tests can turn it.

export interface Timer {
  cancel(): void;
}

export interface Clock {
  /** Wall clock, epoch milliseconds. */
  now(): number;
  /** Monotonic milliseconds; only differences mean anything. */
  monotonicMs(): number;
  /** Runs `task` once after `delayMs`; the timer alone never keeps the process alive. */
  after(delayMs: number, task: () => void): Timer;
  /** Runs `task` every `periodMs`; the timer alone never keeps the process alive. */
  every(periodMs: number, task: () => void): Timer;
}

/** Node's timers fire at once when asked for more than this (24.8 days): longer waits are walked in steps. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  after(delayMs, task) {
    let handle: NodeJS.Timeout;
    const wait = (leftMs: number): void => {
      const stepMs = Math.min(leftMs, LONGEST_TIMER_MS);
      handle = setTimeout(() => (leftMs > stepMs ? wait(leftMs - stepMs) : task()), stepMs);
      handle.unref();
    };
    wait(delayMs);
    return { cancel: () => clearTimeout(handle) };
  },
  every(periodMs, task) {
    const run = (): void => {
      timer = systemClock.after(periodMs, run);
      task();
    };
    let timer = systemClock.after(periodMs, run);
    return { cancel: () => timer.cancel() };
  },
};

/** Resolves after `delayMs`; rejects with the signal's reason when it is aborted first. */
export function sleep(clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  if (signal?.aborted) return Promise.reject(signal.reason as Error);
  const onAbort = (): void => {
    timer.cancel();
    reject(signal?.reason as Error);
  };
  const timer = clock.after(delayMs, () => {
    signal?.removeEventListener('abort', onAbort);
    resolve();
  });
  signal?.addEventListener('abort', onAbort, { once: true });
  return promise;
}
