// Works out in a worker what an edit of many channels decides; nothing is written.

import { readDatabase } from '../storage/held-reader.ts';
import { defineTask } from '../workers/task.ts';
import { workOutEdit, type EditOutcome, type EditQuestion } from './edit.ts';

export interface EditInput extends EditQuestion {
  readonly file: string;
}

export default defineTask<EditInput, EditOutcome>(({ file, ...question }) =>
  readDatabase(file, (database) => workOutEdit(database, question)),
);
