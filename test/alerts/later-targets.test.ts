// Who is told what is still open: a target that is added later, wants more than before, or was repaired.

import { expect, test } from 'vitest';
import { AppError } from '../../src/kernel/errors.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/kernel/units.ts';
import { openAlertsHome, report } from '../fakes/alerts-home.ts';
import { temporaryFolder } from '../fakes/folder.ts';

test('a target that is added while something is wrong hears of it, in one message, and when it is over', async () => {
  const { alerts, clock, texts, told } = await openAlertsHome();
  alerts.raise(report({ key: 'a', title: 'First' }));
  alerts.raise(report({ key: 'b', title: 'Second' }));
  alerts.raise(report({ key: 'c', title: 'Of no weight', severity: 'info' }));
  alerts.raise(report({ key: 'd', title: 'Long past', kind: 'failover' }));
  await clock.advanceAsync(HOUR_MS);
  const before = told.length;
  await alerts.targets.add({ name: 'New', options: { kind: 'webhook', url: 'http://new.example/' } } as never);
  await clock.advanceAsync(MINUTE_MS);
  expect(told.slice(before).map(({ text }) => text)).toEqual(['• First\n• Second']);
  alerts.book.resolve('a');
  await clock.advanceAsync(MINUTE_MS);
  expect(texts().slice(before + 1)).toEqual(['Masthead: Over: First', 'Masthead: Over: First']);
});

test('one that wants more than before hears of what it left out, and of nothing twice', async () => {
  const { alerts, clock, texts } = await openAlertsHome();
  alerts.raise(report({ title: 'Known' }));
  alerts.raise(report({ key: 'b', title: 'Left out', severity: 'info' }));
  await clock.advanceAsync(MINUTE_MS);
  await alerts.targets.patch('hook', { minimum_severity: 'info' });
  await alerts.targets.patch('hook', { name: 'Hook of ours' });
  await clock.advanceAsync(HOUR_MS);
  expect(texts()).toEqual(['Masthead: Known', 'Masthead: Left out']);
});

const refused = new AppError('alert.refused', 'wrong token');

test.each([
  ['a person repairs it', (home: Home) => home.alerts.targets.patch('hook', { name: 'Repaired' })],
  ['a test arrives', (home: Home) => home.alerts.test('hook', AbortSignal.timeout(1_000))],
  ['the next start', () => undefined],
])('what was refused is told again as soon as %s', async (_how, repair) => {
  const folder = temporaryFolder();
  const home = await openAlertsHome({ folder });
  home.state.error = refused;
  home.alerts.raise(report({ title: 'Not over yet' }));
  await home.clock.advanceAsync(HOUR_MS);
  home.state.error = undefined;
  await repair(home);
  await home.clock.advanceAsync(MINUTE_MS);
  await home.stop();
  const next = await openAlertsHome({ folder, clock: home.clock });
  await next.clock.advanceAsync(HOUR_MS);
  expect([...home.texts(), ...next.texts()].filter((title) => !title.includes('test'))).toEqual([
    'Masthead: Not over yet',
  ]);
});

type Home = Awaited<ReturnType<typeof openAlertsHome>>;

test('nobody hears that something is over of which nothing arrived', async () => {
  const { alerts, clock, state, texts } = await openAlertsHome();
  state.error = refused;
  alerts.raise(report());
  await clock.advanceAsync(MINUTE_MS);
  state.error = undefined;
  alerts.book.resolve('thing:my-tv');
  await clock.advanceAsync(HOUR_MS);
  expect(texts()).toEqual([]);
});

test('how the last delivery ended is known after a start, and goes with its target', async () => {
  const folder = temporaryFolder();
  const first = await openAlertsHome({ folder });
  first.alerts.raise(report());
  await first.clock.advanceAsync(MINUTE_MS);
  const deliveredAt = first.alerts.deliveryOf('hook').deliveredAt;
  expect(deliveredAt).not.toBeNull();
  first.state.error = refused;
  await expect(first.alerts.test('hook', AbortSignal.timeout(1_000))).rejects.toThrow('wrong token');
  await first.stop();
  const next = await openAlertsHome({ folder, clock: first.clock });
  const error = { at: first.clock.now(), code: 'alert.refused', message: 'wrong token' };
  expect(next.alerts.deliveryOf('hook')).toEqual({ waiting: 0, deliveredAt, error });
  await next.alerts.test('hook', AbortSignal.timeout(1_000));
  expect(next.alerts.deliveryOf('hook')).toMatchObject({ error: null });
  await next.alerts.targets.remove('hook');
  expect(next.alerts.deliveryOf('hook')).toEqual({ waiting: 0, deliveredAt: null, error: null });
});
