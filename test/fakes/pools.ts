// Worker threads for tests: the same for all files of a process, never stopped. A thread loads what its tasks need once; with
// threads of its own for each test, loading was half of what the tests of syncs did.

import { WorkerPool } from '../../src/workers/pool.ts';

/** As small as on the smallest box: one thread. */
export const pool = new WorkerPool({ maxThreads: 1, heapMebibytes: 512 });

/** For what is fetched. */
export const fetches = new WorkerPool({ maxThreads: 1, heapMebibytes: 128, tasksPerThread: 8 });
