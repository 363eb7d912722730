// `If-Match` (RFC 9110, 13.1.1): who changes what it has read is refused where another has changed that since.

import { Hono } from 'hono';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context, MiddlewareHandler } from 'hono';
import { changeUnder } from '../../kernel/condition.ts';
import { AppError } from '../../kernel/errors.ts';
import { Lane } from '../../kernel/lane.ts';
import type { ApiEnv } from '../guard.ts';
import { isSameEdition } from './edited.ts';
import { describedPaths, type Described } from './known-fields.ts';
import { queryNamesOf } from './known-query.ts';
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
 * What stands at the same address is asked for as the same visitor would, and compared with what the visitor has: before anything is
 * done, and again where it is written, after those whose turn was before. Those that ask for it take turns, so that of two with the same
 * only the first is heeded also where what is changed is not written.
 * @param api with the routes that are under `/api`
 * @param description read when it is first needed
 */
export function preconditions(api: OpenAPIHono<ApiEnv>, description: () => Described): MiddlewareHandler<ApiEnv> {
  const turns = new Lane();
  const addressed = readableAddress(description);
  let reading: Hono<ApiEnv> | undefined; // made when it is first needed: routes are added after this
  return async (c, next) => {
    const said = c.req.header('if-match');
    if (said === undefined || READS.has(c.req.method)) return next();
    reading ??= new Hono<ApiEnv>().route('/api', api).onError(() => new Response(null, { status: 500 }));
    const reader = reading;
    await c.req.arrayBuffer(); // kept for the route: nobody's turn waits for a client that sends slowly
    const insist = async (): Promise<void> => {
      if (!fits(said, await etagOf(c, addressed(c.req.url), reader))) throw changedSince();
    };
    await turns.run(async () => {
      await insist();
      await changeUnder(insist, next);
    });
  };
}

/** Of a change's address what says what is changed, and not how: the parameters that whoever reads it gives, too. */
function readableAddress(description: () => Described): (url: string) => URL {
  let known: (readonly [pattern: RegExp, names: ReadonlySet<string>])[] | undefined;
  return (asked) => {
    known ??= describedPaths(description()).map(([pattern, item]) => [
      pattern,
      new Set(queryNamesOf((item as NonNullable<Paths[string]>).get)),
    ]);
    const url = new URL(asked);
    const path = url.pathname.replace(/^\/api/, '');
    const names = known.find(([pattern]) => pattern.test(path))?.[1];
    const kept = [...url.searchParams].filter(([name]) => names?.has(name));
    url.search = new URLSearchParams(kept).toString();
    return url;
  };
}

/** Undefined where there is nothing to read at this address. */
async function etagOf(c: Context<ApiEnv>, url: URL, reader: Hono<ApiEnv>): Promise<string | undefined> {
  const headers = new Headers(c.req.raw.headers);
  for (const name of NOT_ASKED) headers.delete(name);
  const { status, headers: answered } = await reader.fetch(new Request(url, { headers }), c.env);
  return status === 200 ? (answered.get('etag') ?? undefined) : undefined;
}

const fits = (said: string, etag: string | undefined): boolean =>
  etag !== undefined && said.split(',').some((one) => one.trim() === '*' || isSameEdition(one.trim(), etag));

const changedSince = (): AppError =>
  new AppError('request.changed-since', 'This was changed since you have read it: look at it again.');

const PARAMETER = {
  name: 'If-Match',
  in: 'header',
  required: false,
  description:
    'The `ETag` that `GET` at the same address answered: where another has changed it since, nothing is done (412). What is measured and fetched does not count',
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
