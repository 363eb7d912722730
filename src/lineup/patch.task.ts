// Finds in a worker the channels that patches mean.

import type { ChannelId } from '../model/ids.ts';
import { readDatabase } from '../storage/held-reader.ts';
import { defineTask } from '../workers/task.ts';
import { targetsOf } from './targets.ts';
import type { ChannelPatch } from './query.ts';

export interface PatchInput {
  readonly file: string;
  readonly patches: readonly ChannelPatch[];
}

export default defineTask<PatchInput, readonly (readonly ChannelId[])[]>(({ file, patches }) =>
  readDatabase(file, (database) => targetsOf(database, patches)),
);
