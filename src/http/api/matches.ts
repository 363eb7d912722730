// Which providers' names are one channel: what Masthead is unsure of, why it decided as it did, and what a person decides.

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import * as z from 'zod';
import { PART_KINDS } from '../../formats/names/reading.ts';
import { MATCH_EDITS } from '../../lineup/match-decisions.ts';
import { PAGE_LIMIT } from '../../lineup/query.ts';
import type { ApiEnv } from '../guard.ts';
import type { ApiPorts } from './ports.ts';
import {
  answer,
  channelId,
  instant,
  jsonBody,
  newApi,
  optional,
  pageOf,
  paging,
  problems,
  providerId,
} from './route.ts';

const tags = ['Matching'];

const score = z.number().meta({ description: '0 to 100, on the scale of `matching.merge_threshold`' });
const reasons = z
  .array(
    z.strictObject({ text: z.string(), weight: z.number().meta({ description: 'Log odds; negative speaks against' }) }),
  )
  .readonly()
  .meta({ description: 'The weightiest first' });

const proposed = z.strictObject({
  id: z.string(),
  channel: z.string().meta({ description: 'Its name in the lineup' }),
  number: z.string().nullable().meta({ description: '`5` or `5.1`; null for a channel that has none' }),
  group: z.string(),
  name: z.string().meta({ description: "The provider's name that was compared" }),
  stream_count: z.int(),
  providers: z
    .array(z.strictObject({ provider_id: z.string(), stream_count: z.int() }))
    .readonly()
    .meta({ description: 'Whose its streams are, and how many; of the preferred stream first' }),
});

const proposal = z.strictObject({ a: proposed, b: proposed, score, reasons }).meta({ id: 'Proposal' });

export const review = createRoute({
  method: 'get',
  path: '/review',
  tags,
  summary: 'Channels that may be one, what would change most first',
  request: {
    query: z.strictObject({
      provider_id: optional(providerId).meta({ description: 'Only pairs with a stream of this provider' }),
      ...paging(PAGE_LIMIT),
    }),
  },
  responses: { 200: answer('A page of proposals', pageOf(proposal)), ...problems(400, 401) },
});

const part = z
  .strictObject({
    kind: z.enum(PART_KINDS),
    start: z.int().meta({ description: 'Place of its first character, in UTF-16 units' }),
    end: z.int().meta({ description: 'Place after its last one' }),
    value: z.string().meta({ description: 'What it means: `de`, `fhd`, `+1`; the word itself for `name`' }),
  })
  .meta({ id: 'NamePart' });

const matched = {
  name: z.string().meta({ description: 'As a provider writes it' }),
  parts: z.array(part).readonly().meta({ description: 'What each piece of the name was read as' }),
  compared_with: z.string().meta({ description: 'The likest name of the channel; empty for the only one' }),
  score: score.nullable(),
  is_same: z.boolean().meta({ description: 'The same but for quality, prefix and spelling' }),
  providers: z.array(z.string()).readonly(),
  reasons,
};

const MAX_BESIDE = 200;
const besides = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(channelId).max(MAX_BESIDE))
  .meta({
    description: 'Other channels, with commas between them: they are among the alternatives however unlike they are',
    type: 'string',
    example: 'c1a2b3c4d5e6,c1a2b3c4d5e7',
  });

const explanation = z
  .strictObject({
    market: z.string().meta({ description: 'Country code; empty when nobody says it' }),
    locked: z.boolean().meta({ description: 'No other name joins it by likeness' }),
    names: z.array(z.strictObject(matched)).readonly(),
    alternatives: z
      .array(
        z.strictObject({
          ...matched,
          id: z.string().meta({ description: 'Its channel' }),
          kept_apart: z.array(z.string()).readonly().meta({
            description:
              'All that keeps the two apart, however high the score, what a person has decided first; empty where only the score does',
          }),
          locked: z.boolean().meta({ description: 'Its channel is kept as it is' }),
        }),
      )
      .readonly()
      .meta({ description: 'Names of other channels that came close, and of those that were asked for' }),
  })
  .meta({ id: 'MatchExplanation' });

export const explain = createRoute({
  method: 'get',
  path: '/channels/{id}/match',
  tags,
  summary: 'Why these streams are one channel, and which others came close',
  request: { params: z.strictObject({ id: channelId }), query: z.strictObject({ beside: optional(besides) }) },
  responses: { 200: answer('The reasons', explanation), ...problems(400, 401, 404) },
});

const MAX_EDITS = 500;
const MAX_MERGED = 200;

const edit = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('merge'), into: channelId, from: z.array(channelId).min(1).max(MAX_MERGED) }),
  z.strictObject({ kind: z.literal('refuse'), channels: z.tuple([channelId, channelId]) }),
  z.strictObject({
    kind: z.literal('split'),
    channel: channelId,
    names: z
      .array(z.string().min(1).max(1_000))
      .min(1)
      .max(MAX_MERGED)
      .meta({ description: 'As providers write them' }),
  }),
  z.strictObject({ kind: z.enum(['lock', 'unlock']), channel: channelId }),
]);

const event = z
  .strictObject({
    id: z.int(),
    at: instant,
    kind: z.enum(MATCH_EDITS),
    channels: z.array(z.string()).readonly(),
    called: z.array(z.string()).readonly().meta({
      description: 'Names of the channels as they were then, in their order; of older decisions there may be none',
    }),
  })
  .meta({ id: 'MatchEvent' });

export const decide = createRoute({
  method: 'post',
  path: '/review',
  tags,
  summary: 'Decide which channels are one',
  description:
    '`merge` accepts a proposal or joins channels by hand; `refuse` keeps two apart for good; `split` takes names out of a channel; `lock` keeps a channel as it is. Either all are taken or none. Decisions are kept by name and hold for other providers, too. Deciding the same again changes nothing. With `dry_run` nothing is decided: the answer says what would be.',
  request: {
    body: jsonBody(z.strictObject({ edits: z.array(edit).min(1).max(MAX_EDITS), dry_run: z.boolean().default(false) })),
  },
  responses: {
    200: answer(
      'What it did; published',
      z.strictObject({
        changed: z.int().meta({ description: 'Edits that say something else than was decided before' }),
        decisions: z.array(event).readonly().meta({
          description: 'One each; `DELETE /review/history/{id}` takes it back. Of a dry run the ids are not final',
        }),
      }),
    ),
    ...problems(400, 401, 404, 413, 507),
  },
});

export const history = createRoute({
  method: 'get',
  path: '/review/history',
  tags,
  summary: 'Decisions that can be taken back, the newest first',
  responses: { 200: answer('Decisions', z.strictObject({ items: z.array(event).readonly() })), ...problems(401) },
});

export const undo = createRoute({
  method: 'delete',
  path: '/review/history/{id}',
  tags,
  summary: 'Take a decision back',
  request: { params: z.strictObject({ id: z.coerce.number().int().min(1) }) },
  responses: { 204: { description: 'Taken back, and published' }, ...problems(400, 401, 404, 507) },
});

export function matchRoutes({ matches }: Pick<ApiPorts, 'matches'>): OpenAPIHono<ApiEnv> {
  const api = newApi();
  api.openapi(review, async (c) => c.json(await matches.review(c.req.valid('query')), 200));
  api.openapi(explain, async (c) => {
    const { id } = c.req.valid('param');
    return c.json(await matches.explain(id, c.req.valid('query').beside), 200);
  });
  api.openapi(decide, async (c) => {
    const { edits, dry_run: isDry } = c.req.valid('json');
    const decisions = isDry ? matches.preview(edits) : await matches.decide(edits);
    return c.json({ changed: decisions.length, decisions }, 200);
  });
  api.openapi(history, (c) => c.json({ items: matches.history() }, 200));
  api.openapi(undo, async (c) => {
    await matches.undo(c.req.valid('param').id);
    return c.body(null, 204);
  });
  return api;
}
