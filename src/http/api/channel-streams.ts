// A channel's streams in the order in which they are tried, and what a person decides about that.

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import * as z from 'zod';
import { PAGE_LIMIT } from '../../catalogue/query.ts';
import { streamView } from '../../health/view.ts';
import { AppError } from '../../kernel/errors.ts';
import { parseStreamId, printChannelId, printStreamId, type ChannelId } from '../../model/ids.ts';
import type { ApiEnv } from '../guard.ts';
import { decided } from './channel-schema.ts';
import { edits } from './edited.ts';
import { streamHealth } from './health-schema.ts';
import type { ApiPorts } from './ports.ts';
import { answer, channelId, jsonBody, newApi, optional, problems, streamId } from './route.ts';
import { stream } from './streams.ts';

const tags = ['Channels'];
const params = z.strictObject({ id: channelId });

const placed = z
  .strictObject({
    stream,
    is_pinned: z.boolean().meta({ description: 'Goes before all others' }),
    is_ordered: z.boolean().meta({ description: 'Placed by hand; the others follow by rank' }),
    health: streamHealth.nullable().meta({ description: 'Null while it is not in the plan of checks' }),
    is_excluded: z.boolean().meta({ description: 'Never dialled' }),
  })
  .meta({ id: 'ChannelStream' });

export const list = createRoute({
  method: 'get',
  path: '/channels/{id}/streams',
  tags,
  summary: 'The streams of a channel, in the order in which they are tried; excluded ones last',
  request: { params },
  responses: {
    200: answer('The streams', z.strictObject({ items: z.array(placed) })),
    ...problems(400, 401, 404),
  },
});

export const change = createRoute({
  method: 'patch',
  path: '/channels/{id}/streams',
  tags,
  summary: 'Decide in which order the streams of a channel are tried',
  description:
    'What is left out stays as it is; null takes it back. Who watches an excluded stream is moved to the next one as soon as it shows a picture.',
  request: {
    params,
    body: jsonBody(
      z
        .strictObject({
          pin: optional(streamId.nullable().meta({ description: 'Goes before all others' })),
          order: optional(z.array(streamId).max(100).nullable().meta({ description: 'The first ones, in order' })),
          excluded: optional(z.array(streamId).max(1_000).nullable().meta({ description: 'Never dialled' })),
        })
        .refine((set) => Object.keys(set).length > 0, 'nothing to set'),
    ),
  },
  responses: { 200: answer('What it did', decided), ...problems(400, 401, 404, 413, 507) },
});

export function channelStreamRoutes(
  ports: Pick<ApiPorts, 'catalogue' | 'clock' | 'health' | 'lineup' | 'streamsOf' | 'triedOf'>,
): OpenAPIHono<ApiEnv> {
  const { lineup, catalogue, streamsOf, triedOf } = ports;
  const api = newApi();
  const healthOf = (name: string): z.output<typeof streamHealth> | null => {
    const record = ports.health.stream(parseStreamId(name)!);
    return record ? streamView(record, ports.clock.now()) : null;
  };
  api.openapi(list, async (c) => {
    const { id } = c.req.valid('param');
    const all = streamsOf(id);
    if (!all) throw unknown(id);
    const tried = triedOf(id);
    const { items: rows } = await catalogue.list({ limit: PAGE_LIMIT }, all);
    const byId = new Map(rows.map((row) => [row.id, row]));
    const kept = lineup.streamOrderOf(id);
    const briefOf = ports.health.briefs.streams(all);
    const items = [...new Set([...tried, ...all].map(printStreamId))].flatMap((name) => {
      const row = byId.get(name);
      if (!row) return [];
      const is_excluded = kept?.excluded.includes(name) ?? false;
      return [
        {
          stream: { ...row, ...briefOf(parseStreamId(name)!) },
          health: healthOf(name),
          is_pinned: kept?.pin === name,
          is_ordered: kept?.order.includes(name) ?? false,
          is_excluded,
        },
      ];
    });
    edits(c, kept ?? null);
    return c.json({ items }, 200);
  });
  api.openapi(change, async (c) => {
    const { id } = c.req.valid('param');
    if (!streamsOf(id)) throw unknown(id);
    return c.json(await lineup.orderStreams(id, c.req.valid('json')), 200);
  });
  return api;
}

const unknown = (id: ChannelId): AppError =>
  new AppError('channel.unknown', `There is no channel ${printChannelId(id)}.`);
