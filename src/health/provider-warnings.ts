// What about a provider's account, list or guide wants a person: looked at now and then, said once, and once more when it is over.

import type { Clock, Timer } from '../kernel/clock.ts';
import type { ErrorCode } from '../kernel/errors.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../kernel/units.ts';
import type { WarningFacts } from '../model/alert-facts.ts';
import { PROVIDER_WARNINGS, type Announcements, type ProviderWarning } from '../model/announcements.ts';
import type { ProviderId } from '../model/ids.ts';
import type { ProviderAccount } from '../model/provider-account.ts';

const LOOK_EVERY_MS = 5 * MINUTE_MS;
const EXPIRES_SOON_MS = 14 * DAY_MS;
/** A guide that ends so soon was not refreshed. */
const GUIDE_LEFT_MS = 12 * HOUR_MS;
/** Panels count a closed connection for a while: only what they say twice in a row is somebody else. */
const ANSWERS = 2;

export interface ProviderFactsNow {
  readonly id: ProviderId;
  /** Null where there is none, undefined while it has not said how it stands. */
  readonly account: ProviderAccount | null | undefined;
  /** Of everybody and of us, as the account was asked last; null while it was not. */
  readonly connections: { readonly active: number; readonly own: number; readonly at: number } | null;
  /** Connections that a person allows it; null where that is left to the account. */
  readonly setLimit: number | null;
  /** Why the last sync failed; null when it did not, undefined before the first one since the start. */
  readonly fault:
    | {
        readonly code: ErrorCode;
        readonly message: string;
        readonly figures?: Readonly<Record<string, number>> | undefined;
      }
    | null
    | undefined;
  /** Until when its guide goes, epoch milliseconds; null without one. */
  readonly guideUntil: number | null;
}

/** What is wrong now. Pure. */
export function warningsOf(facts: ProviderFactsNow, now: number): Map<ProviderWarning, WarningFacts> {
  const { guideUntil } = facts;
  const found = [...ofSync(facts), ...ofAccount(facts, now)];
  if (guideUntil !== null && guideUntil - now < GUIDE_LEFT_MS) found.push({ warning: 'guide-old', endsAt: guideUntil });
  return new Map(found.map((one) => [one.warning, one]));
}

function ofSync({ fault }: ProviderFactsNow): WarningFacts[] {
  const { status, now = 0, before = 0 } = fault?.figures ?? {};
  if (fault?.code === 'provider.shrunk') return [{ warning: 'list-shrunk', now, before }];
  if (fault?.code !== 'provider.unauthorised') return [];
  const { code, message } = fault;
  return [{ warning: 'login-refused', fault: { code, message, ...(status !== undefined && { status }) } }];
}

function ofAccount({ account, connections, setLimit }: ProviderFactsNow, now: number): WarningFacts[] {
  if (!account) return [];
  const { status, expiresAt, maxConnections: most } = account;
  const found: WarningFacts[] = [];
  if (isInactive(status)) found.push({ warning: 'account-inactive', status });
  const leftMs = (expiresAt ?? Number.POSITIVE_INFINITY) - now;
  if (leftMs > 0 && leftMs < EXPIRES_SOON_MS) found.push({ warning: 'expires-soon', expiresOn: expiresAt! });
  if (connections && connections.active > connections.own) {
    const { active, own } = connections;
    found.push({ warning: 'used-elsewhere', active, own, most });
  }
  if (setLimit !== null && most !== null && setLimit > most) {
    found.push({ warning: 'limit-too-high', ours: setLimit, most });
  }
  return found;
}

/** What each is known from. */
const OF_ACCOUNT = ['account-inactive', 'expires-soon', 'used-elsewhere', 'limit-too-high'] as const;
const OF_SYNC = ['login-refused', 'list-shrunk'] as const;

const isInactive = (status: ProviderAccount['status']): status is 'expired' | 'banned' | 'disabled' =>
  status === 'expired' || status === 'banned' || status === 'disabled';

export interface ProviderWarningsOptions {
  readonly clock: Clock;
  /** Of the enabled ones. */
  readonly facts: () => readonly ProviderFactsNow[];
  readonly announce: <Name extends 'provider.warned' | 'provider.cleared'>(
    name: Name,
    fact: Announcements[Name],
  ) => void;
}

export interface StandingWarning {
  readonly facts: WarningFacts;
  /** Epoch milliseconds; as far as this run of Masthead knows. */
  readonly since: number;
}

interface Standing {
  /** Whose state is known in this run: what an earlier one has said is confirmed, or over. */
  readonly settled: Set<ProviderWarning>;
  readonly told: Map<ProviderWarning, StandingWarning>;
  /** In a row in which somebody else was counted, and when the last one was given. */
  usedElsewhere: { readonly answers: number; readonly at: number };
}

export class ProviderWarnings {
  readonly #options: ProviderWarningsOptions;
  readonly #standings = new Map<ProviderId, Standing>();
  #timer: Timer | undefined;

  constructor(options: ProviderWarningsOptions) {
    this.#options = options;
  }

  /** What has been said and is not over. */
  of(id: ProviderId): readonly StandingWarning[] {
    return [...(this.#standings.get(id)?.told.values() ?? [])];
  }

  start(): void {
    this.#timer = this.#options.clock.every(LOOK_EVERY_MS, () => this.look());
  }

  stop(): void {
    this.#timer?.cancel();
  }

  look(): void {
    const { clock, facts } = this.#options;
    const all = facts();
    for (const id of this.#standings.keys()) {
      if (all.some((one) => one.id === id)) continue;
      this.#settle(id, new Map(), new Set());
      this.#standings.delete(id);
    }
    for (const one of all) {
      const found = warningsOf(one, clock.now());
      this.#settle(one.id, found, this.#doubtful(one, found));
    }
  }

  /** Those of which it cannot be said yet whether they are so; they are taken from what was found. */
  #doubtful({ id, account, connections, fault }: ProviderFactsNow, found: Map<ProviderWarning, WarningFacts>) {
    const standing = this.#of(id);
    const { answers, at } = standing.usedElsewhere;
    const isCounted = found.has('used-elsewhere');
    if (!isCounted) standing.usedElsewhere = { answers: 0, at };
    else if (connections && connections.at > at) standing.usedElsewhere = { answers: answers + 1, at: connections.at };
    const isTooEarly = isCounted && standing.usedElsewhere.answers < ANSWERS;
    if (isTooEarly) found.delete('used-elsewhere');
    return new Set<ProviderWarning>([
      ...(account === undefined ? OF_ACCOUNT : []),
      ...(fault === undefined ? OF_SYNC : []),
      ...(isTooEarly || (account && !connections) ? (['used-elsewhere'] as const) : []),
    ]);
  }

  #settle(
    id: ProviderId,
    found: ReadonlyMap<ProviderWarning, WarningFacts>,
    doubtful: ReadonlySet<ProviderWarning>,
  ): void {
    const { announce, clock } = this.#options;
    const { told, settled } = this.#of(id);
    for (const warning of PROVIDER_WARNINGS) {
      if (found.has(warning) || doubtful.has(warning)) continue;
      const isNews = told.delete(warning) || !settled.has(warning);
      settled.add(warning);
      if (isNews) announce('provider.cleared', { providerId: id, warning });
    }
    for (const [warning, facts] of found) {
      const before = told.get(warning);
      told.set(warning, { facts, since: before?.since ?? clock.now() });
      settled.add(warning);
      if (!before) announce('provider.warned', { providerId: id, facts });
    }
  }

  #of(id: ProviderId): Standing {
    const known = this.#standings.get(id);
    if (known) return known;
    const made: Standing = {
      settled: new Set(),
      told: new Map<ProviderWarning, StandingWarning>(),
      usedElsewhere: { answers: 0, at: 0 },
    };
    this.#standings.set(id, made);
    return made;
  }
}
