// The groups that channels are in, and how many.

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import * as z from 'zod';
import type { ApiEnv } from '../guard.ts';
import type { ApiPorts } from './ports.ts';
import { answer, newApi, optional, problems, providerId } from './route.ts';

const group = z
  .strictObject({
    name: z.string().meta({ description: 'May be empty' }),
    channel_count: z.int().meta({ description: 'Channels that some provider has a stream for' }),
    enabled_count: z.int(),
    market: z.string().meta({ description: 'Country code of most of its channels; empty where none says it' }),
  })
  .meta({ id: 'Group' });

export const listGroups = createRoute({
  method: 'get',
  path: '/groups',
  tags: ['Channels'],
  summary: 'The groups, with how many channels are in each',
  request: { query: z.strictObject({ provider_id: optional(providerId) }) },
  responses: { 200: answer('The groups', z.strictObject({ items: z.array(group) })), ...problems(400, 401) },
});

export function groupRoutes({ lineup }: Pick<ApiPorts, 'lineup'>): OpenAPIHono<ApiEnv> {
  const api = newApi();
  api.openapi(listGroups, async (c) => {
    const items = await lineup.lists.groups(c.req.valid('query').provider_id);
    return c.json({ items }, 200);
  });
  return api;
}
