// Lists and sums, in a worker.

import { readDatabase } from '../storage/held-reader.ts';
import { defineTask } from '../workers/task.ts';
import { ANSWERS, type HealthAnswers, type HealthAsks } from './asks.ts';

export type QueryInput = {
  readonly [Kind in keyof HealthAsks]: { readonly file: string; readonly kind: Kind; readonly ask: HealthAsks[Kind] };
}[keyof HealthAsks];

export default defineTask<QueryInput, HealthAnswers[keyof HealthAnswers]>(({ file, kind, ask }) =>
  readDatabase(file, (database) => ANSWERS[kind](database, ask as never)),
);
