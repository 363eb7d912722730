// Titles of which nobody has said which of TMDB's they are: listed, looked for, decided.

import { AppError } from '../kernel/errors.ts';
import { printTitleId, type Title, type TitleId } from '../model/title.ts';
import { taskRef, type WorkerPool } from '../workers/pool.ts';
import { taskUrl } from '../workers/task.ts';
import type { Library } from './library.ts';
import type { TitlePage, TitleQuery } from './query.ts';
import type { TitleDecisions } from './title-decisions.ts';
import type { Tmdb, TmdbCandidate } from './tmdb.ts';

const FORGET = taskRef<typeof import('./forget.task.ts').default>(taskUrl(import.meta, './forget.task'));

/** Not asked yet; TMDB knows none; it has one that may be it; a person wants none. */
export const TITLE_STATES = ['unasked', 'unknown', 'unsure', 'none'] as const;
export type TitleState = (typeof TITLE_STATES)[number];

export interface TitleReviewOptions {
  readonly library: Pick<Library, 'file' | 'identity' | 'list' | 'title' | 'versions' | 'write'>;
  readonly decisions: TitleDecisions;
  readonly tmdb: Pick<Tmdb, 'search'>;
  readonly pool: WorkerPool;
  /** Resolves when a library that was built after the call is there. */
  readonly rebuild: () => Promise<void>;
}

export interface TitleInDoubt {
  readonly title: Title;
  readonly state: TitleState;
  /** 0 without one. */
  readonly suggestedTmdbId: number;
  /** As providers write it. */
  readonly names: readonly string[];
}

export interface TitleReviewPage extends Omit<TitlePage, 'items'> {
  readonly items: readonly TitleInDoubt[];
}

/** Of a title that many providers have, each in many qualities. */
const NAMES_SHOWN = 5;

export class TitleReview {
  readonly #options: TitleReviewOptions;

  constructor(options: TitleReviewOptions) {
    this.#options = options;
  }

  async list(query: TitleQuery): Promise<TitleReviewPage> {
    const page = await this.#options.library.list({ ...query, identified: false });
    return { ...page, items: page.items.map((title) => this.#inDoubt(title)) };
  }

  /**
   * What TMDB has by words, or by the title's own name and year.
   * @throws AppError `title.unknown`, `request.conflict` without a key, and as TMDB answers
   */
  async search(
    id: TitleId,
    { search, year }: { readonly search?: string | undefined; readonly year?: number | undefined },
    signal: AbortSignal,
  ): Promise<readonly TmdbCandidate[]> {
    const title = this.#title(id);
    const named = {
      kind: title.kind,
      name: search ?? title.name,
      year: year ?? (search === undefined ? title.year : 0),
    };
    const found = await this.#options.tmdb.search(named, signal);
    if (found) return found;
    throw new AppError('request.conflict', 'TMDB asks for a key: enter yours in the settings of the library.');
  }

  /**
   * Decides which of TMDB's titles these are, all or none, and has the library built.
   * @returns how many say something else than before
   * @throws AppError `title.unknown`
   */
  async decide(
    wanted: readonly { readonly id: TitleId; readonly tmdbId: number | null }[],
    isDryRun: boolean,
  ): Promise<number> {
    const { decisions, library, pool, rebuild } = this.#options;
    const all = wanted.map(({ id, tmdbId }) => ({ title: this.#title(id), tmdbId }));
    const changed = all.filter(({ title, tmdbId }) => (decisions.of(title) ?? null) !== tmdbId);
    if (isDryRun || changed.length === 0) return changed.length;
    await decisions.decide(changed);
    const titles = changed.map(({ title }) => title.id);
    await library.write(() => pool.run(FORGET, { file: library.file, titles }));
    await rebuild();
    return changed.length;
  }

  #title(id: TitleId): Title {
    const title = this.#options.library.title(id);
    if (title) return title;
    throw new AppError('title.unknown', `There is no title ${printTitleId(id)}.`);
  }

  #inDoubt(title: Title): TitleInDoubt {
    const { library, decisions } = this.#options;
    const identity = library.identity(title);
    const names = new Set(library.versions(title.id).map(({ name }) => name));
    return {
      title,
      state: decisions.of(title) === 0 ? 'none' : stateOf(identity?.tmdbId),
      suggestedTmdbId: identity?.tmdbId ?? 0,
      names: [...names].slice(0, NAMES_SHOWN),
    };
  }
}

function stateOf(tmdbId: number | undefined): TitleState {
  if (tmdbId === undefined) return 'unasked';
  return tmdbId === 0 ? 'unknown' : 'unsure';
}
