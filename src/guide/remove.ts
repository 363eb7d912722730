// Removes the guides of a provider that is gone, or those that it no longer names; those that stay get their places.

import { taskRef, type WorkerPool } from '../workers/pool.ts';
import { taskUrl } from '../workers/task.ts';
import type removeTask from './remove.task.ts';
import type { RemoveInput } from './remove.task.ts';

const task = taskRef<typeof removeTask>(taskUrl(import.meta, './remove.task'));

/** @returns how many sources went */
export async function removeGuides(pool: WorkerPool, input: RemoveInput): Promise<number> {
  const { removed } = await pool.run(task, input);
  return removed;
}
