// Health: whether streams work, how good they are, in which order they are tried and why, and what a person decides about it.

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import * as z from 'zod';
import { HEALTH_SORTS } from '../../health/query.ts';
import { STREAM_STATES } from '../../health/states.ts';
import { VERDICTS } from '../../health/quality.ts';
import { bestDays, daysOf, uptimeOver } from '../../health/days.ts';
import { uptimeShares } from '../../health/uptime.ts';
import { dayView, streamDetail, streamView } from '../../health/view.ts';
import { AppError } from '../../kernel/errors.ts';
import { redactText } from '../../kernel/redact.ts';
import { parseStreamId, printChannelId, printStreamId, type ChannelId, type StreamId } from '../../model/ids.ts';
import type { StreamRecord } from '../../health/stream-row.ts';
import type { ApiEnv } from '../guard.ts';
import {
  channelHealth,
  decisionOf,
  healthSummary,
  listedStream,
  streamHealthDetail,
  upgradeView,
} from './health-schema.ts';
import { edits } from './edited.ts';
import type { ApiPorts } from './ports.ts';
import { answer, channelId, jsonBody, newApi, optional, problems, providerId, streamId } from './route.ts';

const tags = ['Health'];
const MOST_ROWS = 500;

export const summary = createRoute({
  method: 'get',
  path: '/health',
  tags,
  summary: 'How all streams are, by provider; what is down; what was upgraded',
  responses: { 200: answer('The summary', healthSummary), ...problems(401) },
});

export const list = createRoute({
  method: 'get',
  path: '/health/streams',
  tags,
  summary: "The streams of the lineup's channels with their health, the worst first",
  request: {
    query: z.strictObject({
      state: optional(z.enum(STREAM_STATES)),
      provider_id: optional(providerId),
      verdict: optional(z.enum(VERDICTS)).meta({ description: '`less`: not what its name says' }),
      search: optional(z.string().max(200)),
      sort: z.enum(HEALTH_SORTS).default('health'),
      offset: optional(z.coerce.number().int().min(0).max(10_000_000)),
      limit: z.coerce.number().int().min(1).max(MOST_ROWS).default(50),
    }),
  },
  responses: {
    200: answer('The streams', z.strictObject({ items: z.array(listedStream).readonly(), total: z.int() })),
    ...problems(400, 401),
  },
});

const streamParams = z.strictObject({ id: streamId });

export const read = createRoute({
  method: 'get',
  path: '/health/streams/{id}',
  tags,
  summary: 'One stream: score, days, samples, tracks',
  request: { params: streamParams },
  responses: { 200: answer('The stream', streamHealthDetail), ...problems(400, 401, 404) },
});

export const decide = createRoute({
  method: 'patch',
  path: '/health/streams/{id}',
  tags,
  summary: 'Keep a stream in the rotation whatever is measured, or never use it',
  request: { params: streamParams, body: jsonBody(z.strictObject({ decision: decisionOf })) },
  responses: { 200: answer('The stream', streamHealthDetail), ...problems(400, 401, 404, 413, 507) },
});

export const check = createRoute({
  method: 'post',
  path: '/health/streams/{id}/check',
  tags,
  summary: 'Check a stream now, and look into its bytes',
  description: 'Answers when it is done. It waits for a connection that no viewer needs.',
  request: { params: streamParams },
  responses: {
    200: answer(
      'What came of it',
      z.strictObject({
        is_alive: z.boolean(),
        code: z.string().nullable(),
        detail: z.string(),
        latency_ms: z.int().nullable(),
        stream: streamHealthDetail,
      }),
    ),
    ...problems(400, 401, 404),
  },
});

export const channel = createRoute({
  method: 'get',
  path: '/health/channels/{id}',
  tags,
  summary: "A channel's health, and its streams in the order of their rank with the reasons",
  request: { params: z.strictObject({ id: channelId }) },
  responses: { 200: answer('The channel', channelHealth), ...problems(400, 401, 404) },
});

export const upgrade = createRoute({
  method: 'post',
  path: '/health/upgrades',
  tags,
  summary: 'Look for better streams now; new sessions begin with them',
  responses: {
    200: answer('What changed', z.strictObject({ items: z.array(upgradeView).readonly() })),
    ...problems(401),
  },
});

type Ports = Pick<ApiPorts, 'catalogue' | 'clock' | 'health' | 'lineup' | 'streamsOf'>;

export function healthRoutes(ports: Ports): OpenAPIHono<ApiEnv> {
  const { health, clock } = ports;
  const api = newApi();
  const detailOf = (id: StreamId): z.output<typeof streamHealthDetail> => {
    const record = health.stream(id);
    if (!record) throw new AppError('stream.unknown', `There is no stream ${printStreamId(id)} in the lineup.`);
    return { ...streamDetail(record, clock.now()), decision: health.decisionOf(id) };
  };
  api.openapi(summary, async (c) => c.json(await summaryOf(ports), 200));
  api.openapi(list, async (c) => {
    const { items, total } = await health.list(c.req.valid('query'));
    const decided = items.map((row) => ({ ...row, decision: health.decisionOf(parseStreamId(row.stream_id)!) }));
    return c.json({ items: decided, total }, 200);
  });
  api.openapi(read, (c) => {
    const detail = detailOf(c.req.valid('param').id);
    edits(c, detail.decision);
    return c.json(detail, 200);
  });
  api.openapi(decide, async (c) => {
    const { id } = c.req.valid('param');
    detailOf(id);
    await health.decide(id, c.req.valid('json').decision);
    return c.json(detailOf(id), 200);
  });
  api.openapi(check, async (c) => {
    const { id } = c.req.valid('param');
    detailOf(id);
    const { code, message, latencyMs } = await health.check(id);
    const outcome = { is_alive: code === null, code, detail: redactText(message), latency_ms: latencyMs };
    return c.json({ ...outcome, stream: detailOf(id) }, 200);
  });
  api.openapi(channel, (c) => c.json(channelOf(c.req.valid('param').id, ports), 200));
  api.openapi(upgrade, async (c) => {
    const now = clock.now();
    const items = (await health.upgrade()).map((one) => upgradeOf({ ...one, at: now }));
    return c.json({ items }, 200);
  });
  return api;
}

async function summaryOf({ health }: Ports): Promise<z.output<typeof healthSummary>> {
  const { providers, deadChannels, deadChannelCount } = await health.sum();
  const { inFlight, doneCount, isCutOff, downs, upgrades } = health.standing;
  return {
    checks: { in_flight: inFlight, done: doneCount },
    is_cut_off: isCutOff,
    providers: Object.entries(providers).map(([id, { score, deadIn, ...counts }]) => {
      const down = downs.find(({ providerId: one }) => one === id);
      return {
        ...counts,
        provider_id: id,
        dead_in: deadIn,
        health: score,
        down_since: down?.since ?? null,
        code: down?.code ?? null,
      };
    }),
    dead_channels: deadChannels,
    dead_channel_count: deadChannelCount,
    upgrades: upgrades.map(upgradeOf),
  };
}

type Upgraded = Ports['health']['standing']['upgrades'][number];

const upgradeOf = ({ at, channelId: id, from, to, byPoints, because }: Upgraded): z.output<typeof upgradeView> => ({
  at,
  channel_id: printChannelId(id),
  from: printStreamId(from),
  to: printStreamId(to),
  by_points: byPoints,
  because,
});

function channelOf(
  id: ChannelId,
  { catalogue, health, clock, lineup, streamsOf }: Ports,
): z.output<typeof channelHealth> {
  const ids = streamsOf(id);
  if (!ids) throw new AppError('channel.unknown', `There is no channel ${printChannelId(id)}.`);
  const now = clock.now();
  const excluded = new Set(lineup.streamOrderOf(id)?.excluded);
  const { ranked, resting, never, choice } = health.rank(id, ids);
  const details = new Map(
    ids.flatMap((one) => [health.stream(one)].flatMap((record) => (record ? [[one, record]] : []))),
  );
  const streams = ranked.map(({ streamId: one, total, terms }) => {
    const record = details.get(one);
    return {
      stream_id: printStreamId(one),
      name: catalogue.stream(one)?.name ?? '',
      total,
      terms,
      is_resting: resting.has(one),
      decision: health.decisionOf(one),
      health: record ? streamView(record, now) : null,
    };
  });
  const usable = ranked.filter(({ streamId: one }) => !never.has(one) && !excluded.has(printStreamId(one)));
  const best = (usable.find(({ streamId: one }) => !resting.has(one)) ?? usable[0])?.streamId;
  const first = streams.find(({ stream_id }) => best !== undefined && stream_id === printStreamId(best))?.health;
  return {
    channel_id: printChannelId(id),
    health: first?.health ?? null,
    quality: first?.quality.score ?? null,
    alive: streams.filter((one) => one.health?.state === 'alive').length,
    in_use: choice ? { stream_id: printStreamId(choice.streamId), since: choice.since } : null,
    ...pastOf([...details.values()], now),
    streams,
  };
}

/** Where one stream was up the channel could be seen. */
function pastOf(
  records: readonly StreamRecord[],
  now: number,
): Pick<z.output<typeof channelHealth>, 'uptime' | 'days'> {
  const days = bestDays(records.map(({ standing, tally }) => daysOf({ ...standing, tally }, now)));
  const lastDay = records.flatMap(({ standing }) => uptimeShares(standing.uptime, now).day ?? []);
  return {
    uptime: {
      day: lastDay.length === 0 ? null : Math.max(...lastDay),
      week: uptimeOver(days, 7),
      month: uptimeOver(days, days.length),
    },
    days: days.map(dayView),
  };
}
