// Reads the viewing history in a worker: a page, sums.

import { readDatabase } from '../../storage/held-reader.ts';
import { defineTask } from '../../workers/task.ts';
import { listViewings } from './list.ts';
import type { Statistics, StatisticsQuery, ViewingPage, ViewingQuery } from './query.ts';
import { statisticsOf } from './statistics.ts';

export type ViewingQuestion =
  | { readonly kind: 'list'; readonly query: ViewingQuery }
  | { readonly kind: 'statistics'; readonly query: StatisticsQuery };

export interface ViewingReadInput {
  readonly file: string;
  readonly question: ViewingQuestion;
}

export default defineTask<ViewingReadInput, ViewingPage | Statistics>(({ file, question }) =>
  readDatabase(file, (database) =>
    question.kind === 'list' ? listViewings(database, question.query) : statisticsOf(database, question.query),
  ),
);
