// A channel that has become part of another one is still asked for by its older id: a tab that was left open, a bookmark, a
// program. Whatever is asked of it is sent on to what it is now.

import type { OpenAPIHono } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import type { Lineup } from '../../lineup/lineup.ts';
import { parseChannelId, printChannelId } from '../../model/ids.ts';
import type { ApiEnv } from '../guard.ts';

/** Of its own routes and all below them. */
export const FORMER_CHANNELS = '/channels/:id/*';

const READING = new Set(['GET', 'HEAD']);

export function followFormer(lineup: Pick<Lineup, 'channel' | 'channelNow'>): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const [asked = '', ...below] = c.req.path.split('/channels/', 2)[1]?.split('/') ?? [];
    const id = parseChannelId(asked);
    const now = id === undefined ? undefined : lineup.channelNow(id);
    if (id === undefined || now === undefined || now === id || lineup.channel(id)) return next();
    // Relative: also below a path of Home Assistant's. A 308 is asked with the same method and body again.
    const path = [...below.map(() => '..'), printChannelId(now), ...below].join('/');
    return c.redirect(path + new URL(c.req.url).search, READING.has(c.req.method) ? 301 : 308);
  };
}

type Paths = NonNullable<ReturnType<OpenAPIHono['getOpenAPI31Document']>['paths']>;

const MOVED = { description: 'The channel has become part of another one: `Location` has the address there' };

/** Said of every route that it may answer so. */
export function describeFormer(paths: Paths): void {
  for (const [path, item] of Object.entries(paths)) {
    if (!path.startsWith('/channels/{id}')) continue;
    for (const method of ['get', 'put', 'post', 'patch', 'delete'] as const) {
      const operation = item[method];
      if (operation) operation.responses = { [method === 'get' ? 301 : 308]: MOVED, ...operation.responses };
    }
  }
}
