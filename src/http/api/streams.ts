// What the providers have, as they describe it.

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import * as z from 'zod';
import { PAGE_LIMIT, STREAM_SORTS } from '../../catalogue/query.ts';
import { AppError } from '../../kernel/errors.ts';
import { parseStreamId, printChannelId, type StreamId } from '../../model/ids.ts';
import { STREAM_KINDS } from '../../model/stream.ts';
import type { ApiEnv } from '../guard.ts';
import { briefFields, healthFilter, splitHealth } from './health-schema.ts';
import type { ApiPorts } from './ports.ts';
import { answer, channelId, newApi, optional, pageOf, paging, problems, providerId } from './route.ts';

export const stream = z
  .strictObject({
    id: z.string(),
    provider_id: z.string(),
    kind: z.enum(STREAM_KINDS),
    name: z.string(),
    group: z.string(),
    url: z.string().meta({ description: 'Without its credentials' }),
    logo_url: z.string(),
    tvg_id: z.string(),
    number: z.string().meta({ description: '`tvg-chno` as written' }),
    catchup_days: z.number(),
    is_protected: z.boolean().meta({ description: 'It names a licence server: it cannot be played' }),
    position: z.int().meta({ description: "Place in the provider's list, from 0" }),
    ...briefFields,
  })
  .meta({ id: 'Stream' });

export const list = createRoute({
  method: 'get',
  path: '/streams',
  tags: ['Streams'],
  summary: "The providers' streams, in their order",
  request: {
    query: z.strictObject({
      search: optional(z.string().max(200)),
      provider_id: optional(providerId),
      kind: optional(z.enum(STREAM_KINDS)),
      group: optional(z.string().max(500)),
      channel_id: optional(channelId),
      ...healthFilter,
      sort: z
        .enum(STREAM_SORTS)
        .default('position')
        .meta({ description: '`health`: the worst first; those that were seen' }),
      ...paging(PAGE_LIMIT),
    }),
  },
  responses: { 200: answer('A page of streams', pageOf(stream)), ...problems(400, 401, 404) },
});

type Ports = Pick<ApiPorts, 'catalogue' | 'health' | 'streamsOf'>;

export function streamRoutes({ catalogue, health, streamsOf }: Ports): OpenAPIHono<ApiEnv> {
  const api = newApi();
  api.openapi(list, async (c) => {
    const [conditions, query] = splitHealth(c.req.valid('query'));
    const ofChannel = query.channel_id === undefined ? null : streamsOf(query.channel_id);
    if (ofChannel === undefined) {
      throw new AppError('channel.unknown', `There is no channel ${printChannelId(query.channel_id!)}.`);
    }
    const isRanked = conditions !== undefined || query.sort === 'health';
    const worst = isRanked
      ? ((await health.ask('worst', { of: 'stream', ...conditions })) as readonly StreamId[])
      : null;
    const selection = worst && ofChannel ? worst.filter((id) => ofChannel.includes(id)) : (worst ?? ofChannel);
    const page = await catalogue.list(query, selection);
    const ids = page.items.map((row) => parseStreamId(row.id)!);
    const briefOf = health.briefs.streams(ids);
    const items = page.items.map((row, index) => ({ ...row, ...briefOf(ids[index]!) }));
    return c.json({ ...page, items }, 200);
  });
  return api;
}
