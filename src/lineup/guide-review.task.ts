// Lists channels whose guide a person should look at, in a worker.

import { readDatabase } from '../storage/held-reader.ts';
import { defineTask } from '../workers/task.ts';
import { listGuideReview } from './guide-review.ts';
import type { GuideReviewPage, GuideReviewQuery } from './query.ts';

export interface GuideReviewInput {
  readonly file: string;
  readonly query: GuideReviewQuery;
}

export default defineTask<GuideReviewInput, GuideReviewPage>(({ file, query }) =>
  readDatabase(file, (database) => listGuideReview(database, query)),
);
