// Lists channels in a worker.

import { openReader } from '../storage/database.ts';
import { defineTask } from '../workers/task.ts';
import { listChannels } from './list.ts';
import type { ChannelPage, ChannelQuery } from './query.ts';

export interface ListInput {
  readonly file: string;
  readonly query: ChannelQuery;
}

export default defineTask<ListInput, ChannelPage>(({ file, query }) => {
  const database = openReader(file);
  try {
    return listChannels(database, query);
  } finally {
    database.close();
  }
});
