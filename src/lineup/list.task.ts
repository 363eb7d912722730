// Lists channels in a worker.

import { readDatabase } from '../storage/held-reader.ts';
import { defineTask } from '../workers/task.ts';
import { listChannels } from './list.ts';
import type { ChannelPage, ChannelQuery } from './query.ts';

export interface ListInput {
  readonly file: string;
  readonly query: ChannelQuery;
}

export default defineTask<ListInput, ChannelPage>(({ file, query }) =>
  readDatabase(file, (database) => listChannels(database, query)),
);
