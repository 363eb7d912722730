// Moves data between the rooms: when each provider is read, what follows from it, and how it stands.

import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Guide } from '../guide/guide.ts';
import type { Clock } from '../kernel/clock.ts';
import { AppError, toAppError } from '../kernel/errors.ts';
import type { Events } from '../kernel/events.ts';
import { Lane } from '../kernel/lane.ts';
import type { Log } from '../kernel/log.ts';
import { SingleFlight } from '../kernel/single-flight.ts';
import type { Lineup } from '../lineup/lineup.ts';
import type { LineupSummary } from '../lineup/query.ts';
import type { Announcements } from '../model/announcements.ts';
import type { ProviderId } from '../model/ids.ts';
import { loginsIn, type ProviderSettings } from '../model/provider.ts';
import type { Settings } from '../model/settings.ts';
import type { ProviderKind } from '../providers/provider.ts';
import type { Paths } from '../storage/paths.ts';
import type { WorkerPool } from '../workers/pool.ts';
import { LineupBuilder } from './lineup-builder.ts';
import { ProviderSync, type ProviderRun, type ProviderSyncDeps } from './provider-sync.ts';
import type { KnowledgeRef } from './knowledge/table-file.ts';
import type { ProvidersStore } from './providers-store.ts';
import { faultOf, newStanding, reportOf, statusOf, type Standing } from './standing.ts';
import { removeTraces } from './removal.ts';
import type { SyncReason, SyncReport, SyncStatus } from './status.ts';
import { Timetable } from './timetable.ts';

/** The kind whose reader also reads the guides that other kinds name. */
const GUIDE_KIND = 'xmltv';

export interface SyncOptions {
  readonly paths: Pick<Paths, 'catalogue' | 'guide' | 'matches' | 'downloads'>;
  readonly log: Log;
  readonly clock: Clock;
  /** Brings sources to this machine. */
  readonly fetches: WorkerPool;
  /** Runs readings and builds, which take their time; lists had better have another. */
  readonly pool: WorkerPool;
  readonly providers: ProvidersStore;
  /** app's table of PROVIDERS. */
  readonly kinds: readonly ProviderKind[];
  readonly settings: () => Pick<Settings, 'sync' | 'guide' | 'matching'>;
  readonly catalogue: Pick<Catalogue, 'counts' | 'edition' | 'memos'>;
  readonly guide: Pick<Guide, 'revision' | 'sources'>;
  readonly lineup: Pick<Lineup, 'builtFrom' | 'rebuild'>;
  readonly announce: Events<Announcements>['announce'];
  /** Where a source is to be had now, the best place first; without it, where it says. */
  readonly placesOf?: ProviderSyncDeps['placesOf'];
  /** What to match with besides the names; null or absent while there is nothing. */
  readonly knowledge?: () => KnowledgeRef | null;
  /** Masthead is under maintenance: what falls due waits for `resume`. */
  readonly isPaused?: () => boolean;
  /** Told at the start as well, with what is remembered. */
  readonly onAccount?: ProviderSyncDeps['onAccount'];
  /** Uniform in [0, 1). */
  readonly random?: () => number;
}

/** A provider under care. */
interface Cared {
  readonly sync: ProviderSync;
  readonly standing: Standing;
  /** As they were when it was last looked at. */
  settings: ProviderSettings;
}

interface GuideRefresh {
  readonly except?: ProviderId;
  /** Only guides of which other channels are wanted now than when they were read. */
  readonly onlyIfWantedChanged: boolean;
}

export class Sync {
  readonly #options: SyncOptions;
  readonly #deps: ProviderSyncDeps;
  readonly #builder: LineupBuilder;
  readonly #timetable: Timetable;
  readonly #flights = new SingleFlight<ProviderId, SyncReport>();
  readonly #cared = new Map<ProviderId, Cared>();
  /** Everything under way besides the flights, for a clean stop. */
  readonly #chores = new Set<Promise<unknown>>();
  readonly #stopping = new AbortController();
  /** What fell due while it was paused. */
  readonly #missed = new Set<ProviderId>();
  #order = '';

  constructor(options: SyncOptions) {
    const {
      paths,
      fetches,
      pool,
      clock,
      catalogue,
      guide,
      kinds,
      settings,
      lineup,
      providers,
      random = Math.random,
    } = options;
    const files = { catalogue: paths.catalogue, guide: paths.guide, downloads: paths.downloads };
    this.#options = options;
    this.#deps = {
      files,
      fetches,
      pool,
      clock,
      guide,
      settings,
      lane: new Lane(),
      readerOf: (kind) => readerOf(kinds, kind),
      onAccount: options.onAccount ?? (() => undefined),
      placesOf: options.placesOf ?? ((_settings, source) => [source]),
      guideKind: GUIDE_KIND,
    };
    this.#builder = new LineupBuilder({
      files: { ...files, matches: paths.matches },
      matching: () => settings().matching,
      knowledge: options.knowledge ?? (() => null),
      pool,
      lineup,
      catalogue,
      guide,
      providers,
      signal: this.#stopping.signal,
    });
    this.#timetable = new Timetable({
      clock,
      settings: () => settings().sync,
      random,
      wake: (id, reason) => this.#runQuietly(id, reason),
    });
  }

  /** Takes the providers of the store into care, reads them at once where the settings say so, and follows the store. */
  start(): void {
    const { providers, settings, catalogue } = this.#options;
    const memos = catalogue.memos();
    for (const provider of providers.list()) this.#care(provider, memos.get(provider.id));
    for (const id of memos.keys()) if (!providers.get(id)) this.#chore(this.#forget(id)); // a removal that broke off
    this.#order = this.#currentOrder();
    providers.onChanged(() => this.#follow());
    for (const { sync, settings: provider } of this.#cared.values()) {
      if (!provider.enabled) continue;
      if (settings().sync.at_start || sync.memo(provider) === null) this.#runQuietly(provider.id, 'start');
      else this.#timetable.plan(provider, 0);
    }
    this.#chore(this.#builder.catchUp());
  }

  /** Ends what is under way; what a source had given so far is given up. */
  async stop(): Promise<void> {
    this.#stopping.abort(new AppError('process.stopping', 'Masthead is stopping'));
    this.#timetable.clear();
    for (const { sync } of this.#cared.values()) sync.cancel();
    await this.#flights.settled();
    await Promise.allSettled(this.#chores);
  }

  /**
   * Reads a provider now; whoever asks while it is being read shares the result.
   * @throws AppError why its source could not be read (what was read before is kept), `provider.unknown`,
   *   `process.maintenance`
   */
  run(id: ProviderId, reason: SyncReason): Promise<SyncReport> {
    return this.#flights.run(id, () => this.#run(id, reason));
  }

  /** Reads what fell due while it was paused. */
  resume(): void {
    for (const id of this.#missed) this.#runQuietly(id, 'schedule');
    this.#missed.clear();
  }

  /** Reads the guides of every enabled provider again; resolves when all have ended, well or not. */
  async runGuides(): Promise<void> {
    if (this.#options.isPaused?.()) throw paused();
    await this.#refreshGuides({ onlyIfWantedChanged: false });
  }

  /** Lets the readings under way end and holds further ones back until the returned function is called. */
  async hold(): Promise<() => void> {
    const held = Promise.withResolvers<() => void>();
    const released = Promise.withResolvers<void>();
    void this.#deps.lane.run(() => {
      held.resolve(released.resolve);
      return released.promise;
    });
    return held.promise;
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
      const { sync, standing } = this.#cared.get(provider.id) ?? this.#care(provider, undefined);
      const nextAt = this.#timetable.nextAt(provider.id) ?? null;
      return statusOf({ settings: provider, sync, standing, nextAt, counts: counts.get(provider.id) });
    });
  }

  /** Has the lineup built from what is stored: after its settings have changed. */
  rebuildLineup(): Promise<LineupSummary> {
    return this.#builder.rebuild();
  }

  async #run(id: ProviderId, reason: SyncReason): Promise<SyncReport> {
    const { providers, clock, log } = this.#options;
    const cared = this.#cared.get(id);
    const settings = providers.get(id);
    if (!cared || !settings) throw new AppError('provider.unknown', `There is no provider ${id}.`);
    if (this.#options.isPaused?.()) {
      this.#missed.add(id);
      throw paused();
    }
    const { standing, sync } = cared;
    this.#timetable.cancel(id);
    standing.isRunning = true;
    standing.startedAt = clock.now();
    log.debug('sync begins', { provider: id, reason });
    try {
      const run = await sync.run(settings, this.#rankOf(id));
      if (hasChanged(run)) {
        sync.phase = 'lineup';
        await this.#builder.rebuild();
      }
      return this.#conclude(cared, run);
    } finally {
      standing.isRunning = false;
      standing.finishedAt = clock.now();
      sync.phase = 'idle';
      this.#plan(id);
    }
  }

  /** @throws the source's fault */
  #conclude({ sync, standing }: Cared, run: ProviderRun): SyncReport {
    const { log, announce, clock } = this.#options;
    const provider = sync.id;
    for (const { ref, error } of sync.guides()) {
      if (error) log.warning('A guide could not be read; its last good data is kept', { source: ref.source, ...error });
    }
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
    const report = reportOf(sync, run, clock.now() - (standing.startedAt ?? 0));
    const { guides: _guides, skips, provider_id: _id, ...figures } = report;
    log.info('provider synced', { provider, ...figures, skipped: skips.count });
    announce('provider.synced', { providerId: provider });
    if (report.added + report.changed > 0)
      this.#chore(this.#refreshGuides({ except: provider, onlyIfWantedChanged: true }));
    return report;
  }

  /** New streams may want channels that the guides of other providers have, and that were passed over so far. */
  async #refreshGuides({ except, onlyIfWantedChanged }: GuideRefresh): Promise<void> {
    let changed = false;
    for (const { sync, settings } of this.#cared.values()) {
      if (sync.id === except || !settings.enabled || this.#flights.isUnderWay(sync.id)) continue;
      changed = (await sync.refreshGuides(settings, this.#rankOf(sync.id), onlyIfWantedChanged)) || changed;
      sync.phase = 'idle';
    }
    if (changed) await this.#builder.rebuild();
  }

  /** Follows what a person has changed in the store. */
  #follow(): void {
    if (this.#stopping.signal.aborted) return;
    const { providers } = this.#options;
    for (const { sync } of this.#cared.values()) {
      if (providers.get(sync.id)) continue;
      this.#timetable.cancel(sync.id);
      sync.cancel();
      this.#cared.delete(sync.id);
      this.#chore(this.#forget(sync.id));
    }
    for (const provider of providers.list()) this.#followOne(provider);
    const order = this.#currentOrder();
    if (order !== this.#order) this.#chore(this.#builder.rebuild());
    this.#order = order;
  }

  #followOne(provider: ProviderSettings): void {
    const cared = this.#cared.get(provider.id);
    const before = cared?.settings;
    if (before && JSON.stringify(before) === JSON.stringify(provider)) return;
    if (cared) cared.settings = provider;
    else this.#care(provider, undefined);
    if (!provider.enabled) this.#timetable.cancel(provider.id);
    else if (before?.enabled && !isReadDifferently(before, provider)) this.#plan(provider.id);
    else this.#chore(this.#runAfterCurrent(provider.id));
  }

  /** A run under way began with other settings: its result is not shared. */
  async #runAfterCurrent(id: ProviderId): Promise<void> {
    if (this.#flights.isUnderWay(id)) await this.run(id, 'settings').catch(() => undefined);
    if (!this.#stopping.signal.aborted) this.#runQuietly(id, 'settings');
  }

  /** A removed provider's streams and guides go; its channels become absent. */
  async #forget(id: ProviderId): Promise<void> {
    const { providers, pool } = this.#options;
    await this.#deps.lane.run(async () => {
      if (!providers.get(id)) await removeTraces(pool, this.#deps.files, id); // else it was added again meanwhile
    });
    await this.#builder.rebuild();
  }

  #care(settings: ProviderSettings, memos: ReadonlyMap<string, string> | undefined): Cared {
    const sync = new ProviderSync(settings, this.#deps, memos ?? new Map());
    const account = sync.memo(settings)?.account;
    if (account) this.#deps.onAccount(settings.id, account);
    const cared: Cared = { sync, standing: newStanding(), settings };
    this.#cared.set(settings.id, cared);
    return cared;
  }

  #plan(id: ProviderId): void {
    const cared = this.#cared.get(id);
    if (this.#stopping.signal.aborted || !cared?.settings.enabled) return;
    this.#timetable.plan(cared.settings, cared.standing.failureCount);
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
    this.run(id, reason).catch((error: unknown) => {
      if (toAppError(error).code === 'internal') this.#options.log.error('A sync broke', { provider: id, error });
    });
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

const paused = (): AppError =>
  new AppError('process.maintenance', 'Masthead is under maintenance', { retryable: true });

function hasChanged({ own, guideChanged }: ProviderRun): boolean {
  const changes = own?.changes;
  if (guideChanged || !changes) return guideChanged;
  return changes.isReordered || changes.added + changes.changed + changes.removed > 0;
}

/** Whether other settings make another reading: not its name, its connections (limit, further logins) or its schedule. */
function isReadDifferently(before: ProviderSettings, after: ProviderSettings): boolean {
  const { name, max_connections, linger_seconds, sync_interval_hours } = before;
  const options = after.options?.kind === 'xtream' ? { ...after.options, logins: loginsIn(before) } : after.options;
  const alike = { ...after, name, max_connections, linger_seconds, sync_interval_hours, options };
  return JSON.stringify(alike) !== JSON.stringify(before);
}

function readerOf(kinds: readonly ProviderKind[], kind: string): URL {
  const found = kinds.find((candidate) => candidate.kind === kind);
  if (!found) throw new AppError('provider.invalid', `This Masthead cannot read sources of the kind ${kind}.`);
  return found.reader;
}
