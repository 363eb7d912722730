// Chooses the channels' streams anew, in a worker.

import { taskLog } from '../workers/log.ts';
import { defineTask } from '../workers/task.ts';
import { openHealthDatabase } from './schema.ts';
import { upgrade, type Upgrade, type UpgradeInput } from './upgrade.ts';

export default defineTask<UpgradeInput & { readonly file: string }, readonly Upgrade[]>((input) => {
  const database = openHealthDatabase(input.file, taskLog('health'));
  try {
    return upgrade(database, input);
  } finally {
    database.close();
  }
});
