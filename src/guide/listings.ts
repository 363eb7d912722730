// Programmes of several channels in a window, read in a worker: for grids and lists.

import { taskRef, type WorkerPool } from '../workers/pool.ts';
import { taskUrl } from '../workers/task.ts';
import { guidedChannel, type GuidedChannel } from './channel-programmes.ts';
import type { GuideWindow, Placed } from './filling.ts';
import type { Making } from './made-up.ts';

const LISTINGS = taskRef<typeof import('./listings.task.ts').default>(taskUrl(import.meta, './listings.task'));

export interface Listings {
  /** One list for each channel, in order; each programme touches the window. */
  read(channels: readonly GuidedChannel[], window: GuideWindow): Promise<readonly (readonly Placed[])[]>;
}

export interface ListingsOptions {
  readonly file: string;
  readonly pool: WorkerPool;
  readonly making: () => Making;
}

export function createListings({ file, pool, making }: ListingsOptions): Listings {
  return {
    read: (channels, window) =>
      pool.run(LISTINGS, { file, channels: channels.map(guidedChannel), window, making: making() }),
  };
}
