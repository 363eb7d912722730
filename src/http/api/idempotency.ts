// `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header-07): a change that is sent again, because its answer was lost on
// the way, is answered again and not done again. In memory: a restart forgets the keys.

import { createHash } from 'node:crypto';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context, MiddlewareHandler } from 'hono';
import { currentActor } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/errors.ts';
import { DAY_MS, MEBIBYTE } from '../../kernel/units.ts';
import type { ApiEnv } from '../guard.ts';

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

const KEPT_MS = DAY_MS;
const MOST_KEYS = 1_000;
const MOST_BYTES = 8 * MEBIBYTE;
/** The draft's Structured String, or bare as most send it. */
const KEY = /^(?:"([\x20-\x21\x23-\x5b\x5d-\x7e]{1,255})"|([\x21\x23-\x7e]{1,255}))$/;
const ASK_AGAIN_SECONDS = 1;

interface Asked {
  readonly request: string;
  readonly atMs: number;
  /** Undefined while it is under way. */
  answer?: { readonly status: number; readonly contentType: string; readonly body: string };
}

export function idempotency(clock: Pick<Clock, 'monotonicMs'>): MiddlewareHandler<ApiEnv> {
  const book = new AnswerBook(clock);
  return async (c, next) => {
    const said = c.req.header('idempotency-key');
    if (said === undefined || !isKeyed(c.req.method, c.req.path)) return next();
    const key = `${ownerOf()}\n${keyIn(said)}`;
    const request = await digestOf(c);
    const known = book.get(key);
    if (known) return again(c, known, request);
    const asked = book.begin(key, request);
    await next(); // what is thrown is an answer by then
    if (c.res.ok) book.keep(key, asked, await answerIn(c));
    else book.drop(key, asked); // what was refused has changed nothing: it may be tried again, with the same key
  };
}

function again(c: Context<ApiEnv>, { request: first, answer }: Asked, request: string): Response {
  if (first !== request)
    throw new AppError('request.key-reused', 'This Idempotency-Key was sent with another request.');
  if (!answer)
    throw new AppError('request.conflict', 'The same request is still under way.', {
      context: { retryAfterSeconds: ASK_AGAIN_SECONDS },
    });
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

async function digestOf(c: Context<ApiEnv>): Promise<string> {
  const { pathname, search } = new URL(c.req.url);
  const hash = createHash('sha256').update(`${c.req.method} ${pathname}${search}\n`);
  return hash.update(await c.req.text()).digest('base64url');
}

async function answerIn({ res }: Context<ApiEnv>): Promise<NonNullable<Asked['answer']>> {
  const body = await res.clone().text();
  return { status: res.status, contentType: res.headers.get('content-type') ?? '', body };
}

/** The newest keys, each for a day. */
class AnswerBook {
  readonly #clock: Pick<Clock, 'monotonicMs'>;
  /** The oldest first. */
  readonly #asked = new Map<string, Asked>();
  #bytes = 0;

  constructor(clock: Pick<Clock, 'monotonicMs'>) {
    this.#clock = clock;
  }

  get(key: string): Asked | undefined {
    this.#tidy();
    return this.#asked.get(key);
  }

  begin(key: string, request: string): Asked {
    const asked: Asked = { request, atMs: this.#clock.monotonicMs() };
    this.#asked.set(key, asked);
    return asked;
  }

  keep(key: string, asked: Asked, answer: NonNullable<Asked['answer']>): void {
    if (this.#asked.get(key) !== asked) return;
    asked.answer = answer;
    this.#bytes += answer.body.length;
    this.#tidy();
  }

  drop(key: string, asked: Asked): void {
    if (this.#asked.get(key) !== asked) return;
    this.#asked.delete(key);
    this.#bytes -= asked.answer?.body.length ?? 0;
  }

  #tidy(): void {
    const now = this.#clock.monotonicMs();
    for (const [key, asked] of this.#asked) {
      const isOver = now - asked.atMs > KEPT_MS || this.#asked.size > MOST_KEYS || this.#bytes > MOST_BYTES;
      if (!isOver) return;
      this.drop(key, asked);
    }
  }
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
    'Made up by whoever asks, a UUID for instance: the same key and request again, within a day, is answered as the first time (with `Idempotency-Replayed: true`) and not done again. Another request with it answers 422, one while the first is under way 409. Only what succeeded is kept, for each person, and not over a restart',
  schema: { type: 'string', maxLength: 257 },
} as const;

const REFUSED = { 409: 'The same request is still under way', 422: 'The key was sent with another request' } as const;

type Paths = NonNullable<ReturnType<OpenAPIHono['getOpenAPI31Document']>['paths']>;

/** Said of every route that heeds it. */
export function describeIdempotency(paths: Paths, problem: unknown): void {
  for (const route of KEYED) {
    const [method = '', path = ''] = route.split(' ');
    const operation = paths[path]?.[method.toLowerCase() as 'patch' | 'post' | 'put'];
    if (!operation) throw new AppError('internal', `There is no route ${route}.`);
    operation.parameters = [...(operation.parameters ?? []), PARAMETER];
    operation.responses = { ...operation.responses };
    for (const status of [409, 422] as const)
      operation.responses[status] ??= { description: REFUSED[status], content: problem } as never;
  }
}
