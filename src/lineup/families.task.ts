// Lists families in a worker.

import { openReader } from '../storage/database.ts';
import { defineTask } from '../workers/task.ts';
import { listFamilies } from './families.ts';
import type { FamilyPage, FamilyQuery } from './query.ts';

export interface FamiliesInput {
  readonly file: string;
  readonly query: FamilyQuery;
}

export default defineTask<FamiliesInput, FamilyPage>(({ file, query }) => {
  const database = openReader(file);
  try {
    return listFamilies(database, query);
  } finally {
    database.close();
  }
});
