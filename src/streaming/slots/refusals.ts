// Whether a refusal is of the account or of the stream that was dialled. Many a panel says which: 429, 458, 509, a clip. A 403 does
// not; but two streams that are refused one after the other, with nothing let in between, are not each at fault.

import type { AppError } from '../../kernel/errors.ts';
import { SECOND_MS } from '../../kernel/units.ts';

/** Further apart than this, two refusals have nothing to do with each other. */
const TOGETHER_MS = 10 * SECOND_MS;
/** Whatever is dialled. */
const EVERYTHING = '';

export class Refusals {
  /** When each was refused last, since something was let in; monotonic. */
  readonly #refusedMs = new Map<string, number>();

  /** @returns whether it is of the account */
  add(subject: string, reason: AppError, nowMs: number): boolean {
    if (reason.code === 'upstream.limit-reached') this.#refusedMs.set(EVERYTHING, nowMs);
    else if (reason.code === 'upstream.refused') this.#refusedMs.set(subject, nowMs);
    else return false;
    return this.areOfAccount(nowMs);
  }

  areOfAccount(nowMs: number): boolean {
    for (const [subject, refusedMs] of this.#refusedMs) {
      if (nowMs - refusedMs >= TOGETHER_MS) this.#refusedMs.delete(subject);
    }
    return this.#refusedMs.size > 1 || this.#refusedMs.has(EVERYTHING);
  }

  /** Something was let in. */
  clear(): void {
    this.#refusedMs.clear();
  }
}
