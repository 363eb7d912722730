// Checks in a real worker: many at once over one task.

import { onTestFinished, expect, test } from 'vitest';
import { CheckStation } from '../../src/health/check/station.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { taskRef, WorkerPool } from '../../src/workers/pool.ts';
import { taskUrl } from '../../src/workers/task.ts';
import { startTsServer } from '../fakes/ts-server.ts';

const CHECK = taskRef<typeof import('../../src/health/check/check.task.ts').default>(
  taskUrl(import.meta, '../../src/health/check/check.task'),
);
const LONG = { wantBytes: 1e9, wantMs: 60_000 };
const NONE = { headers: {}, timeoutMs: 5_000, wantBytes: 0, wantMs: 0, position: null };

async function open() {
  const server = await startTsServer();
  const pool = new WorkerPool({ maxThreads: 1, heapMebibytes: 128, tasksPerThread: 64 });
  const station = new CheckStation({ pool, task: CHECK, clock: systemClock, reach: () => undefined });
  onTestFinished(async () => {
    station.stop();
    await pool.stop();
    await server.close();
  });
  const check = (path: string, signal = new AbortController().signal, more = {}) =>
    station.check({ ...NONE, url: new URL(path, server.url).href, ...more }, signal);
  return { server, pool, station, check };
}

test('many checks at once each have their own answer, and their connections are closed by then', async () => {
  const { server, check } = await open();
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, at) => check(at % 2 === 0 ? `/${at}` : 'http://127.0.0.1:1/')),
  );
  expect(answers.map(({ code }) => code)).toEqual(
    Array.from({ length: 20 }, (_, at) => (at % 2 === 0 ? null : 'net.refused')),
  );
  await expect.poll(() => server.connections).toBe(0);
});

test('bytes that were wanted come along', async () => {
  const { check } = await open();
  const { bytes, probe } = await check('/1', undefined, { wantBytes: 50_000, wantMs: 5_000 });
  expect(bytes!.length).toBeGreaterThanOrEqual(50_000);
  expect(probe).toMatchObject({ by: 'masthead' });
});

test('one that is given up is over when its connection is closed; the others go on', async () => {
  const { server, check } = await open();
  const abort = new AbortController();
  const given = check('/1', abort.signal, LONG);
  const end = new AbortController();
  const other = check('/2', end.signal, LONG);
  await expect.poll(() => server.connections).toBe(2);
  abort.abort(new Error('a viewer needs it'));
  await expect(given).rejects.toThrow('a viewer needs it');
  await expect.poll(() => server.connections).toBe(1);
  expect((await check('/3')).code).toBeNull();
  end.abort(new Error('enough'));
  await expect(other).rejects.toThrow('enough');
});

test('checks of a worker that died fail, and the next one has another worker', async () => {
  const { server, pool } = await open();
  const dying = Promise.withResolvers<never>();
  const pools = [{ run: () => dying.promise }, pool] as const;
  let nth = 0;
  const run = ((...given: Parameters<typeof pool.run>) => pools[nth++]!.run(...given)) as typeof pool.run;
  const station = new CheckStation({ pool: { run }, task: CHECK, clock: systemClock, reach: () => undefined });
  onTestFinished(() => station.stop());
  const check = () => station.check({ ...NONE, url: server.url }, new AbortController().signal);
  const waiting = [check(), check()];
  dying.reject(new Error('out of memory'));
  for (const one of waiting) await expect(one).rejects.toMatchObject({ code: 'process.worker-failed' });
  expect(await check()).toMatchObject({ code: null });
});

test('nothing can be asked of one that has stopped, and what was asked is over', async () => {
  const { station, check } = await open();
  const waiting = check('/1', undefined, { wantBytes: 1e9, wantMs: 60_000 });
  station.stop();
  await expect(waiting).rejects.toMatchObject({ code: 'process.stopping' });
});
