// Works out in a worker what patches decide; nothing is written.

import { openReader } from '../storage/database.ts';
import { defineTask } from '../workers/task.ts';
import type { Decisions } from './decisions.ts';
import { applyPatches, type Patched } from './patch.ts';
import type { ChannelPatch } from './query.ts';

export interface PatchInput {
  readonly file: string;
  readonly decisions: Decisions;
  readonly patches: readonly ChannelPatch[];
}

export default defineTask<PatchInput, Patched>(({ file, decisions, patches }) => {
  const database = openReader(file);
  try {
    return applyPatches(database, decisions, patches);
  } finally {
    database.close();
  }
});
