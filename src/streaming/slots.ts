// The ledger of connections to providers. Every connection holds a slot from before its dial until its socket is closed;
// there are never more than the provider allows. Behind an interface, so that several Mastheads may share one ledger.

import type { ProviderId } from '../model/ids.ts';
import type { SlotUse } from './session-view.ts';

export interface SlotHolder {
  /** Nobody watches: the slot may be taken away. */
  readonly isIdle: boolean;
  /** Ends the connection; resolves when it is closed. Called once, and `release` is then no longer its business. */
  yieldSlot(): Promise<void>;
}

export interface Slot {
  readonly providerId: ProviderId;
  /** Resolves when whoever held it before has closed its connection: not until then may be dialled. */
  readonly ready: Promise<void>;
  /** Call when the connection is closed. Idempotent. */
  release(): void;
}

export interface Slots {
  /** `undefined` when the provider has no free slot and nobody idle. */
  take(providerId: ProviderId, holder: SlotHolder): Slot | undefined;
  /** A holder has become idle. */
  offered(): void;
  /** Calls once when something may have become free. Returns the way to stop waiting. */
  onFreed(listener: () => void): () => void;
  uses(): readonly SlotUse[];
}

export class SlotLedger implements Slots {
  readonly #limitOf: (providerId: ProviderId) => number | null;
  readonly #held = new Map<ProviderId, Set<Grant>>();
  #listeners = new Set<() => void>();

  /** @param limitOf connections that a provider allows now, null for any number */
  constructor(limitOf: (providerId: ProviderId) => number | null) {
    this.#limitOf = limitOf;
  }

  take(providerId: ProviderId, holder: SlotHolder): Slot | undefined {
    const grants = this.#held.get(providerId) ?? new Set();
    this.#held.set(providerId, grants);
    const limit = this.#limitOf(providerId);
    if (limit === null || grants.size < limit) return this.#grant(grants, { providerId, holder }, Promise.resolve());
    if (grants.size > limit) return undefined; // the limit was lowered: first they must become fewer
    const idle = [...grants].find((grant) => grant.holder.isIdle);
    if (!idle) return undefined;
    grants.delete(idle); // its place is the new one's from now on: nobody else sees it free
    return this.#grant(grants, { providerId, holder }, idle.holder.yieldSlot());
  }

  offered(): void {
    const listeners = this.#listeners;
    this.#listeners = new Set();
    for (const listener of listeners) listener();
  }

  onFreed(listener: () => void): () => void {
    const own = (): void => listener();
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }

  uses(): readonly SlotUse[] {
    return [...this.#held].map(([providerId, grants]) => ({
      provider_id: providerId,
      used: grants.size,
      limit: this.#limitOf(providerId),
    }));
  }

  #grant(grants: Set<Grant>, grant: Grant, ready: Promise<void>): Slot {
    grants.add(grant);
    return {
      providerId: grant.providerId,
      ready,
      release: () => {
        if (grants.delete(grant)) this.offered();
      },
    };
  }
}

interface Grant {
  readonly providerId: ProviderId;
  readonly holder: SlotHolder;
}
