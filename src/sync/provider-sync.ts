// One provider's syncs: its own source, then its guides. A source that fails keeps what was read from it before.

import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Guide } from '../guide/guide.ts';
import { removeGuides } from '../guide/remove.ts';
import { AppError, toAppError } from '../kernel/errors.ts';
import type { Lane } from '../kernel/lane.ts';
import { DAY_MS } from '../kernel/units.ts';
import type { Clock } from '../kernel/clock.ts';
import type { ProviderId } from '../model/ids.ts';
import type { ProviderAccount } from '../model/provider-account.ts';
import type { ProviderSettings } from '../model/provider.ts';
import type { Settings } from '../model/settings.ts';
import { currentReach } from '../net/reach.ts';
import type { Paths } from '../storage/paths.ts';
import { taskRef, type WorkerPool } from '../workers/pool.ts';
import { taskUrl } from '../workers/task.ts';
import type { IngestProgress } from './ingest-sink.ts';
import type { IngestOutput } from './ingest.ts';
import { askedGuideSource, guideSourcesOf, ownSource, parseMemo, type SourceMemo, type SourceRef } from './memo.ts';
import type { SyncFault, SyncPhase } from './status.ts';
import type { ChosenGuide } from './wanted.ts';

const FETCH = taskRef<typeof import('./fetch.task.ts').default>(taskUrl(import.meta, './fetch.task'));
const INGEST = taskRef<typeof import('./ingest.task.ts').default>(taskUrl(import.meta, './ingest.task'));

export interface ProviderSyncDeps {
  readonly files: Pick<Paths, 'catalogue' | 'guide' | 'downloads'>;
  /** Fetches, many at once: a provider that trickles holds up nobody. */
  readonly fetches: WorkerPool;
  readonly pool: WorkerPool;
  readonly clock: Clock;
  /** What was fetched is read one source at a time: the catalogue has one writer, and the disk is one anyway. */
  readonly lane: Lane;
  readonly guide: Pick<Guide, 'sources'>;
  readonly settings: () => Pick<Settings, 'guide'>;
  /** What a person has chosen of guides. */
  readonly chosenGuides: () => readonly ChosenGuide[];
  /** The module that reads a kind's source. @throws AppError `provider.invalid` */
  readonly readerOf: (kind: string) => URL;
  /** Where a source is to be had now, the best place first; never empty. */
  readonly placesOf: (settings: ProviderSettings, source: string) => readonly string[];
  /** A reading was told how the account stands. */
  readonly onAccount: (id: ProviderId, account: ProviderAccount) => void;
  /** The kind whose reader reads guides that another kind's source names. */
  readonly guideKind: string;
}

/** How the last reading of a guide went. */
export interface GuideState {
  readonly ref: SourceRef;
  readonly memo: SourceMemo | null;
  readonly error: SyncFault | null;
}

export interface ProviderRun {
  /** Null when the source failed: `fault` says why. */
  readonly own: IngestOutput | null;
  readonly fault: AppError | null;
  readonly guideChanged: boolean;
}

interface HowToRead {
  readonly kind: string;
  readonly onlyIfWantedChanged: boolean;
}

interface Reading extends HowToRead {
  readonly settings: ProviderSettings;
  readonly source: SourceRef;
}

const noProgress: IngestProgress = { bytes: 0, entries: 0, programmes: 0 };

export class ProviderSync {
  readonly id: ProviderId;
  readonly #deps: ProviderSyncDeps;
  readonly #gone = new AbortController();
  #run = new AbortController();
  readonly #memos: Map<string, SourceMemo>;
  readonly #faults = new Map<string, SyncFault>();
  #guides: readonly SourceRef[];
  #phase: SyncPhase = 'idle';
  #progress = noProgress;

  /** @param memos as the catalogue has them: JSON by source key */
  constructor(settings: ProviderSettings, deps: ProviderSyncDeps, memos: ReadonlyMap<string, string>) {
    this.id = settings.id;
    this.#deps = deps;
    this.#memos = new Map(Array.from(memos, ([key, text]) => [key, parseMemo(text)]));
    this.#guides = guideSourcesOf(settings, this.memo(settings)?.guideSources ?? [], 0);
  }

  get phase(): SyncPhase {
    return this.#phase;
  }

  set phase(phase: SyncPhase) {
    this.#phase = phase;
  }

  get progress(): IngestProgress {
    return this.#progress;
  }

  /** Of the provider's own source, the last time it went well. */
  memo(settings: ProviderSettings): SourceMemo | null {
    return this.#memos.get(ownSource(settings, 0).key) ?? null;
  }

  guides(): GuideState[] {
    return this.#guides.map((ref) => ({
      ref,
      memo: this.#memos.get(ref.key) ?? null,
      error: this.#faults.get(ref.key) ?? null,
    }));
  }

  /** Ends what is under way, for good: everything after it rejects with `process.stopping`. */
  cancel(): void {
    this.#gone.abort(new AppError('process.stopping', 'The sync was cancelled'));
  }

  /** Aborted when the run under way is no longer wanted. */
  get signal(): AbortSignal {
    return AbortSignal.any([this.#gone.signal, this.#run.signal]);
  }

  /** Ends the run under way, which rejects with `process.stopping`; what was read before is kept. */
  cancelRun(): void {
    this.#run.abort(new AppError('process.stopping', 'The sync was cancelled'));
  }

  /**
   * Reads the source, then the guides, also when the source failed: they often lie elsewhere.
   * @param rank the provider's place among the preferred
   * @throws AppError `process.stopping`
   */
  async run(settings: ProviderSettings, rank: number): Promise<ProviderRun> {
    this.#progress = noProgress;
    this.#run = new AbortController();
    const source = ownSource(settings, rank);
    let own: IngestOutput | null = null;
    let fault: AppError | null = null;
    try {
      own = await this.#read(settings, source, { kind: settings.kind, onlyIfWantedChanged: false });
    } catch (error) {
      fault = this.#faultOf(error);
    }
    this.#guides = guideSourcesOf(settings, this.memo(settings)?.guideSources ?? [], rank);
    const guideChanged = await this.#readGuides(settings, this.#guides, false);
    const asked = settings.take_guides ? [askedGuideSource(this.id)] : [];
    const swept = await this.#sweepGuides([source, ...this.#guides, ...asked]);
    return { own, fault, guideChanged: guideChanged || swept || (own?.guideChanged ?? false) };
  }

  /** Reads its guides again: all, or those of which other channels are wanted now. @returns whether any changed */
  async refreshGuides(settings: ProviderSettings, rank: number, onlyIfWantedChanged: boolean): Promise<boolean> {
    this.#run = new AbortController();
    const hasBeenRead = ({ key }: SourceRef): boolean => Boolean(this.#memos.get(key)?.guide);
    const own = [ownSource(settings, rank)].filter(hasBeenRead); // of a playlist there is nothing to read here
    const named = onlyIfWantedChanged ? this.#guides.filter(hasBeenRead) : this.#guides;
    return this.#readGuides(settings, [...own, ...named], onlyIfWantedChanged);
  }

  async #readGuides(
    settings: ProviderSettings,
    refs: readonly SourceRef[],
    onlyIfWantedChanged: boolean,
  ): Promise<boolean> {
    let changed = false;
    for (const ref of refs) {
      try {
        const read = await this.#read(settings, ref, { kind: this.#deps.guideKind, onlyIfWantedChanged });
        changed ||= read.guideChanged;
        this.#faults.delete(ref.key);
      } catch (error) {
        const { code, message } = this.#faultOf(error);
        this.#faults.set(ref.key, { code, message });
      }
    }
    return changed;
  }

  /** At the first place that has it. @throws the first place's error */
  async #read(settings: ProviderSettings, source: SourceRef, how: HowToRead): Promise<IngestOutput> {
    let fault: AppError | undefined;
    for (const place of this.#deps.placesOf(settings, source.source)) {
      try {
        return await this.#readAt(place, { settings, source, ...how });
      } catch (error) {
        fault ??= this.#faultOf(error);
        if (!isOfPlace(toAppError(error))) throw error;
      }
    }
    throw fault ?? new AppError('provider.not-found', 'The source has no place to be read from');
  }

  async #readAt(place: string, { settings, source, kind, onlyIfWantedChanged }: Reading): Promise<IngestOutput> {
    const { fetches, pool, lane, files, readerOf } = this.#deps;
    const before = this.#progress;
    const memo = this.#usableMemo(source);
    const window = this.#window();
    const { signal } = this;
    const reach = currentReach();
    const chosenGuides = this.#deps.chosenGuides();
    const shared = { reader: readerOf(kind).href, settings, source, place, memo, chosenGuides };
    const folder = await mkdtemp(join(files.downloads, 'source-'));
    try {
      this.#phase = 'download';
      const catalogueFile = files.catalogue;
      const output = await fetches.run(
        FETCH,
        { ...shared, reach, folder, catalogueFile, untilAt: window.untilAt, onlyIfWantedChanged },
        { signal, onProgress: (bytes) => (this.#progress = { ...before, bytes: before.bytes + bytes }) },
      );
      if (output.kind === 'skipped') return { unchanged: true, changes: null, guideChanged: false, memo: memo! };
      const fetched = output.kind === 'fetched' ? output.fetched : null;
      this.#phase = 'waiting';
      return this.#took(
        source,
        before,
        await lane.run(() => {
          signal.throwIfAborted();
          this.#phase = kind === settings.kind ? 'playlist' : 'guide';
          const onProgress = (progress: IngestProgress): void => void (this.#progress = sum(before, progress));
          return pool.run(INGEST, { ...shared, fetched, files, window }, { signal, onProgress });
        }),
      );
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  #took(source: SourceRef, before: IngestProgress, output: IngestOutput): IngestOutput {
    this.#memos.set(source.key, output.memo);
    if (output.memo.account) this.#deps.onAccount(this.id, output.memo.account);
    if (!output.unchanged) this.#progress = sum(before, progressOf(output.memo));
    return output;
  }

  /** A memo of a guide is worth nothing when the guide's database was lost. */
  #usableMemo({ key }: SourceRef): SourceMemo | null {
    const memo = this.#memos.get(key) ?? null;
    if (!memo?.guide) return memo;
    return this.#deps.guide.sources().some((source) => source.key === key) ? memo : null;
  }

  #window(): { fromAt: number; untilAt: number } {
    const now = this.#deps.clock.now();
    const { days_back: daysBack, days_ahead: daysAhead } = this.#deps.settings().guide;
    return { fromAt: now - daysBack * DAY_MS, untilAt: now + daysAhead * DAY_MS };
  }

  /** Guides that are named no longer go; the others have the places that they are named at, whether they had to be read or not. */
  async #sweepGuides(kept: readonly Pick<SourceRef, 'key' | 'priority'>[]): Promise<boolean> {
    const { guide, pool, files } = this.#deps;
    const keep = kept.map(({ key, priority }) => ({ key, priority }));
    const places = new Map(keep.map(({ key, priority }) => [key, priority]));
    const stored = guide.sources().filter(({ providerId }) => providerId === this.id);
    if (stored.every(({ key, priority }) => places.get(key) === priority)) return false;
    await removeGuides(pool, { file: files.guide, providerId: this.id, keep });
    return true;
  }

  /** @throws AppError `process.stopping` when it is not the source that failed */
  #faultOf(error: unknown): AppError {
    const fault = toAppError(error);
    if (this.signal.aborted || fault.code === 'process.stopping') throw fault;
    return fault;
  }
}

/** A login that is wrong here is wrong at the other hosts too: asking them all would look like guessing. */
const isOfPlace = ({ code }: AppError): boolean =>
  code.startsWith('net.') ||
  code.startsWith('format.') ||
  code === 'provider.unavailable' ||
  code === 'provider.not-found' ||
  code === 'provider.empty';

function progressOf({ bytes, entryCount, guide }: SourceMemo): IngestProgress {
  return { bytes, entries: guide ? 0 : entryCount, programmes: guide?.programmeCount ?? 0 };
}

function sum(one: IngestProgress, other: IngestProgress): IngestProgress {
  return {
    bytes: one.bytes + other.bytes,
    entries: one.entries + other.entries,
    programmes: one.programmes + other.programmes,
  };
}
