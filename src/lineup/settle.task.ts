// Brings the stored lineup up to new decisions or settings, in a worker.

import { defineTask } from '../workers/task.ts';
import { settleLineup } from './build.ts';
import type { LineupSummary } from './query.ts';
import { withLineupStore, type LineupStoreInput } from './worker-store.ts';

export interface SettleTaskInput extends LineupStoreInput {
  /** Nothing is written: it is only said how many channels would differ. */
  readonly isDryRun?: boolean;
}

export default defineTask<SettleTaskInput, LineupSummary>(({ isDryRun = false, ...input }) =>
  withLineupStore(input, (store) => settleLineup(store, isDryRun), isDryRun),
);
