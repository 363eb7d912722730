// Finds out which titles of TMDB the library's are, in the background, the newest first: lists seldom say it, and two
// providers' names for one movie are often not alike. What was found is kept, and merges versions when the library is built
// the next time.

import type { Clock, Timer } from '../kernel/clock.ts';
import { AppError, toAppError } from '../kernel/errors.ts';
import type { Log } from '../kernel/log.ts';
import { DAY_MS, MINUTE_MS } from '../kernel/units.ts';
import type { Title } from '../model/title.ts';
import { taskRef, type WorkerPool } from '../workers/pool.ts';
import { taskUrl } from '../workers/task.ts';
import { identification, type Identity, type Learnt } from './identity.ts';
import type { Library } from './library.ts';

const LEARN = taskRef<typeof import('./learn.task.ts').default>(taskUrl(import.meta, './learn.task'));
const UNIDENTIFIED = taskRef<typeof import('./unidentified.task.ts').default>(
  taskUrl(import.meta, './unidentified.task'),
);

/** TMDB lets through forty a second; nobody waits for these. */
const PER_MINUTE = 60;
/** Titles that are looked for at once. */
const BATCH = 200;
/** Answers that are written down at once: a minute's. */
const WRITE_AT = 60;
/** What it does not know today it may know then. */
const AGAIN_AFTER_MS = 90 * DAY_MS;
/** After a failure, and when nothing is left to ask. */
const REST_MS = 15 * MINUTE_MS;

export interface IdentifierOptions {
  readonly library: Pick<Library, 'file' | 'write'>;
  /** Reads. */
  readonly reads: WorkerPool;
  /** Writes. */
  readonly pool: WorkerPool;
  readonly clock: Clock;
  readonly log: Log;
  /** Whether there is a key, and nothing that forbids to ask. */
  readonly isAllowed: () => boolean;
  /** @returns `undefined` without a key @throws AppError */
  readonly identify: (title: Title, signal: AbortSignal) => Promise<Identity | undefined>;
}

export class Identifier {
  readonly #options: IdentifierOptions;
  readonly #stopping = new AbortController();
  #timer: Timer | undefined;
  #step: Promise<void> = Promise.resolve();
  #waiting: Title[] = [];
  #answers: Learnt[] = [];

  constructor(options: IdentifierOptions) {
    this.#options = options;
  }

  start(): void {
    this.#plan(MINUTE_MS / PER_MINUTE);
  }

  async stop(): Promise<void> {
    this.#timer?.cancel();
    this.#stopping.abort(new AppError('process.stopping', 'Masthead is stopping'));
    await this.#step;
    await this.#write().catch(() => undefined); // they are asked for again
  }

  #plan(waitMs: number): void {
    this.#timer = this.#options.clock.after(waitMs, () => {
      this.#step = this.#run();
    });
  }

  async #run(): Promise<void> {
    const isOpen = await this.#ask();
    if (!this.#stopping.signal.aborted) this.#plan(isOpen ? MINUTE_MS / PER_MINUTE : REST_MS);
  }

  /** @returns whether to go on at once */
  async #ask(): Promise<boolean> {
    const { isAllowed, identify, clock, log } = this.#options;
    if (!isAllowed()) return false;
    try {
      if (this.#waiting.length === 0) await this.#fill();
      const title = this.#waiting.shift();
      const identity = title && (await identify(title, this.#stopping.signal));
      if (identity) this.#answers.push(identification(title, identity, clock.now()));
      const isOpen = identity !== undefined;
      if (!isOpen || this.#answers.length >= WRITE_AT) await this.#write();
      return isOpen;
    } catch (error) {
      const { code, message } = toAppError(error);
      if (code !== 'process.stopping') log.debug('TMDB could not be asked which title it is', { code, message });
      return false;
    }
  }

  async #fill(): Promise<void> {
    const { reads, library, clock } = this.#options;
    await this.#write(); // or they would come again
    const input = { file: library.file, askedBefore: clock.now() - AGAIN_AFTER_MS, limit: BATCH };
    this.#waiting = await reads.run(UNIDENTIFIED, input, { signal: this.#stopping.signal });
  }

  async #write(): Promise<void> {
    const learnt = this.#answers;
    if (learnt.length === 0) return;
    this.#answers = [];
    const { library, pool } = this.#options;
    await library.write(() => pool.run(LEARN, { file: library.file, learnt }));
  }
}
