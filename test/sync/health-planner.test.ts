import { expect, onTestFinished, test } from 'vitest';
import { silentLog } from '../../src/kernel/log.ts';
import { HealthPlanner, type HealthPlannerOptions } from '../../src/sync/health-planner.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';

function planner(first: () => Promise<void>): { readonly planner: HealthPlanner; readonly done: string[] } {
  const done: string[] = [];
  const run = ((_task: unknown, { madeFrom }: { madeFrom: string }) => {
    done.push(`plan of ${madeFrom}`);
    return Promise.resolve({ streamCount: 1 });
  }) as HealthPlannerOptions['pool']['run'];
  const made = new HealthPlanner({
    paths: { catalogue: '', health: '', lineup: '' },
    providers: { list: () => [] },
    policy: () => ({ failuresUntilDead: 3, startMinute: 0, zone: 'UTC' }),
    lineup: () => 'lineup',
    madeFrom: () => '',
    first: async () => {
      await first();
      done.push('library');
    },
    pool: { run },
    clock: createTurnedClock(),
    log: silentLog,
  });
  onTestFinished(() => made.stop());
  return { planner: made, done };
}

test('checks are planned when the library is built', async () => {
  const library = Promise.withResolvers<void>();
  const { planner: asked, done } = planner(() => library.promise);
  const planned = asked.catchUp();
  await new Promise((resolve) => setImmediate(resolve));
  expect(done).toEqual([]);
  library.resolve();
  await planned;
  expect(done).toEqual(['library', 'plan of ["lineup",[]]']);
});

test('nothing is planned where Masthead stops while the library is built', async () => {
  const library = Promise.withResolvers<void>();
  const { planner: asked, done } = planner(() => library.promise);
  const planned = asked.catchUp();
  const stopped = asked.stop();
  library.resolve();
  await Promise.all([planned, stopped]);
  expect(done).toEqual(['library']);
});
