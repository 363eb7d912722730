// How a route is described: problems on every route, pages and ids the same everywhere.

import { OpenAPIHono } from '@hono/zod-openapi';
import * as z from 'zod';
import { ERROR_CODES } from '../../kernel/errors.ts';
import {
  parseChannelId,
  parseFamilyId,
  parseStreamId,
  PROVIDER_ID,
  type ChannelId,
  type ProviderId,
  type StreamId,
} from '../../model/ids.ts';
import { parseTitleId, type TitleId } from '../../model/title.ts';
import { formatAnchor, parseAnchor, placeBehind } from '../../storage/anchor.ts';
import type { ApiEnv } from '../guard.ts';
import { inputError, refuseIssues } from './refused-input.ts';

export function newApi(): OpenAPIHono<ApiEnv> {
  return new OpenAPIHono<ApiEnv>({
    defaultHook: (result) => {
      if (!result.success) refuseIssues(result.target, result.error);
    },
  });
}

/** A field that may be left out. The describing library takes `exactOptional` for required, hence the plain one. */
export const optional = <Schema extends z.ZodType>(schema: Schema): z.ZodExactOptional<Schema> =>
  schema.optional() as unknown as z.ZodExactOptional<Schema>;

const problemSchema = z
  .strictObject({
    type: z.literal('about:blank'),
    title: z.string().meta({ description: 'The status in words' }),
    status: z.int(),
    detail: z.string().meta({ description: 'For a person' }),
    code: z.enum(ERROR_CODES).meta({ description: 'For a program' }),
    errors: optional(z.array(inputError)).meta({ description: 'What of the request is not as it is described here' }),
  })
  .meta({ id: 'Problem' });

const PROBLEMS = {
  400: 'The request is not valid',
  401: 'Log in first',
  403: 'Not with this login or link',
  404: 'There is no such thing',
  409: 'It is in the way of something else',
  413: 'The body is too long',
  426: 'Ask for a WebSocket',
  429: 'Too many attempts; Retry-After says how long to wait',
  500: 'Something went wrong; the log says what',
  502: 'The provider gave no good answer',
  504: 'The provider did not answer in time',
  507: 'The disk is full',
} as const;

type ProblemStatus = keyof typeof PROBLEMS;
type ProblemAnswers<Status extends ProblemStatus> = {
  [Key in Status]: { description: string; content: { 'application/problem+json': { schema: typeof problemSchema } } };
};

/** A route's failures, described. Where a login is asked for, it may be one that may not (permissions.ts). */
export function problems<Status extends ProblemStatus>(...statuses: readonly Status[]): ProblemAnswers<Status | 403> {
  const content = { 'application/problem+json': { schema: problemSchema } };
  const all: readonly ProblemStatus[] = (statuses as readonly ProblemStatus[]).includes(401)
    ? [...statuses, 403]
    : statuses;
  const described = all.map((status) => [status, { description: PROBLEMS[status], content }] as const);
  return Object.fromEntries(described) as unknown as ProblemAnswers<Status | 403>;
}

/** A JSON answer, described. */
export const answer = <Schema extends z.ZodType>(description: string, schema: Schema) => ({
  description,
  content: { 'application/json': { schema } },
});

/** A JSON body that must be there. */
export const jsonBody = <Schema extends z.ZodType>(schema: Schema) => ({
  required: true as const,
  content: { 'application/json': { schema } },
});

/** Of an address. */
export const country = z
  .string()
  .nullable()
  .meta({ description: 'ISO 3166 code; null where it is not known (`security.country_database`)' });

export const instant = z.int().meta({ description: 'Epoch milliseconds' });

export const providerId = z
  .string()
  .regex(PROVIDER_ID)
  .transform((id) => id as ProviderId)
  .meta({ example: 'my-provider' });

export const familyId = z
  .string()
  .regex(/^f[0-9a-z]{11}$/, 'not a family id')
  .transform((text, context): number => {
    const id = parseFamilyId(text);
    if (id !== undefined) return id;
    context.addIssue({ code: 'custom', message: 'not a family id' });
    return z.NEVER;
  })
  .meta({ example: 'f0000000001a' });

export const channelId = z
  .string()
  .regex(/^c[0-9a-z]{11}$/, 'not a channel id')
  .transform((text, context): ChannelId => {
    const id = parseChannelId(text);
    if (id !== undefined) return id;
    context.addIssue({ code: 'custom', message: 'not a channel id' });
    return z.NEVER;
  })
  .meta({ example: 'c1a2b3c4d5e6' });

export const streamId = z
  .string()
  .regex(/^s[0-9a-z]{11}$/, 'not a stream id')
  .transform((text, context): StreamId => {
    const id = parseStreamId(text);
    if (id !== undefined) return id;
    context.addIssue({ code: 'custom', message: 'not a stream id' });
    return z.NEVER;
  })
  .meta({ example: 's1a2b3c4d5e6' });

export const titleId = z
  .string()
  .regex(/^t[0-9a-z]{11}$/, 'not a title id')
  .transform((text, context): TitleId => {
    const id = parseTitleId(text);
    if (id !== undefined) return id;
    context.addIssue({ code: 'custom', message: 'not a title id' });
    return z.NEVER;
  })
  .meta({ example: 't1a2b3c4d5e6' });

/** `true` and `false` as a query has them. */
export const flag = z.enum(['true', 'false']).transform((text) => text === 'true');

const DEFAULT_PAGE_ROWS = 100;
/** Names stand in it, however long they are: an address has room for some 16,000 characters. */
const LONGEST_CURSOR = 12_000;

/** How a list is paged. @param limit most rows of a page @param usual rows where nobody says how many */
export const paging = (limit: number, usual = DEFAULT_PAGE_ROWS) => ({
  cursor: optional(z.string().max(LONGEST_CURSOR)).meta({ description: '`next` of the page before' }),
  limit: z.coerce.number().int().min(1).max(limit).default(usual),
});

export const pageOf = <Row extends z.ZodType>(row: Row) =>
  z.strictObject({
    items: z.array(row).readonly(),
    next: z.string().nullable().meta({ description: 'Cursor of the next page; null on the last one' }),
    total: z.int().meta({ description: 'Of everything that matches' }),
  });

/** How a list in memory is paged. */
export interface Paged<Item, Row> {
  /** Of the list: it stands in its cursors. */
  readonly list: string;
  readonly idOf: (item: Item) => string;
  readonly rowOf: (item: Item) => Row;
}

interface PageAsked {
  readonly cursor?: string | undefined;
  readonly limit: number;
  /** Rows to pass over, where there is no cursor. */
  readonly offset?: number | undefined;
}

/** A page of what is in memory. @throws AppError `request.invalid` */
export function pageFrom<Item, Row>(
  all: readonly Item[],
  { cursor, limit, offset = 0 }: PageAsked,
  { list, idOf, rowOf }: Paged<Item, Row>,
): { items: Row[]; next: string | null; total: number } {
  const anchor = parseAnchor(cursor, list);
  const from = anchor ? placeBehind(anchor, (id) => all.findIndex((item) => idOf(item) === id)) : offset;
  const shown = all.slice(from, from + limit);
  const hasMore = from + limit < all.length;
  const next = hasMore ? formatAnchor(list, from + limit, shown.map(idOf)) : null;
  return { items: shown.map(rowOf), next, total: all.length };
}
