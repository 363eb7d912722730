// The guide of several channels at once: for a grid, or for what is on now.

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import * as z from 'zod';
import { AppError } from '../../kernel/errors.ts';
import { DAY_MS } from '../../kernel/units.ts';
import { printChannelId } from '../../model/ids.ts';
import type { ApiEnv } from '../guard.ts';
import { mayAskForChannel } from './allowed.ts';
import { describeProgramme, guideSources, programme } from './channel-schema.ts';
import type { ApiPorts } from './ports.ts';
import { answer, channelId, instant, jsonBody, newApi, problems } from './route.ts';

/** A screen of rows, a few times over. */
const MAX_CHANNELS = 200;
const MAX_WINDOW_MS = 8 * DAY_MS;

export const readListings = createRoute({
  method: 'post',
  path: '/guide/listings',
  tags: ['Guide'],
  summary: 'Programmes of several channels that touch a window of time',
  description: `At most ${MAX_CHANNELS} channels and 8 days. Channels without a guide have none; those that are not in the lineup, or that you may not watch, are left out.`,
  request: {
    body: jsonBody(
      z.strictObject({
        channel_ids: z.array(channelId).min(1).max(MAX_CHANNELS),
        from_at: instant,
        until_at: instant,
        with_descriptions: z.boolean().default(false),
      }),
    ),
  },
  responses: {
    200: answer(
      'The programmes',
      z.strictObject({
        items: z.array(z.strictObject({ channel_id: z.string(), programmes: z.array(programme).readonly() })),
      }),
    ),
    ...problems(400, 401, 413),
  },
});

type Ports = Pick<ApiPorts, 'lineup' | 'listings'>;

export function listingRoutes({ lineup, listings }: Ports): OpenAPIHono<ApiEnv> {
  const api = newApi();
  api.openapi(readListings, async (c) => {
    const { channel_ids: ids, from_at: fromAt, until_at: untilAt, with_descriptions: isFull } = c.req.valid('json');
    if (untilAt <= fromAt || untilAt - fromAt > MAX_WINDOW_MS) {
      throw new AppError('request.invalid', 'The window must end after it begins, and span at most 8 days.');
    }
    const known = ids.flatMap((id) => lineup.snapshot.byId.get(id) ?? []);
    const channels = known.filter((one) => mayAskForChannel(c, one));
    const found = await listings.read(channels, { fromAt, untilAt });
    const items = channels.map(({ id }, index) => {
      const row = lineup.channel(id);
      const sources = row ? guideSources(row) : [];
      const programmes = (found[index] ?? []).map((one) => {
        const described = describeProgramme(one, sources);
        return isFull ? described : { ...described, description: '' };
      });
      return { channel_id: printChannelId(id), programmes };
    });
    return c.json({ items }, 200);
  });
  return api;
}
