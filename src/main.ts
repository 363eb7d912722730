// Where the process begins: with one malloc arena, and everything else after that.

import { limitArenas } from './workers/arenas.ts';
import { keepCompiledCode } from './workers/code-cache.ts';

const NEEDED_MAJOR = 24; // node:sqlite, and TypeScript's types taken out
if (Number.parseInt(process.versions.node, 10) < NEEDED_MAJOR) {
  process.stderr.write(
    `Masthead needs Node.js ${NEEDED_MAJOR} or newer, this is ${process.version}. "npm start" takes the right one.\n`,
  );
  process.exit(1);
}
limitArenas();
if (!process.argv.includes('--help')) keepCompiledCode();
const { run } = await import('./app/process.ts');
await run(process.argv.slice(2));
