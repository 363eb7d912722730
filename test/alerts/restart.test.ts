// What is open when Masthead ends and has ended by itself meanwhile is over soon after the next start, whatever its kind.

import { expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/kernel/units.ts';
import { ALERT_KINDS, type AlertKind } from '../../src/model/alert.ts';
import type { ProviderWarning } from '../../src/model/announcements.ts';
import { PROVIDER_WARNINGS } from '../../src/model/announcements.ts';
import type { ChannelId, StreamId } from '../../src/model/ids.ts';
import { MY_TV, openAlertsHome, type AlertsHome, WARNINGS } from '../fakes/alerts-home.ts';
import { temporaryFolder } from '../fakes/folder.ts';

const channelId = 1 as ChannelId;
const streamId = 2 as StreamId;
const EVERYTHING = { failover: true, upgrade: true } as const;

type Home = Pick<AlertsHome, 'clock' | 'events' | 'state'>;

const warned =
  (warning: ProviderWarning) =>
  ({ events }: Home): void =>
    events.announce('provider.warned', { providerId: MY_TV, facts: WARNINGS[warning] });

/** As health does when it has looked at each provider once. */
const nothingIsWarnedOf = ({ events }: Home): void => {
  for (const warning of PROVIDER_WARNINGS) events.announce('provider.cleared', { providerId: MY_TV, warning });
};

/** What happens before the end; what the others say after the start, when there is anything that they say. */
const CASES: readonly [name: string, kind: AlertKind, before: (home: Home) => void, after?: (home: Home) => void][] = [
  [
    'our own network',
    'network_failure',
    ({ events, clock }) => events.announce('network.lost', { code: 'net.dns', since: clock.now() }),
  ],
  [
    'streams of a provider',
    'provider_failure',
    ({ events, clock }) =>
      events.announce('provider.went-down', { providerId: MY_TV, code: 'upstream.refused', since: clock.now() }),
  ],
  [
    'the list of a provider',
    'provider_failure',
    ({ events }) =>
      events.announce('provider.failed', { providerId: MY_TV, code: 'provider.refused', message: 'It answered 403' }),
    ({ events }) => events.announce('provider.synced', { providerId: MY_TV }),
  ],
  ['a login that is refused', 'provider_failure', warned('login-refused'), nothingIsWarnedOf],
  ['an account that is not active', 'provider_failure', warned('account-inactive'), nothingIsWarnedOf],
  ['an account that is used elsewhere', 'provider_change', warned('used-elsewhere'), nothingIsWarnedOf],
  ['a list that has shrunk', 'provider_change', warned('list-shrunk'), nothingIsWarnedOf],
  ['a guide that runs out', 'guide_outdated', warned('guide-old'), nothingIsWarnedOf],
  [
    'an account that expires',
    'provider_expiry',
    ({ state, clock }) => void (state.account = { expiresAt: clock.now() + 2 * DAY_MS }),
    ({ state, clock }) => void (state.account = { expiresAt: clock.now() + 300 * DAY_MS }),
  ],
  [
    'dead streams',
    'streams_dead',
    ({ events, state }) => {
      const some = { streams: 9, dead: 4, channels: 9, deadIn: 4 };
      state.sums = { providers: { [MY_TV]: some }, deadChannels: [], deadChannelCount: 0 };
      events.announce('streams.died', { providerId: MY_TV, streams: [] });
    },
  ],
  [
    'channels without a stream',
    'channel_failure',
    ({ events, state }) => {
      state.sums = { providers: {}, deadChannels: ['c1a2b3c4d5e6'], deadChannelCount: 1 };
      events.announce('streams.died', { providerId: MY_TV, streams: [] });
    },
  ],
  ['a refusal', 'tuners_exhausted', ({ events }) => events.announce('tuners.exhausted', { channelId })],
  [
    'a fail-over',
    'failover',
    ({ events }) =>
      events.announce('session.switched', {
        channelId,
        from: streamId,
        to: 99 as StreamId,
        gapMs: 4,
        reason: 'net.reset',
      }),
  ],
  [
    'a better stream',
    'upgrade',
    ({ events }) =>
      events.announce('channel.upgraded', {
        channelId,
        from: streamId,
        to: streamId,
        aspect: 'quality',
        after: 70,
        before: 30,
        isAtOnce: false,
      }),
  ],
  [
    'a picture',
    'picture_fault',
    ({ events }) => events.announce('picture.judged', { channelId, streamId, faults: ['frozen'] }),
  ],
];

test.each(CASES)('%s', async (_name, kind, before, after) => {
  const folder = temporaryFolder();
  const first = await openAlertsHome({ folder, target: { minimum_severity: 'info' } });
  first.state.settings = { ...first.state.settings, ...EVERYTHING };
  before(first);
  await first.clock.advanceAsync(2 * MINUTE_MS);
  expect(first.alerts.book.open.map((alert) => alert.kind)).toEqual([kind]);
  await first.stop();
  await first.clock.advanceAsync(5 * MINUTE_MS);
  const next = await openAlertsHome({ folder, clock: first.clock, settings: EVERYTHING });
  after?.(next);
  await next.clock.advanceAsync(2 * HOUR_MS);
  expect(next.alerts.book.open).toEqual([]);
  expect(next.alerts.book.history(10).items).toHaveLength(1);
  expect(next.board.at(-1)).toBe(first.board.length === 0 ? undefined : 'dismiss alert_1');
});

test('every kind of alert is among them', () => {
  expect(new Set(CASES.map(([, kind]) => kind))).toEqual(new Set(ALERT_KINDS));
});

test('what lasts is open after the next start, and told again to nobody but the board', async () => {
  const folder = temporaryFolder();
  const first = await openAlertsHome({ folder });
  const down = { providerId: MY_TV, code: 'upstream.refused', since: first.clock.now() } as const;
  first.events.announce('provider.failed', { providerId: MY_TV, code: 'provider.refused', message: 'no list' });
  first.events.announce('provider.went-down', down);
  await first.clock.advanceAsync(MINUTE_MS);
  await first.stop();
  const next = await openAlertsHome({ folder, clock: first.clock, outages: { isCutOff: false, downs: [down] } });
  next.events.announce('provider.synced', { providerId: MY_TV });
  await next.clock.advanceAsync(HOUR_MS);
  expect(next.alerts.book.open).toMatchObject([
    { id: 1, facts: { what: 'streams-down', name: 'My TV' }, severity: 'critical' },
  ]);
  expect(next.told).toEqual([]);
  expect(next.board).toEqual(['show alert_1 Masthead: My TV is down']);
  next.events.announce('provider.came-back', down);
  await next.clock.advanceAsync(MINUTE_MS);
  expect(next.texts()).toEqual(['Masthead: Over: My TV is down']);
});

test('while the network is still away after a start no provider is blamed, and none when it returns', async () => {
  const folder = temporaryFolder();
  const first = await openAlertsHome({ folder });
  first.events.announce('network.lost', { code: 'net.dns', since: first.clock.now() });
  await first.clock.advanceAsync(MINUTE_MS);
  await first.stop();
  const next = await openAlertsHome({ folder, clock: first.clock, outages: { isCutOff: true, downs: [] } });
  next.events.announce('provider.failed', { providerId: MY_TV, code: 'net.dns', message: 'no address' });
  await next.clock.advanceAsync(HOUR_MS);
  expect(next.alerts.book.open.map(({ kind }) => kind)).toEqual(['network_failure']);
  next.events.announce('provider.synced', { providerId: MY_TV });
  next.events.announce('network.returned', { since: 0 });
  await next.clock.advanceAsync(HOUR_MS);
  expect(next.alerts.book.open).toEqual([]);
});

test('an account of which nothing is heard yet expires as it did', async () => {
  const folder = temporaryFolder();
  const first = await openAlertsHome({ folder });
  first.state.account = { expiresAt: first.clock.now() + 2 * DAY_MS };
  await first.clock.advanceAsync(2 * MINUTE_MS);
  await first.stop();
  const next = await openAlertsHome({ folder, clock: first.clock, account: undefined });
  await next.clock.advanceAsync(HOUR_MS);
  expect(next.alerts.book.open).toHaveLength(1);
});

test('what a person has put away is not back with the next start, but with the next step', async () => {
  const folder = temporaryFolder();
  const first = await openAlertsHome({ folder });
  const account = { expiresAt: first.clock.now() + 10 * DAY_MS };
  first.state.account = account;
  await first.clock.advanceAsync(2 * MINUTE_MS);
  first.alerts.book.resolve(`expiry:${MY_TV}`);
  await first.stop();
  const next = await openAlertsHome({ folder, clock: first.clock, account });
  await next.clock.advanceAsync(6 * DAY_MS);
  expect(next.alerts.book.open).toEqual([]);
  await next.clock.advanceAsync(2 * DAY_MS);
  expect(next.alerts.book.open).toMatchObject([{ kind: 'provider_expiry', severity: 'warning' }]);
});

test('a provider that was switched off while it was down is not down when it is on again', async () => {
  const { alerts, clock, events, state } = await openAlertsHome();
  events.announce('provider.went-down', { providerId: MY_TV, code: 'upstream.refused', since: clock.now() });
  await clock.advanceAsync(MINUTE_MS);
  state.providers[0]!.enabled = false;
  state.outages = { isCutOff: false, downs: [] }; // health forgets who is off
  alerts.settle();
  state.providers[0]!.enabled = true;
  events.announce('provider.synced', { providerId: MY_TV });
  await clock.advanceAsync(MINUTE_MS);
  expect(alerts.book.open).toEqual([]);
});
