// Whether a provider may be asked now, and what for: never for the last free connection; for the only one while nobody uses it; and
// where nobody has named a limit for as many as seem to be allowed.

import type { Clock } from '../kernel/clock.ts';
import { MINUTE_MS, SECOND_MS } from '../kernel/units.ts';
import type { ProviderId, StreamId } from '../model/ids.ts';
import type { Book } from './book.ts';
import type { CheckAnswer, CheckRequest } from './check/request.ts';
import type { CheckSlotRequest, CheckSlots } from './ports.ts';
import { CheckQueue } from './queue.ts';

/** An account with one connection is let alone until nobody has used it for so long. */
const UNUSED_MS = 10 * MINUTE_MS;
/** A connection of ours may be counted for so long after it was closed. */
const OWN_MS = 30 * SECOND_MS;

export interface AllowanceOptions {
  readonly clock: Clock;
  readonly book: Book;
  readonly isQuiet: (at: number) => boolean;
  readonly slots: Omit<CheckSlots, 'take'>;
}

type Check = (request: CheckRequest, signal: AbortSignal) => Promise<CheckAnswer>;

export class Allowance {
  readonly #options: AllowanceOptions;
  readonly #queues = new Map<ProviderId, CheckQueue>();

  constructor(options: AllowanceOptions) {
    this.#options = options;
  }

  queueOf(id: ProviderId): CheckQueue {
    const known = this.#queues.get(id);
    if (known) return known;
    const made = new CheckQueue(id, this.#options.book, this.#options.clock.monotonicMs());
    this.#queues.set(id, made);
    return made;
  }

  /** Now and then: who uses an account, other than we. */
  tick(): void {
    const nowMs = this.#options.clock.monotonicMs();
    for (const [id, queue] of this.#queues) {
      if (!this.#options.slots.isUnused(id) && nowMs >= queue.ownUntilMs) queue.usedMs = nowMs;
    }
  }

  /** An account with one connection only in the quiet hours, and when nobody has used it for a while. */
  mayCheck(id: ProviderId): boolean {
    if (!this.#isSingle(id)) return true;
    const { isQuiet, clock } = this.#options;
    const unusedMs = clock.monotonicMs() - this.queueOf(id).usedMs;
    return isQuiet(clock.now()) && unusedMs >= UNUSED_MS;
  }

  /** @param ours connections that checks have now. @returns undefined when there is none to be asked for */
  placeOf(id: ProviderId, ours: number): Pick<CheckSlotRequest, 'isSpare' | 'believedLimit'> | undefined {
    const { slots, clock } = this.#options;
    const limit = slots.limitOf(id);
    if (limit !== null && limit > 1) return { isSpare: true };
    if (limit !== null) return slots.isUnused(id) ? { isSpare: false } : undefined;
    const { width } = this.queueOf(id);
    if (slots.usedOf(id) > ours) return { isSpare: true, believedLimit: width.proven };
    const most = width.most(clock.monotonicMs());
    return { isSpare: most > 2, believedLimit: most };
  }

  /** A connection is ours from now on. */
  began(id: ProviderId): void {
    this.queueOf(id).ownUntilMs = Number.POSITIVE_INFINITY;
  }

  ended(id: ProviderId): void {
    this.queueOf(id).ownUntilMs = this.#options.clock.monotonicMs() + OWN_MS;
  }

  /** A viewer has taken a check's connection. */
  yielded(id: ProviderId): void {
    const queue = this.queueOf(id);
    queue.usedMs = this.#options.clock.monotonicMs();
    queue.width.refused(queue.usedMs);
  }

  /** It is gone. */
  forget(id: StreamId): void {
    for (const { width } of this.#queues.values()) width.forget(id);
  }

  /** Dials of one check; where no limit is known, what they say of the number that is allowed. */
  watched(
    id: StreamId,
    provider: ProviderId,
    check: Check,
  ): { readonly check: Check; readonly doubt: { isOpen: boolean } } {
    const { clock, slots } = this.#options;
    const doubt = { isOpen: false };
    if (slots.limitOf(provider) !== null) return { check, doubt };
    const { width } = this.queueOf(provider);
    const watched: Check = async (request, signal) => {
      width.dialled(id, clock.monotonicMs());
      const answer = await check(request, signal).finally(() => signal.aborted && width.left(id));
      doubt.isOpen = width.answered(id, answer, clock.monotonicMs());
      return answer;
    };
    return { check: watched, doubt };
  }

  /** As it is known, or as it seems to be. */
  #isSingle(id: ProviderId): boolean {
    const { slots, clock } = this.#options;
    const limit = slots.limitOf(id);
    return limit === 1 || (limit === null && this.queueOf(id).width.isSingle(clock.monotonicMs()));
  }
}
