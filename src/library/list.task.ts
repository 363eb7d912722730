// Lists titles in a worker.

import { openReader } from '../storage/database.ts';
import { defineTask } from '../workers/task.ts';
import { listTitles } from './list.ts';
import type { TitlePage, TitleQuery } from './query.ts';

export interface TitleListInput {
  readonly file: string;
  readonly query: TitleQuery;
}

export default defineTask<TitleListInput, TitlePage>(({ file, query }) => {
  const database = openReader(file);
  try {
    return listTitles(database, query);
  } finally {
    database.close();
  }
});
