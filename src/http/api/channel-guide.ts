// A channel's guide: what it is and could be, and what a person decides; and all that the guides have.

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import * as z from 'zod';
import type { ApiEnv } from '../guard.ts';
import { decided } from './channel-schema.ts';
import { candidate, guideChannel, guideDecision, guideRef } from './guide-schema.ts';
import type { ApiPorts } from './ports.ts';
import { answer, channelId, jsonBody, newApi, problems } from './route.ts';

const tags = ['Guide'];

const guideMatch = z
  .strictObject({
    choice: z.enum(['automatic', 'chosen', 'none']),
    is_missing: z
      .boolean()
      .meta({ description: 'What was chosen is in no guide now: meanwhile it is found automatically' }),
    refused: z.array(guideRef).readonly(),
    candidates: z.array(candidate).readonly().meta({ description: 'The likeliest first' }),
  })
  .meta({ id: 'GuideMatch' });

export const explainGuide = createRoute({
  method: 'get',
  path: '/channels/{id}/guide',
  tags,
  summary: 'Which guides a channel could have, and what was decided',
  request: { params: z.strictObject({ id: channelId }) },
  responses: { 200: answer('Candidates', guideMatch), ...problems(400, 401, 404) },
});

export const decideGuide = createRoute({
  method: 'post',
  path: '/channels/{id}/guide',
  tags,
  summary: 'Decide about a channel’s guide',
  description:
    '`choose` a channel of a guide, `refuse` one for good, have `none`, `lock` what there is, or go back to `automatic`, which forgets what was refused, too. Kept by the names of its streams: it holds for other providers, and when ids change.',
  request: { params: z.strictObject({ id: channelId }), body: jsonBody(guideDecision) },
  responses: { 200: answer('What it did', decided), ...problems(400, 401, 404, 413, 507) },
});

const MOST = 100;

export const searchGuide = createRoute({
  method: 'get',
  path: '/guide/channels',
  tags,
  summary: 'Channels of all guides, by words of their names and ids',
  request: {
    query: z.strictObject({
      search: z.string().max(200).default(''),
      offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
      limit: z.coerce.number().int().min(1).max(MOST).default(50),
    }),
  },
  responses: {
    200: answer('Channels', z.strictObject({ items: z.array(guideChannel).readonly(), total: z.int() })),
    ...problems(400, 401),
  },
});

export function channelGuideRoutes({ guides }: Pick<ApiPorts, 'guides'>): OpenAPIHono<ApiEnv> {
  const api = newApi();
  api.openapi(explainGuide, async (c) => c.json(await guides.explain(c.req.valid('param').id), 200));
  api.openapi(decideGuide, async (c) => {
    const { id } = c.req.valid('param');
    return c.json(await guides.decide([{ id, decision: c.req.valid('json') }]), 200);
  });
  api.openapi(searchGuide, async (c) => c.json(await guides.search(c.req.valid('query')), 200));
  return api;
}
