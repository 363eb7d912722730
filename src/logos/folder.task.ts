// Reads a person's folder of logos in a worker: it may be large, and on a network share.

import { defineTask } from '../workers/task.ts';
import { readFolder, type FolderIndex } from './folder-index.ts';

export interface FolderInput {
  readonly folder: string;
  /** Of what was read before: nothing is read again while it holds. */
  readonly known: Pick<FolderIndex, 'folders' | 'stamp'> | undefined;
}

/** Null where nothing has changed. */
export default defineTask<FolderInput, FolderIndex | null>(({ folder, known }) => {
  const before = known && { ...EMPTY_KEYS, ...known };
  const index = readFolder(folder, before);
  return index === before ? null : index;
});

const EMPTY_KEYS = { keys: new Float64Array(), starts: new Uint32Array(), names: '' };
