// Brings a few channels up to new decisions, in a worker.

import { once } from 'node:events';
import type { MessagePort } from 'node:worker_threads';
import { transact, transactWhen } from '../storage/database.ts';
import { taskLog } from '../workers/log.ts';
import { defineTask } from '../workers/task.ts';
import { openLineupDatabase, writeFollowed } from './schema.ts';
import { settleSome, type SomeInput, type SomeOutcome } from './settle-some.ts';

export interface SomeTaskInput extends SomeInput {
  readonly file: string;
  /** Names the state of the decisions, when they are on the disk. */
  readonly followed?: string;
  /** Else one message comes here: that name when they are there, or null where they could not be written. */
  readonly written?: MessagePort;
}

/** A build may be writing all that it has made. */
const WAIT_FOR_BUILD_MS = 60_000;

export default defineTask<SomeTaskInput, SomeOutcome | undefined>(async ({ file, followed, written, ...input }) => {
  const database = openLineupDatabase(file, taskLog('lineup'), 'edit');
  const settle = (): SomeOutcome | undefined => settleSome(database, input);
  /** The other channels follow them already. */
  const follow = (outcome: SomeOutcome | undefined, stamp: string | null | undefined): boolean => {
    if (outcome && typeof stamp === 'string' && !input.isDryRun) writeFollowed(database, stamp);
    return stamp !== null;
  };
  try {
    database.exec(`PRAGMA busy_timeout = ${WAIT_FOR_BUILD_MS}`);
    if (written) return await transactWhen(database, settle, async (outcome) => follow(outcome, await heard(written)));
    return transact(database, () => {
      const outcome = settle();
      follow(outcome, followed);
      return outcome;
    });
  } finally {
    written?.close();
    database.close();
  }
});

async function heard(port: MessagePort): Promise<string | null> {
  const gone = new AbortController();
  port.once('close', () => gone.abort());
  const [stamp] = (await once(port, 'message', { signal: gone.signal })) as [string | null];
  return stamp;
}
