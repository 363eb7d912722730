// Providers' accounts and what suddenly changes: told by their own dates, or as health warns of them.

import { DAY_MS, MINUTE_MS } from '../../kernel/units.ts';
import type { AlertFacts, WarningFacts } from '../../model/alert-facts.ts';
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
  raise({
    key,
    kind: 'provider_expiry',
    severity,
    facts: factsOfExpiry(name, expiresAt, (expiresAt - now) / DAY_MS),
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

function factsOfExpiry(name: string, expiresOn: number, leftDays: number): AlertFacts {
  if (leftDays >= 1) return { what: 'expires', name, count: Math.floor(leftDays), expiresOn };
  return { what: leftDays > 0 ? 'expires-today' : 'expired', name, expiresOn };
}

interface Weight {
  readonly kind: AlertKind;
  readonly severity: Severity;
}

/** `expires-soon` is told by the account's own date, above. */
const WARNINGS: Readonly<Record<Exclude<ProviderWarning, 'expires-soon'>, Weight>> = {
  'login-refused': { kind: 'provider_failure', severity: 'critical' },
  'account-inactive': { kind: 'provider_failure', severity: 'critical' },
  'used-elsewhere': { kind: 'provider_change', severity: 'info' },
  'limit-too-high': { kind: 'provider_change', severity: 'warning' },
  'list-shrunk': { kind: 'provider_change', severity: 'warning' },
  'guide-old': { kind: 'guide_outdated', severity: 'warning' },
};

/** Somebody else has every connection: nobody at home can watch. */
const isUsedUp = (facts: WarningFacts): boolean =>
  facts.warning === 'used-elsewhere' && facts.most !== null && facts.active >= facts.most;

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
    events.on('provider.warned', ({ providerId, facts: warned }) => {
      const { warning, ...figures } = warned;
      if (warning === 'expires-soon' || (OF_EXPIRY.has(warning) && hasExpired(providerId))) return;
      raise({
        ...WARNINGS[warning],
        ...(isUsedUp(warned) && { severity: 'warning' }),
        key: warningKey(providerId, warning),
        facts: { ...figures, what: warning, name: nameOf(ports, providerId) } as AlertFacts,
        subject: { provider: providerId },
      });
    }),
    events.on('provider.cleared', ({ providerId, warning }) => resolve(warningKey(providerId, warning))),
  ]);
};
