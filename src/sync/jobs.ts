// Long work that somebody has asked for: begun at once, looked at while it runs, its outcome kept for a while. A restart ends the
// work; what became of it is told afterwards, too.

import { randomUUID } from 'node:crypto';
import type { Clock } from '../kernel/clock.ts';
import { AppError, toAppError } from '../kernel/errors.ts';
import { redactText } from '../kernel/redact.ts';
import type { SyncFault } from './status.ts';

export const JOB_STATES = ['running', 'done', 'failed', 'cancelled'] as const;

export interface JobProgress {
  /** What it is at, in a word. */
  readonly phase: string;
  readonly done: number;
  /** Null where nobody knows how much there is. */
  readonly total: number | null;
}

export interface Job {
  readonly id: string;
  readonly kind: string;
  /** What it is done to; empty for everything. */
  readonly subject: string;
  readonly state: (typeof JOB_STATES)[number];
  readonly progress: JobProgress | null;
  readonly startedAt: number;
  readonly finishedAt: number | null;
  readonly error: SyncFault | null;
}

export interface Work {
  readonly kind: string;
  readonly subject: string;
  readonly run: () => Promise<unknown>;
  /** Asked whenever somebody looks. */
  readonly progress?: () => JobProgress | null;
  /** Has `run` reject soon; absent for what cannot be broken off. */
  readonly cancel?: () => void;
}

interface Entry {
  /** None for one of an earlier run. */
  readonly work?: Work;
  job: Job;
  isCancelled?: boolean;
}

/** Where jobs are noted, so that the next run knows of them. */
export interface JobBook {
  /** Of earlier runs, the oldest first. */
  readonly jobs: readonly Job[];
  /** Some of them were under way when that run ended. */
  readonly hasCutOff: boolean;
  /** Resolves when they are noted, or cannot be. */
  keep(jobs: readonly Job[]): Promise<void>;
}

const NO_BOOK: JobBook = { jobs: [], hasCutOff: false, keep: () => Promise.resolve() };

/** Finished ones are kept until so many newer ones have come. */
const MOST_KEPT = 100;

export class Jobs {
  readonly #clock: Clock;
  readonly #book: JobBook;
  readonly #entries = new Map<string, Entry>();
  #noted: Promise<void> = Promise.resolve();

  /** @param book without one, nobody knows of them after a restart */
  constructor(clock: Clock, book: JobBook = NO_BOOK) {
    this.#clock = clock;
    this.#book = book;
    for (const job of book.jobs) this.#entries.set(job.id, { job });
    if (book.hasCutOff) this.#note(); // else each restart would have them end then
  }

  /** Resolves when what was begun or has ended would be known after a restart. */
  noted(): Promise<void> {
    return this.#noted;
  }

  /** The newest first. */
  list(): Job[] {
    return Array.from(this.#entries.values(), (entry) => shown(entry)).toReversed();
  }

  get(id: string): Job | undefined {
    const entry = this.#entries.get(id);
    return entry && shown(entry);
  }

  /** The same work is not begun twice: whoever asks again is told of the one that runs. */
  start(work: Work): Job {
    const same = [...this.#entries.values()].find(
      ({ job }) => job.state === 'running' && job.kind === work.kind && job.subject === work.subject,
    );
    if (same) return shown(same);
    const { kind, subject } = work;
    const plain = { progress: null, finishedAt: null, error: null };
    const id = randomUUID();
    const entry: Entry = { work, job: { id, kind, subject, state: 'running', startedAt: this.#clock.now(), ...plain } };
    this.#entries.set(id, entry);
    this.#forgetOld();
    this.#note();
    void this.#follow(entry);
    return shown(entry);
  }

  /** @throws AppError `request.not-found`, `request.conflict` for what has ended or cannot be broken off */
  cancel(id: string): Job {
    const entry = this.#entries.get(id);
    if (!entry) throw new AppError('request.not-found', 'There is no such job.');
    if (entry.job.state !== 'running') throw new AppError('request.conflict', 'The job has ended.');
    if (!entry.work?.cancel) throw new AppError('request.conflict', 'A job of this kind cannot be broken off.');
    entry.isCancelled = true;
    entry.work.cancel();
    return shown(entry);
  }

  async #follow(entry: Entry): Promise<void> {
    let error: SyncFault | null = null;
    try {
      await entry.work?.run();
    } catch (thrown) {
      const { code, message } = toAppError(thrown);
      error = { code, message: code === 'internal' ? 'Something went wrong; the log says what.' : redactText(message) };
    }
    const { progress } = shown(entry);
    const ended = error?.code === 'process.stopping' && entry.isCancelled ? 'cancelled' : error ? 'failed' : 'done';
    if (ended === 'cancelled') error = null;
    entry.job = { ...entry.job, progress, state: ended, finishedAt: this.#clock.now(), error };
    this.#note();
  }

  #note(): void {
    this.#noted = this.#book.keep(Array.from(this.#entries.values(), ({ job }) => job));
  }

  #forgetOld(): void {
    for (const [id, { job }] of this.#entries) {
      if (this.#entries.size <= MOST_KEPT) return;
      if (job.state !== 'running') this.#entries.delete(id);
    }
  }
}

const shown = ({ job, work }: Entry): Job =>
  job.state === 'running' ? { ...job, progress: work?.progress?.() ?? null } : job;
