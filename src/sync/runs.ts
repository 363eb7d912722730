// Reads providers, one run at a time for each, and has built what follows from it.

import type { Clock } from '../kernel/clock.ts';
import { AppError, toAppError } from '../kernel/errors.ts';
import type { Chores } from '../kernel/chores.ts';
import type { Events } from '../kernel/events.ts';
import type { Log } from '../kernel/log.ts';
import { SingleFlight } from '../kernel/single-flight.ts';
import type { Announcements } from '../model/announcements.ts';
import type { ProviderId } from '../model/ids.ts';
import type { Care, Cared } from './care.ts';
import { GuideFaults } from './guide-faults.ts';
import type { LineupBuilder } from './lineup-builder.ts';
import type { ProviderRun } from './provider-sync.ts';
import type { ProvidersStore } from './providers-store.ts';
import { faultOf, reportOf } from './standing.ts';
import type { SyncReason, SyncReport } from './status.ts';

export interface RunsOptions {
  readonly care: Care;
  readonly builder: Pick<LineupBuilder, 'catchUp'>;
  readonly chores: Chores;
  readonly providers: Pick<ProvidersStore, 'get'>;
  readonly log: Log;
  readonly clock: Clock;
  readonly announce: Events<Announcements>['announce'];
  readonly isPaused: () => boolean;
}

interface GuideRefresh {
  readonly except?: ProviderId;
  /** Only guides of which other channels are wanted now than when they were read. */
  readonly onlyIfWantedChanged: boolean;
}

export class Runs {
  readonly #options: RunsOptions;
  readonly #flights = new SingleFlight<ProviderId, SyncReport>();
  readonly #guideFaults: GuideFaults;
  /** Of which a person takes the next list, whatever it has lost. */
  readonly #confirmed = new Set<ProviderId>();
  /** What fell due while it was paused. */
  readonly #missed = new Set<ProviderId>();
  /** What was read is not in the lineup yet: a build was cancelled, or failed. */
  #isBehind = false;

  constructor(options: RunsOptions) {
    this.#options = options;
    this.#guideFaults = new GuideFaults(options.log);
  }

  /** @throws AppError as `Sync.run` */
  run(id: ProviderId, reason: SyncReason): Promise<SyncReport> {
    return this.#flights.run(id, () => this.#run(id, reason));
  }

  /** Its list is taken this once, though most of what it had is gone. @throws AppError as `Sync.run` */
  async runConfirmed(id: ProviderId): Promise<SyncReport> {
    if (this.isUnderWay(id)) await this.run(id, 'request').catch(() => undefined); // that one began without
    this.#confirmed.add(id);
    return this.run(id, 'request');
  }

  /** For runs that nobody waits for: their fault is in the status and the log already. */
  runQuietly(id: ProviderId, reason: SyncReason): void {
    this.run(id, reason).catch((error: unknown) => {
      if (toAppError(error).code === 'internal') this.#options.log.error('A sync broke', { provider: id, error });
    });
  }

  isUnderWay(id: ProviderId): boolean {
    return this.#flights.isUnderWay(id);
  }

  resume(): void {
    for (const id of this.#missed) this.runQuietly(id, 'schedule');
    this.#missed.clear();
  }

  async settled(): Promise<void> {
    await this.#flights.settled();
  }

  /** @throws AppError `process.maintenance` */
  async refreshAllGuides(): Promise<void> {
    if (this.#options.isPaused()) throw paused();
    await this.#refreshGuides({ onlyIfWantedChanged: false });
  }

  /** Reads the guides again of which other channels are wanted now than when they were read. */
  refreshWantedGuides(): Promise<void> {
    return this.#refreshGuides({ onlyIfWantedChanged: true });
  }

  async #run(id: ProviderId, reason: SyncReason): Promise<SyncReport> {
    const { providers, care, clock, log, isPaused } = this.#options;
    const cared = care.get(id);
    const known = providers.get(id);
    const settings = known && this.#confirmed.delete(id) ? { ...known, smallest_list: 1 } : known;
    if (!cared || !settings) throw new AppError('provider.unknown', `There is no provider ${id}.`);
    if (isPaused()) {
      this.#missed.add(id);
      throw paused();
    }
    const { standing, sync } = cared;
    care.unplan(id);
    standing.isRunning = true;
    standing.startedAt = clock.now();
    const beganMs = clock.monotonicMs();
    log.debug('sync begins', { provider: id, reason });
    try {
      const run = await sync.run(settings, care.rankOf(id));
      if (hasChanged(run) || this.#isBehind) {
        sync.phase = 'lineup';
        await this.#build(sync.signal);
      }
      return this.#conclude(cared, run, clock.monotonicMs() - beganMs);
    } finally {
      standing.isRunning = false;
      standing.finishedAt = clock.now();
      sync.phase = 'idle';
      care.plan(id);
    }
  }

  /** The source was read well, whatever becomes of the lineup: the last good one stays, and the log says why. @throws AppError `process.stopping` */
  async #build(signal?: AbortSignal): Promise<void> {
    try {
      this.#isBehind = true;
      await this.#options.builder.catchUp(signal);
      this.#isBehind = false;
    } catch (error) {
      const { code, message } = toAppError(error);
      if (code === 'process.stopping') throw error;
      this.#options.log.error('The lineup could not be built; the last one stays', { code, message });
    }
  }

  /** @throws the source's fault */
  #conclude({ sync, standing }: Cared, run: ProviderRun, tookMs: number): SyncReport {
    const { log, announce, chores } = this.#options;
    const provider = sync.id;
    this.#guideFaults.tell(sync.guides());
    if (run.fault) {
      const fault = faultOf(run.fault);
      standing.error = fault;
      standing.failureCount += 1;
      log.warning('A provider could not be read; its last good data is kept', { provider, ...fault });
      announce('provider.failed', { providerId: provider, ...fault });
      throw run.fault;
    }
    standing.error = null;
    standing.failureCount = 0;
    const report = reportOf(sync, run, Math.round(tookMs));
    const { guides: _guides, skips, provider_id: _id, ...figures } = report;
    log.info('provider synced', { provider, ...figures, skipped: skips.count });
    announce('provider.synced', { providerId: provider });
    if (report.added + report.changed > 0)
      chores.add(this.#refreshGuides({ except: provider, onlyIfWantedChanged: true }));
    return report;
  }

  /** New streams may want channels that the guides of other providers have, and that were passed over so far. */
  async #refreshGuides({ except, onlyIfWantedChanged }: GuideRefresh): Promise<void> {
    const { care } = this.#options;
    let changed = false;
    for (const { sync, settings } of care.all()) {
      if (sync.id === except || !settings.enabled || this.isUnderWay(sync.id)) continue;
      changed = (await sync.refreshGuides(settings, care.rankOf(sync.id), onlyIfWantedChanged)) || changed;
      sync.phase = 'idle';
      this.#guideFaults.tell(sync.guides());
    }
    if (changed) await this.#build();
  }
}

const paused = (): AppError =>
  new AppError('process.maintenance', 'Masthead is under maintenance', { retryable: true });

function hasChanged({ own, guideChanged }: ProviderRun): boolean {
  const changes = own?.changes;
  if (guideChanged || !changes) return guideChanged;
  return changes.isReordered || changes.added + changes.changed + changes.removed > 0;
}
