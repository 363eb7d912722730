// How people and their tokens look in answers, and what can be decided of them. Secrets go in and never come out.

import * as z from 'zod';
import type { StoredPerson, StoredToken } from '../../accounts/people-schema.ts';
import { personFields } from '../../accounts/people-schema.ts';
import { SCOPES, type Standing } from '../../model/person.ts';
import { XTREAM_PASSWORD } from '../../model/xtream-settings.ts';
import { newPassword } from './login-schema.ts';
import { instant, optional } from './route.ts';

export const person = z
  .strictObject({
    id: z.string(),
    ...personFields,
    name: z.string(),
    standing: z.enum(['active', 'disabled', 'banned', 'expired']).meta({ description: '`status`, or that it is over' }),
    has_password: z.boolean().meta({ description: 'Without one it cannot log in here, only play' }),
    has_xtream_password: z.boolean(),
    created_at: instant,
  })
  .meta({ id: 'Person' });

export function describePerson(stored: StoredPerson, standing: Standing): z.output<typeof person> {
  const { password_hash, xtream_password_hash, generation: _, channel_views: __, ...shown } = stored;
  const has = { has_password: password_hash !== null, has_xtream_password: xtream_password_hash !== null };
  return { ...shown, standing, ...has };
}

const secrets = {
  password: optional(newPassword.nullable()).meta({ description: 'To log in here; null takes it away' }),
  xtream_password: optional(XTREAM_PASSWORD.min(4).nullable()).meta({ description: 'For players; null takes it away' }),
};

/** In 1973, and as seconds in 5138: whoever sends seconds is told so, in place of closing an account. */
const LEAST_INSTANT = 100_000_000_000;
const { name, ...asKept } = personFields;
const others = { ...asKept, expires_at: z.int().min(LEAST_INSTANT).nullable().meta(asKept.expires_at.meta()!) };
const changeable = Object.fromEntries(
  Object.entries(others).map(([key, schema]) => [key, optional(schema as z.ZodType)]),
) as { [Key in keyof typeof others]: z.ZodExactOptional<(typeof others)[Key]> };

export const newPerson = z.strictObject({ name, ...changeable, ...secrets }).meta({ id: 'NewPerson' });
export const personChange = z
  .strictObject({ name: optional(name), ...changeable, ...secrets })
  .meta({ id: 'PersonChange' });

export const apiToken = z
  .strictObject({
    id: z.string(),
    person_id: z.string(),
    name: z.string(),
    scopes: z.array(z.enum(SCOPES)),
    expires_at: instant.nullable(),
    created_at: instant,
    used_at: instant.nullable().meta({ description: 'The last time since the start' }),
  })
  .meta({ id: 'ApiToken' });

/** @param used_at as `ApiTokens.lastUsedAt` */
export function describeToken(stored: StoredToken, used_at: number | null): z.output<typeof apiToken> {
  const { hash: _, ...shown } = stored;
  return { ...shown, used_at };
}

export const tokenList = z.strictObject({ items: z.array(apiToken) });

export const madeToken = z
  .strictObject({ ...apiToken.shape, token: z.string().meta({ description: 'It is told this once' }) })
  .meta({ id: 'MadeApiToken' });

export const newTokenFields = {
  name: z.string().trim().min(1).max(64),
  scopes: z.array(z.enum(SCOPES)).min(1).max(SCOPES.length).meta({
    description:
      '`read`: to look at the API; `stream`: lists and streams, also as `?token=`; `admin`: all that its person may, but for its password, logins and tokens',
  }),
  expires_at: instant.nullable().default(null).meta({ description: 'Epoch milliseconds; null for never' }),
} as const;
export const tokenId = z.string().regex(/^[0-9a-f]{12}$/);
