// Names a state of a file, so that somebody else can say later which one it has followed.

import { statSync } from 'node:fs';

/** Another one after each replacement; empty while there is no file. One look at the inode. */
export function fileStamp(file: string): string {
  const found = statSync(file, { bigint: true, throwIfNoEntry: false });
  return found ? `${found.mtimeNs}-${found.ino}-${found.size}` : '';
}
