// The threads: for work, for answers, for what is fetched.

import { poolSize, readersIdleMs, WorkerPool } from '../workers/pool.ts';
import type { Stop } from './context.ts';

/** Sources that are fetched at the same time: they wait for the network, not for this machine. */
const FETCHES_AT_ONCE = 8;
const FETCH_HEAP_MEBIBYTES = 128;

export type Pools = ReturnType<typeof openPools>;

export function openPools(stops: Stop[]) {
  const size = poolSize();
  const work = new WorkerPool(size);
  // Never behind a sync, and no list behind a guide.
  const reads = new WorkerPool({ ...size, maxThreads: 2, idleMs: readersIdleMs() });
  const fetches = new WorkerPool({
    maxThreads: 1,
    heapMebibytes: FETCH_HEAP_MEBIBYTES,
    tasksPerThread: FETCHES_AT_ONCE,
  });
  stops.push(async () => void (await Promise.all([work.stop(), reads.stop(), fetches.stop()])));
  return { work, reads, fetches };
}
