// Forgets what was told of titles, in a worker: a person has said that they are others.

import { transact } from '../storage/database.ts';
import { taskLog } from '../workers/log.ts';
import type { TitleId } from '../model/title.ts';
import { defineTask } from '../workers/task.ts';
import { openLibraryDatabase } from './schema.ts';

export interface ForgetInput {
  readonly file: string;
  readonly titles: readonly TitleId[];
}

export default defineTask<ForgetInput, void>(({ file, titles }) => {
  const database = openLibraryDatabase(file, taskLog('library'), 'write');
  try {
    const forget = database.prepare('DELETE FROM learnt WHERE title = ?');
    transact(database, () => {
      for (const id of titles) forget.run(id);
    });
  } finally {
    database.close();
  }
});
