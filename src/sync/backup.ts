// A backup copies the data folder while Masthead runs: before it the databases are written out whole and nothing is read
// in; after it everything goes on.

import type { Clock, Timer } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import { MINUTE_MS } from '../kernel/units.ts';
import { taskRef, type WorkerPool } from '../workers/pool.ts';
import { taskUrl } from '../workers/task.ts';

const CHECKPOINT = taskRef<typeof import('./checkpoint.task.ts').default>(taskUrl(import.meta, './checkpoint.task'));

/** The Supervisor was ended in the middle of a backup: nobody will say that it is over. */
const LONGEST_MS = 30 * MINUTE_MS;

export interface BackupDeps {
  /** Ends once what is being written is written; holds the rest back until the returned function is called. */
  readonly hold: () => Promise<() => void>;
  /** Databases with a write-ahead log. */
  readonly files: readonly string[];
  readonly pool: WorkerPool;
  readonly clock: Clock;
  readonly log: Log;
}

export class Backup {
  readonly #deps: BackupDeps;
  #release: (() => void) | undefined;
  #tooLong: Timer | undefined;

  constructor(deps: BackupDeps) {
    this.#deps = deps;
  }

  /** Resolves when the folder can be copied. @throws AppError when a database cannot be used; nothing is held then */
  async begin(): Promise<void> {
    const { hold, files, pool, clock, log } = this.#deps;
    this.end();
    const release = await hold();
    this.#release = release;
    try {
      const left = await pool.run(CHECKPOINT, { files, isWhole: true });
      if (left.length > 0) log.warning('Databases could not be written out whole for the backup', { files: left });
    } catch (error) {
      this.end();
      throw error;
    }
    this.#tooLong = clock.after(LONGEST_MS, () => this.end());
    log.info('A backup begins; syncs wait');
  }

  /** Also when none has begun. */
  end(): void {
    this.#tooLong?.cancel();
    this.#release?.();
    this.#release = undefined;
  }
}
