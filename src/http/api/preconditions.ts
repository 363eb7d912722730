// `If-Match` (RFC 9110, 13.1.1): who changes what it has read is refused where another has changed that since.

import { Hono } from 'hono';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context, MiddlewareHandler } from 'hono';
import { AppError } from '../../kernel/errors.ts';
import { Lane } from '../../kernel/lane.ts';
import type { ApiEnv } from '../guard.ts';
import { REVALIDATED } from './revalidation.ts';

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Of the question that is asked in its place: what only makes sense with a change, or would keep its answer from coming. */
const NOT_ASKED = [
  'if-match',
  'if-none-match',
  'content-type',
  'content-length',
  'transfer-encoding',
  'idempotency-key',
];

/**
 * What stands at the same address is asked for as the same visitor would, and compared with what the visitor has. Those that ask
 * for it take turns, so that of two with the same only the first is heeded.
 * @param api with the routes that are under `/api`
 */
export function preconditions(api: OpenAPIHono<ApiEnv>): MiddlewareHandler<ApiEnv> {
  const turns = new Lane();
  let reading: Hono<ApiEnv> | undefined; // made when it is first needed: routes are added after this
  return async (c, next) => {
    const said = c.req.header('if-match');
    if (said === undefined || READS.has(c.req.method)) return next();
    reading ??= new Hono<ApiEnv>().route('/api', api).onError(() => new Response(null, { status: 500 }));
    const reader = reading;
    await c.req.arrayBuffer(); // kept for the route: nobody's turn waits for a client that sends slowly
    await turns.run(async () => {
      if (!fits(said, await etagOf(c, reader))) throw changedSince();
      await next();
    });
  };
}

/** Undefined where there is nothing to read at this address. */
async function etagOf(c: Context<ApiEnv>, reader: Hono<ApiEnv>): Promise<string | undefined> {
  const { origin, pathname } = new URL(c.req.url);
  const headers = new Headers(c.req.raw.headers);
  for (const name of NOT_ASKED) headers.delete(name);
  const { status, headers: answered } = await reader.fetch(new Request(`${origin}${pathname}`, { headers }), c.env);
  return status === 200 ? (answered.get('etag') ?? undefined) : undefined;
}

/** Compared as strong ones: a weak one fits nothing. */
const fits = (said: string, etag: string | undefined): boolean =>
  etag !== undefined && said.split(',').some((one) => one.trim() === '*' || one.trim() === etag);

const changedSince = (): AppError =>
  new AppError('request.changed-since', 'This was changed since you have read it: look at it again.');

const PARAMETER = {
  name: 'If-Match',
  in: 'header',
  required: false,
  description:
    'The `ETag` that `GET` at the same address answered: where another has changed it since, nothing is done (412)',
  schema: { type: 'string', maxLength: 1_000 },
} as const;

type Paths = NonNullable<ReturnType<OpenAPIHono['getOpenAPI31Document']>['paths']>;

/** Said of every change to what can be read at the same address. */
export function describePreconditions(paths: Paths, problem: unknown): void {
  for (const item of Object.values(paths)) {
    const good = item.get?.responses?.['200'] as { readonly content?: object } | undefined;
    if (!REVALIDATED.some((type) => type in (good?.content ?? {}))) continue;
    for (const method of ['patch', 'post', 'put', 'delete'] as const) {
      const operation = item[method];
      if (!operation) continue;
      operation.parameters = [...(operation.parameters ?? []), PARAMETER];
      const refused = { description: 'Another has changed it since', content: problem } as never;
      operation.responses = { ...operation.responses, 412: refused };
    }
  }
}
