// Makes a folder with those above it. Node's own `mkdir` with `recursive` never comes back where the file system answers "not
// there" although the folder above is there (`/proc`), and takes the process with it.

import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** @throws NodeJS.ErrnoException `ENOENT` where the folder above is there and none can be made in it */
export function makeFolder(path: string): void {
  const folder = resolve(path);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  const above = dirname(folder);
  if (above !== folder) makeFolder(above);
  try {
    mkdirSync(folder);
  } catch (error) {
    const isThere = statSync(folder, { throwIfNoEntry: false })?.isDirectory(); // somebody else was quicker
    if (!isThere) throw error;
  }
}
