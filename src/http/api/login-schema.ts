// How logins look in answers, and passwords in questions.

import * as z from 'zod';
import { MIN_PASSWORD_LENGTH, type Login } from '../../accounts/accounts.ts';
import type { Session } from '../../accounts/sessions.ts';
import { country, instant } from './route.ts';

export const MAX_PASSWORD_LENGTH = 1_024;

export const newPassword = z
  .string()
  .min(MIN_PASSWORD_LENGTH, `take at least ${MIN_PASSWORD_LENGTH} characters`)
  .max(MAX_PASSWORD_LENGTH);

export const login = z
  .strictObject({
    token: z.string().meta({ description: 'For `Authorization: Bearer …`; good for an hour' }),
    expires_at: instant,
    refresh_token: z.string().nullable().meta({
      description: 'For `POST /api/login/refresh`, once; null: somebody else of this browser has just got it',
    }),
  })
  .meta({ id: 'Login' });

export const describeLogin = ({ token, expiresAt, refreshToken }: Login): z.output<typeof login> => ({
  token,
  expires_at: expiresAt,
  refresh_token: refreshToken,
});

const loginSession = z
  .strictObject({
    id: z.string(),
    created_at: instant,
    seen_at: instant,
    address: z.string().meta({ description: 'Of the last login or refresh' }),
    country,
    user_agent: z.string(),
    is_current: z.boolean().meta({ description: 'The one that asks' }),
  })
  .meta({ id: 'LoginSession' });

export const sessionList = z.strictObject({ items: z.array(loginSession) });

/** @param current of whoever asks */
export const describeLogins = (
  sessions: readonly Session[],
  {
    current,
    countryOf,
  }: { readonly current?: string | null | undefined; readonly countryOf: (address: string) => string | null },
) => ({
  items: sessions.map(({ id, created_at, seen_at, address, user_agent }) => ({
    id,
    created_at,
    seen_at,
    address,
    country: countryOf(address),
    user_agent,
    is_current: id === current,
  })),
});

export const sessionId = z.string().min(1).max(64);
