// Streams at the same time, counted by person. A player that zaps opens the next before the last has gone: whoever is full
// waits a moment for one of his own to end.

import type { Clock } from '../kernel/clock.ts';
import { AppError } from '../kernel/errors.ts';
import { SECOND_MS } from '../kernel/units.ts';

/** Longer than a player takes to close a connection, shorter than a person waits for a picture. */
const WAIT_MS = 2 * SECOND_MS;

export interface Counted {
  /** Of the person. */
  readonly id: string;
  /** Null for no limit. */
  readonly maxStreams: number | null;
}

export class PersonStreams {
  readonly #clock: Clock;
  readonly #open = new Map<string, number>();
  readonly #shared = new Map<string, () => () => void>();
  readonly #waiting = new Map<string, (() => void)[]>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  countOf(id: string): number {
    return this.#open.get(id) ?? 0;
  }

  /**
   * @param key of connections that are one stream together: a player that seeks in a movie opens the next before the last is gone
   * @returns what ends it; calling it again does nothing
   * @throws AppError `tuner.all-in-use`
   */
  async enter({ id, maxStreams }: Counted, key?: string): Promise<() => void> {
    const shared = key === undefined ? undefined : this.#shared.get(`${id} ${key}`);
    if (shared) return shared();
    const leave = await this.#enter({ id, maxStreams });
    return key === undefined ? leave : this.#share(`${id} ${key}`, leave);
  }

  #share(key: string, leave: () => void): () => void {
    let users = 0;
    const join = (): (() => void) => {
      users += 1;
      let isIn = true;
      return () => {
        if (!isIn) return;
        isIn = false;
        users -= 1;
        if (users > 0) return;
        this.#shared.delete(key);
        leave();
      };
    };
    this.#shared.set(key, join);
    return join();
  }

  async #enter({ id, maxStreams }: Counted): Promise<() => void> {
    const isFull = (): boolean => maxStreams !== null && this.countOf(id) >= maxStreams;
    const untilMs = this.#clock.monotonicMs() + WAIT_MS;
    while (isFull()) {
      const leftMs = untilMs - this.#clock.monotonicMs();
      if (leftMs <= 0) throw new AppError('tuner.all-in-use', 'This account has as many streams on as it may.');
      await this.#change(id, leftMs);
    }
    this.#open.set(id, this.countOf(id) + 1);
    let isOpen = true;
    return () => {
      if (isOpen) this.#left(id);
      isOpen = false;
    };
  }

  #left(id: string): void {
    const count = this.countOf(id) - 1;
    if (count > 0) this.#open.set(id, count);
    else this.#open.delete(id);
    for (const wake of this.#waiting.get(id) ?? []) wake();
    this.#waiting.delete(id);
  }

  #change(id: string, withinMs: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = this.#clock.after(withinMs, resolve);
    this.#waiting.set(id, [...(this.#waiting.get(id) ?? []), resolve]);
    return promise.finally(() => timer.cancel());
  }
}
