// A feed's slots: takes them for its lines, and keeps the one of a line that is over for the next, so that a session on air
// never loses its place to another because of a hiccup.

import type { StreamSource } from '../model/stream.ts';
import { loginsOf } from './slots/logins.ts';
import type { Slot, SlotHolder, SlotRequest, Slots, SlotUseKind } from './slots/slots.ts';

/** The session, to whom the slots belong. */
export type SessionHolder = Omit<SlotHolder, 'holds'>;

export interface SupplyOptions {
  readonly slots: Slots;
  readonly holder: SessionHolder;
  /** Ends the connection that is only a check. */
  readonly onCheckYielded: () => Promise<void>;
  /** Ends the connection on this slot, which somebody needs more; resolves when it is closed. */
  readonly onYielded: (slot: Slot) => Promise<void>;
}

/** A slot, and what has to be closed before it is used. */
export interface Supplied {
  readonly slot: Slot;
  readonly after: Promise<void> | undefined;
}

export class Supply {
  readonly #options: SupplyOptions;
  /** Every slot that is held. */
  readonly #held = new Map<Slot, Holding>();
  readonly #returning = new Set<Promise<void>>();
  #kept: Supplied | undefined;

  constructor(options: SupplyOptions) {
    this.#options = options;
  }

  /** `undefined` when the provider has none to give. */
  take(source: StreamSource, manner: 'needed' | 'check'): Supplied | undefined {
    const kept = this.#kept;
    if (manner === 'needed' && kept && fits(kept.slot, source)) {
      this.#kept = undefined;
      return kept;
    }
    const holding = new Holding(this.#options, manner === 'check', (slot) => this.#held.has(slot));
    const slot = this.#options.slots.take({ ...requestFor(source), isSpare: manner === 'check' }, holding);
    if (!slot) return undefined;
    holding.slot = slot;
    this.#held.set(slot, holding);
    return { slot, after: undefined };
  }

  /** What was a check is needed now. */
  need(slot: Slot): void {
    const holding = this.#held.get(slot);
    if (holding) holding.isCheck = false;
  }

  /** Keeps the slot of a line that is being closed for the next line; one that was kept before is let go. */
  keep(slot: Slot, closed: Promise<void>): void {
    void this.letGo();
    this.#kept = { slot, after: closed };
  }

  /** Gives the kept slot back. Resolves when that is done. */
  async letGo(): Promise<void> {
    const kept = this.#kept;
    this.#kept = undefined;
    if (kept) await this.release(kept.slot, kept.after);
  }

  /** Resolves when the slot is returned, which is when its connection is closed. */
  release(slot: Slot, closed: Promise<void> = Promise.resolve()): Promise<void> {
    const returned = closed.finally(() => {
      this.#held.delete(slot);
      slot.release();
      this.#returning.delete(returned);
    });
    this.#returning.add(returned);
    return returned;
  }

  /** Resolves when every slot that is on its way back is returned. */
  async settled(): Promise<void> {
    await Promise.all(this.#returning);
  }

  /** Calls once when a slot for one of these clients, or for anybody, may have become free. */
  onFreed(listener: () => void): () => void {
    return this.#options.slots.onFreed(listener, this.#options.holder.clients);
  }

  /** Whether a slot for one of these is held only by the clients who wait for it: the channel that they are leaving. */
  isHeldByThemselves(sources: readonly StreamSource[]): boolean {
    const { slots, holder } = this.#options;
    return sources.some((source) => slots.isHeldBy(holder.clients ?? [], requestFor(source)));
  }
}

class Holding implements SlotHolder {
  readonly #options: SupplyOptions;
  readonly holds: (slot: Slot) => boolean;
  isCheck: boolean;
  slot: Slot | undefined;

  constructor(options: SupplyOptions, isCheck: boolean, holds: (slot: Slot) => boolean) {
    this.#options = options;
    this.isCheck = isCheck;
    this.holds = holds;
  }

  get use(): SlotUseKind {
    return this.isCheck ? 'probe' : this.#options.holder.use;
  }
  get priority(): number {
    return this.#options.holder.priority ?? 0;
  }
  get clients(): readonly string[] {
    return this.#options.holder.clients ?? [];
  }
  yieldSlot(): Promise<void> {
    if (this.isCheck) return this.#options.onCheckYielded();
    const isWatched = this.#options.holder.use === 'watched';
    return isWatched && this.slot ? this.#options.onYielded(this.slot) : this.#options.holder.yieldSlot();
  }
}

const requestFor = (source: StreamSource): SlotRequest => ({
  providerId: source.providerId,
  logins: loginsOf(source),
});

const fits = (slot: Slot, source: StreamSource): boolean =>
  slot.providerId === source.providerId && loginsOf(source).includes(slot.login);
