// No account has a free slot: since when, who says that one may be free, and how long that is borne.

import { SECOND_MS } from '../kernel/units.ts';
import type { StreamSource } from '../model/stream.ts';
import type { Supply } from './supply.ts';

/** A zapping viewer's new request may overtake the end of its old one, which holds the only slot. */
const WAIT_MS = 1 * SECOND_MS;
/** The slot is that of the channel which the same client is leaving: its old request may end late. */
const OWN_WAIT_MS = 5 * SECOND_MS;

export class SlotWait {
  readonly #supply: Supply;
  #sinceMs: number | undefined;
  #forget: (() => void) | undefined;

  constructor(supply: Supply) {
    this.#supply = supply;
  }

  get isOn(): boolean {
    return this.#sinceMs !== undefined;
  }

  /** Goes on when it has begun already. @param onFreed called once */
  begin(nowMs: number, onFreed: () => void): void {
    this.#sinceMs ??= nowMs;
    this.#forget?.();
    this.#forget = this.#supply.onFreed(onFreed);
  }

  /** There was one. */
  end(): void {
    this.#sinceMs = undefined;
  }

  /** Nobody is called any more. */
  stop(): void {
    this.#forget?.();
  }

  /** @param sources for any of which a slot would do */
  isTooLong(nowMs: number, sources: readonly StreamSource[]): boolean {
    if (this.#sinceMs === undefined) return false;
    return nowMs - this.#sinceMs >= (this.#supply.isHeldByThemselves(sources) ? OWN_WAIT_MS : WAIT_MS);
  }
}
