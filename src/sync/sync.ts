// Moves data between the rooms: when each provider is read, what follows from it, and how it stands.

import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Guide } from '../guide/guide.ts';
import type { Clock } from '../kernel/clock.ts';
import { Chores } from '../kernel/chores.ts';
import { AppError, toAppError } from '../kernel/errors.ts';
import type { Events } from '../kernel/events.ts';
import { showKept } from '../kernel/kept.ts';
import { Lane } from '../kernel/lane.ts';
import type { Log } from '../kernel/log.ts';
import type { Lineup } from '../lineup/lineup.ts';
import type { LineupSummary } from '../lineup/query.ts';
import type { Announcements } from '../model/announcements.ts';
import type { ProviderId } from '../model/ids.ts';
import type { ProviderSettings } from '../model/provider.ts';
import type { Settings } from '../model/settings.ts';
import type { ProviderKind } from '../providers/provider.ts';
import type { RuleTexts } from '../rules/compile.ts';
import type { Paths } from '../storage/paths.ts';
import type { WorkerPool } from '../workers/pool.ts';
import { Care } from './care.ts';
import type { KnowledgeRef } from './knowledge/table-file.ts';
import { LineupBuilder, type LineupBuilderOptions } from './lineup-builder.ts';
import type { ProviderSyncDeps } from './provider-sync.ts';
import type { ProvidersStore } from './providers-store.ts';
import { isReadDifferently } from './read-differently.ts';
import { removeTraces } from './removal.ts';
import { Runs } from './runs.ts';
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
  readonly settings: () => Pick<Settings, 'guide' | 'lineup' | 'matching' | 'sync'>;
  readonly catalogue: Pick<Catalogue, 'counts' | 'edition' | 'memos'>;
  readonly guide: Pick<Guide, 'revision' | 'sources'>;
  readonly lineup: Pick<Lineup, 'builtFrom' | 'chosenGuides' | 'decisions' | 'rebuild'>;
  readonly rules: () => RuleTexts;
  readonly announce: Events<Announcements>['announce'];
  /** Where a source is to be had now, the best place first; without it, where it says. */
  readonly placesOf?: ProviderSyncDeps['placesOf'];
  /** What to match with besides the names; null or absent while there is nothing. */
  readonly knowledge?: () => KnowledgeRef | null;
  /** What was seen of logos; null or absent where they are not compared. */
  readonly looks?: () => string | null;
  /** A person's own logos, where there are any. */
  readonly ownLogos?: LineupBuilderOptions['ownLogos'];
  /** Masthead is under maintenance: what falls due waits for `resume`. */
  readonly isPaused?: () => boolean;
  /** Told at the start as well, with what is remembered. */
  readonly onAccount?: ProviderSyncDeps['onAccount'];
  /** Uniform in [0, 1). */
  readonly random?: () => number;
}

const NO_LOGOS: LineupBuilderOptions['ownLogos'] = { folder: '', stamp: 0, lookAgain: async () => undefined };

export class Sync {
  readonly #options: SyncOptions;
  readonly #deps: ProviderSyncDeps;
  readonly #builder: LineupBuilder;
  readonly #care: Care;
  readonly #runs: Runs;
  readonly #chores: Chores;
  readonly #stopping = new AbortController();
  #order = '';

  constructor(options: SyncOptions) {
    this.#options = options;
    this.#deps = depsOf(options);
    const { paths, pool, catalogue, guide, lineup, providers, settings } = options;
    this.#builder = new LineupBuilder({
      files: { catalogue: paths.catalogue, guide: paths.guide, matches: paths.matches },
      matching: () => settings().matching,
      knowledge: options.knowledge ?? (() => null),
      looks: options.looks ?? (() => null),
      ownLogos: options.ownLogos ?? NO_LOGOS,
      pool,
      lineup,
      catalogue,
      guide,
      providers,
      rules: options.rules,
      takeHeadings: () => settings().lineup.take_headings,
      signal: this.#stopping.signal,
    });
    this.#chores = new Chores((error) => this.#tellFailure(error));
    this.#care = new Care({
      providers,
      catalogue,
      deps: this.#deps,
      timetable: this.#newTimetable(),
      matching: () => this.#builder.progress,
      takesHeadings: () => settings().lineup.take_headings,
    });
    const { log, clock, announce, isPaused = () => false } = options;
    const parts = { care: this.#care, builder: this.#builder, chores: this.#chores };
    this.#runs = new Runs({ ...parts, providers, log, clock, announce, isPaused });
  }

  /** Takes the providers of the store into care, reads them at once where the settings say so, and follows the store. */
  start(): void {
    const { providers, settings, catalogue } = this.#options;
    const memos = catalogue.memos();
    for (const provider of providers.list()) this.#care.take(provider, memos.get(provider.id));
    for (const id of memos.keys()) if (!providers.get(id)) this.#chores.add(this.#forget(id)); // a removal that broke off
    this.#order = this.#care.order();
    providers.onChanged(() => this.#follow());
    for (const { sync, settings: provider } of this.#care.all()) {
      if (!provider.enabled) continue;
      if (settings().sync.at_start || sync.memo(provider) === null) this.#runs.runQuietly(provider.id, 'start');
      else this.#care.plan(provider.id);
    }
    this.#chores.add(this.#builder.catchUp());
  }

  /** Ends what is under way; what a source had given so far is given up. */
  async stop(): Promise<void> {
    this.#stopping.abort(new AppError('process.stopping', 'Masthead is stopping'));
    this.#care.end();
    await this.#runs.settled();
    await this.#chores.settled();
  }

  /**
   * Reads a provider now; whoever asks while it is being read shares the result.
   * @throws AppError why its source could not be read (what was read before is kept), `provider.unknown`,
   *   `process.maintenance`
   */
  run(id: ProviderId, reason: SyncReason): Promise<SyncReport> {
    return this.#runs.run(id, reason);
  }

  /** Ends a run under way, also while its names are matched: what was there before stays. */
  cancel(id: ProviderId): void {
    if (this.#runs.isUnderWay(id)) this.#care.get(id)?.sync.cancelRun();
  }

  /** Takes a list that was refused as `provider.shrunk`: it is read again, once. @throws AppError as `run` */
  confirmList(id: ProviderId): Promise<SyncReport> {
    if (this.status().find(({ provider_id }) => provider_id === id)?.error?.code !== 'provider.shrunk') {
      throw new AppError('request.conflict', 'Its list has not shrunk: there is nothing to confirm.');
    }
    return this.#runs.runConfirmed(id);
  }

  /** Reads what fell due while it was paused. */
  resume(): void {
    this.#runs.resume();
  }

  /** Reads the guides of every enabled provider again; resolves when all have ended, well or not. */
  runGuides(): Promise<void> {
    return this.#runs.refreshAllGuides();
  }

  /** A guide was chosen that nobody had wanted: it is read, in the background. */
  refreshWantedGuides(): void {
    this.#chores.add(this.#runs.refreshWantedGuides());
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
    return this.#care.statuses();
  }

  /** Has the lineup built from what is stored: after its settings have changed. */
  rebuildLineup(): Promise<LineupSummary> {
    return this.#builder.rebuild();
  }

  /** As `rebuildLineup`, for a decision that is on the disk. @throws AppError that says so besides */
  showDecided(): Promise<LineupSummary> {
    return showKept(() => this.#builder.rebuild());
  }

  /** Has the lineup built unless it shows what is decided and stored. @throws AppError as `showDecided` */
  catchUpLineup(): Promise<void> {
    return showKept(() => this.#builder.catchUp());
  }

  /** Follows what a person has changed in the store. */
  #follow(): void {
    if (this.#stopping.signal.aborted) return;
    const { providers } = this.#options;
    for (const { sync } of this.#care.all()) {
      if (providers.get(sync.id)) continue;
      this.#care.drop(sync.id);
      this.#chores.add(this.#forget(sync.id));
    }
    for (const provider of providers.list()) this.#followOne(provider);
    const order = this.#care.order();
    if (order !== this.#order) this.#chores.add(this.#builder.rebuild());
    this.#order = order;
  }

  #followOne(provider: ProviderSettings): void {
    const cared = this.#care.get(provider.id);
    const before = cared?.settings;
    if (before && JSON.stringify(before) === JSON.stringify(provider)) return;
    if (cared) cared.settings = provider;
    else this.#care.take(provider);
    if (!provider.enabled) this.#care.unplan(provider.id);
    else if (before?.enabled && !isReadDifferently(before, provider)) this.#care.plan(provider.id);
    else this.#chores.add(this.#runAfterCurrent(provider.id));
  }

  /** A run under way began with other settings: its result is not shared. */
  async #runAfterCurrent(id: ProviderId): Promise<void> {
    if (this.#runs.isUnderWay(id)) await this.run(id, 'settings').catch(() => undefined);
    if (!this.#stopping.signal.aborted) this.#runs.runQuietly(id, 'settings');
  }

  /** A removed provider's streams and guides go; its channels become absent. */
  async #forget(id: ProviderId): Promise<void> {
    const { providers, pool } = this.#options;
    await this.#deps.lane.run(async () => {
      if (!providers.get(id)) await removeTraces(pool, this.#deps.files, id); // else it was added again meanwhile
    });
    await this.#builder.rebuild();
  }

  #newTimetable(): Timetable {
    const { clock, settings, random = Math.random } = this.#options;
    const wake = (id: ProviderId, reason: SyncReason): void => this.#runs.runQuietly(id, reason);
    return new Timetable({ clock, settings: () => settings().sync, random, wake });
  }

  #tellFailure(error: unknown): void {
    const { code, message } = toAppError(error);
    if (code !== 'process.stopping') this.#options.log.warning('Part of a sync failed', { code, message });
  }
}

export function createSync(options: SyncOptions): Sync {
  return new Sync(options);
}

function depsOf({ paths, fetches, pool, clock, guide, lineup, kinds, settings, onAccount, placesOf }: SyncOptions) {
  return {
    files: { catalogue: paths.catalogue, guide: paths.guide, downloads: paths.downloads },
    fetches,
    pool,
    clock,
    guide,
    settings,
    chosenGuides: () => lineup.chosenGuides(),
    lane: new Lane(),
    readerOf: (kind: string) => readerOf(kinds, kind),
    onAccount: onAccount ?? (() => undefined),
    placesOf: placesOf ?? ((_settings: ProviderSettings, source: string) => [source]),
    guideKind: GUIDE_KIND,
  };
}

function readerOf(kinds: readonly ProviderKind[], kind: string): URL {
  const found = kinds.find((candidate) => candidate.kind === kind);
  if (!found) throw new AppError('provider.invalid', `This Masthead cannot read sources of the kind ${kind}.`);
  return found.reader;
}
