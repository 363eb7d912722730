// A channel's logo: what there is to choose from, the choice, an upload.

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import * as z from 'zod';
import { AppError } from '../../kernel/errors.ts';
import { printChannelId } from '../../model/ids.ts';
import type { ApiEnv } from '../guard.ts';
import { decided } from './channel-schema.ts';
import { candidate, choice } from './logo-schema.ts';
import type { ApiPorts } from './ports.ts';
import { answer, channelId, jsonBody, newApi, optional, problems } from './route.ts';

const tags = ['Channels'];
const params = z.strictObject({ id: channelId });

export const listLogos = createRoute({
  method: 'get',
  path: '/channels/{id}/logos',
  tags,
  summary: "Logos that a channel may have: its streams' and a person's own files",
  request: {
    params,
    query: z.strictObject({
      search: optional(z.string().max(200)).meta({ description: 'Words in the names of own files' }),
    }),
  },
  responses: {
    200: answer('The candidates', z.strictObject({ items: z.array(candidate).readonly() })),
    ...problems(400, 401, 404),
  },
});

export const chooseLogo = createRoute({
  method: 'put',
  path: '/channels/{id}/logo',
  tags,
  summary: "Choose a channel's logo; it is fetched first",
  description: 'Taken back with `PATCH /channels` and `logo: null`, or with the `undo_id`.',
  request: { params, body: jsonBody(choice) },
  responses: { 200: answer('What it did', decided), ...problems(400, 401, 404, 413, 507) },
});

const uploadLogo = createRoute({
  method: 'put',
  path: '/channels/{id}/logo/file',
  tags,
  summary: "Upload a channel's logo",
  request: {
    params,
    body: { required: true, content: { 'image/*': { schema: z.string().meta({ format: 'binary' }) } } },
  },
  responses: { 200: answer('What it did', decided), ...problems(400, 401, 404, 413, 507) },
});

export function channelLogoRoutes({ channelLogos }: Pick<ApiPorts, 'channelLogos'>): OpenAPIHono<ApiEnv> {
  const api = newApi();
  api.openapi(listLogos, async (c) => {
    const { id } = c.req.valid('param');
    const items = await channelLogos.candidates(id, c.req.valid('query').search ?? '');
    if (!items) throw new AppError('channel.unknown', `There is no channel ${printChannelId(id)}.`);
    return c.json({ items }, 200);
  });
  api.openapi(chooseLogo, async (c) =>
    c.json(await channelLogos.choose(c.req.valid('param').id, c.req.valid('json')), 200),
  );
  api.openapi(uploadLogo, async (c) => {
    const bytes = new Uint8Array(await c.req.arrayBuffer());
    return c.json(await channelLogos.upload(c.req.valid('param').id, bytes), 200);
  });
  return api;
}
