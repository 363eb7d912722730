// Writes databases out whole, in a worker: a large log takes its time.

import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { defineTask } from '../workers/task.ts';

const WAIT_FOR_READERS_MS = 5_000;

export interface CheckpointInput {
  readonly files: readonly string[];
}

/** @returns those that could not be written out: somebody reads on and on */
export default defineTask<CheckpointInput, string[]>(({ files }) =>
  files.filter((file) => existsSync(file) && !writeOut(file)),
);

function writeOut(file: string): boolean {
  const database = new DatabaseSync(file);
  try {
    database.exec(`PRAGMA busy_timeout = ${WAIT_FOR_READERS_MS}`);
    const { busy } = database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() as { busy: number };
    return busy === 0;
  } finally {
    database.close();
  }
}
