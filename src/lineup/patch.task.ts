// Finds in a worker the channels that patches mean.

import type { ChannelId } from '../model/ids.ts';
import { openReader } from '../storage/database.ts';
import { defineTask } from '../workers/task.ts';
import { targetsOf } from './targets.ts';
import type { ChannelPatch } from './query.ts';

export interface PatchInput {
  readonly file: string;
  readonly patches: readonly ChannelPatch[];
}

export default defineTask<PatchInput, readonly (readonly ChannelId[])[]>(({ file, patches }) => {
  const database = openReader(file);
  try {
    return targetsOf(database, patches);
  } finally {
    database.close();
  }
});
