// Threads for everything that takes longer than a few milliseconds: a Piscina pool sized from cores and memory.

import { availableParallelism, constants, totalmem } from 'node:os';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { AppError, errorFromMessage, isAbort, toAppError } from '../kernel/errors.ts';
import { MEBIBYTE, MINUTE_MS } from '../kernel/units.ts';
import type { FromTask, TaskModule, TaskResult, ToTask } from './task.ts';

export interface PoolOptions {
  readonly maxThreads: number;
  /** Old-generation limit of each thread's heap. */
  readonly heapMebibytes: number;
  /** More than one (left out) is for tasks that wait and listen: a thread with several is never ended for one of them. */
  readonly tasksPerThread?: number;
  /** Threads end after this long without work; left out, soon. */
  readonly idleMs?: number;
}

export interface RunOptions<Progress> {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** What of the input is handed over instead of copied. */
  readonly transfer?: readonly MessagePort[];
}

/** An idle Masthead is to be small. */
const IDLE_MS = 5_000;
/**
 * Threads that answer people stay for as long as somebody may be reading what he asked for: the first question to a new one takes
 * a fifth of a second longer, for its code and for what it reads into memory. A small box has no room for them beside a sync.
 */
const READERS_IDLE_MS = 10 * MINUTE_MS;
const SMALL_BYTES = 1_024 * MEBIBYTE;
/** How long a cancelled task has to end by itself before its thread is ended. */
const CANCEL_GRACE_MS = 1_500;

/** Leaves one core to the streams; each thread may take a quarter of the memory, within reason. */
export function poolSize(cores = availableParallelism(), memoryBytes = memoryLimitBytes()): PoolOptions {
  const memoryMebibytes = memoryBytes / MEBIBYTE;
  const byMemory = Math.max(1, Math.floor(memoryMebibytes / 512));
  return {
    maxThreads: Math.max(1, Math.min(cores - 1, byMemory, 4)),
    heapMebibytes: Math.round(Math.min(1_024, Math.max(128, memoryMebibytes / 4))),
  };
}

/** Of threads that answer people. */
export const readersIdleMs = (memoryBytes = memoryLimitBytes()): number =>
  memoryBytes < SMALL_BYTES ? IDLE_MS : READERS_IDLE_MS;

/** The container's limit where there is one, else the machine's memory. */
export function memoryLimitBytes(): number {
  const constrained = process.constrainedMemory();
  return constrained > 0 && constrained < totalmem() ? constrained : totalmem();
}

export class WorkerPool {
  readonly #piscina: Piscina;
  readonly #isShared: boolean;
  #isStopping = false;

  constructor(options: PoolOptions) {
    this.#isShared = (options.tasksPerThread ?? 1) > 1;
    this.#piscina = new Piscina({
      minThreads: 0,
      maxThreads: options.maxThreads,
      concurrentTasksPerWorker: options.tasksPerThread ?? 1,
      idleTimeout: options.idleMs ?? IDLE_MS,
      resourceLimits: { maxOldGenerationSizeMb: options.heapMebibytes },
      niceIncrement: process.platform === 'linux' ? constants.priority.PRIORITY_BELOW_NORMAL : 0, // streams first
    });
    // The result of a task that was cancelled while it was handed over, or a thread's end between two tasks: whoever waited
    // has been told. Without a listener either would end the process.
    this.#piscina.on('error', () => undefined);
  }

  /** @throws AppError the task's own, or `process.worker-failed` when its thread died */
  async run<Input, Output, Progress>(
    task: TaskRef<Input, Output, Progress>,
    input: Input,
    options: RunOptions<Progress> = {},
  ): Promise<Output> {
    const { port1, port2 } = new MessageChannel();
    port1.on('message', (message: FromTask) => {
      if (message.kind === 'progress') options.onProgress?.(message.progress as Progress);
    });
    return this.#run(task, input, { ours: port1, theirs: port2, more: options.transfer ?? [] }, options.signal);
  }

  /** A task's emitted chunks, with back-pressure: it waits until they are read. Ending the loop cancels the task. */
  async *stream<Input, Output, Progress>(
    task: TaskRef<Input, Output, Progress>,
    input: Input,
    options: { readonly signal?: AbortSignal } = {},
  ): AsyncGenerator<Uint8Array, Output> {
    const { port1, port2 } = new MessageChannel();
    const chunks: Uint8Array[] = [];
    let wake: (() => void) | undefined;
    port1.on('message', (message: FromTask) => {
      if (message.kind === 'chunk') chunks.push(message.chunk);
      wake?.();
    });
    const gone = new AbortController();
    const signal = options.signal ? AbortSignal.any([options.signal, gone.signal]) : gone.signal;
    let ended = false;
    const run = this.#run(task, input, { ours: port1, theirs: port2, more: [] }, signal).finally(() => {
      ended = true;
      wake?.();
    });
    run.catch(() => undefined); // awaited below; this only keeps an early end from being reported as unhandled
    try {
      for (;;) {
        const chunk = chunks.shift();
        if (chunk) {
          yield chunk;
          port1.postMessage({ kind: 'more' } satisfies ToTask);
        } else if (ended) {
          return await run;
        } else {
          await new Promise<void>((resolve) => (wake = resolve));
        }
      }
    } finally {
      gone.abort();
    }
  }

  /** Ends every thread, with what it is doing: whoever waits for a task gets `process.stopping`. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#piscina.destroy();
  }

  async #run<Input, Output, Progress>(
    task: TaskRef<Input, Output, Progress>,
    input: Input,
    ports: { readonly ours: MessagePort; readonly theirs: MessagePort; readonly more: readonly MessagePort[] },
    signal: AbortSignal | undefined,
  ): Promise<Output> {
    const kill = new AbortController();
    let hasStarted = false;
    const ended = new Promise<void>((resolve) => {
      ports.ours.on('message', (message: FromTask) => {
        if (message.kind === 'start') hasStarted = true;
        if (message.kind === 'end') resolve();
      });
    });
    let grace: NodeJS.Timeout | undefined;
    const onAbort = (): void => {
      ports.ours.postMessage({ kind: 'abort' } satisfies ToTask);
      if (hasStarted) grace = setTimeout(() => kill.abort(), CANCEL_GRACE_MS);
      else kill.abort(); // it waits for a thread: nobody is there to end it politely
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      signal?.throwIfAborted();
      const result = (await this.#piscina.run(
        { input, port: ports.theirs },
        {
          filename: task.url.href,
          transferList: [ports.theirs, ...ports.more],
          ...(!this.#isShared && { signal: kill.signal }),
        },
      )) as TaskResult<Output>;
      await ended; // the result overtakes messages that are still in the port
      if (result.ok) return result.output;
      throw errorFromMessage(result.error);
    } catch (error) {
      if (isAbort(error) || signal?.aborted || this.#isStopping)
        throw new AppError('process.stopping', 'The task was cancelled', { cause: error });
      throw toAppError(error, 'process.worker-failed');
    } finally {
      clearTimeout(grace);
      signal?.removeEventListener('abort', onAbort);
      ports.ours.close();
    }
  }
}

/** A task's module by URL, with its types: `taskRef<typeof import('./x.task.ts').default>(taskUrl(import.meta, './x.task'))`. */
export interface TaskRef<Input, Output, Progress> {
  readonly url: URL;
  readonly phantom?: (input: Input, progress: Progress) => Output;
}

export function taskRef<Module>(url: URL): RefOf<Module> {
  return { url } as RefOf<Module>;
}

type RefOf<Module> =
  Module extends TaskModule<infer Input, infer Output, infer Progress> ? TaskRef<Input, Output, Progress> : never;
