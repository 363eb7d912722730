// Writes samples down in a worker.

import { taskLog } from '../workers/log.ts';
import { defineTask } from '../workers/task.ts';
import { policyOf, type PolicyMessage } from './policy.ts';
import { record, type Observation, type Recorded } from './record.ts';
import { openHealthDatabase } from './schema.ts';

export interface RecordInput {
  readonly file: string;
  readonly batch: readonly Observation[];
  readonly policy: PolicyMessage;
}

export default defineTask<RecordInput, Recorded>(({ file, batch, policy }) => {
  const database = openHealthDatabase(file, taskLog('health'));
  try {
    return record(database, batch, policyOf(policy));
  } finally {
    database.close();
  }
});
