// How many connections each login of a provider allows, and which logins are of use at all.

import type { ProviderAccount } from '../model/provider-account.ts';
import { loginsIn, type ProviderSettings } from '../model/provider.ts';

/** What is known of a provider's accounts. */
export interface KnownAccounts {
  /** By the login's id, '' for the provider's own; those that have said something. */
  readonly accounts: ReadonlyMap<string, ProviderAccount>;
  /** Accounts are being asked for the first time: they may have a limit that is not known yet. */
  readonly isFirstAsked: boolean;
}

/** A panel that is yet to say what it allows is taken to allow this: every plan has at least one connection. */
const UNTIL_TOLD = 1;

/**
 * Connections at once: as a person has set, else as the account says. A further login of which nothing is known is taken
 * to have the plan of the first. Null is any number.
 */
export function loginLimitOf(settings: ProviderSettings, login: string, known: KnownAccounts): number | null {
  const set = setLimitOf(settings, login);
  if (set !== null) return set;
  const account = known.accounts.get(login);
  if (account) return account.maxConnections;
  if (login !== '') return loginLimitOf(settings, '', known);
  return known.isFirstAsked ? UNTIL_TOLD : null;
}

/** Of all logins together; null is any number. */
export function poolLimitOf(
  settings: ProviderSettings,
  logins: readonly string[],
  known: KnownAccounts,
): number | null {
  const limits = logins.map((login) => loginLimitOf(settings, login, known));
  return limits.reduce((sum, limit) => (sum === null || limit === null ? null : sum + limit), 0);
}

/** Without those whose account is not in force; all of them when none is, so that the provider can say why. */
export function usableLogins<Login extends { readonly id: string }>(
  logins: readonly Login[],
  { accounts }: Pick<KnownAccounts, 'accounts'>,
): readonly Login[] {
  const usable = logins.filter(({ id }) => !NOT_IN_FORCE.has(accounts.get(id)?.status));
  return usable.length > 0 ? usable : logins;
}

function setLimitOf(settings: ProviderSettings, login: string): number | null {
  if (login === '') return settings.max_connections;
  return loginsIn(settings).find(({ username }) => username === login)?.max_connections ?? null;
}

const NOT_IN_FORCE: ReadonlySet<ProviderAccount['status'] | undefined> = new Set(['expired', 'banned', 'disabled']);
