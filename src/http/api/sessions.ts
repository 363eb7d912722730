// What is on air and who watches it.

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import * as z from 'zod';
import { AppError } from '../../kernel/errors.ts';
import type { ApiEnv } from '../guard.ts';
import type { ApiPorts } from './ports.ts';
import { answer, channelId, jsonBody, newApi, problems, streamId } from './route.ts';
import { describeSession, session } from './session-schema.ts';

const tags = ['Sessions'];

export const list = createRoute({
  method: 'get',
  path: '/sessions',
  tags,
  summary: 'What is on air, and who watches',
  responses: { 200: answer('One session a channel', z.strictObject({ items: z.array(session) })), ...problems(401) },
});

const gone = { 204: { description: 'It has ended' }, ...problems(400, 401, 404) };

export const endSession = createRoute({
  method: 'delete',
  path: '/sessions/{channel_id}',
  tags,
  summary: 'End a channel for all who watch it',
  request: { params: z.strictObject({ channel_id: channelId }) },
  responses: gone,
});

export const endViewer = createRoute({
  method: 'delete',
  path: '/sessions/{channel_id}/viewers/{viewer_id}',
  tags,
  summary: 'Send one viewer away',
  request: { params: z.strictObject({ channel_id: channelId, viewer_id: z.string().min(1).max(64) }) },
  responses: gone,
});

export const moveSession = createRoute({
  method: 'post',
  path: '/sessions/{channel_id}/move',
  tags,
  summary: 'Have a channel go on from another of its streams',
  description:
    'Nobody is thrown out: the picture changes over as soon as the other stream shows one. Where its provider has no free connection, the one on air is given up first.',
  request: {
    params: z.strictObject({ channel_id: channelId }),
    body: jsonBody(z.strictObject({ stream_id: streamId })),
  },
  responses: { 202: { description: 'The other stream is being dialled' }, ...problems(400, 401, 403, 404, 413) },
});

export function sessionRoutes({
  countryOf,
  hub,
  lineup,
}: Pick<ApiPorts, 'countryOf' | 'hub' | 'lineup'>): OpenAPIHono<ApiEnv> {
  const api = newApi();
  api.openapi(list, (c) =>
    c.json({ items: hub.sessions().map((view) => describeSession(view, lineup.snapshot, countryOf)) }, 200),
  );
  api.openapi(endSession, (c) => {
    if (!hub.endSession(c.req.valid('param').channel_id)) throw notOnAir();
    return c.body(null, 204);
  });
  api.openapi(endViewer, (c) => {
    const { channel_id, viewer_id } = c.req.valid('param');
    const onAir = hub.sessions().filter((view) => view.channel_id === channel_id);
    if (onAir.length === 0) throw notOnAir();
    const isHere = onAir.some(({ viewers }) => viewers.some((view) => view.id === viewer_id));
    if (!isHere || !hub.endViewer(viewer_id)) throw new AppError('request.not-found', 'There is no such viewer.');
    return c.body(null, 204);
  });
  api.openapi(moveSession, (c) => {
    if (!hub.moveSession(c.req.valid('param').channel_id, c.req.valid('json').stream_id)) throw notOnAir();
    return c.body(null, 202);
  });
  return api;
}

const notOnAir = (): AppError => new AppError('request.not-found', 'This channel is not on air.');
