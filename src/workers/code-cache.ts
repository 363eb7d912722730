// Node keeps what it has compiled of our modules in the data folder's cache: a start after the first compiles nothing.

import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

/** Before anything large is imported. A folder that cannot be written is no reason not to start: nothing is kept then. */
export function keepCompiledCode(dataDir = process.env['MASTHEAD_DATA_DIR'] || './data'): void {
  enableCompileCache(join(dataDir, 'cache', 'code'));
}
