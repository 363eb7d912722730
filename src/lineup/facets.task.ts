// Counts what channels may be filtered by, in a worker.

import { readDatabase } from '../storage/held-reader.ts';
import { defineTask } from '../workers/task.ts';
import type { ChannelFacets } from './query.ts';
import { readFacets } from './traits.ts';

export default defineTask<{ readonly file: string }, ChannelFacets>(({ file }) =>
  readDatabase(file, (database) => readFacets(database)),
);
