// A provider that was removed: its streams and guides go, off the main thread.

import { removeGuides } from '../guide/remove.ts';
import type { ProviderId } from '../model/ids.ts';
import { taskRef, type WorkerPool } from '../workers/pool.ts';
import { taskUrl } from '../workers/task.ts';

const REMOVE = taskRef<typeof import('./remove.task.ts').default>(taskUrl(import.meta, './remove.task'));

export async function removeTraces(
  pool: WorkerPool,
  files: { readonly catalogue: string; readonly guide: string },
  id: ProviderId,
): Promise<void> {
  await pool.run(REMOVE, { file: files.catalogue, providerId: id });
  await removeGuides(pool, { file: files.guide, providerId: id, keep: [] });
}
