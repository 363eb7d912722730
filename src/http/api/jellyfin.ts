// Entering Masthead into a Jellyfin, by its address and an API key. Neither is kept.

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import * as z from 'zod';
import { enterJellyfin } from '../../net/jellyfin.ts';
import { publicUrls } from '../addresses.ts';
import type { ApiEnv } from '../guard.ts';
import type { ApiPorts } from './ports.ts';
import { answer, jsonBody, newApi, problems } from './route.ts';

export const connectJellyfin = createRoute({
  method: 'post',
  path: '/connect/jellyfin',
  tags: ['Status'],
  summary: 'Enter tuner and guide into a Jellyfin',
  description: 'What is there already is left as it is; then its guide is refreshed. Address and key are not kept.',
  request: {
    body: jsonBody(
      z.strictObject({
        address: z.string().trim().min(1).max(500),
        api_key: z
          .string()
          .trim()
          .regex(/^[!#-~]{1,128}$/, 'not an API key'), // it goes into a header, in quotes; whether it is one Jellyfin says,
      }),
    ),
  },
  responses: {
    200: answer(
      'What was done',
      z.strictObject({ server: z.string(), added_tuner: z.boolean(), added_guide: z.boolean() }),
    ),
    ...problems(400, 401, 413),
  },
});

export function jellyfinRoutes({ about, settings }: Pick<ApiPorts, 'about' | 'settings'>): OpenAPIHono<ApiEnv> {
  const api = newApi();
  api.openapi(connectJellyfin, async (c) => {
    const { address, api_key: apiKey } = c.req.valid('json');
    const [base = ''] = publicUrls(c, about.baseUrl);
    const name = settings.current.discovery.friendly_name;
    const done = await enterJellyfin({ address, apiKey, tunerUrl: base, guideUrl: `${base}/guide.xml`, name });
    return c.json({ server: done.server, added_tuner: done.addedTuner, added_guide: done.addedGuide }, 200);
  });
  return api;
}
