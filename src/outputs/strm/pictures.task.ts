// Writes pictures that were fetched, in a worker: disks may be slow.

import { taskLog } from '../../workers/log.ts';
import { defineTask } from '../../workers/task.ts';
import { Manifest } from './manifest.ts';
import type { WantedPicture } from './wanted.ts';
import { writePicture } from './write.ts';

export interface PicturesInput {
  readonly manifestFile: string;
  readonly target: string;
  readonly pictures: readonly (WantedPicture & { readonly bytes: Uint8Array })[];
}

/** @returns how many were written */
export default defineTask<PicturesInput, number>(({ manifestFile, target, pictures }) => {
  const manifest = new Manifest(manifestFile, target, taskLog('strm'));
  try {
    return pictures.filter((picture) => writePicture(picture, { target, manifest })).length;
  } finally {
    manifest.close();
  }
});
