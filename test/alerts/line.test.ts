// A loss of our own network that only lists notice: nobody watches, nothing is checked.

import { expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../src/kernel/units.ts';
import type { ChannelId, ProviderId, StreamId } from '../../src/model/ids.ts';
import { MY_TV, openAlertsHome, OTHER, titleOf } from '../fakes/alerts-home.ts';

const unreached = (providerId: ProviderId, code = 'net.dns') => ({
  providerId,
  code,
  message: 'Its name is not found',
});
const started = { channelId: 1 as ChannelId, streamId: 1 as StreamId };

const NETWORK = 'Masthead: No provider can be reached';

test('all lists out of reach are one message of the network, and one that is read again ends it', async () => {
  const { events, clock, texts, alerts } = await openAlertsHome();
  events.announce('provider.failed', unreached(MY_TV));
  await clock.advanceAsync(MINUTE_MS);
  events.announce('provider.failed', unreached(OTHER, 'net.timeout'));
  await clock.advanceAsync(HOUR_MS);
  events.announce('provider.failed', unreached(OTHER, 'net.timeout'));
  await clock.advanceAsync(HOUR_MS);
  expect(texts()).toEqual([NETWORK]);
  events.announce('provider.synced', { providerId: MY_TV });
  await clock.advanceAsync(HOUR_MS);
  expect(texts()).toEqual([NETWORK, 'Masthead: Over: No provider can be reached']);
  events.announce('provider.failed', unreached(OTHER, 'net.timeout'));
  await clock.advanceAsync(5 * MINUTE_MS);
  expect(alerts.book.open.map(titleOf)).toEqual(['Other is down']);
});

test('what was told of the first before the others were read is over', async () => {
  const { events, clock, alerts } = await openAlertsHome();
  events.announce('provider.failed', unreached(MY_TV));
  await clock.advanceAsync(30 * MINUTE_MS);
  expect(alerts.book.open.map(titleOf)).toEqual(['My TV is down']);
  events.announce('provider.failed', unreached(OTHER));
  expect(alerts.book.open.map(titleOf)).toEqual(['No provider can be reached']);
});

test.each(['lists', 'health'])(
  'what was told of one before %s knew that it is the network is taken back without a word: no one hears that it is over',
  async (by) => {
    const { events, clock, texts, board } = await openAlertsHome();
    events.announce('provider.failed', unreached(MY_TV));
    await clock.advanceAsync(30 * MINUTE_MS);
    if (by === 'lists') events.announce('provider.failed', unreached(OTHER));
    else events.announce('network.lost', { code: 'net.dns', since: clock.now() });
    await clock.advanceAsync(HOUR_MS);
    expect(texts()).toEqual(['Masthead: My TV is down', NETWORK]);
    expect(board.slice(-2)).toEqual(['dismiss alert_1', `show alert_2 ${NETWORK}`]);
    if (by === 'lists') events.announce('provider.synced', { providerId: MY_TV });
    else events.announce('network.returned', { since: clock.now() });
    await clock.advanceAsync(HOUR_MS);
    expect(texts().slice(2)).toEqual(['Masthead: Over: No provider can be reached']);
  },
);

test.each([
  ['the other answers, though with a refusal', unreached(OTHER, 'provider.refused')],
  ['the other is read', null],
])('one that is out of reach is told after two minutes when %s', async (_why, other) => {
  const { events, clock, texts } = await openAlertsHome();
  events.announce('provider.failed', unreached(MY_TV));
  if (other) events.announce('provider.failed', other);
  else events.announce('provider.synced', { providerId: OTHER });
  await clock.advanceAsync(MINUTE_MS);
  expect(texts()).toEqual(other ? ['Masthead: Other is down'] : []);
  await clock.advanceAsync(2 * MINUTE_MS);
  expect(texts().at(-1)).toBe('Masthead: My TV is down');
});

test('the only one is told at once, with what cannot be told apart; what comes from home or a file is no witness', async () => {
  const { events, clock, texts, state, told } = await openAlertsHome();
  state.providers[1] = { ...state.providers[1]!, source: 'http://192.168.1.9/list.m3u' };
  state.providers.push({ id: 'file' as ProviderId, name: 'File', enabled: true, source: '/srv/list.m3u' });
  events.announce('provider.failed', unreached(MY_TV));
  await clock.advanceAsync(20 * SECOND_MS);
  expect(texts()).toEqual(['Masthead: My TV cannot be reached']);
  expect(told[0]!.text).toContain(
    'It may be down, or our own line to the internet: no other provider is there to tell.',
  );
  await clock.advanceAsync(HOUR_MS);
  events.announce('provider.failed', { providerId: MY_TV, code: 'provider.refused', message: 'It answered 403' });
  expect(state.outages.downs).toEqual([]);
  await clock.advanceAsync(HOUR_MS);
  expect(texts()).toHaveLength(1);
  events.announce('provider.synced', { providerId: MY_TV });
  await clock.advanceAsync(HOUR_MS);
  expect(texts().at(-1)).toBe('Masthead: Over: My TV is down');
});

test('while somebody watches it is the providers, and who begins to watch shows that there is a line', async () => {
  const { events, clock, alerts } = await openAlertsHome();
  const titles = (): string[] => alerts.book.open.map(titleOf).toSorted();
  events.announce('session.started', started);
  events.announce('provider.failed', unreached(MY_TV));
  events.announce('provider.failed', unreached(OTHER));
  await clock.advanceAsync(3 * MINUTE_MS);
  expect(titles()).toEqual(['My TV is down', 'Other is down']);
  events.announce('session.ended', { ...started, message: '' });
  events.announce('provider.failed', unreached(OTHER));
  events.announce('provider.failed', unreached(MY_TV));
  expect(titles()).toEqual(['No provider can be reached']);
  events.announce('session.started', started);
  expect(titles()).toEqual([]);
});

test('health knows better: a provider whose streams are down alone is told, and the network is not', async () => {
  const { events, clock, alerts } = await openAlertsHome();
  events.announce('provider.failed', unreached(MY_TV));
  events.announce('provider.failed', unreached(OTHER));
  expect(alerts.book.open.map(titleOf)).toEqual(['No provider can be reached']);
  events.announce('provider.went-down', { providerId: MY_TV, code: 'net.dns', since: clock.now() });
  await clock.advanceAsync(MINUTE_MS);
  expect(alerts.book.open.map(titleOf)).toEqual(['My TV is down']);
});
