// Once a day, after the quiet hours, the providers are read anew and it is looked whether a channel has a better stream.

import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import { DAY_MS } from '../kernel/units.ts';
import type { Announcements } from '../model/announcements.ts';
import { printStreamId } from '../model/ids.ts';
import type { Settings } from '../model/settings.ts';
import type { QuietHours } from './timetable.ts';
import { QUIET_MS, quietStartAt } from './timetable.ts';
import type { Upgrade } from './upgrade.ts';

const KEPT = 100;

export interface UpgradesOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly isWanted: () => boolean;
  readonly settings: () => Settings;
  readonly quietHours: () => QuietHours;
  /** Reads the providers anew; whatever comes of it. */
  readonly sync: () => Promise<void>;
  /** Chooses anew for every channel. */
  readonly choose: () => Promise<readonly Upgrade[]>;
  readonly announce: (name: 'channel.upgraded', fact: Announcements['channel.upgraded']) => void;
}

export class Upgrades {
  readonly #options: UpgradesOptions;
  readonly #made: (Upgrade & { readonly at: number })[] = [];
  #lastAt: number;
  #running: Promise<readonly Upgrade[]> | undefined;

  constructor(options: UpgradesOptions) {
    this.#options = options;
    this.#lastAt = options.clock.now();
  }

  /** The newest first. */
  get made(): readonly (Upgrade & { readonly at: number })[] {
    return this.#made;
  }

  /** Now and then. */
  tick(): void {
    const { clock, isWanted, quietHours, sync, log } = this.#options;
    const now = clock.now();
    const dueAt = quietStartAt(now, quietHours()) + QUIET_MS;
    const isDue = now >= dueAt && this.#lastAt < dueAt && now - dueAt < DAY_MS;
    if (!isDue || !isWanted()) return;
    this.#lastAt = now;
    void sync()
      .then(() => this.run())
      .catch((error: unknown) => log.warning('Better streams could not be looked for', { error }));
  }

  /** Looks for better streams now. */
  run(): Promise<readonly Upgrade[]> {
    this.#running ??= this.#run().finally(() => (this.#running = undefined));
    return this.#running;
  }

  async #run(): Promise<readonly Upgrade[]> {
    const { clock, announce, choose, log, settings } = this.#options;
    const upgrades = await choose();
    for (const upgrade of upgrades) {
      const { because, byPoints: _byPoints, ...better } = upgrade;
      const { from, to } = better;
      this.#made.unshift({ ...upgrade, at: clock.now() });
      log.info('A channel has a better stream now', { from: printStreamId(from), to: printStreamId(to), because });
      announce('channel.upgraded', { ...better, isAtOnce: settings().streaming.upgrade_at_once });
    }
    this.#made.splice(KEPT);
    return upgrades;
  }
}
