// The ledger of this process: every account of every provider, with who holds what.

import type { Clock } from '../../kernel/clock.ts';
import type { ProviderId } from '../../model/ids.ts';
import type { SlotUse } from '../session-view.ts';
import { Account } from './account.ts';
import type { Slot, SlotHolder, SlotRequest, Slots } from './slots.ts';

export interface SlotLedgerOptions {
  readonly clock: Clock;
  /** Connections that an account allows now; null is any number. */
  readonly limitOf: (providerId: ProviderId, login: string) => number | null;
  /** Of all accounts that a provider has now together; without it, of those that were asked for. */
  readonly poolLimitOf?: (providerId: ProviderId) => number | null;
  /** How long a provider is known to count a closed connection, in milliseconds. Without it that is only learnt. */
  readonly lingerMsOf?: (providerId: ProviderId) => number;
  /** Whether viewers with a higher priority may take the slots of others. */
  readonly allowsPriority?: () => boolean;
}

const ONLY_LOGIN = [''] as const;

export class SlotLedger implements Slots {
  readonly #options: SlotLedgerOptions;
  readonly #accounts = new Map<ProviderId, Map<string, Account>>();
  #listeners = new Set<{ readonly call: () => void; readonly clients: readonly string[] }>();

  constructor(options: SlotLedgerOptions) {
    this.#options = options;
  }

  take(request: SlotRequest, holder: SlotHolder): Slot | undefined {
    const accounts = this.#accountsOf(request);
    const free = accounts.filter((account) => account.hasFree(request));
    const soonest = free.toSorted(bySoonest)[0]; // sorting is stable: the preferred one first
    if (soonest) return soonest.grant(holder, request.believedLimit);
    if (request.isSpare) return undefined;
    for (const account of accounts) {
      const grant = account.grantInsteadOfAnother(holder);
      if (grant) return grant;
    }
    return undefined;
  }

  offered({ clients = [] }: Pick<SlotHolder, 'clients'>): void {
    const isTheirs = (one: { readonly clients: readonly string[] }): boolean =>
      one.clients.some((client) => clients.includes(client));
    const listeners = [...this.#listeners];
    this.#listeners = new Set();
    for (const { call } of [...listeners.filter(isTheirs), ...listeners.filter((one) => !isTheirs(one))]) call();
  }

  onFreed(listener: () => void, clients: readonly string[] = []): () => void {
    const own = { call: listener, clients };
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }

  isHeldBy(clients: readonly string[], request: SlotRequest): boolean {
    return this.#accountsOf(request).some(({ holders }) =>
      holders.some(
        ({ use, clients: theirs = [] }) =>
          use === 'watched' && theirs.length > 0 && theirs.every((client) => clients.includes(client)),
      ),
    );
  }

  uses(): readonly SlotUse[] {
    return Array.from(this.#accounts, ([providerId, logins]) => {
      const accounts = [...logins.values()];
      return {
        provider_id: providerId,
        used: accounts.reduce((sum, { used }) => sum + used, 0),
        lingering: accounts.reduce((sum, { lingering }) => sum + lingering, 0),
        limit: this.#options.poolLimitOf ? this.#options.poolLimitOf(providerId) : limitOfAll(accounts),
      };
    });
  }

  /** Connections of all of a provider's accounts that somebody has now. */
  usedOf(id: ProviderId): number {
    let count = 0;
    for (const { used } of this.#accounts.get(id)?.values() ?? []) count += used;
    return count;
  }

  /** As a provider counts them: those that somebody has, and those closed lately. */
  countedOf(id: ProviderId): number {
    let count = 0;
    for (const { used, lingering } of this.#accounts.get(id)?.values() ?? []) count += used + lingering;
    return count;
  }

  /** Whether nobody has a connection of the provider, and it counts none that was closed. */
  isUnused(id: ProviderId): boolean {
    return [...(this.#accounts.get(id)?.values() ?? [])].every(({ used, lingering }) => used + lingering === 0);
  }

  /** Limits may have been lowered: connections above them that nobody watches are ended. */
  shed(): void {
    for (const logins of this.#accounts.values()) for (const account of logins.values()) account.shed();
  }

  rebuild(): number {
    let count = 0;
    for (const logins of this.#accounts.values()) for (const account of logins.values()) count += account.rebuild();
    return count;
  }

  #accountsOf({ providerId, logins = ONLY_LOGIN }: SlotRequest): Account[] {
    const known = this.#accounts.get(providerId) ?? new Map<string, Account>();
    this.#accounts.set(providerId, known);
    return (logins.length === 0 ? ONLY_LOGIN : logins).map((login) => {
      const account = known.get(login) ?? this.#open(providerId, login);
      known.set(login, account);
      return account;
    });
  }

  #open(providerId: ProviderId, login: string): Account {
    const { clock, limitOf, lingerMsOf, allowsPriority } = this.#options;
    return new Account({
      providerId,
      login,
      clock,
      limit: () => limitOf(providerId, login),
      lingerMs: () => lingerMsOf?.(providerId) ?? 0,
      onFreed: (holder) => this.offered(holder),
      allowsPriority: () => allowsPriority?.() ?? false,
    });
  }
}

const bySoonest = (a: Account, b: Account): number =>
  a.waitMsFor() - b.waitMsFor() || Number(a.isRefusing) - Number(b.isRefusing);

const limitOfAll = (accounts: readonly Account[]): number | null =>
  accounts.reduce<number | null>((sum, { limit }) => (sum === null || limit === null ? null : sum + limit), 0);
