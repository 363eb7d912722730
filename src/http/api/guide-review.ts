// Channels whose guide Masthead is unsure of: what each could have and why, and what a person decides about many at once.

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import * as z from 'zod';
import { GUIDE_DOUBTS } from '../../lineup/query.ts';
import type { GuideDoubtRow } from '../../sync/guide-query.ts';
import type { ApiEnv } from '../guard.ts';
import { decided, guide as currentGuide } from './channel-schema.ts';
import { candidate, guideDecision } from './guide-schema.ts';
import type { ApiPorts } from './ports.ts';
import { answer, channelId, jsonBody, newApi, optional, pageOf, paging, problems, providerId } from './route.ts';

const tags = ['Guide'];

const doubt = z
  .strictObject({
    channel_id: z.string(),
    number: z.string(),
    name: z.string(),
    group: z.string(),
    logo_url: z.string().meta({ description: 'Relative to the base URL; empty where there is none' }),
    kind: z.enum(GUIDE_DOUBTS),
    score: z.int().meta({ description: 'Of the guide that it has, else of the likeliest; 0 to 100' }),
    guide: currentGuide.nullable().meta({ description: 'That it has now' }),
    candidates: z.array(candidate).readonly().meta({ description: 'The likeliest first, five at most' }),
  })
  .meta({ id: 'GuideDoubt' });

/** Each is compared with a market's guides. */
const PAGE_ROWS = 50;
/** Above it hardly one in a hundred is wrong. */
const UNSURE_BELOW = 90;

export const reviewGuides = createRoute({
  method: 'get',
  path: '/guide/review',
  tags,
  summary: 'Channels whose guide a person should look at',
  description:
    '`missing`: no guide, but one that may be it and that no other channel of its lists has, the first of its candidates; the likeliest first. `unsure`: a guide that was found because names are alike; the least sure first. A decision (`POST /guide/review`) takes a channel off the list.',
  request: {
    query: z.strictObject({
      kind: optional(z.enum(GUIDE_DOUBTS)),
      below: z.coerce
        .number()
        .int()
        .min(0)
        .max(101)
        .default(UNSURE_BELOW)
        .meta({ description: 'What was found by likeness is unsure below this score' }),
      search: optional(z.string().max(200)),
      group: optional(z.string().max(500)),
      provider_id: optional(providerId),
      ...paging(PAGE_ROWS, 20),
    }),
  },
  responses: { 200: answer('A page of channels, with candidates', pageOf(doubt)), ...problems(400, 401) },
});

const MOST_DECISIONS = 500;

const decisions = z
  .array(z.strictObject({ channel_id: channelId, decision: guideDecision }))
  .min(1)
  .max(MOST_DECISIONS);

export const decideGuides = createRoute({
  method: 'post',
  path: '/guide/review',
  tags,
  summary: 'Decide about the guides of many channels at once',
  description:
    'To accept a candidate is to `choose` it; `lock` keeps what a channel has. Either all are taken or none, and the lineup is built once. Deciding the same again changes nothing. With `dry_run` nothing is decided: the answer says about how many channels something else would be.',
  request: { body: jsonBody(z.strictObject({ decisions, dry_run: z.boolean().default(false) })) },
  responses: { 200: answer('What it did', decided), ...problems(400, 401, 404, 413, 507) },
});

export function guideReviewRoutes({ guides }: Pick<ApiPorts, 'guides'>): OpenAPIHono<ApiEnv> {
  const api = newApi();
  api.openapi(reviewGuides, async (c) => {
    const page = await guides.review(c.req.valid('query'));
    return c.json({ ...page, items: page.items.map(shown) }, 200);
  });
  api.openapi(decideGuides, async (c) => {
    const { decisions: all, dry_run: isDry } = c.req.valid('json');
    const wanted = all.map(({ channel_id: id, decision }) => ({ id, decision }));
    if (!isDry) return c.json(await guides.decide(wanted), 200);
    return c.json({ changed: guides.preview(wanted), undo_id: '' }, 200);
  });
  return api;
}

function shown({ kind, score, channel, candidates }: GuideDoubtRow): z.output<typeof doubt> {
  const { id, number, name, group, logo_url, guide } = channel;
  return { channel_id: id, number, name, group, logo_url, kind, score, guide, candidates };
}
