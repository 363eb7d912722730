// Has what was written into databases' logs put in its place in the background. SQLite would do so at every thousandth page, and
// whoever's turn it is waits for the disk: the answer to an edit, or the thread that streams.

import type { Clock, Timer } from '../kernel/clock.ts';
import { taskRef, type WorkerPool } from '../workers/pool.ts';
import { taskUrl } from '../workers/task.ts';

const CHECKPOINT = taskRef<typeof import('./checkpoint.task.ts').default>(taskUrl(import.meta, './checkpoint.task'));

export interface WriteOutOptions {
  readonly clock: Clock;
  readonly pool: Pick<WorkerPool, 'run'>;
}

/** What is written meanwhile goes along. */
const DELAY_MS = 1_000;

export class WriteOut {
  readonly #options: WriteOutOptions;
  readonly #files = new Set<string>();
  #timer: Timer | undefined;
  #isStopped = false;

  constructor(options: WriteOutOptions) {
    this.#options = options;
  }

  /** Something was written to this database. */
  soon(file: string): void {
    if (this.#isStopped) return;
    this.#files.add(file);
    this.#timer ??= this.#options.clock.after(DELAY_MS, () => void this.#run());
  }

  /** What is left is written out when the databases are closed. */
  stop(): void {
    this.#isStopped = true;
    this.#timer?.cancel();
  }

  async #run(): Promise<void> {
    const files = [...this.#files];
    this.#files.clear();
    // One that fails costs nothing but room: the next one does the work of both.
    await this.#options.pool.run(CHECKPOINT, { files, isWhole: false }).catch(() => undefined);
    this.#timer = undefined;
    for (const file of this.#files) this.soon(file);
  }
}
