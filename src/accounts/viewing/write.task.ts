// Writes down, forgets and tidies in a worker.

import type { DatabaseSync } from 'node:sqlite';
import { taskLog } from '../../workers/log.ts';
import { defineTask } from '../../workers/task.ts';
import { writeBatch, type Batch } from './batch.ts';
import { openViewingDatabase } from './schema.ts';
import { dropSetAside, forget, forgetPlace, sweep, tidy, type Retention } from './upkeep.ts';

export type ViewingWork =
  | { readonly kind: 'write'; readonly batch: Batch }
  | { readonly kind: 'forget'; readonly person: string | null }
  | { readonly kind: 'sweep' }
  | { readonly kind: 'forget-place'; readonly person: string; readonly item: string }
  | { readonly kind: 'tidy'; readonly retention: Retention };

export interface ViewingWorkInput {
  readonly file: string;
  readonly work: ViewingWork;
}

/** @returns of a place: whether there was one; of what is forgotten: whether the files are clean of it */
export default defineTask<ViewingWorkInput, boolean>(({ file, work }) => {
  const database = openViewingDatabase(file, taskLog('accounts'));
  try {
    return did(database, { file, work });
  } finally {
    database.close();
  }
});

function did(database: DatabaseSync, { file, work }: ViewingWorkInput): boolean {
  if (work.kind === 'forget') {
    dropSetAside(file);
    return forget(database, work.person);
  }
  if (work.kind === 'sweep') return sweep(database);
  if (work.kind === 'forget-place') return forgetPlace(database, work.person, work.item);
  if (work.kind === 'tidy') return tidy(database, work.retention);
  writeBatch(database, work.batch);
  return true;
}
