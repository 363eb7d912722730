import { afterAll, expect, test } from 'vitest';
import type { MergeInput } from '../../src/matching/merge.task.ts';
import { taskRef, WorkerPool } from '../../src/workers/pool.ts';

const TASK = taskRef<typeof import('../../src/matching/merge.task.ts').default>(
  new URL('../../src/matching/merge.task.ts', import.meta.url),
);
const pool = new WorkerPool({ maxThreads: 1, heapMebibytes: 128 });
afterAll(() => pool.stop());

const input = (names: readonly string[]): MergeInput => ({
  names,
  marketOf: new Uint16Array(names.length),
  providerOf: Uint16Array.from(names, (_, index) => index % 2),
  markets: ['de'],
  providers: ['a', 'b'],
  threshold: 85,
  policy: { feeds: true },
  knowledge: [],
  knowledgeRevision: '',
});

test('a worker merges a list and tells the channels by their first names', async () => {
  const { channelOf } = await pool.run(TASK, input(['DE: Bergland HD', 'BERGLAND', 'Ostsee']));
  expect([...channelOf]).toEqual([0, 0, 2]);
});

test('a merge can be cancelled, and the next one is whole', async () => {
  const many = input(Array.from({ length: 20_000 }, (_, index) => `Bergland ${index % 97} Sender ${index} Nord`));
  const cancel = new AbortController();
  const run = pool.run(TASK, many, { signal: cancel.signal, onProgress: () => cancel.abort() });
  await expect(run).rejects.toMatchObject({ code: 'process.stopping' });
  const { channelOf } = await pool.run(TASK, input(['Bergland', 'BERGLAND HD']));
  expect([...channelOf]).toEqual([0, 0]);
});
