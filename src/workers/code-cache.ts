// Node keeps what it has compiled of our modules in the data folder's cache: a start after the first compiles nothing.

import { enableCompileCache, flushCompileCache } from 'node:module';
import { join } from 'node:path';

/** Before anything large is imported. A folder that cannot be written is no reason not to start: nothing is kept then. */
export function keepCompiledCode(
  makeFolder: (path: string) => void,
  dataDir = process.env['MASTHEAD_DATA_DIR'] || './data',
): void {
  const folder = join(dataDir, 'cache', 'code');
  try {
    makeFolder(folder);
  } catch {
    return; // the start says why
  }
  enableCompileCache(folder);
}

/**
 * Writes what has been compiled, at once: when nobody watches yet. Node would do so at the end of the process: more than a thousand
 * files, on a busy machine two seconds and more of the three in which it has to end. With what is there already it takes no time.
 */
export function writeCompiledCode(): void {
  flushCompileCache();
}
