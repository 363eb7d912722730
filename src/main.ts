// Where the process begins: with one malloc arena, and everything else after that.

import { limitArenas } from './workers/arenas.ts';

limitArenas();
const { run } = await import('./app/process.ts');
await run(process.argv.slice(2));
