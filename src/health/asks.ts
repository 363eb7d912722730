// What can be asked of health as a whole, and who answers: for tasks.

import type { DatabaseSync } from 'node:sqlite';
import { listWorst, type WorstQuery } from './brief.ts';
import { listChanges, type ChangeQuery, type ChangeView } from './changes.ts';
import { readProvider, type ProviderAsk, type ProviderHistory } from './provider-history.ts';
import { listHealth, sumHealth, type HealthPage, type HealthQuery, type HealthSums } from './query.ts';

export interface HealthAsks {
  readonly streams: HealthQuery;
  readonly sums: null;
  readonly provider: ProviderAsk;
  readonly changes: ChangeQuery;
  readonly worst: WorstQuery;
}

export interface HealthAnswers {
  readonly streams: HealthPage;
  readonly sums: HealthSums;
  readonly provider: ProviderHistory;
  readonly changes: readonly ChangeView[];
  readonly worst: readonly number[];
}

export const ANSWERS: {
  readonly [Kind in keyof HealthAsks]: (database: DatabaseSync, ask: HealthAsks[Kind]) => HealthAnswers[Kind];
} = {
  streams: listHealth,
  sums: sumHealth,
  provider: readProvider,
  changes: listChanges,
  worst: listWorst,
};
