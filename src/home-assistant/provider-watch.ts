// When a provider goes down and when it is up again: failures are announced at every attempt, a person wants to hear once.

import type { Events, Unsubscribe } from '../kernel/events.ts';
import type { Announcements } from '../model/announcements.ts';
import type { ProviderId } from '../model/ids.ts';

export interface Down {
  readonly id: ProviderId;
  readonly reason: string;
}

interface Facts {
  readonly down: Down;
  readonly up: { readonly id: ProviderId };
}

export class ProviderWatch {
  readonly #down = new Map<ProviderId, string>();
  readonly #listeners: { readonly [Name in keyof Facts]: Set<(fact: Facts[Name]) => void> } = {
    down: new Set(),
    up: new Set(),
  };
  readonly #stops: Unsubscribe[];

  constructor(events: Pick<Events<Announcements>, 'on'>) {
    this.#stops = [
      events.on('provider.failed', ({ providerId, message }) => this.#failed(providerId, message)),
      events.on('provider.synced', ({ providerId }) => this.#succeeded(providerId)),
    ];
  }

  /** Who is down now, and why. */
  get down(): ReadonlyMap<ProviderId, string> {
    return this.#down;
  }

  /** All others were switched off or removed: of one that comes back a person hears anew. */
  keep(ids: ReadonlySet<ProviderId>): void {
    for (const id of this.#down.keys()) if (!ids.has(id)) this.#down.delete(id);
  }

  onDown(listener: (fact: Down) => void): Unsubscribe {
    this.#listeners.down.add(listener);
    return () => this.#listeners.down.delete(listener);
  }

  onUp(listener: (fact: { readonly id: ProviderId }) => void): Unsubscribe {
    this.#listeners.up.add(listener);
    return () => this.#listeners.up.delete(listener);
  }

  stop(): void {
    for (const stop of this.#stops) stop();
  }

  #failed(id: ProviderId, reason: string): void {
    const isNew = !this.#down.has(id);
    this.#down.set(id, reason);
    if (isNew) for (const listener of this.#listeners.down) listener({ id, reason });
  }

  #succeeded(id: ProviderId): void {
    if (this.#down.delete(id)) for (const listener of this.#listeners.up) listener({ id });
  }
}
