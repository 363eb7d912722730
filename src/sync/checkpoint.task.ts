// Writes databases' logs out, in a worker: a large one takes its time.

import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { defineTask } from '../workers/task.ts';

const WAIT_FOR_READERS_MS = 5_000;

export interface CheckpointInput {
  readonly files: readonly string[];
  /** Waits for whoever writes or reads, and empties the log; else as much is written out as is in nobody's way. */
  readonly isWhole: boolean;
}

/** @returns those that could not be written out: somebody reads on and on */
export default defineTask<CheckpointInput, string[]>(({ files, isWhole }) =>
  files.filter((file) => existsSync(file) && !writeOut(file, isWhole)),
);

function writeOut(file: string, isWhole: boolean): boolean {
  const database = new DatabaseSync(file);
  try {
    database.exec(`PRAGMA busy_timeout = ${isWhole ? WAIT_FOR_READERS_MS : 0}`);
    const how = isWhole ? 'TRUNCATE' : 'PASSIVE';
    const { busy } = database.prepare(`PRAGMA wal_checkpoint(${how})`).get() as { busy: number };
    return busy === 0;
  } finally {
    database.close();
  }
}
