// The providers under care: how each stands, which is preferred, and when each is due again.

import type { Catalogue } from '../catalogue/catalogue.ts';
import type { ProviderId } from '../model/ids.ts';
import type { ProviderSettings } from '../model/provider.ts';
import { ProviderSync, type ProviderSyncDeps } from './provider-sync.ts';
import type { ProvidersStore } from './providers-store.ts';
import { newStanding, statusOf, type Standing } from './standing.ts';
import type { MatchProgress, SyncStatus } from './status.ts';
import type { Timetable } from './timetable.ts';

/** A provider under care. */
export interface Cared {
  readonly sync: ProviderSync;
  readonly standing: Standing;
  /** As they were when it was last looked at. */
  settings: ProviderSettings;
}

export interface CareOptions {
  readonly providers: Pick<ProvidersStore, 'list'>;
  readonly catalogue: Pick<Catalogue, 'counts'>;
  readonly deps: ProviderSyncDeps;
  readonly timetable: Timetable;
  /** How far the names are sorted into channels; null while nothing is built. */
  readonly matching: () => MatchProgress | null;
  /** Whether lines that only divide a list are channels. */
  readonly takesHeadings: () => boolean;
}

export class Care {
  readonly #options: CareOptions;
  readonly #cared = new Map<ProviderId, Cared>();
  #hasEnded = false;

  constructor(options: CareOptions) {
    this.#options = options;
  }

  /** @param memos as the catalogue has them: JSON by source key */
  take(settings: ProviderSettings, memos: ReadonlyMap<string, string> = new Map()): Cared {
    const { deps } = this.#options;
    const sync = new ProviderSync(settings, deps, memos);
    const account = sync.memo(settings)?.account;
    if (account) deps.onAccount(settings.id, account);
    const cared: Cared = { sync, standing: newStanding(), settings };
    this.#cared.set(settings.id, cared);
    return cared;
  }

  get(id: ProviderId): Cared | undefined {
    return this.#cared.get(id);
  }

  all(): Iterable<Cared> {
    return this.#cared.values();
  }

  /** What is under way of it ends, and nothing of it falls due any more. */
  drop(id: ProviderId): void {
    this.#options.timetable.cancel(id);
    this.#cared.get(id)?.sync.cancel();
    this.#cared.delete(id);
  }

  /** Ends what is under way of all of them, for good. */
  end(): void {
    this.#hasEnded = true;
    this.#options.timetable.clear();
    for (const { sync } of this.#cared.values()) sync.cancel();
  }

  /** Its next run, by the schedule or sooner after a failure. */
  plan(id: ProviderId): void {
    const cared = this.#cared.get(id);
    if (this.#hasEnded || !cared?.settings.enabled) return;
    this.#options.timetable.plan(cared.settings, cared.standing.failureCount);
  }

  unplan(id: ProviderId): void {
    this.#options.timetable.cancel(id);
  }

  /** Its place among the preferred. */
  rankOf(id: ProviderId): number {
    return this.#options.providers.list().findIndex((provider) => provider.id === id);
  }

  /** One word for what the lineup depends on: which providers are on, and which is preferred. */
  order(): string {
    const enabled = this.#options.providers.list().filter((provider) => provider.enabled);
    return enabled.map(({ id }) => id).join('\n');
  }

  /** In the order of the store. */
  statuses(): SyncStatus[] {
    const { catalogue, providers, timetable } = this.#options;
    const shared = { matching: this.#options.matching(), takesHeadings: this.#options.takesHeadings() };
    const counts = catalogue.counts().byProvider;
    return providers.list().map((provider) => {
      const { sync, standing } = this.#cared.get(provider.id) ?? this.take(provider);
      const nextAt = timetable.nextAt(provider.id) ?? null;
      return statusOf({ settings: provider, sync, standing, nextAt, counts: counts.get(provider.id), ...shared });
    });
  }
}
