// What every answer says to a browser, and which other sites' pages may use the API.

import type { ServerResponse } from 'node:http';
import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import type { LanEnv } from './lan-env.ts';

const NOTHING = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
const PREFLIGHT_SECONDS = 600;

const PLAIN = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': NOTHING,
  'referrer-policy': 'no-referrer',
} as const;

/**
 * No answer is taken for another kind than it says; what is no page can neither run nor be framed. On the outgoing response, for
 * streams and files, which are written to it themselves; what an answer says otherwise stands.
 */
export const browserHeaders: MiddlewareHandler<LanEnv> = async (c, next) => {
  const outgoing: ServerResponse | undefined = c.env.outgoing; // a WebSocket has none
  if (outgoing && !outgoing.headersSent)
    for (const [name, value] of Object.entries(PLAIN)) outgoing.setHeader(name, value);
  await next();
  if (c.res.headers.has('x-hono-already-sent')) return;
  for (const [name, value] of Object.entries(PLAIN)) if (!c.res.headers.has(name)) c.res.headers.set(name, value);
};

/** Off until a person names a site. No cookies: a page logs in by itself. */
export function apiCors(origins: () => readonly string[]): MiddlewareHandler<LanEnv> {
  const answer = cors({
    origin: (origin) => (origins().includes(origin) ? origin : null),
    allowMethods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowHeaders: ['authorization', 'content-type', 'idempotency-key', 'if-none-match'],
    exposeHeaders: ['etag', 'retry-after', 'content-disposition', 'idempotency-replayed'],
    maxAge: PREFLIGHT_SECONDS,
  });
  return (c, next) => {
    const origin = c.req.header('origin');
    return origin !== undefined && origins().includes(origin) ? answer(c, next) : next();
  };
}

/**
 * The same for lists, logos and streams: a player in a page of another site reads them as its own. On the outgoing response, as
 * streams are written to it themselves. @param origins `*` among them is every site
 */
export function playerCors(origins: () => readonly string[]): MiddlewareHandler<LanEnv> {
  const preflight = cors({
    origin: (origin) => origin,
    allowMethods: ['GET', 'HEAD'],
    allowHeaders: ['authorization', 'range', 'if-none-match'],
    maxAge: PREFLIGHT_SECONDS,
  });
  return async (c, next) => {
    const origin = c.req.header('origin');
    const isMeant = origin !== undefined && (origins().includes('*') || origins().includes(origin));
    if (!isMeant || API.test(c.req.path)) return next();
    if (c.req.method === 'OPTIONS') return preflight(c, next);
    const { outgoing } = c.env;
    outgoing.setHeader('access-control-allow-origin', origin);
    outgoing.setHeader('access-control-expose-headers', 'content-length, content-range, etag, retry-after');
    await next();
    if (!c.res.headers.has('x-hono-already-sent')) c.res.headers.append('vary', 'Origin');
  };
}

const API = /^\/api(?:\/|$)/;
