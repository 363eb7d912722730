// The audit: who changed what, when, before and after; decisions about the lineup are taken back from it.

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import * as z from 'zod';
import { ACTOR_WAYS } from '../../kernel/actor.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Decided } from '../../lineup/query.ts';
import { decisionsChange } from '../../lineup/take-back.ts';
import type { ApiEnv } from '../guard.ts';
import type { ApiPorts } from './ports.ts';
import { answer, instant, newApi, optional, pageOf, paging, problems } from './route.ts';

const tags = ['Audit'];
const PAGE_LIMIT = 200;
export const AREAS = [
  'settings',
  'providers',
  'rules',
  'accounts',
  'alert_targets',
  'streams',
  'titles',
  'lineup',
] as const;

const entry = z
  .strictObject({
    id: z.string(),
    at: instant,
    person: z
      .strictObject({ id: z.string().nullable(), name: z.string() })
      .meta({ description: 'As it was called then; without an id for what is no person' }),
    via: z.enum(ACTOR_WAYS).meta({ description: '`system` is Masthead itself, `home-assistant` its entities' }),
    address: z.string(),
    area: z.string().meta({ description: `One of ${AREAS.join(', ')}` }),
    change_count: z.int(),
    changes: z
      .array(
        z.strictObject({
          change: z.enum(['added', 'changed', 'removed']),
          key: z.string().meta({ description: '`people.u1…`, `streaming.linger_seconds` …' }),
          name: z.string(),
          before: z.unknown().meta({ description: 'The fields that differ, without secrets; null for what was added' }),
          after: z.unknown(),
        }),
      )
      .readonly()
      .meta({ description: 'The first 50' }),
    can_undo: z.boolean(),
    undone_at: instant.nullable().meta({ description: 'When it was taken back from here' }),
  })
  .meta({ id: 'AuditEntry' });

const moment = z.coerce.number().int().min(0).max(8_640_000_000_000_000);

export const list = createRoute({
  method: 'get',
  path: '/audit',
  tags,
  summary: 'Who changed what, the newest first',
  description: 'The last 10,000 changes of the last 400 days.',
  request: {
    query: z.strictObject({
      area: optional(z.enum(AREAS)),
      person_id: optional(z.string().max(64)),
      from_at: optional(moment),
      until_at: optional(moment),
      ...paging(PAGE_LIMIT),
    }),
  },
  responses: { 200: answer('A page', pageOf(entry)), ...problems(400, 401) },
});

export const undo = createRoute({
  method: 'post',
  path: '/audit/{id}/undo',
  tags,
  summary: 'Take a decision about the lineup back',
  description: 'Also after others: as long as the same of its channels was not decided again. It is audited as well.',
  request: { params: z.strictObject({ id: z.string().regex(/^\d{1,15}$/) }) },
  responses: {
    200: answer('What it did', z.strictObject({ changed: z.int(), undo_id: z.string() })),
    ...problems(400, 401, 404, 409, 507),
  },
});

export function auditRoutes({ audit, lineup }: Pick<ApiPorts, 'audit' | 'lineup'>): OpenAPIHono<ApiEnv> {
  const api = newApi();
  api.openapi(list, (c) => {
    const { area, person_id: person, from_at: fromAt, until_at: untilAt, cursor, limit } = c.req.valid('query');
    if (cursor !== undefined && !/^\d{1,15}$/.test(cursor))
      throw new AppError('request.invalid', 'cursor: not one of ours');
    const page = audit.list({
      limit,
      ...(area !== undefined && { area }),
      ...(person !== undefined && { person }),
      ...(fromAt !== undefined && { fromAt }),
      ...(untilAt !== undefined && { untilAt }),
      ...(cursor !== undefined && { cursor: Number(cursor) }),
    });
    return c.json({ ...page, items: page.items.map((one) => ({ ...one, id: String(one.id) })) }, 200);
  });
  api.openapi(undo, async (c) => c.json(await takeBackEntry({ audit, lineup }, Number(c.req.valid('param').id)), 200));
  return api;
}

/** @throws AppError `request.not-found`, `request.conflict` where it is no decision, or others were made since */
export async function takeBackEntry(
  { audit, lineup }: Pick<ApiPorts, 'audit' | 'lineup'>,
  id: number,
): Promise<Decided> {
  const kept = audit.undoOf(id);
  if (kept === undefined) throw new AppError('request.not-found', 'There is no such entry.');
  const change = decisionsChange.safeParse(kept);
  if (!change.success) throw new AppError('request.conflict', 'This cannot be taken back from here.');
  return lineup.takeBack(change.data, () => audit.undone(id));
}
