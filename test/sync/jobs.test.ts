import { join } from 'node:path';
import { expect, test } from 'vitest';
import { AppError } from '../../src/kernel/errors.ts';
import { Jobs } from '../../src/sync/jobs.ts';
import { silentLog } from '../../src/kernel/log.ts';
import { openJobBook } from '../../src/sync/job-book.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';

async function gone(reason: Error): Promise<void> {
  await Promise.resolve();
  throw reason;
}

function setUp() {
  const clock = createTurnedClock(1_000);
  return { clock, jobs: new Jobs(clock) };
}

test('a job runs, says how far it is, and ends', async () => {
  const { clock, jobs } = setUp();
  const end = Promise.withResolvers<void>();
  let done = 0;
  const work = { kind: 'sync', subject: 'a', run: () => end.promise, progress: () => ({ phase: 'x', done, total: 9 }) };
  const { id } = jobs.start(work);
  done = 4;
  expect(jobs.get(id)).toMatchObject({ state: 'running', progress: { done: 4, total: 9 }, finishedAt: null });
  expect(jobs.start(work).id).toBe(id);
  expect(jobs.start({ ...work, subject: 'b' }).id).not.toBe(id);
  clock.advance(500);
  done = 9;
  end.resolve();
  await expect.poll(() => jobs.get(id)?.state).toBe('done');
  done = 0;
  expect(jobs.get(id)).toMatchObject({ progress: { done: 9 }, startedAt: 1_000, finishedAt: 1_500, error: null });
  expect(jobs.start(work).id).not.toBe(id);
});

test('one that fails says why, without a password', async () => {
  const { jobs } = setUp();
  const failing = (reason: Error) => jobs.start({ kind: reason.message, subject: '', run: () => gone(reason) }).id;
  const told = failing(new AppError('provider.refused', 'no: http://anna:hunter2@x/'));
  const hidden = failing(new Error('/data/secret'));
  await expect.poll(() => jobs.list().every(({ state }) => state === 'failed')).toBe(true);
  expect(jobs.get(told)?.error).toEqual({ code: 'provider.refused', message: 'no: http://***@x/' });
  expect(jobs.get(hidden)?.error?.message).not.toContain('secret');
});

test('those that have ended are kept for a while, those that run as long as they do', async () => {
  const { jobs } = setUp();
  const running = jobs.start({ kind: 'long', subject: '', run: () => new Promise(() => undefined) });
  for (let turn = 0; turn < 150; turn += 1) {
    const { id } = jobs.start({ kind: 'short', subject: String(turn), run: () => Promise.resolve() });
    await expect.poll(() => jobs.get(id)?.state).toBe('done');
  }
  expect(jobs.list()).toHaveLength(100);
  expect(jobs.get(running.id)?.state).toBe('running');
});

test('a job is broken off, unless its kind cannot be or it has ended', async () => {
  const { jobs } = setUp();
  const end = Promise.withResolvers<void>();
  const stopped = new AppError('process.stopping', 'The sync was cancelled');
  const { id } = jobs.start({ kind: 'sync', subject: 'a', run: () => end.promise, cancel: () => end.reject(stopped) });
  expect(jobs.cancel(id).state).toBe('running');
  await expect.poll(() => jobs.get(id)).toMatchObject({ state: 'cancelled', error: null });
  expect(() => jobs.cancel(id)).toThrow('has ended');
  const stubborn = jobs.start({ kind: 'files', subject: '', run: () => new Promise(() => undefined) });
  expect(() => jobs.cancel(stubborn.id)).toThrow('cannot be broken off');
  expect(() => jobs.cancel('none')).toThrow('no such job');
  const ending = jobs.start({ kind: 'stopped', subject: '', run: () => gone(stopped) });
  await expect.poll(() => jobs.get(ending.id)?.state).toBe('failed');
});

test('one that a restart cut off ended then, whichever restarts come after it', async () => {
  const clock = createTurnedClock(1_000);
  const file = join(temporaryFolder(), 'jobs.json');
  const open = async (): Promise<Jobs> => new Jobs(clock, await openJobBook({ file, clock, log: silentLog }));
  const first = await open();
  const { id } = first.start({ kind: 'sync', subject: 'a', run: () => new Promise(() => undefined) });
  await first.noted();
  clock.advance(1_000);
  const second = await open();
  expect(second.get(id)).toMatchObject({ state: 'failed', finishedAt: 2_000 });
  await second.noted();
  clock.advance(1_000);
  expect((await open()).get(id)).toMatchObject({ state: 'failed', finishedAt: 2_000 });
});
