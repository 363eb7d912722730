// What of one provider is due next, and what is known of the use of its account.

import type { ProviderId, StreamId } from '../model/ids.ts';
import { SECOND_MS } from '../kernel/units.ts';
import { DUE_FROM_START, type Book } from './book.ts';
import { Width } from './width.ts';

/** From the start it is read at most so often. */
const READ_EVERY_MS = 1 * SECOND_MS;

export interface Instant {
  /** Epoch. */
  readonly at: number;
  /** Monotonic. */
  readonly nowMs: number;
}

export class CheckQueue {
  readonly width = new Width();
  /** When somebody watched it last; at first when it was met: whoever has just added it is about to watch. */
  usedMs: number;
  /** Until then it may be our own check that holds a connection, or held one. */
  ownUntilMs = 0;
  #ids: StreamId[] = [];
  #cursor = DUE_FROM_START;
  #readMs = Number.NEGATIVE_INFINITY;
  readonly #id: ProviderId;
  readonly #book: Pick<Book, 'due'>;

  constructor(id: ProviderId, book: Pick<Book, 'due'>, nowMs: number) {
    this.#id = id;
    this.#book = book;
    this.usedMs = nowMs;
  }

  /** The next one that is due and may be asked. */
  next(isFree: (id: StreamId) => boolean, now: Instant): StreamId | undefined {
    for (;;) {
      const next = this.#ids.shift();
      if (next === undefined) {
        if (!this.#readOn(now)) return undefined;
      } else if (isFree(next)) return next;
    }
  }

  /** There was no place for it: it is the next one again. */
  putBack(id: StreamId): void {
    this.#ids.unshift(id);
  }

  #readOn({ at, nowMs }: Instant): boolean {
    if (this.#cursor === DUE_FROM_START) {
      if (nowMs - this.#readMs < READ_EVERY_MS) return false;
      this.#readMs = nowMs;
    }
    const { ids, next } = this.#book.due(this.#id, this.#cursor, at);
    this.#ids = ids;
    this.#cursor = next ?? DUE_FROM_START;
    return ids.length > 0;
  }
}
