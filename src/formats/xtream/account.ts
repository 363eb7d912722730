// The login answer: how an account stands, and what the panel says of itself.

import type { ProviderAccount } from '../../model/provider-account.ts';
import { flag, instant, isRecord, listed, record, text, whole } from './value.ts';

/** @returns `undefined` when it is no login answer, or says that the login is wrong */
export function readAccount(answer: unknown): ProviderAccount | undefined {
  const user = record(answer)['user_info'];
  if (!isRecord(user) || !isAuthorised(user)) return undefined;
  const server = record(record(answer)['server_info']);
  const limit = whole(user['max_connections']);
  const expiresAt = instant(user['exp_date']);
  return {
    status: statusOf(text(user['status']), flag(user['is_trial'])),
    expiresAt: expiresAt > 0 ? expiresAt : null,
    isTrial: flag(user['is_trial']),
    maxConnections: limit !== undefined && limit > 0 ? limit : null, // 0 is unlimited
    activeConnections: Math.max(0, whole(user['active_cons']) ?? 0),
    createdAt: instant(user['created_at']) || null,
    message: text(user['message']),
    timeZone: zoneOf(text(server['timezone'])),
    outputs: listed(user['allowed_output_formats']).map(text).filter(Boolean),
  };
}

/** Some panels leave `auth` out and give a status alone. */
function isAuthorised(user: Readonly<Record<string, unknown>>): boolean {
  if (user['auth'] === undefined || user['auth'] === null) return text(user['status']) !== '';
  return flag(user['auth']);
}

function statusOf(said: string, isTrial: boolean): ProviderAccount['status'] {
  const word = said.toLowerCase();
  if (word === 'active' || word === '') return isTrial ? 'trial' : 'active';
  for (const known of ['trial', 'expired', 'banned', 'disabled'] as const) if (word === known) return known;
  return 'unknown';
}

function zoneOf(zone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}
