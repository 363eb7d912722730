// Channels that are alike without being one, to be opened and closed in a list.

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import * as z from 'zod';
import { PAGE_LIMIT } from '../../lineup/query.ts';
import type { ApiEnv } from '../guard.ts';
import type { ApiPorts } from './ports.ts';
import { answer, newApi, optional, pageOf, paging, problems } from './route.ts';

const family = z
  .strictObject({
    id: z.string().meta({ description: 'To be given to `GET /channels?family=`' }),
    name: z.string().meta({ description: 'Of its first channel' }),
    channel_count: z.int().meta({ description: 'Channels that some provider has a stream for: two or more' }),
    enabled_count: z.int(),
    stream_count: z.int(),
  })
  .meta({ id: 'Family' });

const listFamilies = createRoute({
  method: 'get',
  path: '/families',
  tags: ['Channels'],
  summary: 'Channels that are alike without being one: numbers, coasts, time shifts, Plus and Kids of one name',
  request: {
    query: z.strictObject({
      search: optional(z.string().max(200)).meta({
        description: 'Words that all stand in the name of one of its channels',
      }),
      ...paging(PAGE_LIMIT),
    }),
  },
  responses: { 200: answer('A page of families', pageOf(family)), ...problems(400, 401) },
});

export function familyRoutes({ lineup }: Pick<ApiPorts, 'lineup'>): OpenAPIHono<ApiEnv> {
  const api = newApi();
  api.openapi(listFamilies, async (c) => c.json(await lineup.lists.families(c.req.valid('query')), 200));
  return api;
}
