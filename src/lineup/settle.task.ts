// Brings the stored lineup up to new decisions or settings, in a worker.

import { defineTask } from '../workers/task.ts';
import { settleLineup, type SettledSummary, type SettleHow } from './build.ts';
import { withLineupStore, type LineupStoreInput } from './worker-store.ts';

export type SettleTaskInput = LineupStoreInput & SettleHow;

export default defineTask<SettleTaskInput, SettledSummary>(({ isDryRun = false, numbers = [], ...input }) =>
  withLineupStore(input, (store) => settleLineup(store, { isDryRun, numbers }), isDryRun),
);
