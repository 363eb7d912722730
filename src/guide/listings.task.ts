// Reads programmes of several channels in a worker.

import type { GuideChannelId } from '../model/ids.ts';
import type { Programme } from '../model/programme.ts';
import { defineTask } from '../workers/task.ts';
import { openGuideReader } from './reader.ts';

export interface Listing {
  readonly id: GuideChannelId;
  /** Epoch milliseconds, in the guide's own time. */
  readonly fromAt: number;
  readonly untilAt: number;
}

export interface ListingsInput {
  readonly file: string;
  readonly asked: readonly Listing[];
}

export default defineTask<ListingsInput, readonly (readonly Programme[])[]>(({ file, asked }) => {
  const reader = openGuideReader(file);
  try {
    return asked.map(({ id, fromAt, untilAt }) => [...reader.programmes(id, { fromAt, untilAt })]);
  } finally {
    reader.close();
  }
});
