// The border between threads: how a task is defined in a worker and what crosses over.

import { extname } from 'node:path';
import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import { AppError, errorToMessage, type ErrorMessage } from '../kernel/errors.ts';

/** What a task may do besides computing. */
export interface TaskContext<Progress> {
  /** Aborted when the caller gave up; long synchronous loops call `throwIfAborted` now and then instead. */
  readonly signal: AbortSignal;
  throwIfAborted(): void;
  progress(progress: Progress): void;
  /** Hands a chunk over (its buffer is transferred); resolves when the reader wants more. Only under `pool.stream`. */
  emit(chunk: Uint8Array<ArrayBuffer>): Promise<void>;
}

export type Task<Input, Output, Progress> = (input: Input, context: TaskContext<Progress>) => Output | Promise<Output>;

/** The type of a task module's default export; `pool.run` takes its URL and this type as a phantom. */
export type TaskModule<Input, Output, Progress> = (payload: TaskPayload<Input>) => Promise<TaskResult<Output>> & {
  readonly phantom?: Progress;
};

export interface TaskPayload<Input> {
  readonly input: Input;
  readonly port: MessagePort;
}

export type TaskResult<Output> =
  | { readonly ok: true; readonly output: Output }
  | { readonly ok: false; readonly error: ErrorMessage };

export type ToTask = { readonly kind: 'abort' } | { readonly kind: 'more' };
export type FromTask =
  /** The first message: a thread has taken the task up. */
  | { readonly kind: 'start' }
  | { readonly kind: 'progress'; readonly progress: unknown }
  | { readonly kind: 'chunk'; readonly chunk: Uint8Array }
  /** The last message: everything emitted has arrived before it. */
  | { readonly kind: 'end' };

/** Where a task beside its user lies: `.ts` in development, `.js` in dist (the compiler does not rewrite URLs). */
export function taskUrl(meta: ImportMeta, name: string): URL {
  return new URL(name + extname(meta.filename), meta.url);
}

/** Wraps a task for its module's default export. */
export function defineTask<Input, Output, Progress = never>(
  task: Task<Input, Output, Progress>,
): TaskModule<Input, Output, Progress> {
  return async ({ input, port }) => {
    const context = new PortContext<Progress>(port);
    port.postMessage({ kind: 'start' } satisfies FromTask);
    try {
      return { ok: true, output: await task(input, context) };
    } catch (error) {
      return { ok: false, error: errorToMessage(error) };
    } finally {
      port.postMessage({ kind: 'end' } satisfies FromTask);
      port.close();
    }
  };
}

/** Chunks that may be under way before `emit` waits: two keep both threads busy, more only cost memory. */
export const CHUNKS_UNDER_WAY = 2;

class PortContext<Progress> implements TaskContext<Progress> {
  readonly #port: MessagePort;
  readonly #abort = new AbortController();
  #credit = CHUNKS_UNDER_WAY;
  #wanted: (() => void) | undefined;

  constructor(port: MessagePort) {
    this.#port = port;
    port.on('message', (message: ToTask) => this.#take(message));
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  throwIfAborted(): void {
    for (let waiting = receiveMessageOnPort(this.#port); waiting; waiting = receiveMessageOnPort(this.#port)) {
      this.#take(waiting.message as ToTask);
    }
    this.signal.throwIfAborted();
  }

  progress(progress: Progress): void {
    this.#port.postMessage({ kind: 'progress', progress } satisfies FromTask);
  }

  async emit(chunk: Uint8Array<ArrayBuffer>): Promise<void> {
    this.signal.throwIfAborted();
    this.#port.postMessage({ kind: 'chunk', chunk } satisfies FromTask, [chunk.buffer]);
    this.#credit -= 1;
    if (this.#credit > 0) return;
    await new Promise<void>((resolve) => (this.#wanted = resolve));
    this.signal.throwIfAborted();
  }

  #take(message: ToTask): void {
    if (message.kind === 'abort') this.#abort.abort(new AppError('process.stopping', 'The task was cancelled'));
    else this.#credit += 1;
    this.#wanted?.();
    this.#wanted = undefined;
  }
}
