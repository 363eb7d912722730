// The document of people: what is kept of each, and how older documents become it.

import { createHash, randomBytes } from 'node:crypto';
import * as z from 'zod';
import { CONTENTS, PERSON_STATUSES, ROLES, SCOPES } from '../model/person.ts';
import { network } from '../model/client-limits.ts';
import { XTREAM_NAME } from '../model/xtream-settings.ts';
import { PASSWORD_HASH } from './password.ts';

const country = z.string().regex(/^[A-Z]{2}$/, 'a country as two capitals');

/** What an admin decides of a person. */
export const personFields = {
  name: z
    .string()
    .trim()
    .min(1)
    .max(64)
    // Spelt out: an expression with flags would be described wrongly in the API.
    // oxlint-disable-next-line no-control-regex
    .regex(/^[^\u0000-\u001f\u007f-\u009f]*$/, 'no control characters')
    .transform((name) => name.normalize('NFC'))
    .meta({ description: 'With which it logs in' }),
  role: z.enum(ROLES).meta({ description: 'An admin changes, a member looks, a viewer sees only what it may watch' }),
  status: z.enum(PERSON_STATUSES),
  expires_at: z.int().nullable().meta({ description: 'Epoch milliseconds; null for never' }),
  xtream_username: XTREAM_NAME.nullable().meta({ description: 'For players that speak Xtream Codes; null for none' }),
  groups: z.array(z.string().max(200)).max(1_000).nullable().meta({ description: 'Groups of channels; null for all' }),
  contents: z.array(z.enum(CONTENTS)).max(CONTENTS.length).meta({ description: 'What it may watch' }),
  title_groups: z
    .array(z.string().max(200))
    .max(1_000)
    .nullable()
    .meta({ description: 'Categories of movies and series; null for all' }),
  max_streams: z.int().min(1).max(1_000).nullable().meta({ description: 'At the same time; null for no limit' }),
  kilobytes_per_second: z.int().min(16).max(1_000_000).nullable().meta({ description: 'Of each stream' }),
  home_assistant_user_id: z
    .string()
    .max(64)
    .nullable()
    .meta({ description: 'The user of Home Assistant that it is; null for none' }),
  priority: z.int().min(-100).max(100).nullable().meta({ description: 'The higher gets what both want' }),
  networks: z
    .array(
      z
        .string()
        .trim()
        .max(50)
        .refine((text) => network.safeParse(text).success, 'not an address or network'),
    )
    .max(50)
    .nullable()
    .meta({ description: 'Addresses and networks from which it may come; null for all' }),
  allowed_countries: z.array(country).max(250).nullable().meta({
    description:
      'ISO 3166 codes; null for all. Who is at home is in none, and let in. It needs `security.country_database`',
  }),
  blocked_countries: z.array(country).max(250).meta({ description: 'ISO 3166 codes' }),
  keeps_history: z.boolean().meta({
    description:
      'Whether it is kept what it watches; switched off, what was kept is deleted, and it counts in sums without its name',
  }),
} as const;

/** Of one person. */
export const MOST_SAVED_VIEWS = 30;

/** Filters of a list that a person keeps under a name. */
export const savedView = z.strictObject({
  name: z.string().trim().min(1).max(60),
  filters: z
    .record(z.string().regex(/^[a-z_]{1,40}$/), z.string().max(200))
    .meta({ description: 'As the address of the list has them' }),
});

/** SHA-256 or HMAC-SHA-256, base64url. */
const digest = z.string().regex(/^[\w-]{43}$/);

const personSchema = z.strictObject({
  id: z.string().regex(/^u[0-9a-f]{12}$/),
  ...personFields,
  /** Null: it cannot log in, only play. */
  password_hash: z.string().regex(PASSWORD_HASH).nullable(),
  /** Counts new passwords; logins of an older one are refused. */
  generation: z.int().min(1),
  xtream_password_hash: digest.nullable(),
  created_at: z.int(),
  /** Of the table of channels; absent without any. */
  channel_views: z.array(savedView).max(MOST_SAVED_VIEWS).optional(),
});

const tokenSchema = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{12}$/),
  person_id: z.string(),
  name: z.string().min(1).max(64),
  scopes: z.array(z.enum(SCOPES)).min(1),
  expires_at: z.int().nullable(),
  created_at: z.int(),
  hash: digest,
});

export const peopleSchema = z.strictObject({ people: z.array(personSchema), tokens: z.array(tokenSchema) });

export type PeopleData = z.output<typeof peopleSchema>;
export type StoredPerson = PeopleData['people'][number];
export type StoredToken = PeopleData['tokens'][number];

export const makePersonId = (): string => `u${randomBytes(6).toString('hex')}`;

/** Everything, for ever: what an admin gets who is not told otherwise. */
export const UNLIMITED = {
  status: 'active',
  expires_at: null,
  xtream_username: null,
  xtream_password_hash: null,
  groups: null,
  contents: [...CONTENTS],
  title_groups: null,
  home_assistant_user_id: null,
  max_streams: null,
  kilobytes_per_second: null,
  priority: null,
  networks: null,
  allowed_countries: null,
  blocked_countries: [],
  keeps_history: true,
} as const satisfies Partial<StoredPerson>;

interface FirstAccounts {
  readonly accounts: readonly { readonly name: string; readonly password_hash: string; readonly generation: number }[];
}

/** The first shape knew names and passwords; whoever was in it could change everything. Ids are the same each time it is read. */
function fromAccounts(data: unknown): unknown {
  const { accounts } = data as FirstAccounts;
  const { title_groups: _, home_assistant_user_id: __, ...known } = UNLIMITED;
  const {
    networks: ___,
    allowed_countries: ____,
    blocked_countries: _____,
    keeps_history: ______,
    ...unlimited
  } = known;
  const people = accounts.map(({ name, password_hash, generation }) => ({
    ...unlimited,
    contents: [...CONTENTS],
    id: `u${createHash('sha256').update(name).digest('hex').slice(0, 12)}`,
    name,
    role: 'admin' as const,
    password_hash,
    generation,
    created_at: 0,
  }));
  return { people, tokens: [] };
}

/** The second shape knew groups of channels only. */
function withTitleGroups(data: unknown): unknown {
  const { people, ...rest } = data as { readonly people: readonly object[] };
  return { ...rest, people: people.map((person) => ({ ...person, title_groups: null })) };
}

/** The third shape let everybody come from everywhere. */
function withWhereabouts(data: unknown): unknown {
  const { people, ...rest } = data as { readonly people: readonly object[] };
  const everywhere = { networks: null, allowed_countries: null, blocked_countries: [] };
  return { ...rest, people: people.map((person) => ({ ...person, ...everywhere })) };
}

/** The fourth shape knew nobody of Home Assistant. */
function withHomeAssistant(data: unknown): unknown {
  const { people, ...rest } = data as { readonly people: readonly object[] };
  return { ...rest, people: people.map((person) => ({ ...person, home_assistant_user_id: null })) };
}

/** The fifth shape kept a history of everybody. */
function withHistory(data: unknown): unknown {
  const { people, ...rest } = data as { readonly people: readonly object[] };
  return { ...rest, people: people.map((person) => ({ ...person, keeps_history: true })) };
}

export const PEOPLE_MIGRATIONS = [fromAccounts, withTitleGroups, withWhereabouts, withHomeAssistant, withHistory];
