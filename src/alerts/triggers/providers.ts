// Providers: lists that cannot be read, outages, accounts, what suddenly changes; and our own network, when it is that.

import { DAY_MS, MINUTE_MS } from '../../kernel/units.ts';
import type { AlertKind, AlertReport, Severity } from '../../model/alert.ts';
import type { ProviderWarning } from '../../model/announcements.ts';
import type { ProviderId } from '../../model/ids.ts';
import { all, looking, nameOf, NETWORK_KEY, type Trigger } from './trigger.ts';

interface Faults {
  /** Why its list cannot be read. */
  list?: string;
  /** Why none of its streams works, and since when; with how many channels of the lineup have one of them. */
  streams?: { readonly code: string; readonly channelCount: number | undefined };
}

/** A list that cannot be read and streams that do not work are one trouble: the provider's. */
export const providerFailure: Trigger = (ports) => {
  const { events, isOpen, raise, resolve } = ports;
  const known = new Map<ProviderId, Faults>();
  const say = (id: ProviderId, change: (faults: Faults) => void): void => {
    const faults = known.get(id) ?? {};
    change(faults);
    known.set(id, faults);
    if (faults.list === undefined && !faults.streams) return resolve(keyOf(id));
    if (!isOpen(NETWORK_KEY)) raise(failureReport(id, nameOf(ports, id), faults)); // else it is not the provider
  };
  const wentDown = async (id: ProviderId, code: string): Promise<void> => {
    const sums = await ports.streamSums();
    say(id, (faults) => (faults.streams = { code, channelCount: sums.providers[id]?.channels }));
  };
  return all([
    events.on('provider.failed', ({ providerId, message }) => say(providerId, (faults) => (faults.list = message))),
    events.on('provider.synced', ({ providerId }) => say(providerId, (faults) => delete faults.list)),
    events.on('provider.went-down', ({ providerId, code }) => void wentDown(providerId, code)),
    events.on('provider.came-back', ({ providerId }) => say(providerId, (faults) => delete faults.streams)),
  ]);
};

const keyOf = (id: ProviderId): string => `provider:${id}`;

const failureReport = (id: ProviderId, name: string, { list, streams }: Faults): AlertReport => ({
  key: keyOf(id),
  kind: 'provider_failure',
  severity: streams ? 'critical' : 'warning',
  title: `${name} is down`,
  cause: streams ? `None of its streams works (${streams.code}).${list === undefined ? '' : ` ${list}`}` : (list ?? ''),
  action: streams
    ? 'Channels go on from other providers where they can; its streams keep their places, and it is asked again.'
    : 'Its channels keep their last good data; Masthead goes on trying.',
  subject: { provider: id, ...(streams?.channelCount !== undefined && { channelCount: streams.channelCount }) },
});

export const network: Trigger = ({ events, raise, resolve }) =>
  all([
    events.on('network.lost', ({ code }) =>
      raise({
        key: NETWORK_KEY,
        kind: 'network_failure',
        severity: 'critical',
        title: 'No provider can be reached',
        cause: `It is the own network or its line to the internet (${code}).`,
        action: 'No stream is blamed for it; Masthead looks every minute whether it is back.',
      }),
    ),
    events.on('network.returned', () => resolve(NETWORK_KEY)),
  ]);

/** Days left, the fewest first. */
const EXPIRY: readonly (readonly [days: number, severity: Severity])[] = [
  [1, 'critical'], // on the day, not behind it
  [3, 'warning'],
  [14, 'info'],
];

/** Said at each step, and once: what a person has put away comes back with the next one. */
export const expiry: Trigger = (ports) => {
  const told = new Map<ProviderId, Severity>();
  return looking(ports.clock, 10 * MINUTE_MS, () => {
    for (const { id, name, enabled } of ports.providers()) {
      const key = `expiry:${id}`;
      const now = ports.clock.now();
      const expiresAt = (enabled ? ports.accountOf(id) : null)?.expiresAt ?? null;
      const severity = severityOf(expiresAt, now);
      if (severity === undefined || expiresAt === null) {
        told.delete(id);
        ports.resolve(key);
      } else if (told.get(id) !== severity || ports.isOpen(key)) {
        told.set(id, severity);
        const leftDays = (expiresAt - now) / DAY_MS;
        ports.raise({
          key,
          kind: 'provider_expiry',
          severity,
          title: leftDays > 0 ? `${name} expires ${inDays(leftDays)}` : `${name} has expired`,
          cause: `The account is paid until ${new Date(expiresAt).toDateString()}.`,
          action: '',
          subject: { provider: id },
        });
      }
    }
  });
};

function severityOf(expiresAt: number | null, now: number): Severity | undefined {
  const leftDays = expiresAt === null ? Number.POSITIVE_INFINITY : (expiresAt - now) / DAY_MS;
  return EXPIRY.find(([days]) => leftDays <= days)?.[1];
}

function inDays(days: number): string {
  if (days < 1) return 'within a day';
  return Math.floor(days) === 1 ? 'in a day' : `in ${Math.floor(days)} days`;
}

interface Wording {
  readonly kind: AlertKind;
  readonly severity: Severity;
  readonly title: (name: string) => string;
  readonly action: string;
}

/** `expires-soon` is told by the account's own date, above. */
const WARNINGS: Readonly<Record<ProviderWarning, Wording | null>> = {
  'login-refused': {
    kind: 'provider_failure',
    severity: 'critical',
    title: (name) => `${name} refuses the login`,
    action: 'Its channels keep their last good data. Look at name and password.',
  },
  'account-inactive': {
    kind: 'provider_failure',
    severity: 'critical',
    title: (name) => `The account at ${name} is not active`,
    action: 'Its channels keep their last good data.',
  },
  'expires-soon': null,
  'used-elsewhere': {
    kind: 'provider_change',
    severity: 'info',
    title: (name) => `The account at ${name} is used elsewhere`,
    action: 'Masthead keeps within what is left.',
  },
  'list-shrunk': {
    kind: 'provider_change',
    severity: 'warning',
    title: (name) => `${name} suddenly offers far less`,
    action: 'The list before it is kept until you say that the new one is right, or the next syncs say the same.',
  },
  'guide-old': {
    kind: 'guide_outdated',
    severity: 'warning',
    title: (name) => `The guide of ${name} is running out`,
    action: 'It is read again with every sync.',
  },
};

const warningKey = (id: ProviderId, warning: ProviderWarning): string => `${warning}:${id}`;

export const providerWarnings: Trigger = (ports) => {
  const { events, raise, resolve } = ports;
  return all([
    events.on('provider.warned', ({ providerId, warning, detail }) => {
      const wording = WARNINGS[warning];
      if (!wording) return;
      const { title, ...more } = wording;
      raise({
        ...more,
        key: warningKey(providerId, warning),
        title: title(nameOf(ports, providerId)),
        cause: detail,
        subject: { provider: providerId },
      });
    }),
    events.on('provider.cleared', ({ providerId, warning }) => resolve(warningKey(providerId, warning))),
  ]);
};
