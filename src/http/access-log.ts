// A line for every request, at debug: the log itself takes credentials out of the URL.

import type { MiddlewareHandler } from 'hono';
import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import { addressOf } from './client.ts';
import type { LanEnv } from './lan-env.ts';

/** For a stream the time is the one until its first byte. */
export function accessLog(log: Log, clock: Clock): MiddlewareHandler<LanEnv> {
  return async (c, next) => {
    const startedMs = clock.monotonicMs();
    await next();
    log.debug('request', {
      method: c.req.method,
      url: c.req.url,
      status: c.res.status,
      ms: Math.round(clock.monotonicMs() - startedMs),
      address: addressOf(c),
      agent: c.req.header('user-agent'),
    });
  };
}
