// Has what was written into databases' logs put in its place in the background. SQLite would do so at every thousandth page, and
// whoever's turn it is waits for the disk: the answer to an edit, or the thread that streams.

import type { Clock, Timer } from '../kernel/clock.ts';
import { MEBIBYTE } from '../kernel/units.ts';
import { logBytesOf } from '../storage/database.ts';
import { taskRef, type WorkerPool } from '../workers/pool.ts';
import { taskUrl } from '../workers/task.ts';

const CHECKPOINT = taskRef<typeof import('./checkpoint.task.ts').default>(taskUrl(import.meta, './checkpoint.task'));

export interface WriteOutOptions {
  readonly clock: Clock;
  readonly pool: Pick<WorkerPool, 'run'>;
}

/** A pause: who writes while a log is written out waits for the disk with it, some five times as long as else. */
const PAUSE_MS = 1_000;
/**
 * Not later than here: edits of a thousand channels that lie about write 4 MB each, and at 64 MB the next one does it
 * itself. Between two of them there is time enough to come to the end, which is when a log is begun anew.
 */
const LARGE_BYTES = 32 * MEBIBYTE;

export class WriteOut {
  readonly #options: WriteOutOptions;
  readonly #files = new Set<string>();
  #timer: Timer | undefined;
  #isRunning = false;
  #isStopped = false;

  constructor(options: WriteOutOptions) {
    this.#options = options;
  }

  /** Something was written to this database. */
  soon(file: string): void {
    if (this.#isStopped) return;
    this.#files.add(file);
    if (this.#isRunning) return;
    this.#timer?.cancel();
    if (logBytesOf(file) > LARGE_BYTES) void this.#run();
    else this.#timer = this.#options.clock.after(PAUSE_MS, () => void this.#run());
  }

  /** What is left is written out when the databases are closed. */
  stop(): void {
    this.#isStopped = true;
    this.#timer?.cancel();
  }

  async #run(): Promise<void> {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#isRunning = true;
    const files = [...this.#files];
    this.#files.clear();
    // One that fails costs nothing but room: the next one does the work of both.
    await this.#options.pool.run(CHECKPOINT, { files, isWhole: false }).catch(() => undefined);
    this.#isRunning = false;
    for (const file of this.#files) this.soon(file);
  }
}
