// Brings the stored lineup up to new decisions or settings, in a worker.

import { defineTask } from '../workers/task.ts';
import { settleLineup } from './build.ts';
import type { LineupSummary } from './query.ts';
import { withLineupStore, type LineupStoreInput } from './worker-store.ts';

export default defineTask<LineupStoreInput, LineupSummary>((input) =>
  withLineupStore(input, (store) => settleLineup(store)),
);
