// Lists families in a worker.

import { readDatabase } from '../storage/held-reader.ts';
import { defineTask } from '../workers/task.ts';
import { listFamilies } from './families.ts';
import type { FamilyPage, FamilyQuery } from './query.ts';

export interface FamiliesInput {
  readonly file: string;
  readonly query: FamilyQuery;
}

export default defineTask<FamiliesInput, FamilyPage>(({ file, query }) =>
  readDatabase(file, (database) => listFamilies(database, query)),
);
