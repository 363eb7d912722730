// The states as the broker has them: only what has changed is sent, and nothing more often than once in five seconds.

import type { Clock } from '../../kernel/clock.ts';
import { SECOND_MS } from '../../kernel/units.ts';

/** A recorder writes down every change. */
const LEAST_DISTANCE_MS = 5 * SECOND_MS;

export interface StateMessage {
  readonly topic: string;
  readonly payload: string;
  readonly isRetained: boolean;
  /** Sent again after this time though it is the same. */
  readonly repeatMs?: number | undefined;
}

export class States {
  readonly #clock: Clock;
  readonly #send: (message: StateMessage) => void;
  #sent = new Map<string, { readonly payload: string; readonly atMs: number }>();

  constructor(clock: Clock, send: (message: StateMessage) => void) {
    this.#clock = clock;
    this.#send = send;
  }

  /** @returns milliseconds after which to come again, as something had to wait; undefined when nothing waits */
  update(messages: readonly StateMessage[]): number | undefined {
    const nowMs = this.#clock.monotonicMs();
    let waitMs: number | undefined;
    for (const message of messages) {
      const before = this.#sent.get(message.topic);
      const ageMs = before ? nowMs - before.atMs : Number.POSITIVE_INFINITY;
      const isDue = before?.payload !== message.payload || ageMs >= (message.repeatMs ?? Number.POSITIVE_INFINITY);
      if (!isDue) continue;
      if (ageMs < LEAST_DISTANCE_MS) {
        waitMs = Math.min(waitMs ?? LEAST_DISTANCE_MS, LEAST_DISTANCE_MS - ageMs);
        continue;
      }
      this.#sent.set(message.topic, { payload: message.payload, atMs: nowMs });
      this.#send(message);
    }
    return waitMs;
  }

  /** Nobody knows any more what was sent: everything is sent again at the next update. */
  forget(): void {
    this.#sent = new Map();
  }

  /** These topics are no more. */
  drop(topics: readonly string[]): void {
    for (const topic of topics) this.#sent.delete(topic);
  }
}
