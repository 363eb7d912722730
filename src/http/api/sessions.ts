// What is on air and who watches it.

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import * as z from 'zod';
import { AppError, ERROR_CODES } from '../../kernel/errors.ts';
import { formatChannelNumber, type LineupSnapshot } from '../../model/channel.ts';
import { printChannelId, printStreamId } from '../../model/ids.ts';
import { LINE_PURPOSES, LINE_STATES, SESSION_STATES, type SessionView } from '../../streaming/session-view.ts';
import type { ApiEnv } from '../guard.ts';
import type { ApiPorts } from './ports.ts';
import { answer, channelId, instant, newApi, problems } from './route.ts';

const tags = ['Sessions'];

const viewer = z
  .strictObject({
    id: z.string(),
    address: z.string(),
    user_agent: z.string(),
    via: z.string().meta({ description: 'The output that brought it' }),
    since: instant,
    bits_per_second: z.number(),
    bytes_sent: z.number(),
    lag_bytes: z.number().meta({ description: 'How far behind the newest byte it is' }),
    dropped_bytes: z.number().meta({ description: 'What it missed because it read too slowly' }),
    skips: z.int(),
  })
  .meta({ id: 'Viewer' });

const upstream = z
  .strictObject({
    stream_id: z.string(),
    provider_id: z.string(),
    login: z.string().meta({ description: "Which of the provider's accounts; empty where there is one only" }),
    name: z.string(),
    purpose: z.enum(LINE_PURPOSES).meta({ description: 'To be on air, a backup, moved to by hand, or a check' }),
    state: z.enum(LINE_STATES),
    bits_per_second: z.number(),
    codecs: z.array(z.string()).readonly(),
    messages: z.array(z.string()).readonly().meta({ description: 'What it complained of, the newest last' }),
  })
  .meta({ id: 'Upstream' });

const failover = z
  .strictObject({
    at: instant,
    from: z.string(),
    to: z.string(),
    reason: z.enum([...ERROR_CODES, 'moved', 'returned']),
    gap_ms: z.number().meta({ description: 'Between the last packet of the one and the picture of the other' }),
  })
  .meta({ id: 'Failover' });

const session = z
  .strictObject({
    channel_id: z.string(),
    channel_name: z.string().meta({ description: 'Empty when the channel has left the lineup' }),
    channel_number: z.string(),
    profile: z
      .string()
      .nullable()
      .meta({ description: 'The stream profile that a client rule asks for; null for the usual one' }),
    state: z.enum(SESSION_STATES),
    stream_id: z.string().nullable(),
    provider_id: z.string().nullable(),
    stream_name: z.string(),
    since: instant,
    bits_per_second: z.number(),
    bytes_received: z.number(),
    buffer_bytes: z.number(),
    codecs: z.array(z.string()).readonly(),
    retries: z.int(),
    last_error: z.strictObject({ code: z.enum(ERROR_CODES), message: z.string(), at: instant }).nullable(),
    upstreams: z.array(upstream).readonly().meta({ description: 'The one on air first' }),
    failovers: z.array(failover).readonly().meta({ description: 'The last ones, the newest last' }),
    failover_count: z.int(),
    viewers: z.array(viewer).readonly(),
  })
  .meta({ id: 'Session' });

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

export function sessionRoutes({ hub, lineup }: Pick<ApiPorts, 'hub' | 'lineup'>): OpenAPIHono<ApiEnv> {
  const api = newApi();
  api.openapi(list, (c) => c.json({ items: hub.sessions().map((view) => describe(view, lineup.snapshot)) }, 200));
  api.openapi(endSession, (c) => {
    if (!hub.endSession(c.req.valid('param').channel_id)) throw notOnAir();
    return c.body(null, 204);
  });
  api.openapi(endViewer, (c) => {
    const { channel_id, viewer_id } = c.req.valid('param');
    const onAir = hub.sessions().find((view) => view.channel_id === channel_id);
    if (!onAir) throw notOnAir();
    const isHere = onAir.viewers.some((view) => view.id === viewer_id);
    if (!isHere || !hub.endViewer(viewer_id)) throw new AppError('request.not-found', 'There is no such viewer.');
    return c.body(null, 204);
  });
  return api;
}

const notOnAir = (): AppError => new AppError('request.not-found', 'This channel is not on air.');

function describe(view: SessionView, snapshot: LineupSnapshot): z.output<typeof session> {
  const channel = snapshot.byId.get(view.channel_id);
  return {
    ...view,
    channel_id: printChannelId(view.channel_id),
    channel_name: channel?.name ?? '',
    channel_number: channel ? formatChannelNumber(channel.number) : '',
    stream_id: view.stream_id === null ? null : printStreamId(view.stream_id),
    upstreams: view.upstreams.map(({ stream_id: id, ...rest }) => ({ ...rest, stream_id: printStreamId(id) })),
    failovers: view.failovers.map(({ from, to, ...rest }) => ({
      ...rest,
      from: printStreamId(from),
      to: printStreamId(to),
    })),
  };
}
