// Patches applied in one go.

import type { DatabaseSync } from 'node:sqlite';
import type { Decisions } from '../../src/lineup/decisions.ts';
import { patching } from '../../src/lineup/patch.ts';
import { targetsOf } from '../../src/lineup/targets.ts';
import type { ChannelPatch } from '../../src/lineup/query.ts';

export function applyPatches(database: DatabaseSync, before: Decisions, patches: readonly ChannelPatch[]): Decisions {
  const work = patching(before, patches, targetsOf(database, patches));
  let step = work.next();
  while (!step.done) step = work.next();
  return step.value;
}
