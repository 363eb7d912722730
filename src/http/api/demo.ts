// The demo provider: taken when somebody wants to look around before there is a provider.

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import * as z from 'zod';
import type { ApiEnv } from '../guard.ts';
import type { ApiPorts } from './ports.ts';
import { answer, newApi, problems } from './route.ts';

export const takeDemo = createRoute({
  method: 'post',
  path: '/demo',
  tags: ['Providers'],
  summary: 'Take the embedded demo as a provider',
  description:
    'Twelve channels with picture, sound and guide, films and a series; nothing is fetched. It runs while its provider is enabled: disable or remove that to end it. Taken twice it is there once.',
  responses: {
    200: answer('Its provider', z.strictObject({ provider_id: z.string() })),
    ...problems(401, 403, 507),
  },
});

export function demoRoutes({ demo }: Pick<ApiPorts, 'demo'>): OpenAPIHono<ApiEnv> {
  const api = newApi();
  api.openapi(takeDemo, async (c) => c.json({ provider_id: await demo.take() }, 200));
  return api;
}
