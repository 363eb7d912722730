// What is seen of channels' logos.

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import * as z from 'zod';
import type { ApiEnv } from '../guard.ts';
import type { ApiPorts } from './ports.ts';
import { answer, newApi, problems } from './route.ts';

const status = z
  .strictObject({
    is_running: z.boolean(),
    logo_count: z.int().meta({ description: 'Logos of all lists, as far as they are looked at' }),
    seen_count: z.int().meta({ description: 'Of this run, else of the last one' }),
    broken_count: z.int().meta({ description: 'No images, or such as nobody should open' }),
    absent_count: z.int().meta({ description: 'Could not be had' }),
    artwork_count: z.int().meta({ description: 'Logos that look alike are one artwork' }),
  })
  .meta({ id: 'LogoStatus' });

const read = createRoute({
  method: 'get',
  path: '/logos',
  tags: ['Matching'],
  summary: 'How the comparing of logos by sight goes; `logos.by_sight` switches it',
  responses: { 200: answer('The status', status), ...problems(401) },
});

export function logoRoutes({ logos }: Pick<ApiPorts, 'logos'>): OpenAPIHono<ApiEnv> {
  const api = newApi();
  api.openapi(read, (c) => c.json(logos.status, 200));
  return api;
}
