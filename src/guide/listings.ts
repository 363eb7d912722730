// Programmes of several channels in a window, read in a worker: for grids and lists.

import type { Programme } from '../model/programme.ts';
import { taskRef, type WorkerPool } from '../workers/pool.ts';
import { taskUrl } from '../workers/task.ts';
import type { Listing } from './listings.task.ts';

const LISTINGS = taskRef<typeof import('./listings.task.ts').default>(taskUrl(import.meta, './listings.task'));

export interface Listings {
  /** One list for each asked for, in order; each programme touches its window. */
  read(asked: readonly Listing[]): Promise<readonly (readonly Programme[])[]>;
}

export function createListings({ file, pool }: { readonly file: string; readonly pool: WorkerPool }): Listings {
  return { read: (asked) => pool.run(LISTINGS, { file, asked }) };
}
