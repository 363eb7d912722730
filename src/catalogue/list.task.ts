// Lists streams in a worker.

import type { StreamId } from '../model/ids.ts';
import { openReader } from '../storage/database.ts';
import { defineTask } from '../workers/task.ts';
import { listStreams } from './list.ts';
import type { StreamPage, StreamQuery } from './query.ts';

export interface ListInput {
  readonly file: string;
  readonly query: StreamQuery;
  readonly selection: readonly StreamId[] | null;
}

export default defineTask<ListInput, StreamPage>(({ file, query, selection }) => {
  const database = openReader(file);
  try {
    return listStreams({ database, file }, query, selection);
  } finally {
    database.close();
  }
});
