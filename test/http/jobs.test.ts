// Long work over the API: how far it is.

import { expect, test } from 'vitest';
import { AppError, toAppError } from '../../src/kernel/errors.ts';
import { Hono } from 'hono';
import { changeUnder } from '../../src/kernel/condition.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { jobRoutes } from '../../src/http/api/jobs.ts';
import type { ApiPorts } from '../../src/http/api/ports.ts';
import type { ApiEnv } from '../../src/http/guard.ts';
import { Jobs } from '../../src/sync/jobs.ts';
import { startLan } from '../fakes/lan-server.ts';
import type { SyncReport } from '../../src/sync/status.ts';

interface Told {
  readonly id: string;
  readonly state: string;
  readonly progress: { readonly phase: string; readonly done: number; readonly total: number };
  readonly error: { readonly code: string } | null;
}

test('to read all providers is as far as they have ended, well or not, and ends with the last', async () => {
  const { rooms, api } = await startLan();
  const runs = new Map<string, PromiseWithResolvers<SyncReport>>();
  rooms.sync.run = (id) => {
    const run = Promise.withResolvers<SyncReport>();
    runs.set(id, run);
    return run.promise;
  };
  for (const name of ['one', 'two', 'three']) await rooms.providers.add({ name, source: `http://${name}.example/` });
  const { id } = (await (await api('POST', '/jobs', { kind: 'sync_all' })).json()) as Told;
  const told = async (): Promise<Told> => (await (await api('GET', `/jobs/${id}`)).json()) as Told;
  expect(await told()).toMatchObject({ state: 'running', progress: { phase: 'providers', done: 0, total: 3 } });
  const [first, second, third] = [...runs.values()];
  first?.reject(new AppError('provider.unavailable', 'down for repair'));
  await expect.poll(async () => (await told()).progress.done).toBe(1);
  second?.resolve({} as SyncReport);
  await expect.poll(async () => (await told()).progress.done).toBe(2);
  expect((await told()).state, 'the third is still being read').toBe('running');
  third?.resolve({} as SyncReport);
  await expect.poll(async () => (await told()).state).toBe('failed');
  expect(await told()).toMatchObject({ progress: { done: 3, total: 3 }, error: { code: 'provider.unavailable' } });
});

const changed = (): Promise<never> => Promise.reject(new AppError('request.changed-since', 'another was before'));
const neverEnding = (): Promise<never> => new Promise(() => undefined);

test('no job is begun or broken off where the condition under which that was asked holds no more', async () => {
  const jobs = new Jobs(systemClock);
  const ports = { jobs, knowledge: { refresh: neverEnding, cancel: () => undefined } } as unknown as ApiPorts;
  const app = new Hono<ApiEnv>().route('/', jobRoutes(ports));
  app.onError((error, c) => c.json({ code: toAppError(error).code }, 412));
  const headers = { 'content-type': 'application/json' };
  const begin = () => app.request('/jobs', { method: 'POST', headers, body: '{"kind":"knowledge"}' });
  expect((await changeUnder(changed, async () => await begin())).status).toBe(412);
  expect(jobs.list()).toEqual([]);
  expect((await begin()).status).toBe(202);
  const [running] = jobs.list();
  const end = () => app.request(`/jobs/${running?.id}`, { method: 'DELETE' });
  let isCancelled = false;
  ports.knowledge.cancel = () => void (isCancelled = true);
  expect([(await changeUnder(changed, async () => await end())).status, isCancelled]).toEqual([412, false]);
  expect([(await end()).status, isCancelled]).toEqual([202, true]);
});
