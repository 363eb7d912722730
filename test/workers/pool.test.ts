import { afterAll, expect, onTestFinished, test } from 'vitest';
import type { LogRecord } from '../../src/kernel/log.ts';
import { MEBIBYTE } from '../../src/kernel/units.ts';
import { onTaskRecord } from '../../src/workers/log.ts';
import { WorkerPool, memoryLimitBytes, poolSize, readersIdleMs, taskRef } from '../../src/workers/pool.ts';
import { CHUNKS_UNDER_WAY, taskUrl } from '../../src/workers/task.ts';
import { CANCELLED, EMITTED, STARTED, type Trial } from './trials.task.ts';

const trials = taskRef<typeof import('./trials.task.ts').default>(taskUrl(import.meta, './trials.task'));
const pool = new WorkerPool({ maxThreads: 1, heapMebibytes: 128 });
afterAll(() => pool.stop());

const ledger = (): Int32Array<SharedArrayBuffer> => new Int32Array(new SharedArrayBuffer(16));

test('a task gets its input and answers with its output', async () => {
  expect(await pool.run(trials, { kind: 'add', numbers: [1, 2, 3] })).toBe(6);
});

test('all progress arrives in order, and before the result', async () => {
  const seen: number[] = [];
  await pool.run(trials, { kind: 'count', until: 200 }, { onProgress: (number) => seen.push(number) });
  expect(seen).toEqual(Array.from({ length: 200 }, (_, index) => index + 1));
});

test("a task's AppError arrives with its code, its message and its facts", async () => {
  await expect(pool.run(trials, { kind: 'fail' })).rejects.toMatchObject({
    name: 'AppError',
    code: 'format.not-a-guide',
    message: 'this is a cake',
    context: { line: 3 },
  });
});

test('what a task logs is told to the main thread, without passwords', async () => {
  const records: LogRecord[] = [];
  onTestFinished(onTaskRecord((record) => records.push(record)));
  await pool.run(trials, { kind: 'log', message: 'lost http://tv/live/anna/hunter2/1.ts' });
  await expect.poll(() => records.length).toBe(1);
  expect(records[0]).toMatchObject({ level: 'warning', room: 'trials', message: 'lost http://tv/live/***/***/1.ts' });
});

test('any other error of a task arrives as internal', async () => {
  await expect(pool.run(trials, { kind: 'throw' })).rejects.toMatchObject({
    code: 'internal',
    message: 'x is not a function',
  });
});

test('a thread that dies fails its task alone; the next one gets a new thread', async () => {
  await expect(pool.run(trials, { kind: 'exit' })).rejects.toMatchObject({ code: 'process.worker-failed' });
  expect(await pool.run(trials, { kind: 'add', numbers: [4] })).toBe(4);
});

test('emitted chunks are read whole and in order, and the stream returns the output', async () => {
  const stream = pool.stream(trials, { kind: 'emit', chunks: 20, ledger: ledger().buffer });
  const first: number[] = [];
  let step = await stream.next();
  for (; !step.done; step = await stream.next()) first.push(step.value[0] ?? -1);
  expect(first).toEqual(Array.from({ length: 20 }, (_, index) => index));
  expect(step.value).toBe(20);
});

test('a task whose chunks nobody reads waits', async () => {
  const cells = ledger();
  const stream = pool.stream(trials, { kind: 'emit', chunks: 1_000, ledger: cells.buffer });
  for (let read = 0; read < 5; read += 1) await stream.next();
  for (let turn = 0; turn < 20; turn += 1) await pause();
  expect(Atomics.load(cells, EMITTED)).toBeLessThanOrEqual(5 + CHUNKS_UNDER_WAY);
  await stream.return(0);
});

test('ending the loop ends the task, and its thread is free again', async () => {
  const stream = pool.stream(trials, { kind: 'emit', chunks: 1_000_000, ledger: ledger().buffer });
  for await (const chunk of stream) if (chunk[0] === 3) break;
  expect(await pool.run(trials, { kind: 'add', numbers: [1] })).toBe(1);
});

test('a failing task fails its stream', async () => {
  const stream = pool.stream(trials, { kind: 'fail' });
  await expect(stream.next()).rejects.toMatchObject({ code: 'format.not-a-guide' });
});

test.each(['wait', 'spin politely'] as const)(
  'a task that listens (%s) ends by itself when cancelled',
  async (kind) => {
    const cells = ledger();
    await expect(cancelled(pool, { kind, ledger: cells.buffer }, cells)).rejects.toMatchObject({
      code: 'process.stopping',
    });
    expect(Atomics.load(cells, CANCELLED)).toBe(1);
  },
);

test('a task that does not listen is ended with its thread', async () => {
  const cells = ledger();
  await expect(cancelled(pool, { kind: 'spin for ever', ledger: cells.buffer }, cells)).rejects.toMatchObject({
    code: 'process.stopping',
  });
  expect(Atomics.load(cells, CANCELLED)).toBe(0);
  expect(await pool.run(trials, { kind: 'add', numbers: [1] })).toBe(1);
});

test('a task that still waits for a thread is cancelled at once and never begins', async () => {
  const [busy, waiting] = [ledger(), ledger()];
  const [release, abort] = [new AbortController(), new AbortController()];
  const first = pool.run(trials, { kind: 'wait', ledger: busy.buffer }, { signal: release.signal });
  await until(() => Atomics.load(busy, STARTED) === 1);
  const second = pool.run(trials, { kind: 'wait', ledger: waiting.buffer }, { signal: abort.signal });
  abort.abort();
  await expect(second).rejects.toMatchObject({ code: 'process.stopping' });
  release.abort();
  await expect(first).rejects.toMatchObject({ code: 'process.stopping' });
  expect(Atomics.load(waiting, STARTED)).toBe(0);
});

test('a task that is cancelled when its result is under way already ends by itself alone', async () => {
  await pool.run(trials, { kind: 'add', numbers: [1] });
  const gone = new AbortController();
  const run = pool.run(trials, { kind: 'add', numbers: [1] }, { signal: gone.signal });
  Atomics.wait(ledger(), 0, 0, 200); // this thread hears nothing meanwhile
  gone.abort();
  await expect(run).rejects.toMatchObject({ code: 'process.stopping' });
  expect(await pool.run(trials, { kind: 'add', numbers: [1, 2] })).toBe(3);
});

test('under an aborted signal nothing begins', async () => {
  const run = pool.run(trials, { kind: 'add', numbers: [] }, { signal: AbortSignal.abort() });
  await expect(run).rejects.toMatchObject({ code: 'process.stopping' });
});

test('a stopped pool tells those who wait that it stops', async () => {
  const stopping = new WorkerPool({ maxThreads: 1, heapMebibytes: 128 });
  const cells = ledger();
  const run = stopping.run(trials, { kind: 'spin for ever', ledger: cells.buffer });
  run.catch(() => undefined);
  await until(() => Atomics.load(cells, STARTED) === 1);
  await stopping.stop();
  await expect(run).rejects.toMatchObject({ code: 'process.stopping' });
});

test.each([
  [1, 256, { maxThreads: 1, heapMebibytes: 128 }],
  [1, 512, { maxThreads: 1, heapMebibytes: 128 }],
  [2, 2_048, { maxThreads: 1, heapMebibytes: 512 }],
  [4, 1_024, { maxThreads: 2, heapMebibytes: 256 }],
  [16, 65_536, { maxThreads: 4, heapMebibytes: 1_024 }],
])('on %i cores with %i MiB the pool is %o', (cores, mebibytes, size) => {
  expect(poolSize(cores, mebibytes * MEBIBYTE)).toEqual(size);
});

test('threads that answer people stay where there is memory for them', () => {
  expect(readersIdleMs(2_048 * MEBIBYTE)).toBeGreaterThan(10 * readersIdleMs(512 * MEBIBYTE));
});

test('the memory limit is a real number of bytes', () => {
  expect(memoryLimitBytes()).toBeGreaterThan(64 * MEBIBYTE);
  expect(memoryLimitBytes()).toBeLessThan(2 ** 50);
});

test('the URL of a task has the extension of the file that asks', () => {
  expect(taskUrl(import.meta, './trials.task').pathname).toMatch(/\/test\/workers\/trials\.task\.ts$/);
});

const pause = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, 5));

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await pause();
}

function cancelled(on: WorkerPool, trial: Trial, cells: Int32Array): Promise<number> {
  const abort = new AbortController();
  onTestFinished(() => abort.abort());
  const run = on.run(trials, trial, { signal: abort.signal });
  void until(() => Atomics.load(cells, STARTED) === 1).then(() => void setTimeout(() => abort.abort(), 10));
  return run;
}

test('tasks that wait share a thread where the pool allows it, and one is cancelled without the others', async () => {
  const shared = new WorkerPool({ maxThreads: 1, heapMebibytes: 128, tasksPerThread: 4 });
  onTestFinished(() => shared.stop());
  const [gone, later] = [new AbortController(), new AbortController()];
  const [first, second] = [ledger(), ledger()];
  const one = shared.run(trials, { kind: 'wait', ledger: first.buffer }, { signal: gone.signal });
  const other = shared.run(trials, { kind: 'wait', ledger: second.buffer }, { signal: later.signal });
  expect(await shared.run(trials, { kind: 'add', numbers: [1, 2] })).toBe(3);
  gone.abort();
  await expect(one).rejects.toMatchObject({ code: 'process.stopping' });
  expect([Atomics.load(first, CANCELLED), Atomics.load(second, CANCELLED)]).toEqual([1, 0]);
  later.abort();
  await expect(other).rejects.toMatchObject({ code: 'process.stopping' });
});
