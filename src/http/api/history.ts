// What happened on air: the newest happenings, streams that failed, channels that are watched most.

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import * as z from 'zod';
import { ERROR_CODES } from '../../kernel/errors.ts';
import { dayBefore, dayNumber } from '../../kernel/local-day.ts';
import { printChannelId } from '../../model/ids.ts';
import { HAPPENING_KINDS } from '../../streaming/history/record.ts';
import { CHANGES } from '../../streaming/session-view.ts';
import type { ApiEnv } from '../guard.ts';
import type { ApiPorts } from './ports.ts';
import { answer, channelId, instant, newApi, optional, problems } from './route.ts';

const tags = ['Sessions'];
const MOST_HAPPENINGS = 500;
const MOST_CHANNELS = 100;
const MOST_DAYS = 366;

export const happening = z
  .strictObject({
    id: z.int(),
    kind: z.enum(HAPPENING_KINDS).meta({
      description:
        '`switched`: on from another stream; `restarted`: from the same, fetched anew; `refused`: a viewer got no picture',
    }),
    at: instant.meta({ description: 'Epoch milliseconds; of several alike, the last' }),
    first_at: instant.meta({ description: 'Of several alike, the first' }),
    channel_id: z.string(),
    channel_name: z.string().meta({ description: 'As it was called then' }),
    stream_id: z.string().meta({ description: 'That it went to, or that failed; empty where there is none' }),
    stream_name: z.string(),
    provider_id: z.string().nullable(),
    reason: z.string().meta({ description: `A code (${ERROR_CODES[0]} …), ${CHANGES.join(', ')}; empty without one` }),
    message: z.string(),
    gap_ms: z.number().nullable().meta({ description: 'How long a switch left viewers without a new picture' }),
    count: z.int().meta({ description: 'How many alike, with nothing between them but other failures' }),
  })
  .meta({ id: 'Happening' });

export const happenings = createRoute({
  method: 'get',
  path: '/history',
  tags,
  summary: 'What happened on air, the newest first',
  description: 'The last 500 are kept, also over a restart.',
  request: {
    query: z.strictObject({
      channel_id: optional(channelId),
      limit: z.coerce.number().int().min(1).max(MOST_HAPPENINGS).default(100),
    }),
  },
  responses: {
    200: answer('The happenings', z.strictObject({ items: z.array(happening) })),
    ...problems(400, 401),
  },
});

const failed = z
  .strictObject({
    stream_id: z.string(),
    stream_name: z.string(),
    provider_id: z.string(),
    channel_id: z.string(),
    channel_name: z.string(),
    failure_count: z.int(),
    failed_at: instant,
    reason: z.string(),
    message: z.string(),
  })
  .meta({ id: 'FailedStream' });

export const failedStreams = createRoute({
  method: 'get',
  path: '/history/failed-streams',
  tags,
  summary: 'Streams that failed on air, the last one first',
  responses: { 200: answer('The streams', z.strictObject({ items: z.array(failed) })), ...problems(401) },
});

const top = z
  .strictObject({
    channel_id: z.string(),
    channel_name: z.string(),
    watched_seconds: z.int().meta({ description: 'Of all its viewers together' }),
  })
  .meta({ id: 'WatchedChannel' });

export const topChannels = createRoute({
  method: 'get',
  path: '/history/top-channels',
  tags,
  summary: 'Channels that are watched most',
  request: {
    query: z.strictObject({
      days: z.coerce.number().int().min(1).max(MOST_DAYS).default(7).meta({ description: 'Up to today' }),
      limit: z.coerce.number().int().min(1).max(MOST_CHANNELS).default(10),
    }),
  },
  responses: { 200: answer('The channels', z.strictObject({ items: z.array(top) })), ...problems(400, 401) },
});

export function historyRoutes({
  history,
  viewing,
  clock,
}: Pick<ApiPorts, 'clock' | 'history' | 'viewing'>): OpenAPIHono<ApiEnv> {
  const api = newApi();
  api.openapi(happenings, (c) => {
    const { channel_id: channel, limit } = c.req.valid('query');
    const wanted = channel === undefined ? undefined : printChannelId(channel);
    const all = history.happenings.filter((one) => wanted === undefined || one.channel_id === wanted);
    return c.json({ items: all.slice(-limit).toReversed() }, 200);
  });
  api.openapi(failedStreams, (c) => c.json({ items: [...history.failedStreams] }, 200));
  api.openapi(topChannels, async (c) => {
    const { days, limit } = c.req.valid('query');
    const untilDay = dayNumber(clock.now());
    const fromDay = dayBefore(untilDay, days - 1);
    const { items } = await viewing.statistics({ by: 'channel', fromDay, untilDay, sort: 'seconds', limit });
    const row = ({ key, name, watched_seconds }: (typeof items)[number]) => ({
      channel_id: key,
      channel_name: name,
      watched_seconds,
    });
    return c.json({ items: items.map(row) }, 200);
  });
  return api;
}
