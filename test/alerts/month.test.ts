// The simulated month as a person hears of it: which alerts there are, and what a phone and Home Assistant are sent of them.
// Reviewed by eye: test/fixtures/alerts/month.txt.

import { expect, onTestFinished, test } from 'vitest';
import type { AlertsOptions } from '../../src/alerts/alerts.ts';
import { messageOf, type Message } from '../../src/alerts/message.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/kernel/units.ts';
import type { WarningFacts } from '../../src/model/alert-facts.ts';
import type { Announcements, ProviderWarning } from '../../src/model/announcements.ts';
import type { ChannelId, ProviderId, StreamId } from '../../src/model/ids.ts';
import type { ProviderAccount } from '../../src/model/provider-account.ts';
import { openAlertsHome, titleOf, type AlertsHome } from '../fakes/alerts-home.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { PROVIDERS, shows, stamp, START, streams } from '../fakes/health-month.ts';
import { openHealthWorld } from '../fakes/health-world.ts';

const [ALPHA, BETA, GAMMA] = PROVIDERS.map(({ id }) => id) as [ProviderId, ProviderId, ProviderId];
const at = (day: number, hour: number, minute = 0): number =>
  START + day * DAY_MS + hour * HOUR_MS + minute * MINUTE_MS;
const EXPIRES_AT = at(25, 12);
const RENEWED_AT = at(25, 18);

type Events = AlertsHome['events'];
type Deed = readonly [at: number, does: (events: Events) => void];

const synced = (providerId: ProviderId) => (events: Events) => events.announce('provider.synced', { providerId });
const failed = (providerId: ProviderId, code: string, message: string) => (events: Events) =>
  events.announce('provider.failed', { providerId, code, message });
const warned = (providerId: ProviderId, facts: WarningFacts) => (events: Events) =>
  events.announce('provider.warned', { providerId, facts });
const cleared = (providerId: ProviderId, warning: ProviderWarning) => (events: Events) =>
  events.announce('provider.cleared', { providerId, warning });

/** Lists are read at six and at eighteen; these go wrong, and are read again later. */
const FAILING: readonly (readonly [ProviderId, from: number, to: number, code: string, message: string])[] = [
  [ALPHA, at(5, 3), at(5, 11), 'provider.unavailable', 'The provider answered 503'],
  [ALPHA, at(12, 1), at(12, 15), 'provider.unauthorised', 'The provider refused the login'],
  [BETA, at(15, 1), at(16, 15), 'provider.shrunk', 'The list has 4 entries, and had 12.'],
  [GAMMA, at(20, 1), at(21, 7), 'net.timeout', 'The provider did not answer in time'],
];

const syncs: readonly Deed[] = Array.from({ length: 60 }, (_, nth) =>
  at(Math.floor(nth / 2), nth % 2 ? 18 : 6),
).flatMap((when) =>
  PROVIDERS.map(({ id }): Deed => {
    const fault = FAILING.find(([of, from, to]) => of === id && when >= from && when < to);
    return [when, fault ? failed(id, fault[3], fault[4]) : synced(id)];
  }),
);

/** A list that cannot be read and can, by turns. */
const flaps: readonly Deed[] = Array.from({ length: 12 }, (_, nth): Deed => {
  const does = nth % 2 ? synced(GAMMA) : failed(GAMMA, 'net.reset', 'The connection was cut');
  return [at(27, 14, 10 * nth), does];
});

const picture = (faults: Announcements['picture.judged']['faults']) => (events: Events) =>
  events.announce('picture.judged', { channelId: 4 as ChannelId, streamId: 1_003 as StreamId, faults });

const REFUSED = { code: 'provider.unauthorised', message: 'The provider refused the login' };

const DEEDS: readonly Deed[] = [
  ...syncs,
  ...flaps,
  ...PROVIDERS.map(({ id }): Deed => [at(9, 15), failed(id, 'net.dns', 'Its name cannot be resolved')]),
  [at(12, 6), warned(ALPHA, { warning: 'login-refused', fault: REFUSED })],
  [at(12, 18), cleared(ALPHA, 'login-refused')],
  [at(15, 6), warned(BETA, { warning: 'list-shrunk', now: 4, before: 12 })],
  [at(16, 18), cleared(BETA, 'list-shrunk')],
  [at(17, 20), (events) => events.announce('tuners.exhausted', { channelId: 3 as ChannelId })],
  [at(17, 20, 5), (events) => events.announce('tuners.exhausted', { channelId: 5 as ChannelId })],
  [at(18, 21), picture(['frozen'])],
  [at(18, 21, 10), picture([])],
];

const accountOf = (id: ProviderId, now: number): ProviderAccount | null =>
  id === BETA ? ({ expiresAt: now < RENEWED_AT ? EXPIRES_AT : EXPIRES_AT + 365 * DAY_MS } as ProviderAccount) : null;

/** `HH:MM` on this machine's wall clock of an hour in UTC. */
function wallTime(hour: number): string {
  const date = new Date(START + hour * HOUR_MS);
  return [date.getHours(), date.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
}

const lineOf = ({ at: instant, title, text }: Message): string =>
  `${stamp(instant)} ${title} | ${text.replaceAll('\n', ' / ')}`;

test('a month: every trouble is told once, in its time, and that it is over', async () => {
  const others: { -readonly [Name in keyof AlertsOptions]?: AlertsOptions[Name] } = {};
  let home: Awaited<ReturnType<typeof openAlertsHome>> | undefined;
  const world = await openHealthWorld({
    folder: temporaryFolder(),
    startAt: START,
    providers: PROVIDERS,
    streams,
    shows,
    onAnnounced: (name, fact) => home?.events.announce(name, fact),
  });
  onTestFinished(() => world.health.stop());
  const { clock, health } = world;
  others.outages = () => health.standing;
  others.streamSums = () => health.sum();
  others.accountOf = (id) => accountOf(id, clock.now());
  others.channelName = (id) => `Channel ${id - 1}`;
  others.providers = () =>
    PROVIDERS.map(({ id }) => ({ id, name: id, enabled: true, source: `http://${id}.example/list.m3u` }));
  home = await openAlertsHome({
    clock,
    others,
    target: { quiet_hours: { from: wallTime(22), until: wallTime(7), but_critical: true } },
  });
  const { told, board, alerts } = home;
  const { events } = home;
  for (const [when, does] of DEEDS) clock.after(when - START, () => does(events));
  const shown: string[] = [];
  for (let quarter = 0; quarter < 30 * 96; quarter += 1) {
    await clock.advanceAsync(15 * MINUTE_MS);
    for (const line of board.splice(0)) shown.push(`${stamp(clock.now())} ${line}`);
  }
  const history = [...alerts.book.history(1_000).items, ...alerts.book.open].toSorted((a, b) => a.id - b.id);
  const rows = history.map(({ id, kind, severity, facts, raisedAt, resolvedAt, count }) => {
    const until = resolvedAt === null ? 'open' : stamp(resolvedAt);
    return `${id} ${stamp(raisedAt)} – ${until} ${severity} ${kind}: ${titleOf({ facts })} (${count})`;
  });
  const golden = [
    '# What a phone is sent: warnings and worse, quiet from 22 to 7 but for what is critical',
    ...told.map(lineOf),
    '',
    '# What Home Assistant shows, to the quarter of an hour',
    ...shown,
    '',
    '# All alerts, from – to, how often something new was noticed',
    ...rows,
    '',
  ].join('\n');
  await expect(golden).toMatchFileSnapshot('../fixtures/alerts/month.txt');
  const inGerman = told.map(({ at: when, alerts: news }) => lineOf(messageOf(news, when, 'de')));
  await expect(`${inGerman.join('\n')}\n`).toMatchFileSnapshot('../fixtures/alerts/month.de.txt');
}, 240_000);
