// Lists titles in a worker.

import { readDatabase } from '../storage/held-reader.ts';
import { defineTask } from '../workers/task.ts';
import { listTitles } from './list.ts';
import type { TitlePage, TitleQuery } from './query.ts';

export interface TitleListInput {
  readonly file: string;
  readonly query: TitleQuery;
}

export default defineTask<TitleListInput, TitlePage>(({ file, query }) =>
  readDatabase(file, (database) => listTitles(database, query)),
);
