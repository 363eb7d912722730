// How a provider's account stands and where it is to be had, in the API's words.

import * as z from 'zod';
import { ERROR_CODES } from '../../kernel/errors.ts';
import { ACCOUNT_STATUSES, type ProviderAccount } from '../../model/provider-account.ts';
import type { LoginStanding, PlaceStanding } from '../../providers/watch.ts';
import { instant } from './route.ts';

export const account = z
  .strictObject({
    status: z.enum(ACCOUNT_STATUSES),
    expires_at: instant.nullable().meta({ description: 'Null for never' }),
    is_trial: z.boolean(),
    max_connections: z.int().nullable().meta({ description: 'Null for any number' }),
    active_connections: z.int().meta({ description: 'Of everybody who uses the account' }),
    created_at: instant.nullable(),
    message: z.string(),
    time_zone: z.string(),
    outputs: z.array(z.string()).readonly(),
  })
  .meta({ id: 'Account' });

export function accountOf(stands: ProviderAccount): z.output<typeof account> {
  return {
    status: stands.status,
    expires_at: stands.expiresAt,
    is_trial: stands.isTrial,
    max_connections: stands.maxConnections,
    active_connections: stands.activeConnections,
    created_at: stands.createdAt,
    message: stands.message,
    time_zone: stands.timeZone,
    outputs: stands.outputs,
  };
}

export const fault = z.strictObject({ code: z.enum(ERROR_CODES), message: z.string() });

export const place = z
  .strictObject({
    source: z.string().meta({ description: 'Without its credentials' }),
    is_in_use: z.boolean(),
    latency_ms: z.number().nullable(),
    error: fault.nullable(),
  })
  .meta({ id: 'Place' });

export const placeOf = ({ source, isInUse, latencyMs, error }: PlaceStanding): z.output<typeof place> => ({
  source,
  is_in_use: isInUse,
  latency_ms: latencyMs,
  error,
});

export const login = z
  .strictObject({
    username: z.string().meta({ description: "Empty for the provider's own" }),
    connections_limit: z.int().nullable().meta({ description: 'What it is used for at once; null for any number' }),
    account: account.nullable().meta({ description: 'Null while it has not said how it stands' }),
  })
  .meta({ id: 'Login' });

export const loginOf = ({ id, limit, account: stands }: LoginStanding): z.output<typeof login> => ({
  username: id,
  connections_limit: limit,
  account: stands && accountOf(stands),
});
