// Edits of many channels at once that give each its own name or number, their preview, and taking a decision back.

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import * as z from 'zod';
import type { ApiEnv } from '../guard.ts';
import { channelFilter, decided } from './channel-schema.ts';
import type { ApiPorts } from './ports.ts';
import { answer, channelId, jsonBody, newApi, optional, problems } from './route.ts';

const tags = ['Channels'];
const MAX_IDS = 20_000;

const edit = z.discriminatedUnion('kind', [
  z
    .strictObject({
      kind: z.literal('rename'),
      find: z.string().min(1).max(200),
      replace: z.string().max(200),
      is_pattern: z
        .boolean()
        .default(false)
        .meta({ description: 'A regular expression (RE2), in any case; $1 for groups' }),
    })
    .meta({ description: 'Names by find and replace' }),
  z
    .strictObject({
      kind: z.literal('number'),
      first: z.string().max(12),
      step: z.int().min(1).max(1_000).default(1),
    })
    .meta({ description: 'Numbers in the present order, from `first` on' }),
  z
    .strictObject({ kind: z.literal('move'), before: channelId.nullable() })
    .meta({ description: 'To the place before another channel, or to the end; those between make room' }),
]);

const body = jsonBody(
  z
    .strictObject({
      ids: optional(z.array(channelId).min(1).max(MAX_IDS)),
      where: optional(channelFilter),
      edit,
    })
    .refine(({ ids, where }) => (ids === undefined) !== (where === undefined), 'give ids or where'),
);

export const editChannels = createRoute({
  method: 'post',
  path: '/channels/edit',
  tags,
  summary: 'Rename, number or move many channels',
  description:
    'All of them or none. A rename that is sent twice renames what the first one has made, too: with an `Idempotency-Key` it is done once. Ids of channels that have become part of others mean these. Answers when it is shown: who reads before sees what was, who reads afterwards what is. A number waits for a build of the lineup that is under way, a minute or two with a large one.',
  request: { body },
  responses: { 200: answer('What it did', decided), ...problems(400, 401, 404, 409, 413, 507) },
});

const sample = z.strictObject({ id: z.string(), before: z.string(), after: z.string() });

export const previewEdit = createRoute({
  method: 'post',
  path: '/channels/edit/preview',
  tags,
  summary: 'What an edit would do; nothing is changed',
  request: { body },
  responses: {
    200: answer(
      'The first of those that would change',
      z.strictObject({ changed: z.int(), samples: z.array(sample).readonly() }),
    ),
    ...problems(400, 401, 404, 409, 413),
  },
});

export const undoDecision = createRoute({
  method: 'post',
  path: '/channels/undo',
  tags,
  summary: 'Take the newest decision back',
  request: { body: jsonBody(z.strictObject({ undo_id: z.uuid() })) },
  responses: {
    200: answer('How many channels differ from before', z.strictObject({ changed: z.int() })),
    ...problems(400, 401, 409, 413, 507),
  },
});

export function channelEditRoutes({ lineup }: Pick<ApiPorts, 'lineup'>): OpenAPIHono<ApiEnv> {
  const api = newApi();
  api.openapi(editChannels, async (c) => {
    const { edit: asked, ...target } = c.req.valid('json');
    return c.json(await lineup.edit(target, asked), 200);
  });
  api.openapi(previewEdit, async (c) => {
    const { edit: asked, ...target } = c.req.valid('json');
    const { changed, samples } = await lineup.previewEdit(target, asked);
    return c.json({ changed, samples }, 200);
  });
  api.openapi(undoDecision, async (c) => c.json(await lineup.undo(c.req.valid('json').undo_id), 200));
  return api;
}
