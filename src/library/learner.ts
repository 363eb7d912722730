// Learns what lists do not say: episodes of series, and details of titles, when somebody asks for one, and in the
// background at a rate that no panel minds.

import type { Clock, Timer } from '../kernel/clock.ts';
import { AppError, toAppError } from '../kernel/errors.ts';
import type { Log } from '../kernel/log.ts';
import { SingleFlight } from '../kernel/single-flight.ts';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../kernel/units.ts';
import type { Title, TitleDescription, TitleDetail, TitleId, TitleVersion } from '../model/title.ts';
import { taskRef, type WorkerPool } from '../workers/pool.ts';
import { taskUrl } from '../workers/task.ts';
import { identification, type Learnt } from './identity.ts';
import type { Library } from './library.ts';
import type { LookedUp } from './tmdb.ts';

const LEARN = taskRef<typeof import('./learn.task.ts').default>(taskUrl(import.meta, './learn.task'));

/** What a panel said goes for so long; a series that its list calls changed is asked for at once. */
const FRESH_MS = 14 * DAY_MS;
/** A person waits for no longer; what comes later is there the next time. */
const PATIENCE_MS = 6 * SECOND_MS;

export interface LearnerOptions {
  readonly library: Library;
  readonly pool: WorkerPool;
  readonly clock: Clock;
  readonly log: Log;
  /** Asks a version's provider. @throws AppError */
  readonly describe: (version: TitleVersion, signal: AbortSignal) => Promise<TitleDescription | undefined>;
  /** Asks TMDB, or nobody when there is no key. @throws AppError */
  readonly lookUp: (title: Title, signal: AbortSignal) => Promise<LookedUp | undefined>;
  /** Questions a minute in the background; 0 for none. */
  readonly ratePerMinute: () => number;
}

export class Learner {
  readonly #options: LearnerOptions;
  readonly #flights = new SingleFlight<TitleId, void>();
  readonly #stopping = new AbortController();
  #timer: Timer | undefined;
  /** Where the background's walk through the series is. */
  #cursor = 0;

  constructor(options: LearnerOptions) {
    this.#options = options;
  }

  start(): void {
    this.#planNext();
  }

  async stop(): Promise<void> {
    this.#timer?.cancel();
    this.#stopping.abort(new AppError('process.stopping', 'Masthead is stopping'));
    await this.#flights.settled();
  }

  /** The title with all that could be learnt of it within a few seconds. */
  async known(title: Title): Promise<Title> {
    const patience = AbortSignal.timeout(PATIENCE_MS);
    const learning = this.#learn(title);
    await Promise.race([learning, new Promise<void>((resolve) => patience.addEventListener('abort', () => resolve()))]);
    const detail = { ...title.detail, ...this.#options.library.learnt(title.id)?.content };
    const found = this.#options.library.identity(title);
    const tmdbId = title.tmdbId || (found?.isSure ? found.tmdbId : 0);
    return { ...title, tmdbId, rating: title.rating || (detail.rating ?? 0), detail };
  }

  #learn(title: Title): Promise<void> {
    return this.#flights
      .run(title.id, () => this.#ask(title))
      .catch((error: unknown) => {
        const { code, message } = toAppError(error);
        if (code !== 'process.stopping') this.#options.log.debug('a title could not be learnt of', { code, message });
      });
  }

  async #ask(title: Title): Promise<void> {
    const { library, clock, pool } = this.#options;
    const now = clock.now();
    const learnt: Learnt[] = [];
    const isKnown = now - (library.learnt(title.id)?.fetchedAt ?? 0) < FRESH_MS;
    const versions = library.versions(title.id).filter((version) => {
      return title.kind === 'series' ? !this.#isListed(version, title, now) : !isKnown;
    });
    if (isKnown && versions.length === 0) return;
    let content: Partial<TitleDetail> = {};
    let toldId = title.tmdbId;
    // Of a movie one provider's word is enough; of a series each has its own episodes.
    for (const version of title.kind === 'movie' ? versions.slice(0, 1) : versions) {
      const told = await this.#describe(version);
      content = { ...told?.detail, ...content };
      toldId ||= told?.tmdbId ?? 0;
      if (title.kind !== 'series') continue;
      const listing = { stream: version.streamId, modifiedAt: title.addedAt, episodes: told?.episodes ?? [] };
      learnt.push({ title: title.id, at: now, listing });
    }
    const known = toldId || (library.identity(title)?.tmdbId ?? 0);
    const found = isKnown ? undefined : await this.#lookUp({ ...title, tmdbId: known });
    if (!isKnown) {
      const detail = { ...content, ...found?.detail };
      learnt.push({
        title: title.id,
        at: now,
        detail: { source: found?.detail ? 'tmdb' : 'provider', content: detail },
      });
    }
    if (title.tmdbId === 0 && toldId > 0) learnt.push(identification(title, { tmdbId: toldId, isSure: true }, now));
    else if (known === 0 && found) learnt.push(identification(title, found, now));
    await library.write(() => pool.run(LEARN, { file: library.file, learnt }, { signal: this.#stopping.signal }));
  }

  #isListed(version: TitleVersion, title: Title, now: number): boolean {
    const listing = this.#options.library.listing(version.streamId);
    if (!listing) return false;
    return now - listing.fetchedAt < FRESH_MS && title.addedAt <= listing.modifiedAt;
  }

  /** A panel that does not answer is asked again when the answer would have become old. */
  async #describe(version: TitleVersion): Promise<TitleDescription | undefined> {
    try {
      return await this.#options.describe(version, this.#stopping.signal);
    } catch (error) {
      this.#stopping.signal.throwIfAborted();
      if (toAppError(error).retryable) throw error;
      return undefined;
    }
  }

  async #lookUp(title: Title): Promise<LookedUp | undefined> {
    try {
      return await this.#options.lookUp(title, this.#stopping.signal);
    } catch (error) {
      this.#stopping.signal.throwIfAborted();
      this.#options.log.debug('TMDB could not be asked', { error });
      return undefined;
    }
  }

  #planNext(): void {
    const rate = this.#options.ratePerMinute();
    const waitMs = rate > 0 ? MINUTE_MS / rate : MINUTE_MS;
    this.#timer = this.#options.clock.after(waitMs, () => void this.#step(rate).finally(() => this.#goOn()));
  }

  #goOn(): void {
    if (!this.#stopping.signal.aborted) this.#planNext();
  }

  async #step(rate: number): Promise<void> {
    if (rate <= 0) return;
    const { title, next } = this.#options.library.seriesAfter(this.#cursor);
    this.#cursor = next;
    if (title) await this.#learn(title);
  }
}
