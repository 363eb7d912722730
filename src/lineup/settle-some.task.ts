// Brings a few channels up to new decisions, in a worker.

import { taskLog } from '../workers/log.ts';
import { defineTask } from '../workers/task.ts';
import { openLineupDatabase } from './schema.ts';
import { settleSome, type SomeInput, type SomeOutcome } from './settle-some.ts';

export interface SomeTaskInput extends Omit<SomeInput, 'database'> {
  readonly file: string;
}

/** A build may be writing all that it has made. */
const WAIT_FOR_BUILD_MS = 60_000;

export default defineTask<SomeTaskInput, SomeOutcome | undefined>(({ file, ...input }) => {
  const database = openLineupDatabase(file, taskLog('lineup'), 'edit');
  try {
    database.exec(`PRAGMA busy_timeout = ${WAIT_FOR_BUILD_MS}`);
    return settleSome({ ...input, database });
  } finally {
    database.close();
  }
});
