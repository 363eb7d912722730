// Works out in a worker what an edit of many channels decides; nothing is written.

import type { ChannelId } from '../model/ids.ts';
import { openReader } from '../storage/database.ts';
import { defineTask } from '../workers/task.ts';
import { workOutEdit, type EditOutcome } from './edit.ts';
import type { ChannelEdit, ChannelFilter } from './query.ts';

export interface EditInput {
  readonly file: string;
  readonly ids: readonly ChannelId[] | undefined;
  readonly where: ChannelFilter | undefined;
  readonly edit: ChannelEdit;
  /** Only to be looked at: names go together with any others, so that they need not come along. */
  readonly isPreview: boolean;
}

export default defineTask<EditInput, EditOutcome>(({ file, ids, where, edit, isPreview }) => {
  const database = openReader(file);
  try {
    const outcome = workOutEdit(database, { ids, where }, edit);
    return isPreview && edit.kind === 'rename' ? { ...outcome, changes: [] } : outcome;
  } finally {
    database.close();
  }
});
