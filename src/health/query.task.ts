// Lists and sums, in a worker.

import { openReader } from '../storage/database.ts';
import { defineTask } from '../workers/task.ts';
import { listHealth, sumHealth, type HealthPage, type HealthQuery, type HealthSums } from './query.ts';

export interface QueryInput {
  readonly file: string;
  /** Null asks for the sums alone. */
  readonly query: HealthQuery | null;
}

export interface QueryOutput {
  readonly page: HealthPage | null;
  readonly sums: HealthSums | null;
}

export default defineTask<QueryInput, QueryOutput>(({ file, query }) => {
  const database = openReader(file);
  try {
    return query ? { page: listHealth(database, query), sums: null } : { page: null, sums: sumHealth(database) };
  } finally {
    database.close();
  }
});
