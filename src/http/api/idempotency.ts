// `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header-07): a change that is sent again, because its answer was lost on
// the way, is answered again and not done again.

import { createHmac } from 'node:crypto';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context, MiddlewareHandler } from 'hono';
import { currentActor, deedsSoFar } from '../../kernel/actor.ts';
import { AppError } from '../../kernel/errors.ts';
import type { ApiEnv } from '../guard.ts';
import type { AnswerBook, Asked, KeptAnswer } from './answer-book.ts';

/** Changes that done twice are something else than done once, or that would be refused. None of their answers holds a secret. */
export const KEYED = [
  'PATCH /channels',
  'POST /channels/edit',
  'POST /channels/undo',
  'POST /review',
  'POST /guide/review',
  'POST /titles/review',
  'POST /audit/{id}/undo',
  'POST /rules',
  'PUT /rules.yaml',
  'POST /providers',
  'POST /people',
  'POST /alert-targets',
  'POST /jobs',
] as const;

/** The draft's Structured String, or bare as most send it. */
const KEY = /^(?:"([\x20-\x21\x23-\x5b\x5d-\x7e]{1,255})"|([\x21\x23-\x7e]{1,255}))$/;
const ASK_AGAIN_SECONDS = 1;
const CUT_OFF =
  'Masthead was ended in the middle of this request: whether it was done, `/api/audit` says. If not, send it with a new key.';

export function idempotency(book: AnswerBook): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const said = c.req.header('idempotency-key');
    if (said === undefined || !isKeyed(c.req.method, c.req.path)) return next();
    const key = `${ownerOf()}\n${keyIn(said)}`;
    const request = await digestOf(c, key);
    const known = book.get(key);
    if (known) return again(c, known, request);
    book.begin(key, request);
    const before = deedsSoFar();
    await next(); // what is thrown is an answer by then
    // What was refused has changed nothing: it may be tried again, with the same key. What failed afterwards may not.
    if (c.res.ok || deedsSoFar() > before) book.keep(key, await answerIn(c));
    else book.drop(key);
  };
}

function again(c: Context<ApiEnv>, { request: first, answer }: Asked, request: string): Response {
  if (first !== request)
    throw new AppError('request.key-reused', 'This Idempotency-Key was sent with another request.');
  if (answer === 'under-way')
    throw new AppError('request.conflict', 'The same request is still under way.', {
      context: { retryAfterSeconds: ASK_AGAIN_SECONDS },
    });
  if (answer === 'unknown') throw new AppError('request.conflict', CUT_OFF);
  const headers = { 'content-type': answer.contentType, 'idempotency-replayed': 'true' };
  return c.body(answer.body, answer.status as 200, headers);
}

function keyIn(said: string): string {
  const found = KEY.exec(said.trim());
  const key = found?.[1] ?? found?.[2];
  if (key === undefined)
    throw new AppError('request.invalid', 'Idempotency-Key: 1 to 255 characters of ASCII, in quotes or without.');
  return key;
}

/** Everybody's keys are its own. */
function ownerOf(): string {
  const { personId, name, via } = currentActor();
  return JSON.stringify([via, personId ?? name]);
}

/** By its key, which is not kept itself: no password that a body holds can be guessed at from what is kept. */
async function digestOf(c: Context<ApiEnv>, key: string): Promise<string> {
  const { pathname, search } = new URL(c.req.url);
  const hash = createHmac('sha256', key).update(`${c.req.method} ${pathname}${search}\n`);
  return hash.update(await c.req.text()).digest('base64url');
}

async function answerIn({ res }: Context<ApiEnv>): Promise<KeptAnswer> {
  const body = await res.clone().text();
  return { status: res.status, contentType: res.headers.get('content-type') ?? '', body };
}

const PATTERNS = KEYED.map((route) => new RegExp(`^${route.replaceAll('.', '\\.').replace(/\{\w+\}/, '[^/]+')}$`));
const isKeyed = (method: string, path: string): boolean => {
  const route = `${method} ${path.replace(/^\/api/, '')}`;
  return PATTERNS.some((pattern) => pattern.test(route));
};

const PARAMETER = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    "Made up by whoever asks, a UUID for instance: the same key and request again, within a day, is answered as the first time (with `Idempotency-Replayed: true`) and not done again. Another request with it answers 422, one while the first is under way 409. What was refused has changed nothing and is not kept: the key may be used again. Keys are a person's own and outlive a restart; of a request that one cut off nobody knows what became (409)",
  schema: { type: 'string', pattern: KEY.source },
} as const;

const REFUSED = {
  409: 'The same request is still under way, or was cut off',
  422: 'The key was sent with another request',
  507: 'The key cannot be noted: the disk is full',
} as const;

type Paths = NonNullable<ReturnType<OpenAPIHono['getOpenAPI31Document']>['paths']>;

/** Said of every route that heeds it. */
export function describeIdempotency(paths: Paths, problem: unknown): void {
  for (const route of KEYED) {
    const [method = '', path = ''] = route.split(' ');
    const operation = paths[path]?.[method.toLowerCase() as 'patch' | 'post' | 'put'];
    if (!operation) throw new AppError('internal', `There is no route ${route}.`);
    operation.parameters = [...(operation.parameters ?? []), PARAMETER];
    operation.responses = { ...operation.responses };
    for (const status of [409, 422, 507] as const)
      operation.responses[status] ??= { description: REFUSED[status], content: problem } as never;
  }
}
