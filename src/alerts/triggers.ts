// What makes an alert, as a table: rooms that come later add a line.

import type { Clock } from '../kernel/clock.ts';
import type { Events, Unsubscribe } from '../kernel/events.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../kernel/units.ts';
import type { AlertReport, Severity } from '../model/alert.ts';
import type { Announcements } from '../model/announcements.ts';
import type { ChannelId, ProviderId } from '../model/ids.ts';
import type { ProviderAccount } from '../model/provider-account.ts';
import type { ProviderSettings } from '../model/provider.ts';

export interface TriggerPorts {
  readonly clock: Clock;
  readonly events: Pick<Events<Announcements>, 'on'>;
  readonly providers: () => readonly Pick<ProviderSettings, 'enabled' | 'id' | 'name'>[];
  /** What the provider says of its account; null when it has not said anything. */
  readonly accountOf: (id: ProviderId) => ProviderAccount | null;
  /** Until when there are programmes, epoch milliseconds; null without a guide. */
  readonly guideUntil: () => number | null;
  readonly channelName: (id: ChannelId) => string;
  readonly isOpen: (key: string) => boolean;
  readonly raise: (report: AlertReport) => void;
  readonly resolve: (key: string) => void;
}

export type Trigger = (ports: TriggerPorts) => Unsubscribe;

const providerKey = (id: ProviderId): string => `provider:${id}`;
const expiryKey = (id: ProviderId): string => `expiry:${id}`;

const nameOf = ({ providers }: TriggerPorts, id: ProviderId): string =>
  providers().find((provider) => provider.id === id)?.name ?? id;

const providerFailure: Trigger = (ports) => {
  const { events, raise, resolve } = ports;
  return all([
    events.on('provider.failed', ({ providerId, message }) =>
      raise({
        key: providerKey(providerId),
        kind: 'provider_failure',
        severity: 'warning',
        title: `${nameOf(ports, providerId)} is down`,
        cause: message,
        action: 'Its channels keep their last good data; Masthead goes on trying.',
        subject: { provider: providerId },
      }),
    ),
    events.on('provider.synced', ({ providerId }) => resolve(providerKey(providerId))),
  ]);
};

/** Days left, the fewest first. */
const EXPIRY: readonly (readonly [days: number, severity: Severity])[] = [
  [1, 'critical'], // on the day, not behind it
  [3, 'warning'],
  [14, 'info'],
];

/** Said at each step, and once: what a person has put away comes back with the next one. */
const expiry: Trigger = (ports) => {
  const told = new Map<ProviderId, Severity>();
  return looking(ports, 10 * MINUTE_MS, () => {
    for (const { id, name, enabled } of ports.providers()) {
      const expiresAt = (enabled ? ports.accountOf(id) : null)?.expiresAt ?? null;
      const severity = severityOf(expiresAt, ports.clock.now());
      if (severity === undefined || expiresAt === null) {
        told.delete(id);
        ports.resolve(expiryKey(id));
      } else if (told.get(id) !== severity || ports.isOpen(expiryKey(id))) {
        told.set(id, severity);
        ports.raise(expiryReport({ id, name, severity, expiresAt, now: ports.clock.now() }));
      }
    }
  });
};

function severityOf(expiresAt: number | null, now: number): Severity | undefined {
  const leftDays = expiresAt === null ? Number.POSITIVE_INFINITY : (expiresAt - now) / DAY_MS;
  return EXPIRY.find(([days]) => leftDays <= days)?.[1];
}

interface Expiring {
  readonly id: ProviderId;
  readonly name: string;
  readonly severity: Severity;
  readonly expiresAt: number;
  readonly now: number;
}

const expiryReport = ({ id, name, severity, expiresAt, now }: Expiring): AlertReport => ({
  key: expiryKey(id),
  kind: 'provider_expiry',
  severity,
  title: expiresAt > now ? `${name} expires ${inDays((expiresAt - now) / DAY_MS)}` : `${name} has expired`,
  cause: `The account is paid until ${new Date(expiresAt).toDateString()}.`,
  action: '',
  subject: { provider: id },
});

function inDays(days: number): string {
  if (days < 1) return 'within a day';
  return Math.floor(days) === 1 ? 'in a day' : `in ${Math.floor(days)} days`;
}

const guideOutdated: Trigger = (ports) =>
  looking(ports, HOUR_MS, () => {
    const until = ports.guideUntil();
    if (until === null || until - ports.clock.now() > DAY_MS) return ports.resolve('guide');
    ports.raise({
      key: 'guide',
      kind: 'guide_outdated',
      severity: 'warning',
      title: 'The guide is running out',
      cause: `There are programmes until ${new Date(until).toString().slice(0, 21)} only: no source has sent later ones.`,
      action: 'It is read again with every sync.',
    });
  });

/** Nobody says when it is over: it is, when nobody was refused for a while. */
const REFUSED_FOR_MS = 10 * MINUTE_MS;

const tunersExhausted: Trigger = (ports) => {
  const { events, raise, resolve, clock } = ports;
  let over = clock.after(0, () => undefined);
  return all([
    events.on('tuners.exhausted', ({ channelId }) => {
      raise({
        key: 'tuners',
        kind: 'tuners_exhausted',
        severity: 'warning',
        title: 'No tuner was free',
        cause: `Somebody wanted to watch ${ports.channelName(channelId)} and was refused: every connection is in use.`,
        action: '',
        subject: { channel: channelId },
      });
      over.cancel();
      over = clock.after(REFUSED_FOR_MS, () => resolve('tuners'));
    }),
    () => over.cancel(),
  ]);
};

/** Moved by hand, and back to the preferred one: nobody has to be told. */
const PLANNED = new Set(['moved', 'returned']);

const failover: Trigger = (ports) => {
  const { events, raise, resolve, clock } = ports;
  return events.on('session.switched', ({ channelId, reason, gapMs }) => {
    if (PLANNED.has(reason)) return;
    const key = `failover:${channelId}`;
    raise({
      key,
      kind: 'failover',
      severity: 'info',
      title: `${ports.channelName(channelId)} goes on from another stream`,
      cause: `The one before failed (${reason}).`,
      action: `The picture was away for ${(gapMs / 1_000).toFixed(1)} s.`,
      subject: { channel: channelId },
    });
    clock.after(HOUR_MS, () => resolve(key));
  });
};

export const TRIGGERS: readonly Trigger[] = [providerFailure, expiry, guideOutdated, tunersExhausted, failover];

function all(stops: readonly Unsubscribe[]): Unsubscribe {
  return () => {
    for (const stop of stops) stop();
  };
}

/** Soon, and every so often. */
function looking({ clock }: TriggerPorts, everyMs: number, look: () => void): Unsubscribe {
  const first = clock.after(MINUTE_MS, look); // the first sync has told of accounts and guides by then
  const timer = clock.every(everyMs, look);
  return all([() => first.cancel(), () => timer.cancel()]);
}
