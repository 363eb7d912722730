// Decisions about channels' guides that hold, and how each is taken back: read from the audit, which knows what was before.

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import * as z from 'zod';
import { AppError } from '../../kernel/errors.ts';
import { GUIDE_DECISIONS, standingGuides, type PastGuides } from '../../lineup/guide-history.ts';
import { decisionsChange } from '../../lineup/take-back.ts';
import type { ApiEnv } from '../guard.ts';
import { takeBackEntry } from './audit.ts';
import type { ApiPorts } from './ports.ts';
import { answer, instant, newApi, problems } from './route.ts';

const tags = ['Guide'];
/** Entries that are looked through, the newest ones. */
const LOOKED_THROUGH = 200;

const event = z
  .strictObject({
    id: z.int(),
    at: instant,
    kind: z.enum(GUIDE_DECISIONS).meta({ description: '`choose` also for a guide that was kept' }),
    guide: z.string().meta({ description: 'The one that was chosen, or those refused; empty for `none`' }),
    names: z.array(z.string()).readonly().meta({
      description: 'Names that it was decided for, without quality and prefix, in small letters',
    }),
  })
  .meta({ id: 'GuideEvent' });

export const guideHistory = createRoute({
  method: 'get',
  path: '/guide/review/history',
  tags,
  summary: 'Decisions about guides that can be taken back, the newest first',
  responses: { 200: answer('Decisions', z.strictObject({ items: z.array(event).readonly() })), ...problems(401) },
});

export const undoGuide = createRoute({
  method: 'delete',
  path: '/guide/review/history/{id}',
  tags,
  summary: 'Take a decision about guides back',
  request: { params: z.strictObject({ id: z.coerce.number().int().min(1) }) },
  responses: { 204: { description: 'Taken back, and published' }, ...problems(400, 401, 404, 409, 507) },
});

export function guideHistoryRoutes({ audit, lineup }: Pick<ApiPorts, 'audit' | 'lineup'>): OpenAPIHono<ApiEnv> {
  const api = newApi();
  api.openapi(guideHistory, (c) => {
    const { items } = audit.list({ area: 'lineup', thing: 'guides', limit: LOOKED_THROUGH });
    const past = items.flatMap(({ id, at, can_undo: canUndo }): PastGuides[] => {
      const guides = canUndo ? guidesIn(audit.undoOf(id)) : undefined;
      return guides ? [{ id, at, guides }] : [];
    });
    return c.json({ items: standingGuides(past, (ref) => lineup.guideChoiceOf([ref])) }, 200);
  });
  api.openapi(undoGuide, async (c) => {
    const { id } = c.req.valid('param');
    if (guidesIn(audit.undoOf(id)) === undefined) throw new AppError('request.not-found', 'There is no such decision.');
    await takeBackEntry({ audit, lineup }, id);
    return c.body(null, 204);
  });
  return api;
}

/** Undefined where it is about something else. */
function guidesIn(undo: unknown): PastGuides['guides'] | undefined {
  const change = decisionsChange.safeParse(undo);
  return change.success && Object.keys(change.data.guides).length > 0 ? change.data.guides : undefined;
}
