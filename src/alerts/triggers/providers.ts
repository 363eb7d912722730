// Providers' accounts and what suddenly changes: told by their own dates, or as health warns of them.

import { DAY_MS, MINUTE_MS } from '../../kernel/units.ts';
import type { AlertKind, Severity } from '../../model/alert.ts';
import type { ProviderWarning } from '../../model/announcements.ts';
import type { ProviderId } from '../../model/ids.ts';
import { all, looking, nameOf, type Trigger, type TriggerPorts } from './trigger.ts';

/** Days left, the fewest first. */
const EXPIRY: readonly (readonly [days: number, severity: Severity])[] = [
  [1, 'critical'], // on the day, not behind it
  [3, 'warning'],
  [14, 'info'],
];

/** Said at each step, and once: what a person has put away comes back with the next one. */
export const expiry: Trigger = (ports) =>
  looking(ports.clock, 10 * MINUTE_MS, () => {
    for (const { id, name, enabled } of ports.providers()) {
      const account = enabled ? ports.accountOf(id) : null;
      if (account !== undefined) sayOfExpiry(ports, { id, name, expiresAt: account?.expiresAt ?? null });
    }
  });

interface Expiring {
  readonly id: ProviderId;
  readonly name: string;
  readonly expiresAt: number | null;
}

function sayOfExpiry({ clock, last, raise, resolve }: TriggerPorts, { id, name, expiresAt }: Expiring): void {
  const key = `expiry:${id}`;
  const now = clock.now();
  const severity = severityOf(expiresAt, now);
  if (severity === undefined || expiresAt === null) return resolve(key);
  const before = last(key);
  if (before?.resolvedAt != null && stepOf(expiresAt, before.resolvedAt) === stepOf(expiresAt, now)) return;
  const leftDays = (expiresAt - now) / DAY_MS;
  raise({
    key,
    kind: 'provider_expiry',
    severity,
    title: leftDays > 0 ? `${name} expires ${inDays(leftDays)}` : `${name} has expired`,
    cause: `The account ${leftDays > 0 ? 'is' : 'was'} paid until ${new Date(expiresAt).toDateString()}.`,
    action: '',
    subject: { provider: id },
    isNews: before !== undefined && before.updatedAt < expiresAt && expiresAt <= now,
  });
}

/** The day itself has two: before it is over, and when it is. */
const stepOf = (expiresAt: number, now: number): string => `${severityOf(expiresAt, now)} ${now >= expiresAt}`;

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
    action: 'The list before it is kept until you say, at the provider in the panel, that the new one is right.',
  },
  'guide-old': {
    kind: 'guide_outdated',
    severity: 'warning',
    title: (name) => `The guide of ${name} is running out`,
    action: 'It is read again with every sync.',
  },
};

const warningKey = (id: ProviderId, warning: ProviderWarning): string => `${warning}:${id}`;

/** What an account that has run out leads to; of which its date tells. */
const OF_EXPIRY: ReadonlySet<ProviderWarning> = new Set(['account-inactive', 'login-refused']);

export const providerWarnings: Trigger = (ports) => {
  const { clock, events, raise, resolve } = ports;
  const hasExpired = (id: ProviderId): boolean => {
    const expiresAt = ports.accountOf(id)?.expiresAt ?? null;
    return expiresAt !== null && expiresAt <= clock.now();
  };
  return all([
    events.on('provider.warned', ({ providerId, warning, detail }) => {
      const wording = WARNINGS[warning];
      if (!wording || (OF_EXPIRY.has(warning) && hasExpired(providerId))) return;
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
