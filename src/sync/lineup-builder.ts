// Has the lineup built from what the rooms hold; several requests that wait share one build.

import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Guide } from '../guide/guide.ts';
import { AppError, toAppError } from '../kernel/errors.ts';
import { Lane } from '../kernel/lane.ts';
import type { Decisions } from '../lineup/decisions.ts';
import type { Lineup } from '../lineup/lineup.ts';
import type { LineupSummary } from '../lineup/query.ts';
import type { LocalLogos } from '../logos/local-folder.ts';
import { hash53, type ProviderId } from '../model/ids.ts';
import type { Settings } from '../model/settings.ts';
import type { RuleTexts } from '../rules/compile.ts';
import { taskRef, type WorkerPool } from '../workers/pool.ts';
import { taskUrl } from '../workers/task.ts';
import type { KnowledgeRef } from './knowledge/table-file.ts';
import type { BuildRules } from './ruling.ts';
import type { MatchProgress } from './status.ts';
import type { ProvidersStore } from './providers-store.ts';

const BUILD = taskRef<typeof import('./build.task.ts').default>(taskUrl(import.meta, './build.task'));

/** Another one when the same sources make another lineup: what an older Masthead has built is built again. */
const BUILT_AS = 12;

export interface LineupBuilderOptions {
  readonly files: { readonly catalogue: string; readonly guide: string; readonly matches: string };
  readonly matching: () => Settings['matching'];
  /** A knowledge base to match with, where there is one. */
  readonly knowledge: () => KnowledgeRef | null;
  /** What was seen of logos; null where they are not compared. */
  readonly looks: () => string | null;
  /** Folder of a person's own logos. */
  readonly ownLogos: Pick<LocalLogos, 'folder' | 'lookAgain' | 'stamp'>;
  readonly pool: WorkerPool;
  readonly lineup: Pick<Lineup, 'builtFrom' | 'decisions' | 'rebuild'>;
  readonly catalogue: Pick<Catalogue, 'edition'>;
  readonly guide: Pick<Guide, 'revision'>;
  readonly providers: Pick<ProvidersStore, 'list'>;
  readonly rules: () => RuleTexts;
  /** Whether lines that only divide a list are channels. */
  readonly takeHeadings: () => boolean;
  readonly signal: AbortSignal;
}

/** Why a build was given up: it would be built again at once. */
const SUPERSEDED = new Error('superseded');

interface Running {
  readonly wishes: string;
  /** What it is built from. */
  readonly sources: string;
  readonly abort: AbortController;
  progress: MatchProgress | null;
}

export class LineupBuilder {
  readonly #options: LineupBuilderOptions;
  readonly #lane = new Lane();
  #waiting: Promise<LineupSummary> | undefined;
  #running: Running | undefined;
  /** Who waits for builds. */
  #waitingCount = 0;
  /** Of the decisions that were looked at last. */
  #hashed: (Pick<Decisions, 'guides' | 'matches'> & { readonly hash: number }) | undefined;

  constructor(options: LineupBuilderOptions) {
    this.#options = options;
  }

  /** Of the build under way; null between two. */
  get progress(): MatchProgress | null {
    return this.#running?.progress ?? null;
  }

  /**
   * Resolves when a build that began after this call is published. One under way that was asked for with other settings
   * is given up: who waits for it gets this one.
   */
  rebuild(): Promise<LineupSummary> {
    return this.#waitFor(this.#rebuild());
  }

  #rebuild(): Promise<LineupSummary> {
    const { signal } = this.#options;
    if (this.#running && this.#running.wishes !== this.#wishes()) this.#running.abort.abort(SUPERSEDED);
    this.#waiting ??= this.#lane.run(() => {
      this.#waiting = undefined;
      return this.#build();
    });
    return this.#waiting.catch((error: unknown) => {
      if (toAppError(error).cause !== SUPERSEDED || signal.aborted) throw error;
      return this.#rebuild();
    });
  }

  /**
   * Resolves when the lineup is made of what the rooms hold now: builds unless a build has taken it along already, as that
   * of another provider does whose list was read at the same time.
   * @param signal gives it up: a build that nobody else waits for ends
   */
  catchUp(signal?: AbortSignal): Promise<void> {
    return this.#waitFor(this.#catchUp(), signal);
  }

  async #catchUp(): Promise<void> {
    const { lineup, catalogue } = this.#options;
    const isFirstStart = lineup.builtFrom === '' && catalogue.edition() === '';
    if (isFirstStart) return;
    await this.#options.ownLogos.lookAgain();
    if (this.#running?.sources === this.#sources()) await this.#lane.settled();
    if (lineup.builtFrom !== this.#sources()) await this.#rebuild();
  }

  async #waitFor<Result>(built: Promise<Result>, signal?: AbortSignal): Promise<Result> {
    this.#waitingCount += 1;
    try {
      return await (signal ? unlessAborted(built, signal) : built);
    } finally {
      this.#waitingCount -= 1;
      if (signal?.aborted && this.#waitingCount === 0) this.#running?.abort.abort(signal.reason);
    }
  }

  async #build(): Promise<LineupSummary> {
    const { lineup, pool, files, matching, knowledge, looks, ownLogos, signal } = this.#options;
    if (ownLogos.stamp === undefined) await ownLogos.lookAgain();
    const input = {
      files,
      matching: matching(),
      knowledge: knowledge(),
      looks: looks(),
      ownLogos: ownLogos.folder,
      providers: this.#enabled(),
      rules: this.#rules(),
      builtFrom: this.#sources(),
    };
    const { builtFrom: sources } = input;
    const running: Running = { wishes: this.#wishes(), sources, abort: new AbortController(), progress: null };
    this.#running = running;
    const either = AbortSignal.any([signal, running.abort.signal]);
    const onProgress = (progress: MatchProgress): void => void (running.progress = progress);
    try {
      return await lineup.rebuild((store) => pool.run(BUILD, { store, ...input }, { signal: either, onProgress }));
    } catch (error) {
      if (!running.abort.signal.aborted) throw error;
      throw new AppError('process.stopping', 'A build was given up', { cause: running.abort.signal.reason });
    } finally {
      this.#running = undefined;
    }
  }

  #enabled(): readonly ProviderId[] {
    const enabled = this.#options.providers.list().filter((provider) => provider.enabled);
    return enabled.map(({ id }) => id);
  }

  #rules(): BuildRules {
    const { patterns, rules } = this.#options.rules();
    const enabled = rules.filter((rule) => rule.enabled);
    const names = enabled.length === 0 ? [] : this.#options.providers.list().map(({ id, name }) => [id, name] as const);
    return {
      patterns,
      rules: enabled,
      providerNames: Object.fromEntries(names),
      ownLogos: this.#options.ownLogos.folder,
    };
  }

  #sources(): string {
    const { catalogue, guide, ownLogos } = this.#options;
    return JSON.stringify([
      BUILT_AS,
      this.#enabled(),
      catalogue.edition(),
      guide.revision,
      ownLogos.stamp, // a channel may have no other logo
      this.#wishes(),
      this.#decided(),
    ]);
  }

  /** Of what only a build shows of a person's decisions: one that was cut off, or failed, is built again. */
  #decided(): number {
    const { matches, guides } = this.#options.lineup.decisions;
    if (this.#hashed?.matches !== matches || this.#hashed.guides !== guides) {
      const { names, apart, locked } = matches;
      this.#hashed = { matches, guides, hash: hash53(JSON.stringify([names, apart, locked, guides])) };
    }
    return this.#hashed.hash;
  }

  /** Of what a person has chosen. */
  #wishes(): string {
    const { matching, knowledge, looks, takeHeadings } = this.#options;
    const rules = this.#rules();
    const ruled = rules.rules.length === 0 ? [] : [hash53(JSON.stringify(rules))];
    return JSON.stringify([matching(), knowledge()?.revision ?? 0, looks() !== null, takeHeadings(), ...ruled]);
  }
}

/** @throws the signal's reason as soon as it aborts */
async function unlessAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => reject(signal.reason as Error);
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
    work.catch(() => undefined); // whoever waits for it still hears of it
  }
}
