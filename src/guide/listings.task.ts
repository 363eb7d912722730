// Reads programmes of several channels in a worker.

import { defineTask } from '../workers/task.ts';
import { channelProgrammes, type GuidedChannel } from './channel-programmes.ts';
import type { GuideWindow, Placed } from './filling.ts';
import type { Making } from './made-up.ts';
import { openGuideReader } from './reader.ts';

export interface ListingsInput {
  readonly file: string;
  readonly channels: readonly GuidedChannel[];
  readonly window: GuideWindow;
  readonly making: Making;
}

export default defineTask<ListingsInput, readonly (readonly Placed[])[]>(({ file, channels, window, making }) => {
  const reader = openGuideReader(file);
  try {
    return channels.map((channel) => [...channelProgrammes(reader, { channel, window, making })]);
  } finally {
    reader.close();
  }
});
