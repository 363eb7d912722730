// Has a worker settle a few channels while what is decided of them is written to the disk: it waits at the end, and both take the
// time of the longer one.

import { MessageChannel } from 'node:worker_threads';
import { taskRef, type WorkerPool } from '../workers/pool.ts';
import { taskUrl } from '../workers/task.ts';
import type { SomeOutcome } from './settle-some.ts';
import type { SomeTaskInput } from './settle-some.task.ts';

const SETTLE_SOME = taskRef<typeof import('./settle-some.task.ts').default>(taskUrl(import.meta, './settle-some.task'));

interface Writing {
  /** Resolves when the decisions are on the disk. Left out, they are. */
  readonly written: Promise<unknown> | undefined;
  /** Names the state of the decisions that is on the disk. */
  readonly stamp: () => string;
}

/** @throws AppError also as `written`: nothing has changed then. @returns undefined where all channels are to be settled */
export async function settleSomeWhile(
  pool: Pick<WorkerPool, 'run'>,
  input: Omit<SomeTaskInput, 'followed' | 'written'>,
  { written, stamp }: Writing,
): Promise<SomeOutcome | undefined> {
  if (!written) return pool.run(SETTLE_SOME, { ...input, followed: stamp() });
  const { port1, port2 } = new MessageChannel();
  const told = written.then(
    () => port1.postMessage(stamp()),
    () => port1.postMessage(null),
  );
  try {
    const outcome = await pool.run(SETTLE_SOME, { ...input, written: port2 }, { transfer: [port2] });
    await written;
    return outcome;
  } finally {
    await told;
    port1.close();
  }
}
