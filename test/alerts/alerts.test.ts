import { expect, test } from 'vitest';
import { AppError } from '../../src/kernel/errors.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../src/kernel/units.ts';
import type { ChannelId, StreamId } from '../../src/model/ids.ts';
import { MY_TV, openAlertsHome, OTHER, report, titleOf, WARNINGS } from '../fakes/alerts-home.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';

const failed = { providerId: MY_TV, code: 'provider.refused', message: 'It answered 403' };
const synced = { providerId: MY_TV };
const channelId = 1 as ChannelId;

test('a provider that is down is told once, and told again when it is up', async () => {
  const { events, clock, texts, told, board } = await openAlertsHome();
  events.announce('provider.failed', failed);
  events.announce('provider.failed', failed);
  await clock.advanceAsync(20 * SECOND_MS);
  expect(texts()).toEqual(['Masthead: My TV is down']);
  expect(told[0]!.text).toBe('It answered 403.\nIts channels keep their last good data; Masthead goes on trying.');
  await clock.advanceAsync(HOUR_MS);
  events.announce('provider.synced', synced);
  await clock.advanceAsync(20 * SECOND_MS);
  expect(texts().slice(1)).toEqual(['Masthead: Over: My TV is down']);
  expect(told[1]!.text).toBe('It is over after 1 h 0 min.');
  expect(board).toEqual(['show alert_1 Masthead: My TV is down', 'dismiss alert_1']);
});

test('what is over before anybody has heard of it is not told at all', async () => {
  const { events, clock, told, board, alerts } = await openAlertsHome();
  events.announce('provider.failed', failed);
  await clock.advanceAsync(5 * SECOND_MS);
  events.announce('provider.synced', synced);
  await clock.advanceAsync(HOUR_MS);
  expect([told, board]).toEqual([[], []]);
  expect(alerts.book.history(10).items.map(titleOf)).toEqual(['My TV is down']);
});

test('a provider that comes and goes every minute for an hour is a handful of messages and one alert', async () => {
  const { events, clock, told, alerts } = await openAlertsHome();
  for (let minute = 0; minute < 60; minute += 1) {
    events.announce('provider.failed', failed);
    await clock.advanceAsync(30 * SECOND_MS);
    events.announce('provider.synced', synced);
    await clock.advanceAsync(30 * SECOND_MS);
  }
  expect(alerts.book.history(10).items).toMatchObject([{ count: 60 }]);
  expect(told.length).toBeGreaterThan(0);
  expect(told.length).toBeLessThanOrEqual(3);
  await clock.advanceAsync(HOUR_MS);
  expect(told.length).toBeLessThanOrEqual(4);
  expect(told.at(-1)!.title).toBe('Masthead: Over: My TV is down');
});

test('what happens within seconds is one message', async () => {
  const { events, clock, told } = await openAlertsHome();
  events.announce('provider.failed', failed);
  events.announce('provider.failed', { ...failed, providerId: OTHER });
  await clock.advanceAsync(20 * SECOND_MS);
  expect(told.map(({ title, text }) => [title, text])).toEqual([
    ['Masthead: 2 alerts', '• My TV is down\n• Other is down'],
  ]);
});

test('an outage of 5,000 streams is one message that says how many channels are affected', async () => {
  const { alerts, clock, told } = await openAlertsHome();
  for (let count = 1; count <= 5_000; count += 1) {
    alerts.raise(report({ subject: { provider: MY_TV, streamCount: count, channelCount: Math.ceil(count / 4) } }));
  }
  await clock.advanceAsync(20 * SECOND_MS);
  expect(told).toHaveLength(1);
  expect(told[0]!.text).toContain('1,250 channels are affected.');
});

test('what gets worse is told again, after a rest; at once when it is critical', async () => {
  const { alerts, clock, texts } = await openAlertsHome();
  alerts.raise(report({ subject: { channelCount: 10 } }));
  await clock.advanceAsync(MINUTE_MS);
  alerts.raise(report({ title: 'Many more', subject: { channelCount: 40 } }));
  await clock.advanceAsync(MINUTE_MS);
  expect(texts()).toHaveLength(1);
  await clock.advanceAsync(15 * MINUTE_MS);
  expect(texts()[1]).toBe('Masthead: Many more');
  alerts.raise(report({ title: 'All of them', severity: 'critical' }));
  await clock.advanceAsync(MINUTE_MS);
  expect(texts()[2]).toBe('Masthead: All of them');
});

test('a target hears of what it asked for: kinds, and a least severity', async () => {
  const { alerts, clock, texts } = await openAlertsHome({
    target: { minimum_severity: 'critical', kinds: ['streams_dead'] },
  });
  alerts.raise(report());
  alerts.raise(report({ key: 'b', kind: 'network_failure', severity: 'critical', title: 'Other kind' }));
  alerts.raise(report({ key: 'c', severity: 'critical', title: 'Wanted' }));
  await clock.advanceAsync(MINUTE_MS);
  expect(texts()).toEqual(['Masthead: Wanted']);
});

test('a kind that is switched off is no alert, and what was open of it is over', async () => {
  const { alerts, state, clock } = await openAlertsHome();
  alerts.raise(report());
  await clock.advanceAsync(MINUTE_MS);
  state.settings = { ...state.settings, streams_dead: false };
  alerts.settle();
  alerts.raise(report({ key: 'again' }));
  expect(alerts.book.open).toEqual([]);
});

test('quiet hours hold what happens until they are over, also what was over by then; critical is told at once', async () => {
  const clock = createTurnedClock(new Date(2026, 10, 23, 23).getTime());
  const { alerts, told, texts } = await openAlertsHome({
    clock,
    target: { quiet_hours: { from: '22:00', until: '07:00', but_critical: true } },
  });
  alerts.raise(report({ key: 'a', title: 'Still so' }));
  alerts.raise(report({ key: 'b', title: 'Soon over' }));
  alerts.raise(report({ key: 'c', title: 'Critical', severity: 'critical' }));
  await clock.advanceAsync(HOUR_MS);
  alerts.book.resolve('b');
  expect(texts()).toEqual(['Masthead: Critical']);
  await clock.advanceAsync(8 * HOUR_MS);
  expect(told[1]!.text).toBe('• Still so\n• Over: Soon over');
  expect(new Date(told[1]!.at).getHours()).toBe(7);
});

test('recovery is not told where a person does not want it, but goes from the board', async () => {
  const { alerts, clock, state, texts, board } = await openAlertsHome();
  state.settings = { ...state.settings, recovery: false };
  alerts.raise(report());
  await clock.advanceAsync(MINUTE_MS);
  alerts.book.resolve('thing:my-tv');
  await clock.advanceAsync(MINUTE_MS);
  expect(texts()).toHaveLength(1);
  expect(board.at(-1)).toBe('dismiss alert_1');
});

test('what cannot be delivered is tried again with growing waits, over a restart, and told why', async () => {
  const folder = temporaryFolder();
  const first = await openAlertsHome({ folder });
  first.state.error = new AppError('alert.unavailable', 'away', { retryable: true });
  first.alerts.raise(report());
  await first.clock.advanceAsync(5 * MINUTE_MS);
  expect(first.alerts.deliveryOf('hook')).toMatchObject({ waiting: 1, error: { message: 'away' } });
  await first.stop();
  const next = await openAlertsHome({ folder, clock: first.clock });
  await next.clock.advanceAsync(2 * HOUR_MS);
  expect(next.texts()).toEqual(['Masthead: Streams of My TV are dead']);
  expect(next.alerts.deliveryOf('hook')).toMatchObject({ waiting: 0, error: null });
});

test('a server that says when is asked then, and not before', async () => {
  const { alerts, clock, state, texts } = await openAlertsHome();
  state.error = new AppError('alert.unavailable', '429', {
    retryable: true,
    context: { retryAfterMs: 30 * MINUTE_MS },
  });
  alerts.raise(report());
  await clock.advanceAsync(MINUTE_MS);
  state.error = undefined;
  await clock.advanceAsync(28 * MINUTE_MS);
  expect(texts()).toEqual([]);
  await clock.advanceAsync(5 * MINUTE_MS);
  expect(texts()).toHaveLength(1);
});

test('what is refused is given up, the next message is tried all the same, and when it arrives what was lost follows', async () => {
  const { alerts, clock, state, texts } = await openAlertsHome();
  state.error = new AppError('alert.refused', 'wrong token');
  alerts.raise(report());
  await clock.advanceAsync(MINUTE_MS);
  expect(alerts.deliveryOf('hook')).toMatchObject({ waiting: 0, error: { code: 'alert.refused' } });
  state.error = undefined;
  alerts.raise(report({ key: 'b', title: 'Next' }));
  await clock.advanceAsync(10 * SECOND_MS);
  expect(texts()).toEqual(['Masthead: Next']);
  await clock.advanceAsync(HOUR_MS);
  expect(texts()).toEqual(['Masthead: Next', 'Masthead: Streams of My TV are dead']);
});

test('after a restart an open alert is the same one, and that of a provider that is gone is over', async () => {
  const folder = temporaryFolder();
  const first = await openAlertsHome({ folder });
  first.events.announce('provider.failed', failed);
  first.events.announce('provider.failed', { ...failed, providerId: OTHER });
  await first.clock.advanceAsync(MINUTE_MS);
  await first.stop();
  const next = await openAlertsHome({ folder, clock: first.clock });
  next.state.providers = next.state.providers.filter(({ id }) => id !== OTHER);
  next.alerts.settle();
  next.events.announce('provider.failed', failed);
  await next.clock.advanceAsync(MINUTE_MS);
  expect(next.alerts.book.open.map(({ id, facts }) => [id, titleOf({ facts })])).toEqual([[1, 'My TV is down']]);
  expect(next.board.toSorted()).toEqual(['dismiss alert_2', 'show alert_1 Masthead: My TV is down']);
});

test('an account is told of 14 and 3 days before it expires and on the day, and no more when it is renewed', async () => {
  const { state, clock, texts, alerts } = await openAlertsHome({ target: { minimum_severity: 'info' } });
  state.account = { expiresAt: clock.now() + 15 * DAY_MS };
  for (let day = 0; day < 16; day += 1) await clock.advanceAsync(DAY_MS);
  expect(texts()).toEqual([
    'Masthead: My TV expires in 14 days',
    'Masthead: My TV expires in 3 days',
    'Masthead: My TV expires in a day',
    'Masthead: My TV has expired',
  ]);
  state.account = { expiresAt: clock.now() + 300 * DAY_MS };
  await clock.advanceAsync(HOUR_MS);
  expect(alerts.book.open).toEqual([]);
  expect(texts().at(-1)).toBe('Masthead: Over: My TV has expired');
});

test('a provider whose streams all fail is one alert with its list, critical, and says how many channels are affected', async () => {
  const { events, clock, state, told, texts } = await openAlertsHome();
  state.sums = { ...state.sums, providers: { [MY_TV]: { streams: 5_000, dead: 0, channels: 1_250, deadIn: 0 } } };
  events.announce('provider.failed', failed);
  events.announce('provider.went-down', { providerId: MY_TV, code: 'upstream.refused', since: clock.now() });
  await clock.advanceAsync(20 * SECOND_MS);
  expect(texts()).toEqual(['Masthead: My TV is down']);
  expect(told[0]).toMatchObject({ severity: 'critical' });
  expect(told[0]!.text).toContain('1,250 channels are affected.');
  events.announce('provider.synced', synced);
  await clock.advanceAsync(HOUR_MS);
  expect(texts().some((title) => title.includes('Over'))).toBe(false);
  events.announce('provider.came-back', { providerId: MY_TV, since: clock.now() });
  await clock.advanceAsync(20 * SECOND_MS);
  expect(texts().at(-1)).toBe('Masthead: Over: My TV is down');
});

test('while our own network is down no provider is blamed', async () => {
  const { events, clock, texts } = await openAlertsHome();
  events.announce('network.lost', { code: 'net.dns', since: clock.now() });
  events.announce('provider.failed', failed);
  await clock.advanceAsync(MINUTE_MS);
  expect(texts()).toEqual(['Masthead: No provider can be reached']);
  events.announce('network.returned', { since: clock.now() });
  await clock.advanceAsync(MINUTE_MS);
  expect(texts().at(-1)).toBe('Masthead: Over: No provider can be reached');
});

test('a warning of a provider is told with what it said, until it is cleared', async () => {
  const { events, clock, told, alerts } = await openAlertsHome();
  const warned = { providerId: MY_TV, warning: 'list-shrunk' } as const;
  events.announce('provider.warned', { providerId: MY_TV, facts: WARNINGS['list-shrunk'] });
  await clock.advanceAsync(MINUTE_MS);
  expect(told[0]).toMatchObject({ title: 'Masthead: My TV suddenly offers far less' });
  expect(told[0]!.text).toContain('The list has 400 entries, and had 9,000.');
  events.announce('provider.cleared', warned);
  expect(alerts.book.open).toEqual([]);
});

test('a login that is refused and a list that shrank are one alert each, though the list could not be read', async () => {
  const { events, clock, alerts } = await openAlertsHome();
  const titles = (): string[] => alerts.book.open.map(titleOf);
  events.announce('provider.failed', failed);
  expect(titles()).toEqual(['My TV is down']);
  events.announce('provider.failed', { ...failed, code: 'provider.unauthorised' });
  events.announce('provider.warned', { providerId: MY_TV, facts: WARNINGS['login-refused'] });
  events.announce('provider.failed', { ...failed, providerId: OTHER, code: 'provider.shrunk' });
  events.announce('provider.warned', { providerId: OTHER, facts: WARNINGS['list-shrunk'] });
  await clock.advanceAsync(MINUTE_MS);
  expect(titles().toSorted()).toEqual(['My TV refuses the login', 'Other suddenly offers far less']);
});

test('while the login is refused nothing else is told of a provider; what stays broken when it is taken is', async () => {
  const { events, clock, alerts } = await openAlertsHome();
  const titles = (): string[] => alerts.book.open.map(titleOf);
  const refused = { providerId: MY_TV, warning: 'login-refused' } as const;
  events.announce('provider.failed', failed);
  events.announce('provider.warned', { providerId: MY_TV, facts: WARNINGS['login-refused'] });
  expect(titles()).toEqual(['My TV refuses the login']);
  events.announce('provider.went-down', { providerId: MY_TV, code: 'upstream.refused', since: clock.now() });
  await clock.advanceAsync(MINUTE_MS);
  expect(titles()).toEqual(['My TV refuses the login']);
  events.announce('provider.cleared', refused);
  expect(titles()).toEqual(['My TV is down']);
});

test('an account that has run out is one alert, whatever follows from it', async () => {
  const { events, clock, state, alerts } = await openAlertsHome();
  state.account = { expiresAt: clock.now() - HOUR_MS };
  for (const warning of ['login-refused', 'account-inactive'] as const) {
    events.announce('provider.warned', { providerId: MY_TV, facts: WARNINGS[warning] });
  }
  await clock.advanceAsync(2 * MINUTE_MS);
  expect(alerts.book.open.map(titleOf)).toEqual(['My TV has expired']);
});

test('a picture that stands still is told until it moves, or nobody watches any more', async () => {
  const { events, alerts } = await openAlertsHome();
  const judged = { channelId, streamId: 1 as StreamId };
  events.announce('picture.judged', { ...judged, faults: ['frozen', 'silent'] });
  expect(alerts.book.open.map(titleOf)).toEqual(['News stands still and is silent']);
  events.announce('picture.judged', { ...judged, faults: [] });
  expect(alerts.book.open).toEqual([]);
  events.announce('picture.judged', { ...judged, faults: ['black'] });
  events.announce('session.ended', { channelId, message: '' });
  expect(alerts.book.open).toEqual([]);
});

test('of what happened and is past nobody hears that it is over', async () => {
  const { events, state, clock, texts, board } = await openAlertsHome({ target: { minimum_severity: 'info' } });
  state.settings = { ...state.settings, upgrade: true };
  const upgraded = {
    channelId,
    from: 1 as StreamId,
    to: 2 as StreamId,
    aspect: 'quality',
    after: 70,
    before: 30,
    isAtOnce: false,
  } as const;
  events.announce('channel.upgraded', upgraded);
  await clock.advanceAsync(2 * HOUR_MS);
  expect(texts()).toEqual(['Masthead: News has a better stream']);
  expect(board).toEqual([]);
});

test('who is refused for want of a tuner is told of, and it is over when nobody was refused for a while', async () => {
  const { events, clock, alerts } = await openAlertsHome();
  events.announce('tuners.exhausted', { channelId });
  await clock.advanceAsync(9 * MINUTE_MS);
  events.announce('tuners.exhausted', { channelId });
  await clock.advanceAsync(9 * MINUTE_MS);
  expect(alerts.book.open).toHaveLength(1);
  await clock.advanceAsync(2 * MINUTE_MS);
  expect(alerts.book.open).toEqual([]);
});

test('fail-overs are told where a person wants it, but not those that were planned', async () => {
  const { events, state, clock, texts } = await openAlertsHome({ target: { minimum_severity: 'info' } });
  const switched = { channelId, from: 1 as StreamId, to: 2 as StreamId, gapMs: 400 };
  events.announce('session.switched', { ...switched, reason: 'upstream.stalled' });
  state.settings = { ...state.settings, failover: true };
  events.announce('session.switched', { ...switched, reason: 'returned' });
  events.announce('session.switched', { ...switched, to: switched.from, reason: 'upstream.ended' }); // it came back
  await clock.advanceAsync(MINUTE_MS);
  expect(texts()).toEqual([]);
  events.announce('session.switched', { ...switched, reason: 'upstream.stalled' });
  await clock.advanceAsync(MINUTE_MS);
  expect(texts()).toEqual(['Masthead: News goes on from another stream']);
});

test('no message holds a credential that a provider quoted', async () => {
  const { events, clock, told } = await openAlertsHome();
  events.announce('provider.failed', {
    ...failed,
    message: 'GET http://a.example/get.php?username=anna&password=hunter2',
  });
  await clock.advanceAsync(MINUTE_MS);
  expect(JSON.stringify(told)).not.toMatch(/anna|hunter2/);
});

test('a test goes to its target at once, and says what is wrong', async () => {
  const { alerts, state, texts } = await openAlertsHome();
  await alerts.test('hook', AbortSignal.timeout(1_000));
  expect(texts()).toEqual(['Masthead: this is a test']);
  state.error = new AppError('alert.refused', 'wrong token');
  await expect(alerts.test('hook', AbortSignal.timeout(1_000))).rejects.toThrow('wrong token');
  await expect(alerts.test('nobody', AbortSignal.timeout(1_000))).rejects.toMatchObject({ code: 'alert.unknown' });
});
