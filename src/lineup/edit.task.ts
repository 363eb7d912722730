// Works out in a worker what an edit of many channels decides; nothing is written.

import { openReader } from '../storage/database.ts';
import { defineTask } from '../workers/task.ts';
import { workOutEdit, type EditOutcome, type EditQuestion } from './edit.ts';

export interface EditInput extends EditQuestion {
  readonly file: string;
}

export default defineTask<EditInput, EditOutcome>(({ file, ...question }) => {
  const database = openReader(file);
  try {
    return workOutEdit(database, question);
  } finally {
    database.close();
  }
});
