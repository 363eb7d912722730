// Moves data between the rooms: when each provider is read, what follows from it, and how it stands.

import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Guide } from '../guide/guide.ts';
import { removeGuides } from '../guide/remove.ts';
import type { Clock, Timer } from '../kernel/clock.ts';
import { AppError, toAppError } from '../kernel/errors.ts';
import type { Events } from '../kernel/events.ts';
import { Lane } from '../kernel/lane.ts';
import type { Log } from '../kernel/log.ts';
import { SingleFlight } from '../kernel/single-flight.ts';
import type { Lineup } from '../lineup/lineup.ts';
import type { LineupSummary } from '../lineup/query.ts';
import type { Announcements } from '../model/announcements.ts';
import type { ProviderId } from '../model/ids.ts';
import type { ProviderSettings } from '../model/provider.ts';
import type { Settings } from '../model/settings.ts';
import type { ProviderKind } from '../providers/provider.ts';
import type { Paths } from '../storage/paths.ts';
import { taskRef, type WorkerPool } from '../workers/pool.ts';
import { taskUrl } from '../workers/task.ts';
import { ProviderSync, type ProviderRun, type ProviderSyncDeps } from './provider-sync.ts';
import type { ProvidersStore } from './providers-store.ts';
import { faultOf, reportOf, statusOf, type Standing } from './standing.ts';
import { nextSyncAt } from './schedule.ts';
import type { SyncReason, SyncReport, SyncStatus } from './status.ts';

const BUILD = taskRef<typeof import('./build.task.ts').default>(taskUrl(import.meta, './build.task'));
const REMOVE = taskRef<typeof import('./remove.task.ts').default>(taskUrl(import.meta, './remove.task'));

/** The kind whose reader also reads the guides that other kinds name. */
const GUIDE_KIND = 'xmltv';

export interface SyncOptions {
  readonly paths: Pick<Paths, 'catalogue' | 'guide'>;
  readonly log: Log;
  readonly clock: Clock;
  /** Runs readings and builds, which take their time; lists had better have another. */
  readonly pool: WorkerPool;
  readonly providers: ProvidersStore;
  /** app.ts's PROVIDERS table. */
  readonly kinds: readonly ProviderKind[];
  readonly settings: () => Pick<Settings, 'sync' | 'guide'>;
  readonly catalogue: Pick<Catalogue, 'counts' | 'memos'>;
  readonly guide: Pick<Guide, 'sources'>;
  readonly lineup: Pick<Lineup, 'rebuild'>;
  readonly announce: Events<Announcements>['announce'];
  /** Uniform in [0, 1). */
  readonly random?: () => number;
}

/** A provider under care. */
interface Cared {
  readonly sync: ProviderSync;
  readonly standing: Standing;
  /** As they were when it was last looked at. */
  settings: ProviderSettings;
  timer: Timer | undefined;
}

export class Sync {
  readonly #options: SyncOptions;
  readonly #lane = new Lane();
  readonly #flights = new SingleFlight<ProviderId, SyncReport>();
  readonly #cared = new Map<ProviderId, Cared>();
  /** Everything under way besides the flights, for a clean stop. */
  readonly #chores = new Set<Promise<unknown>>();
  readonly #builds = new Lane();
  #waitingBuild: Promise<LineupSummary> | undefined;
  #order = '';
  #stopped = false;

  constructor(options: SyncOptions) {
    this.#options = options;
  }

  /** Takes the providers of the store into care, reads them at once where the settings say so, and follows the store. */
  start(): void {
    const { providers, settings, catalogue } = this.#options;
    const memos = catalogue.memos();
    for (const provider of providers.list()) this.#care(provider, memos.get(provider.id));
    for (const id of memos.keys()) if (!providers.get(id)) this.#chore(this.#forget(id)); // a removal that broke off
    providers.onChanged(() => this.#follow());
    this.#order = this.#currentOrder();
    const atStart = settings().sync.at_start;
    for (const { settings: provider } of this.#cared.values()) {
      if (!provider.enabled) continue;
      const isNew = this.#cared.get(provider.id)!.sync.memo(provider) === null;
      if (atStart || isNew) this.#runQuietly(provider.id, 'start');
      else this.#schedule(provider.id);
    }
    this.#chore(this.rebuildLineup());
  }

  /** Ends what is under way; everything read so far in it is given up. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const { sync, timer } of this.#cared.values()) {
      timer?.cancel();
      sync.cancel();
    }
    await this.#flights.settled();
    await Promise.allSettled(this.#chores);
  }

  /**
   * Reads a provider now; whoever asks while it is being read shares the result.
   * @throws AppError why its source could not be read (what was read before is kept), `provider.unknown`
   */
  run(id: ProviderId, reason: SyncReason): Promise<SyncReport> {
    return this.#flights.run(id, () => this.#run(id, reason));
  }

  /** Reads every enabled provider; resolves when all have ended, well or not. */
  async runAll(reason: SyncReason): Promise<void> {
    const enabled = this.#options.providers.list().filter((provider) => provider.enabled);
    await Promise.allSettled(enabled.map(({ id }) => this.run(id, reason)));
  }

  /** In the order of the store. */
  status(): SyncStatus[] {
    const counts = this.#options.catalogue.counts().byProvider;
    return this.#options.providers.list().map((provider) => {
      const cared = this.#cared.get(provider.id) ?? this.#care(provider, undefined);
      return statusOf(provider, cared.sync, cared.standing, counts.get(provider.id));
    });
  }

  /** Has the lineup built from what is stored; several requests that wait share one build. */
  rebuildLineup(): Promise<LineupSummary> {
    this.#waitingBuild ??= this.#builds.run(() => {
      this.#waitingBuild = undefined;
      return this.#build();
    });
    return this.#waitingBuild;
  }

  async #run(id: ProviderId, reason: SyncReason): Promise<SyncReport> {
    const { providers, clock, log } = this.#options;
    const cared = this.#cared.get(id);
    const settings = providers.get(id);
    if (!cared || !settings) throw new AppError('provider.unknown', `There is no provider ${id}.`);
    cared.timer?.cancel();
    const { standing, sync } = cared;
    standing.isRunning = true;
    standing.startedAt = clock.now();
    log.debug('sync begins', { provider: id, reason });
    try {
      const run = await sync.run(settings, this.#rankOf(id));
      if (hasChanged(run)) {
        sync.phase = 'lineup';
        await this.rebuildLineup();
      }
      return this.#conclude(cared, settings, run);
    } finally {
      standing.isRunning = false;
      standing.finishedAt = clock.now();
      sync.phase = 'idle';
      this.#schedule(id);
    }
  }

  /** @throws the source's fault */
  #conclude(cared: Cared, settings: ProviderSettings, run: ProviderRun): SyncReport {
    const { log, announce, clock } = this.#options;
    const { standing, sync } = cared;
    for (const { ref, error } of sync.guides()) {
      if (error)
        log.warning('A guide could not be read; what was read before is kept', { source: ref.source, ...error });
    }
    if (run.fault) {
      standing.error = faultOf(run.fault);
      standing.failureCount += 1;
      log.warning('A provider could not be read; what was read before is kept', {
        provider: sync.id,
        ...standing.error,
      });
      announce('provider.failed', { providerId: sync.id, ...standing.error });
      throw run.fault;
    }
    standing.error = null;
    standing.failureCount = 0;
    const report = reportOf(sync, run, clock.now() - (standing.startedAt ?? 0));
    const { added, changed, removed, duplicates, unchanged } = report;
    const skipped = report.skips.count;
    log.info('provider synced', {
      provider: sync.id,
      name: settings.name,
      unchanged,
      added,
      changed,
      removed,
      duplicates,
      skipped,
    });
    announce('provider.synced', { providerId: sync.id });
    if (added + changed > 0) this.#chore(this.#refreshGuides(sync.id));
    return report;
  }

  /** New streams may want channels that the guides of other providers have, and that were passed over so far. */
  async #refreshGuides(except: ProviderId): Promise<void> {
    let changed = false;
    for (const { sync, settings } of this.#cared.values()) {
      if (sync.id === except || !settings.enabled || this.#flights.isUnderWay(sync.id)) continue;
      changed = (await sync.refreshGuides(settings, this.#rankOf(sync.id))) || changed;
      sync.phase = 'idle';
    }
    if (changed) await this.rebuildLineup();
  }

  /** Follows what a person has changed in the store. */
  #follow(): void {
    if (this.#stopped) return;
    const { providers } = this.#options;
    for (const { sync, timer } of this.#cared.values()) {
      if (providers.get(sync.id)) continue;
      timer?.cancel();
      sync.cancel();
      this.#cared.delete(sync.id);
      this.#chore(this.#forget(sync.id));
    }
    for (const provider of providers.list()) this.#followOne(provider);
    const order = this.#currentOrder();
    if (order !== this.#order) this.#chore(this.rebuildLineup());
    this.#order = order;
  }

  #followOne(provider: ProviderSettings): void {
    const cared = this.#cared.get(provider.id);
    const before = cared?.settings;
    if (before && JSON.stringify(before) === JSON.stringify(provider)) return;
    if (cared) cared.settings = provider;
    else this.#care(provider, undefined);
    if (!provider.enabled) this.#cared.get(provider.id)?.timer?.cancel();
    else if (before?.enabled && !isReadDifferently(before, provider)) this.#schedule(provider.id);
    else this.#chore(this.#runAfterCurrent(provider.id));
  }

  /** A run under way began with other settings: its result is not shared. */
  async #runAfterCurrent(id: ProviderId): Promise<void> {
    if (this.#flights.isUnderWay(id)) await this.run(id, 'settings').catch(() => undefined);
    if (!this.#stopped) await this.run(id, 'settings');
  }

  /** A removed provider's streams and guides go; its channels become absent. */
  async #forget(id: ProviderId): Promise<void> {
    const { pool, paths } = this.#options;
    await this.#lane.run(async () => {
      if (this.#options.providers.get(id)) return; // it was added again meanwhile
      await pool.run(REMOVE, { file: paths.catalogue, providerId: id });
      await removeGuides(pool, { file: paths.guide, providerId: id, keep: [] });
    });
    await this.rebuildLineup();
  }

  #build(): Promise<LineupSummary> {
    const { lineup, pool, paths, providers } = this.#options;
    const enabled = providers.list().filter((provider) => provider.enabled);
    return lineup.rebuild((store) =>
      pool.run(BUILD, { store, files: filesOf(paths), providers: enabled.map(({ id }) => id) }),
    );
  }

  #care(settings: ProviderSettings, memos: ReadonlyMap<string, string> | undefined): Cared {
    const { pool, clock, guide, kinds, paths } = this.#options;
    const deps: ProviderSyncDeps = {
      files: filesOf(paths),
      pool,
      clock,
      lane: this.#lane,
      guide,
      settings: this.#options.settings,
      readerOf: (kind) => readerOf(kinds, kind),
      guideKind: GUIDE_KIND,
    };
    const standing: Standing = {
      isRunning: false,
      startedAt: null,
      finishedAt: null,
      nextAt: null,
      failureCount: 0,
      error: null,
    };
    const cared: Cared = {
      sync: new ProviderSync(settings, deps, memos ?? new Map()),
      standing,
      settings,
      timer: undefined,
    };
    this.#cared.set(settings.id, cared);
    return cared;
  }

  #schedule(id: ProviderId): void {
    const cared = this.#cared.get(id);
    if (this.#stopped || !cared || !cared.settings.enabled) return;
    const { clock, settings, random } = this.#options;
    cared.timer?.cancel();
    const now = clock.now();
    const at = nextSyncAt({
      settings: settings().sync,
      provider: cared.settings,
      now,
      failureCount: cared.standing.failureCount,
      random: random ?? Math.random,
    });
    cared.standing.nextAt = at;
    const reason = cared.standing.failureCount > 0 ? 'retry' : 'schedule';
    cared.timer = clock.after(at - now, () => this.#runQuietly(id, reason));
  }

  #rankOf(id: ProviderId): number {
    return this.#options.providers.list().findIndex((provider) => provider.id === id);
  }

  /** Of what the lineup depends on: which providers are on, and which is preferred. */
  #currentOrder(): string {
    const enabled = this.#options.providers.list().filter((provider) => provider.enabled);
    return enabled.map(({ id }) => id).join('\n');
  }

  /** For runs that nobody waits for: their fault is in the status and the log already. */
  #runQuietly(id: ProviderId, reason: SyncReason): void {
    this.run(id, reason).catch(() => undefined);
  }

  #chore(work: Promise<unknown>): void {
    const chore = work
      .catch((error: unknown) => {
        const { code, message } = toAppError(error);
        if (code !== 'process.stopping') this.#options.log.warning('Part of a sync failed', { code, message });
      })
      .finally(() => this.#chores.delete(chore));
    this.#chores.add(chore);
  }
}

export function createSync(options: SyncOptions): Sync {
  return new Sync(options);
}

function hasChanged({ own, guideChanged }: ProviderRun): boolean {
  const changes = own?.changes;
  return guideChanged || (changes != null && changes.added + changes.changed + changes.removed > 0);
}

/** Whether other settings make another reading: not its name, its connection limit or its schedule. */
function isReadDifferently(before: ProviderSettings, after: ProviderSettings): boolean {
  const { name, max_connections, sync_interval_hours } = before;
  return JSON.stringify({ ...after, name, max_connections, sync_interval_hours }) !== JSON.stringify(before);
}

function readerOf(kinds: readonly ProviderKind[], kind: string): URL {
  const found = kinds.find((candidate) => candidate.kind === kind);
  if (!found) throw new AppError('provider.invalid', `This Masthead cannot read sources of the kind ${kind}.`);
  return found.reader;
}

const filesOf = (paths: SyncOptions['paths']): ProviderSyncDeps['files'] => ({
  catalogue: paths.catalogue,
  guide: paths.guide,
});
