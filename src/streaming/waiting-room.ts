// Where viewers wait for the first picture: until it comes, their patience ends, they leave, or it is certain that none will.

import type { Clock } from '../kernel/clock.ts';
import type { AppError } from '../kernel/errors.ts';

export interface Patience {
  readonly waitMs: number;
  /** What to say when it ends. */
  readonly error: () => AppError;
  readonly signal: AbortSignal | undefined;
}

export class WaitingRoom {
  readonly #clock: Clock;
  readonly #waiting = new Map<string, { resolve: () => void; reject: (reason: unknown) => void }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  has(id: string): boolean {
    return this.#waiting.has(id);
  }

  /** @throws the patience's error, the signal's reason, or what `refuse` was told */
  async wait(id: string, { waitMs, error, signal }: Patience): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const onAbort = (): void => reject(signal?.reason);
    const timer = this.#clock.after(waitMs, () => reject(error()));
    signal?.addEventListener('abort', onAbort, { once: true });
    this.#waiting.set(id, { resolve, reject });
    try {
      await promise;
    } finally {
      timer.cancel();
      signal?.removeEventListener('abort', onAbort);
      this.#waiting.delete(id);
    }
  }

  admit(isMeant: (id: string) => boolean): void {
    for (const [id, one] of this.#waiting) if (isMeant(id)) one.resolve();
  }

  refuse(reason: AppError): void {
    for (const one of this.#waiting.values()) one.reject(reason);
  }
}
