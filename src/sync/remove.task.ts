// Takes a provider that was removed out of the catalogue, in a worker.

import { removeProvider } from '../catalogue/removal.ts';
import { openCatalogueDatabase } from '../catalogue/schema.ts';
import type { ProviderId } from '../model/ids.ts';
import { taskLog } from '../workers/log.ts';
import { defineTask } from '../workers/task.ts';

export interface RemoveInput {
  readonly file: string;
  readonly providerId: ProviderId;
}

/** @returns how many streams went */
export default defineTask<RemoveInput, number>(({ file, providerId }) => {
  const database = openCatalogueDatabase(file, taskLog('catalogue'), 'write');
  try {
    return removeProvider(database, providerId);
  } finally {
    database.close();
  }
});
