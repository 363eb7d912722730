// Where checks are handed in: one task of a worker makes them all, and what is asked in one turn of the loop goes over together. It
// ends when nothing was asked for a while, so that the worker can end, too.
//
//   check() ──► port ──► many at once in the worker ──► port ──► answers
//   (a task and a channel for each were more than half of what a check cost)

import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { Clock, Timer } from '../../kernel/clock.ts';
import { AppError, errorFromMessage, toAppError } from '../../kernel/errors.ts';
import { SECOND_MS } from '../../kernel/units.ts';
import type { Reach } from '../../net/reach.ts';
import type { TaskRef, WorkerPool } from '../../workers/pool.ts';
import type { FromStation, StationAnswer, StationInput, ToStation } from './messages.ts';
import type { CheckAnswer, CheckRequest } from './request.ts';

const IDLE_MS = 2 * SECOND_MS;
/** What was given up is waited for so long: its connection is closed when it answers. */
const CANCEL_MS = 1.5 * SECOND_MS;

export interface StationOptions {
  readonly pool: Pick<WorkerPool, 'run'>;
  readonly task: TaskRef<StationInput, void, never>;
  readonly clock: Clock;
  /** What the checks may reach. */
  readonly reach: () => Reach | undefined;
}

interface Waiting {
  readonly resolve: (answer: CheckAnswer) => void;
  readonly reject: (reason: unknown) => void;
}

export class CheckStation {
  readonly #options: StationOptions;
  readonly #waiting = new Map<number, Waiting>();
  #port: MessagePort | undefined;
  #checks: { no: number; request: CheckRequest }[] = [];
  #cancelled: number[] = [];
  #isPosting = false;
  #idle: Timer | undefined;
  #last = 0;

  constructor(options: StationOptions) {
    this.#options = options;
  }

  /** Its connection is closed when it resolves. @throws the signal's reason, AppError `process.worker-failed`, `process.stopping` */
  async check(request: CheckRequest, signal: AbortSignal): Promise<CheckAnswer> {
    signal.throwIfAborted();
    const no = (this.#last += 1);
    const { promise, resolve, reject } = Promise.withResolvers<CheckAnswer>();
    this.#waiting.set(no, { resolve, reject });
    this.#open();
    this.#checks.push({ no, request });
    this.#post();
    let given: Timer | undefined;
    const giveUp = (): void => {
      this.#cancelled.push(no);
      this.#post();
      given = this.#options.clock.after(CANCEL_MS, () => reject(signal.reason));
    };
    signal.addEventListener('abort', giveUp, { once: true });
    try {
      const answer = await promise;
      signal.throwIfAborted();
      return answer;
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      given?.cancel();
      signal.removeEventListener('abort', giveUp);
      this.#waiting.delete(no);
      this.#endWhenIdle();
    }
  }

  stop(): void {
    this.#close(new AppError('process.stopping', 'Masthead is stopping'));
  }

  #open(): void {
    this.#idle?.cancel();
    this.#idle = undefined;
    if (this.#port) return;
    const { port1, port2 } = new MessageChannel();
    const { pool, task } = this.#options;
    this.#port = port1;
    port1.on('message', ({ answers }: FromStation) => {
      for (const answer of answers) this.#answer(answer);
    });
    const over = (reason: unknown): void => {
      if (this.#port === port1) this.#close(reason);
    };
    void pool.run(task, { port: port2 }, { transfer: [port2] }).then(
      () => over(new AppError('process.worker-failed', 'The checks ended')),
      (error: unknown) => over(toAppError(error, 'process.worker-failed')),
    );
  }

  #answer(said: StationAnswer): void {
    const waiting = this.#waiting.get(said.no);
    if ('answer' in said) waiting?.resolve(said.answer);
    else waiting?.reject(errorFromMessage(said.error));
  }

  /** All that is asked in this turn of the loop goes over together. */
  #post(): void {
    if (this.#isPosting) return;
    this.#isPosting = true;
    setImmediate(() => {
      this.#isPosting = false;
      const [checks, cancelled] = [this.#checks, this.#cancelled];
      this.#checks = [];
      this.#cancelled = [];
      this.#port?.postMessage({ checks, cancelled, reach: this.#options.reach() } satisfies ToStation);
    });
  }

  #endWhenIdle(): void {
    if (this.#waiting.size > 0) return;
    this.#idle?.cancel();
    this.#idle = this.#options.clock.after(IDLE_MS, () => this.#close(new AppError('internal', 'Nothing was asked')));
  }

  #close(reason: unknown): void {
    this.#idle?.cancel();
    this.#port?.close();
    this.#port = undefined;
    this.#checks = [];
    for (const { reject } of this.#waiting.values()) reject(reason);
  }
}
