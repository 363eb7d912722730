// Looks at the channels' logos in the background, a few at a time, where that is allowed; says when what is known of them
// has changed. No sync waits for it.

import { sleep, type Clock } from '../../kernel/clock.ts';
import { AppError, toAppError } from '../../kernel/errors.ts';
import type { Log } from '../../kernel/log.ts';
import { SECOND_MS } from '../../kernel/units.ts';
import { addressOf } from '../../logos/looks.ts';
import type { ProviderId } from '../../model/ids.ts';
import { taskRef, type WorkerPool } from '../../workers/pool.ts';
import { taskUrl } from '../../workers/task.ts';
import type { LogoSightStatus } from './sight-status.ts';

const PENDING = taskRef<typeof import('./pending.task.ts').default>(taskUrl(import.meta, './pending.task'));
const LOOK = taskRef<typeof import('../../logos/look.task.ts').default>(taskUrl(import.meta, '../../logos/look.task'));
const ARTWORKS = taskRef<typeof import('../../logos/artworks.task.ts').default>(
  taskUrl(import.meta, '../../logos/artworks.task'),
);

export interface LogoSightOptions {
  readonly files: { readonly catalogue: string; readonly looks: string };
  /** Enabled ones, in the order in which they are preferred. */
  readonly providers: () => readonly ProviderId[];
  readonly isAllowed: () => boolean;
  /** The logo's bytes, from the cache or where it lies; undefined where it cannot be had. */
  readonly logo: (url: string) => Promise<Uint8Array | undefined>;
  readonly pool: WorkerPool;
  readonly clock: Clock;
  readonly log: Log;
  /** Other logos are one artwork than before. */
  readonly onChanged: () => void;
  /** Between two handfuls. */
  readonly pauseMs?: number;
}

/** Fetched and looked at together: the worker is free for others in between. */
const HANDFUL = 8;
/** Asked for at once: the list of what is left is made anew after that. */
const ROUND = 500;
/** Servers of logos are others' and free of charge. */
const PAUSE_MS = SECOND_MS;

const NOTHING = { logo_count: 0, seen_count: 0, broken_count: 0, absent_count: 0, artwork_count: 0 };

export class LogoSight {
  readonly #options: LogoSightOptions;
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;
  #isAskedAgain = false;
  #counts = NOTHING;

  constructor(options: LogoSightOptions) {
    this.#options = options;
  }

  get status(): LogoSightStatus {
    return { is_running: this.#running !== undefined, ...this.#counts };
  }

  /** Looks at what has not been looked at. A failure is in the log: what was seen stays. */
  catchUp(): Promise<void> {
    if (this.#running) this.#isAskedAgain = true;
    this.#running ??= this.#run().finally(() => (this.#running = undefined));
    return this.#running;
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new AppError('process.stopping', 'Masthead is stopping'));
    await this.#running;
  }

  async #run(): Promise<void> {
    do {
      this.#isAskedAgain = false;
      await this.#lookAtAll().catch((error: unknown) => {
        const { code, message } = toAppError(error);
        if (code !== 'process.stopping') this.#options.log.warning('Logos were not looked at', { code, message });
      });
    } while (this.#isAskedAgain && !this.#stopping.signal.aborted);
  }

  async #lookAtAll(): Promise<void> {
    const { files, pool, log, providers, isAllowed, onChanged } = this.#options;
    const { signal } = this.#stopping;
    if (!isAllowed()) return;
    const input = { ...files, limit: ROUND };
    let isNew = false;
    for (;;) {
      const { urls, total } = await pool.run(PENDING, { ...input, providers: providers() }, { signal });
      if (!isNew) this.#counts = { ...NOTHING, artwork_count: this.#counts.artwork_count };
      this.#counts = { ...this.#counts, logo_count: total };
      if (urls.length === 0) break;
      isNew = true;
      for (let from = 0; from < urls.length; from += HANDFUL) {
        if (!isAllowed()) return;
        await this.#lookAt(urls.slice(from, from + HANDFUL));
      }
    }
    if (!isNew && this.#counts.artwork_count > 0) return;
    const { artworkCount, changedCount, logoCount } = await pool.run(ARTWORKS, { file: files.looks }, { signal });
    this.#counts = { ...this.#counts, artwork_count: artworkCount };
    if (isNew) log.info('Logos were looked at', { logos: logoCount, artworks: artworkCount, ...this.#counts });
    if (isNew || changedCount > 0) onChanged();
  }

  async #lookAt(urls: readonly string[]): Promise<void> {
    const { files, pool, clock, logo, pauseMs = PAUSE_MS } = this.#options;
    const { signal } = this.#stopping;
    const logos = [];
    for (const url of urls) {
      signal.throwIfAborted();
      logos.push({ address: addressOf(url), bytes: (await logo(url)) ?? null });
    }
    const { seen, broken, absent } = await pool.run(LOOK, { file: files.looks, logos }, { signal });
    const { seen_count, broken_count, absent_count, ...rest } = this.#counts;
    this.#counts = {
      ...rest,
      seen_count: seen_count + seen,
      broken_count: broken_count + broken,
      absent_count: absent_count + absent,
    };
    await sleep(clock, pauseMs, signal);
  }
}
