// Works out in a worker what an edit of many channels decides; nothing is written.

import type { ChannelId } from '../model/ids.ts';
import { openReader } from '../storage/database.ts';
import { defineTask } from '../workers/task.ts';
import type { Decisions } from './decisions.ts';
import { applyEdit, type EditOutcome } from './edit.ts';
import type { ChannelEdit, ChannelFilter } from './query.ts';

export interface EditInput {
  readonly file: string;
  readonly decisions: Decisions;
  readonly ids: readonly ChannelId[] | undefined;
  readonly where: ChannelFilter | undefined;
  readonly edit: ChannelEdit;
}

export default defineTask<EditInput, EditOutcome>(({ file, decisions, ids, where, edit }) => {
  const database = openReader(file);
  try {
    return applyEdit(database, decisions, { ids, where }, edit);
  } finally {
    database.close();
  }
});
