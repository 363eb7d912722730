// The data folder: made, taken for this process alone, and cleared of what a crash has left.

import { lockFolder } from '../storage/lock.ts';
import { emptyDownloads, makeFolders, pathsIn, type Paths } from '../storage/paths.ts';
import { undoHalfImport } from '../sync/transfer/journal.ts';
import type { AppContext, Stop } from './context.ts';

/** @throws AppError `settings.invalid` where it cannot be used, `storage.locked` where another process has it */
export async function openFolder({ options, log }: AppContext, stops: Stop[]): Promise<Paths> {
  const paths = pathsIn(options.dataDir);
  await makeFolders(paths);
  const lock = lockFolder(paths.lock);
  stops.push(() => lock.release());
  await emptyDownloads(paths);
  await undoHalfImport(paths.importJournal, log);
  return paths;
}
