// Finds in a worker the channels that rules for groups may show otherwise.

import type { ChannelId } from '../model/ids.ts';
import { readDatabase } from '../storage/held-reader.ts';
import { defineTask } from '../workers/task.ts';
import { regroupedIds } from './targets.ts';

export interface RegroupedInput {
  readonly file: string;
  readonly groups: readonly string[];
}

export default defineTask<RegroupedInput, ChannelId[]>(({ file, groups }) =>
  readDatabase(file, (database) => regroupedIds(database, groups)),
);
