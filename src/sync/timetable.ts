// Wakes each provider when its next sync is due.

import type { Clock, Timer } from '../kernel/clock.ts';
import type { ProviderId } from '../model/ids.ts';
import type { ProviderSettings } from '../model/provider.ts';
import type { Settings } from '../model/settings.ts';
import { nextSyncAt } from './schedule.ts';
import type { SyncReason } from './status.ts';

export interface TimetableOptions {
  readonly clock: Clock;
  readonly settings: () => Settings['sync'];
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly wake: (id: ProviderId, reason: SyncReason) => void;
}

export class Timetable {
  readonly #options: TimetableOptions;
  readonly #entries = new Map<ProviderId, { readonly at: number; readonly timer: Timer }>();

  constructor(options: TimetableOptions) {
    this.#options = options;
  }

  /** @returns epoch milliseconds; undefined while nothing is planned */
  nextAt(id: ProviderId): number | undefined {
    return this.#entries.get(id)?.at;
  }

  /** Replaces what was planned for the provider. */
  plan(provider: ProviderSettings, failureCount: number): void {
    const { clock, settings, random, wake } = this.#options;
    this.cancel(provider.id);
    const now = clock.now();
    const at = nextSyncAt({ settings: settings(), provider, now, failureCount, random });
    const timer = clock.after(at - now, () => {
      this.#entries.delete(provider.id);
      wake(provider.id, failureCount > 0 ? 'retry' : 'schedule');
    });
    this.#entries.set(provider.id, { at, timer });
  }

  cancel(id: ProviderId): void {
    this.#entries.get(id)?.timer.cancel();
    this.#entries.delete(id);
  }

  clear(): void {
    for (const id of this.#entries.keys()) this.cancel(id);
  }
}
