// Writes samples down in a worker.

import { taskLog } from '../workers/log.ts';
import { defineTask } from '../workers/task.ts';
import { noteOutages, type OutageNote } from './outage-log.ts';
import { policyOf, type PolicyMessage } from './policy.ts';
import { record, type Observation, type Recorded } from './record.ts';
import { openHealthDatabase } from './schema.ts';

export interface RecordInput {
  readonly file: string;
  readonly batch: readonly Observation[];
  readonly policy: PolicyMessage;
  readonly outages: readonly OutageNote[];
}

export default defineTask<RecordInput, Recorded>(({ file, batch, policy, outages }) => {
  const database = openHealthDatabase(file, taskLog('health'));
  try {
    noteOutages(database, outages);
    return record(database, batch, policyOf(policy));
  } finally {
    database.close();
  }
});
