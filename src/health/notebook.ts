// Gathers what was seen and has it written down in batches, one after another: a batch is one transaction in a worker.

import type { Clock, Timer } from '../kernel/clock.ts';
import { toAppError } from '../kernel/errors.ts';
import type { Log } from '../kernel/log.ts';
import type { StreamId } from '../model/ids.ts';
import type { OutageNote } from './outage-log.ts';
import type { Observation, Recorded } from './record.ts';

const BATCH = 250;
const WRITE_AFTER_MS = 500;
/** What could not be written is lost before it fills the memory. */
const MOST_WAITING = 20_000;

export interface NotebookOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly write: (batch: readonly Observation[], outages: readonly OutageNote[]) => Promise<Recorded>;
  readonly onWritten: (recorded: Recorded) => void;
}

export class Notebook {
  readonly #options: NotebookOptions;
  #waiting: Observation[] = [];
  #outages: OutageNote[] = [];
  /** Observations of a stream that are not written yet. */
  readonly #open = new Map<StreamId, number>();
  #timer: Timer | undefined;
  #writing: Promise<void> | undefined;

  constructor(options: NotebookOptions) {
    this.#options = options;
  }

  /** Whether something of the stream is not written yet: what the book says of it is old. */
  has(id: StreamId): boolean {
    return this.#open.has(id);
  }

  add(observation: Observation): void {
    if (this.#waiting.length >= MOST_WAITING) this.#forget(this.#waiting.shift()!);
    this.#waiting.push(observation);
    this.#open.set(observation.streamId, (this.#open.get(observation.streamId) ?? 0) + 1);
    if (this.#waiting.length >= BATCH) void this.flush();
    else this.#timer ??= this.#options.clock.after(WRITE_AFTER_MS, () => void this.flush());
  }

  noteOutage(outage: OutageNote): void {
    this.#outages.push(outage);
    this.#timer ??= this.#options.clock.after(WRITE_AFTER_MS, () => void this.flush());
  }

  /** Resolves when all that was added before is written. */
  async flush(): Promise<void> {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#writing ??= this.#writeAll().finally(() => (this.#writing = undefined));
    await this.#writing;
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length + this.#outages.length > 0) {
      const batch = this.#waiting.splice(0, BATCH);
      const outages = this.#outages.splice(0);
      try {
        this.#options.onWritten(await this.#options.write(batch, outages));
      } catch (error) {
        const { code, message } = toAppError(error);
        if (code !== 'process.stopping') this.#options.log.error('Checks could not be written down', { code, message });
      }
      for (const observation of batch) this.#forget(observation);
    }
  }

  #forget({ streamId }: Observation): void {
    const left = (this.#open.get(streamId) ?? 1) - 1;
    if (left <= 0) this.#open.delete(streamId);
    else this.#open.set(streamId, left);
  }
}
