// Where the process begins: with limits to its memory, and everything else after that.

import { limitArenas, limitHeapGrowth } from './workers/memory-limits.ts';
import { keepCompiledCode } from './workers/code-cache.ts';
import { makeFolder } from './storage/folder.ts';

const NEEDED_MAJOR = 24; // node:sqlite, and TypeScript's types taken out
if (Number.parseInt(process.versions.node, 10) < NEEDED_MAJOR) {
  process.stderr.write(
    `Masthead needs Node.js ${NEEDED_MAJOR} or newer, this is ${process.version}. "npm start" takes the right one.\n`,
  );
  process.exit(1);
}
limitArenas();
limitHeapGrowth();
if (!process.argv.includes('--help')) keepCompiledCode(makeFolder);
const { run } = await import('./app/process.ts');
await run(process.argv.slice(2));
