// Writes down, forgets and tidies in a worker.

import { taskLog } from '../../workers/log.ts';
import { defineTask } from '../../workers/task.ts';
import { writeBatch, type Batch } from './batch.ts';
import { openViewingDatabase } from './schema.ts';
import { forget, forgetPlace, tidy, type Retention } from './upkeep.ts';

export type ViewingWork =
  | { readonly kind: 'write'; readonly batch: Batch }
  | { readonly kind: 'forget'; readonly person: string | null }
  | { readonly kind: 'forget-place'; readonly person: string; readonly item: string }
  | { readonly kind: 'tidy'; readonly retention: Retention };

export interface ViewingWorkInput {
  readonly file: string;
  readonly work: ViewingWork;
}

/** @returns whether there was something to forget */
export default defineTask<ViewingWorkInput, boolean>(({ file, work }) => {
  const database = openViewingDatabase(file, taskLog('accounts'));
  try {
    if (work.kind === 'write') writeBatch(database, work.batch);
    if (work.kind === 'forget') forget(database, work.person);
    if (work.kind === 'tidy') tidy(database, work.retention);
    return work.kind !== 'forget-place' || forgetPlace(database, work.person, work.item);
  } finally {
    database.close();
  }
});
