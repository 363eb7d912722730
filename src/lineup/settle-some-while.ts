// Has a worker settle a few channels while what is decided of them is written to the disk: it waits at the end, and both take the
// time of the longer one.

import { setImmediate } from 'node:timers/promises';
import { MessageChannel } from 'node:worker_threads';
import { taskRef, type WorkerPool } from '../workers/pool.ts';
import { taskUrl } from '../workers/task.ts';
import type { SomeInput, SomeOutcome } from './settle-some.ts';
import type { ToSettle } from './settle-some.task.ts';

const SETTLE_SOME = taskRef<typeof import('./settle-some.task.ts').default>(taskUrl(import.meta, './settle-some.task'));

interface Writing {
  /** Resolves when the decisions are on the disk. Left out, they are. */
  readonly written: Promise<unknown> | undefined;
  /** Names the state of the decisions that is on the disk. */
  readonly stamp: () => string;
}

/** Decisions that go over at once: a millisecond or two. */
const CHUNK = 1_000;

/** @throws AppError also as `written`: nothing has changed then. @returns undefined where all channels are to be settled */
export async function settleSomeWhile(
  pool: Pick<WorkerPool, 'run'>,
  input: SomeInput & { readonly file: string },
  { written, stamp }: Writing,
): Promise<SomeOutcome | undefined> {
  const { port1, port2 } = new MessageChannel();
  const asked = { ...input, own: new Map<never, never>(), ownCount: input.own.size, port: port2 };
  try {
    const outcome = pool.run(SETTLE_SOME, asked, { transfer: [port2] });
    outcome.catch(() => undefined); // awaited below
    for (const own of chunksOf(input.own)) {
      port1.postMessage({ own } satisfies ToSettle);
      await setImmediate();
    }
    const isWritten = await (written ?? Promise.resolve()).then(
      () => true,
      () => false,
    );
    port1.postMessage({ followed: isWritten ? stamp() : null } satisfies ToSettle);
    const settled = await outcome;
    await written;
    return settled;
  } finally {
    port1.close();
  }
}

/** At least one, which may be empty. */
function* chunksOf<Key, Value>(all: ReadonlyMap<Key, Value>): Generator<ReadonlyMap<Key, Value>> {
  if (all.size <= CHUNK) {
    yield all;
    return;
  }
  const entries = all.entries();
  for (let at = 0; at < all.size; at += CHUNK) yield new Map(entries.take(CHUNK));
}
