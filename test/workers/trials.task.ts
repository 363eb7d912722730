// Tasks for the pool's tests: each does the one thing that its name says.

import { AppError } from '../../src/kernel/errors.ts';
import { taskLog } from '../../src/workers/log.ts';
import { defineTask, type TaskContext } from '../../src/workers/task.ts';

export type Trial =
  | { readonly kind: 'add'; readonly numbers: readonly number[] }
  | { readonly kind: 'count'; readonly until: number }
  | { readonly kind: 'emit'; readonly chunks: number; readonly ledger: SharedArrayBuffer }
  | { readonly kind: 'fail' }
  | { readonly kind: 'log'; readonly message: string }
  | { readonly kind: 'throw' }
  | { readonly kind: 'exit' }
  | { readonly kind: 'wait'; readonly ledger: SharedArrayBuffer }
  | { readonly kind: 'spin politely'; readonly ledger: SharedArrayBuffer }
  | { readonly kind: 'spin for ever'; readonly ledger: SharedArrayBuffer };

/** Cells of the ledger that tests read while a task runs. */
export const EMITTED = 0;
export const STARTED = 1;
export const CANCELLED = 2;

async function run(trial: Trial, context: TaskContext<number>): Promise<number> {
  switch (trial.kind) {
    case 'add':
      return trial.numbers.reduce((sum, number) => sum + number, 0);
    case 'count':
      for (let number = 1; number <= trial.until; number += 1) context.progress(number);
      return trial.until;
    case 'emit':
      return emit(trial.chunks, new Int32Array(trial.ledger), context);
    case 'fail':
      throw new AppError('format.not-a-guide', 'this is a cake', { context: { line: 3 } });
    case 'log':
      taskLog('trials').warning(trial.message);
      return 0;
    case 'throw':
      throw new TypeError('x is not a function');
    case 'exit':
      return process.exit(3);
    default:
      return last(trial.kind, new Int32Array(trial.ledger), context);
  }
}

async function emit(chunks: number, ledger: Int32Array, context: TaskContext<number>): Promise<number> {
  for (let index = 0; index < chunks; index += 1) {
    const chunk = context.emit(new Uint8Array(4).fill(index));
    Atomics.add(ledger, EMITTED, 1);
    await chunk;
  }
  return chunks;
}

async function last(kind: string, ledger: Int32Array, context: TaskContext<number>): Promise<number> {
  Atomics.store(ledger, STARTED, 1);
  context.progress(0);
  try {
    if (kind === 'wait') {
      await new Promise((_, reject) => context.signal.addEventListener('abort', () => reject(context.signal.reason)));
    }
    for (;;) if (kind === 'spin politely') context.throwIfAborted();
  } finally {
    Atomics.store(ledger, CANCELLED, 1);
  }
}

export default defineTask(run);
