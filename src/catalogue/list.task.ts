// Lists streams in a worker.

import type { StreamId } from '../model/ids.ts';
import { readDatabase } from '../storage/held-reader.ts';
import { defineTask } from '../workers/task.ts';
import { listStreams } from './list.ts';
import type { StreamPage, StreamQuery } from './query.ts';

export interface ListInput {
  readonly file: string;
  readonly query: StreamQuery;
  readonly selection: readonly StreamId[] | null;
}

export default defineTask<ListInput, StreamPage>(({ file, query, selection }) =>
  readDatabase(file, (database) => listStreams({ database, file }, query, selection)),
);
