// Brings one database up to date. Every step of it is one transaction: a start that ends in the middle goes on at that step.

import { openDatabase } from '../storage/database.ts';
import { taskLog } from '../workers/log.ts';
import { defineTask } from '../workers/task.ts';

export interface UpgradeInput {
  readonly file: string;
  readonly migrations: readonly string[];
}

/** @throws AppError `storage.full`, or `internal` where the file cannot be used */
export default defineTask<UpgradeInput, void>(({ file, migrations }) => {
  openDatabase({ file, migrations, log: taskLog('storage') }).close();
});
