// The viewing history as the main thread knows it: it is told who watches, and has it written down in a worker twice a
// minute, so that a power cut costs less than one. Lists and sums are read in a worker; places to go on from here.

import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Clock, Timer } from '../../kernel/clock.ts';
import { insistOnCondition } from '../../kernel/condition.ts';
import { toAppError } from '../../kernel/errors.ts';
import { Lane } from '../../kernel/lane.ts';
import type { Log } from '../../kernel/log.ts';
import { HOUR_MS, SECOND_MS } from '../../kernel/units.ts';
import type { Settings } from '../../model/settings.ts';
import type { ResumePlace, Watched } from '../../model/viewing.ts';
import { taskRef, type WorkerPool } from '../../workers/pool.ts';
import { taskUrl } from '../../workers/task.ts';
import type { PlaceRecord } from './batch.ts';
import type { Statistics, StatisticsQuery, ViewingFilter, ViewingPage, ViewingQuery } from './query.ts';
import { LOOK_EVERY_MS, ViewingRecorder } from './recorder.ts';
import { openViewingDatabase } from './schema.ts';
import type { ViewingWork } from './write.task.ts';

const WRITE = taskRef<typeof import('./write.task.ts').default>(taskUrl(import.meta, './write.task'));
const READ = taskRef<typeof import('./read.task.ts').default>(taskUrl(import.meta, './read.task'));
const EXPORT = taskRef<typeof import('./export.task.ts').default>(taskUrl(import.meta, './export.task'));

const WRITE_EVERY_MS = 30 * SECOND_MS;
const TIDY_EVERY_MS = 6 * HOUR_MS;
const MOST_PLACES = 200;

export interface ViewingOptions {
  readonly file: string;
  readonly pool: WorkerPool;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: () => Settings['history'];
  /** False for a person of whom nothing is to be kept. */
  readonly keepsHistoryOf: (personId: string) => boolean;
  /** Of whom nothing is to be kept. */
  readonly unkept: () => Iterable<string>;
  /** Who watches what at this moment. */
  readonly watched: () => readonly Watched[];
}

/** What a player says of where it is. */
export type ReportedPlace = Pick<PlaceRecord, 'durationSeconds' | 'item' | 'name' | 'person' | 'positionSeconds'>;

export class Viewing {
  readonly #options: ViewingOptions;
  readonly #recorder: ViewingRecorder;
  readonly #database: DatabaseSync;
  readonly #places: StatementSync;
  readonly #place: StatementSync;
  readonly #lane = new Lane();
  #timers: readonly Timer[] = [];
  /** What was forgotten or is old is still in the files: somebody reads. */
  #owesSweep = false;

  constructor(options: ViewingOptions, database: DatabaseSync) {
    this.#options = options;
    this.#database = database;
    this.#recorder = new ViewingRecorder((personId) => this.#mayKeep(personId));
    this.#places = database.prepare(
      `SELECT * FROM place WHERE person = ? AND is_finished = 0 ORDER BY updated_at DESC LIMIT ${MOST_PLACES}`,
    );
    this.#place = database.prepare('SELECT * FROM place WHERE person = ? AND item = ?');
  }

  start(): void {
    const { clock } = this.#options;
    this.#timers = [
      clock.every(LOOK_EVERY_MS, () => this.#look()),
      clock.every(WRITE_EVERY_MS, () => void this.flush()),
      clock.every(TIDY_EVERY_MS, () => void this.tidy()),
    ];
    void this.tidy();
  }

  /** Writes what is left. */
  async stop(): Promise<void> {
    for (const timer of this.#timers) timer.cancel();
    this.#look();
    await this.flush();
    await this.#lane.settled();
    this.#database.close();
  }

  list(query: ViewingQuery): Promise<ViewingPage> {
    return this.#options.pool.run(READ, {
      file: this.#options.file,
      question: { kind: 'list', query },
    }) as Promise<ViewingPage>;
  }

  statistics(query: StatisticsQuery): Promise<Statistics> {
    return this.#options.pool.run(READ, {
      file: this.#options.file,
      question: { kind: 'statistics', query },
    }) as Promise<Statistics>;
  }

  /** Viewings as comma-separated values, in UTF-8. */
  export(filter: ViewingFilter): AsyncIterable<Uint8Array> {
    return this.#options.pool.stream(EXPORT, { file: this.#options.file, filter });
  }

  /** Where a person has stopped in the middle, the newest first. */
  places(personId: string): ResumePlace[] {
    return this.#places.all(personId).map(placeOf);
  }

  place(personId: string, item: string): ResumePlace | undefined {
    const row = this.#place.get(personId, item);
    return row && placeOf(row);
  }

  /** Resolves when it is on the disk; not kept of whoever wants no history, and of nobody while the settings say so. */
  async report(place: ReportedPlace): Promise<void> {
    if (!this.#mayKeep(place.person)) return;
    const record: PlaceRecord = { ...place, at: this.#options.clock.now(), isReported: true };
    await this.#work({
      kind: 'write',
      batch: { viewings: [], sums: [], peaks: [], partPeaks: [], places: [record], items: [], people: [] },
    });
  }

  forgetPlace(person: string, item: string): Promise<boolean> {
    return this.#work({ kind: 'forget-place', person, item });
  }

  /** Nothing is left of who watched what; the sums stay, without a name. @param personId null for everybody */
  async forget(personId: string | null): Promise<void> {
    await this.#lane.run(async () => {
      await insistOnCondition();
      this.#recorder.forget(personId);
      this.#owesSweep = !(await this.#run({ kind: 'forget', person: personId }));
    });
  }

  /** As `forget`. Never rejects: what fails now is done with the next `tidy`. */
  async forgetUnkept(personId: string | null): Promise<void> {
    await this.forget(personId).catch((error: unknown) =>
      this.#failed('What was watched could not be forgotten; it is tried again', error),
    );
  }

  /** Never rejects: what happened is no reason to stop. */
  async flush(): Promise<void> {
    await this.#lane.run(async () => {
      if (this.#owesSweep) this.#owesSweep = !(await this.#run({ kind: 'sweep' }).catch(() => false));
      const batch = this.#recorder.take();
      if (!batch) return;
      try {
        await this.#run({ kind: 'write', batch });
      } catch (error) {
        this.#recorder.putBack(batch);
        this.#failed('What was watched could not be written down', error);
      }
    });
  }

  /** Also holds what is there against what may be kept: a wish may be older than the file, or have met a full disk. */
  async tidy(): Promise<void> {
    const { clock, settings, unkept } = this.#options;
    const { keep_days: keepDays, statistics_days: statisticsDays, personal } = settings();
    for (const person of personal ? unkept() : [null]) await this.forgetUnkept(person);
    const retention = { now: clock.now(), keepDays, statisticsDays };
    await this.#lane
      .run(async () => {
        const isClean = await this.#run({ kind: 'tidy', retention });
        this.#owesSweep ||= !isClean;
      })
      .catch((error: unknown) => this.#failed('The viewing history could not be tidied', error));
  }

  #mayKeep(personId: string | null): boolean {
    const { settings, keepsHistoryOf } = this.#options;
    return settings().personal && (personId === null || keepsHistoryOf(personId));
  }

  #look(): void {
    this.#recorder.look(this.#options.watched(), this.#options.clock.now());
  }

  #work(work: ViewingWork): Promise<boolean> {
    return this.#lane.run(async () => {
      await insistOnCondition();
      return this.#run(work);
    });
  }

  #run(work: ViewingWork): Promise<boolean> {
    return this.#options.pool.run(WRITE, { file: this.#options.file, work });
  }

  #failed(text: string, error: unknown): void {
    const { code, message } = toAppError(error);
    if (code !== 'process.stopping') this.#options.log.warning(text, { code, message });
  }
}

export const openViewing = (options: ViewingOptions): Viewing =>
  new Viewing(options, openViewingDatabase(options.file, options.log));

function placeOf(row: Readonly<Record<string, unknown>>): ResumePlace {
  return {
    itemId: row['item'] as string,
    name: row['name'] as string,
    positionSeconds: row['position'] as number,
    durationSeconds: row['duration'] as number | null,
    updatedAt: row['updated_at'] as number,
    isFinished: row['is_finished'] === 1,
    isReported: row['is_reported'] === 1,
  };
}
