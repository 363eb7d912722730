// Tells whether what was made of data was made by this very code: a number to be raised by hand is one that is forgotten.

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';

/**
 * Of the folders of `src`, or of what it was compiled to, and of what is in them: 500 kB in a few milliseconds. And of what runs them:
 * the versions of libraries, beside the root, and of Node, whose tables of letters are others now and then.
 */
export function digestOfCode(folders: readonly string[], root = dirname(import.meta.dirname)): number {
  let sum = crc32(readFileSync(join(root, '..', 'package.json')), crc32(process.version));
  for (const folder of folders) {
    const files = readdirSync(join(root, folder), { recursive: true, withFileTypes: true }).filter((file) =>
      file.isFile(),
    );
    const paths = files.map((file) => join(file.parentPath, file.name)).toSorted();
    for (const path of paths) sum = crc32(readFileSync(path), crc32(path.slice(root.length), sum));
  }
  return sum;
}
