// Lists groups in a worker.

import type { ProviderId } from '../model/ids.ts';
import { openReader } from '../storage/database.ts';
import { defineTask } from '../workers/task.ts';
import { listGroups, type GroupRow } from './groups.ts';

export interface GroupsInput {
  readonly file: string;
  readonly providerId: ProviderId | undefined;
}

export default defineTask<GroupsInput, GroupRow[]>(({ file, providerId }) => {
  const database = openReader(file);
  try {
    return listGroups(database, providerId);
  } finally {
    database.close();
  }
});
