// Counts what channels may be filtered by, in a worker.

import { openReader } from '../storage/database.ts';
import { defineTask } from '../workers/task.ts';
import type { ChannelFacets } from './query.ts';
import { readFacets } from './traits.ts';

export default defineTask<{ readonly file: string }, ChannelFacets>(({ file }) => {
  const database = openReader(file);
  try {
    return readFacets(database);
  } finally {
    database.close();
  }
});
