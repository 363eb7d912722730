// Lists groups in a worker.

import type { ProviderId } from '../model/ids.ts';
import { readDatabase } from '../storage/held-reader.ts';
import { defineTask } from '../workers/task.ts';
import { listGroups, type GroupRow } from './groups.ts';

export interface GroupsInput {
  readonly file: string;
  readonly providerId: ProviderId | undefined;
}

export default defineTask<GroupsInput, GroupRow[]>(({ file, providerId }) =>
  readDatabase(file, (database) => listGroups(database, providerId)),
);
