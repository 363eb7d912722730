import { expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../src/kernel/units.ts';
import { MY_TV, openAlertsHome, report } from '../fakes/alerts-home.ts';
import { temporaryFolder } from '../fakes/folder.ts';

const TITLE = 'Masthead: Streams of My TV are dead';

test('of what is muted nobody hears more, not of its growth and not of its end, and it goes from the board', async () => {
  const { alerts, clock, texts, board } = await openAlertsHome();
  const { id } = alerts.book.raise(report({ subject: { channelCount: 2 } }));
  await clock.advanceAsync(MINUTE_MS);
  expect([texts(), board]).toEqual([[TITLE], [`show alert_1 ${TITLE}`]]);
  expect(alerts.mute(id, true)).toMatchObject({ isMuted: true, resolvedAt: null });
  alerts.raise(report({ subject: { channelCount: 900 } }));
  await clock.advanceAsync(HOUR_MS);
  expect(board).toEqual([`show alert_1 ${TITLE}`, 'dismiss alert_1']);
  expect(alerts.book.open).toMatchObject([{ id, isMuted: true }]);
  alerts.book.resolve('thing:my-tv');
  await clock.advanceAsync(5 * MINUTE_MS);
  alerts.raise(report()); // it flaps
  await clock.advanceAsync(HOUR_MS);
  expect(texts()).toEqual([TITLE]);
  expect(board).toHaveLength(2);
});

test('what was muted before it was told is not told', async () => {
  const { alerts, clock, texts, board } = await openAlertsHome();
  alerts.mute(alerts.book.raise(report()).id, true);
  await clock.advanceAsync(HOUR_MS);
  expect([texts(), board]).toEqual([[], []]);
});

test('it is told again when it is worse, and when it comes back another time', async () => {
  const { alerts, clock, texts } = await openAlertsHome();
  alerts.mute(alerts.book.raise(report()).id, true);
  await clock.advanceAsync(HOUR_MS);
  alerts.raise(report({ severity: 'critical', title: 'Worse' }));
  await clock.advanceAsync(MINUTE_MS);
  expect(texts()).toEqual(['Masthead: Worse']);
  alerts.mute(1, true);
  alerts.book.resolve('thing:my-tv');
  await clock.advanceAsync(HOUR_MS);
  alerts.raise(report({ title: 'Another time' }));
  await clock.advanceAsync(MINUTE_MS);
  expect(texts().slice(1)).toEqual(['Masthead: Another time']);
});

test('it stays muted over a start, a target that is added later does not hear of it, and it can be told again', async () => {
  const folder = temporaryFolder();
  const first = await openAlertsHome({ folder });
  first.alerts.mute(first.alerts.book.raise(report()).id, true);
  await first.stop();
  const next = await openAlertsHome({ folder, clock: first.clock });
  await next.alerts.targets.add({ name: 'New', options: { kind: 'webhook', url: 'http://new.example/' } } as never);
  await next.clock.advanceAsync(HOUR_MS);
  expect([next.texts(), next.board]).toEqual([[], []]);
  next.alerts.mute(1, false);
  await next.clock.advanceAsync(MINUTE_MS);
  expect(next.texts()).toEqual([TITLE, TITLE]); // the two webhooks
  expect(next.board).toEqual([`show alert_1 ${TITLE}`]);
});

test('what is over cannot be muted', async () => {
  const { alerts } = await openAlertsHome();
  alerts.raise(report());
  alerts.book.resolve('thing:my-tv');
  expect(() => alerts.mute(1, true)).toThrow(expect.objectContaining({ code: 'alert.unknown' }));
});

test('what comes seconds apart leaves together, what comes later by itself', async () => {
  const { alerts, clock, told } = await openAlertsHome();
  for (const key of ['a', 'b', 'c']) {
    alerts.raise(report({ key, title: key }));
    await clock.advanceAsync(3 * SECOND_MS);
  }
  await clock.advanceAsync(MINUTE_MS);
  expect(told.map(({ text }) => text)).toEqual(['• a\n• b\n• c']);
  alerts.raise(report({ key: 'd', title: 'd' }));
  await clock.advanceAsync(MINUTE_MS);
  expect(told).toHaveLength(2);
});

test('an outage that is told together with something else says how many channels are affected all the same', async () => {
  const { alerts, clock, told } = await openAlertsHome();
  alerts.raise(report({ subject: { provider: MY_TV, channelCount: 1_250 } }));
  alerts.raise(report({ key: 'other' }));
  await clock.advanceAsync(20 * SECOND_MS);
  expect(told.map(({ text }) => text.split('\n').toSorted()[1])).toEqual([
    expect.stringMatching(/^• .+\. 1,250 channels are affected\.$/),
  ]);
});
