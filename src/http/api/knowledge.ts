// The public database of channels that is matched with, where a person allows it.

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import * as z from 'zod';
import { ERROR_CODES } from '../../kernel/errors.ts';
import { KNOWLEDGE_STATES } from '../../sync/knowledge/status.ts';
import type { ApiEnv } from '../guard.ts';
import type { ApiPorts } from './ports.ts';
import { answer, instant, newApi, problems } from './route.ts';

const tags = ['Matching'];

const status = z
  .strictObject({
    state: z.enum(KNOWLEDGE_STATES).meta({
      description: '`stale`: what is there is in use, the last attempt to renew it failed',
    }),
    fetched_at: instant.nullable().meta({ description: 'When something new came' }),
    checked_at: instant.nullable().meta({ description: 'When the place last answered' }),
    next_at: instant.nullable().meta({ description: 'When it is asked next' }),
    channel_count: z.int(),
    name_count: z.int().meta({ description: 'Names and other names, in each country where they are known' }),
    skipped_count: z.int().meta({ description: 'Entries that could not be read' }),
    error: z
      .strictObject({ code: z.enum(ERROR_CODES), message: z.string() })
      .nullable()
      .meta({ description: 'Of the last attempt; null when it went well' }),
  })
  .meta({ id: 'KnowledgeStatus' });

const read = createRoute({
  method: 'get',
  path: '/knowledge',
  tags,
  summary: 'How the database of channels stands; `knowledge.enabled` switches it on',
  responses: { 200: answer('The status', status), ...problems(401) },
});

const refresh = createRoute({
  method: 'post',
  path: '/knowledge/refresh',
  tags,
  summary: 'Ask for a newer database of channels now',
  responses: { 200: answer('The status afterwards', status), ...problems(401, 409, 502, 504, 507) },
});

export function knowledgeRoutes({ knowledge }: Pick<ApiPorts, 'knowledge'>): OpenAPIHono<ApiEnv> {
  const api = newApi();
  api.openapi(read, (c) => c.json(knowledge.status, 200));
  api.openapi(refresh, async (c) => {
    await knowledge.refresh();
    return c.json(knowledge.status, 200);
  });
  return api;
}
