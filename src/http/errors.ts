// Errors in the dialects of HTTP: a status for every code, a JSON problem on the API, a short plain text elsewhere.

import { STATUS_CODES } from 'node:http';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { AppError, toAppError, type ErrorCode } from '../kernel/errors.ts';
import type { Log } from '../kernel/log.ts';
import { redactText } from '../kernel/redact.ts';

/** RFC 9457, with our code: `type` is `about:blank`, so that `title` is the status in words. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ErrorCode;
}

/** Every code has its status: the compiler asks for a new one's. */
const STATUS: Readonly<Record<ErrorCode, ContentfulStatusCode>> = {
  'request.invalid': 400,
  'settings.invalid': 400,
  'provider.invalid': 400,
  'net.bad-address': 400,
  'request.unauthorised': 401,
  'request.forbidden': 403,
  'request.not-found': 404,
  'provider.unknown': 404,
  'channel.unknown': 404,
  'channel.disabled': 404,
  'stream.unknown': 404,
  'title.unknown': 404,
  'alert.unknown': 404,
  'rule.unknown': 404,
  'request.no-method': 405,
  'request.conflict': 409,
  'request.changed-since': 412,
  'request.too-large': 413,
  'request.key-reused': 422,
  'request.no-upgrade': 426,
  'request.headers-too-large': 431,
  'request.too-many': 429,
  'format.malformed': 502,
  'format.not-a-playlist': 502,
  'format.not-a-guide': 502,
  'format.too-large': 502,
  'net.refused': 502,
  'net.reset': 502,
  'net.dns': 502,
  'net.tls': 502,
  'net.too-many-redirects': 502,
  'net.truncated': 502,
  'net.malformed': 502,
  'provider.unauthorised': 502,
  'provider.refused': 502,
  'provider.not-found': 502,
  'provider.unavailable': 502,
  'provider.empty': 502,
  'provider.shrunk': 502,
  'channel.no-stream': 503,
  'upstream.no-slot': 503,
  'upstream.limit-reached': 503,
  'upstream.refused': 503,
  'upstream.not-found': 503,
  'upstream.unavailable': 503,
  'upstream.empty': 503,
  'upstream.not-video': 503,
  'upstream.garbage': 503,
  'upstream.no-picture': 503,
  'upstream.scrambled': 503,
  'upstream.clip': 503,
  'upstream.ended': 503,
  'upstream.stalled': 503,
  'upstream.too-slow': 503,
  'upstream.timeout': 503,
  'upstream.unsupported': 503,
  'tuner.all-in-use': 503,
  'tuner.in-use': 503,
  'viewer.ended': 503,
  'process.starting': 503,
  'process.stopping': 503,
  'process.maintenance': 503,
  'process.busy': 503,
  'process.too-slow': 503,
  'alert.unavailable': 502,
  'alert.refused': 502,
  'home-assistant.unavailable': 502,
  'home-assistant.refused': 502,
  'net.timeout': 504,
  'storage.full': 507,
  'storage.locked': 500,
  'storage.corrupt': 500,
  'storage.newer': 500,
  'process.port-taken': 500,
  'process.worker-failed': 500,
  internal: 500,
};

/** Players take a body for video: these answer with a status alone. */
const STREAM_PATHS =
  /^\/(?:(?:auto|tuner\d+|stream|vod|live|movie|series|timeshift|streaming)\/|[^/]+\/[^/]+\/\d+(?:\.\w{1,5})?$)/;

const UNFORESEEN = 'Something went wrong; the log says what.';

/** The answer to a failed request. What was not foreseen is logged here, and not told to the client. */
export function answerError(c: Context, thrown: unknown, log: Log): Response {
  const error = thrown instanceof HTTPException ? fromHono(thrown) : toAppError(thrown);
  const status = STATUS[error.code];
  const isGone = c.req.raw.signal.aborted; // it broke its request off: nothing failed here
  if (status === 500 && !isGone) log.error('A request failed', { method: c.req.method, path: c.req.path, error });
  const { retryAfterSeconds, isKept, errors } = error.context;
  const hidden = isKept === true ? 'It is decided and kept, but could not be shown; the log says why.' : UNFORESEEN;
  const detail = status === 500 ? hidden : redactText(error.message);
  if (typeof retryAfterSeconds === 'number') c.header('retry-after', String(retryAfterSeconds));
  if (status === 426) c.header('upgrade', 'websocket');
  if (status === 401) c.header('www-authenticate', 'Bearer realm="Masthead"');
  if (isApi(c.req.path))
    return problem(c, { code: error.code, status, detail, ...(Array.isArray(errors) && { errors }) });
  return STREAM_PATHS.test(c.req.path) ? c.body(null, status) : c.text(`${detail}\n`, status);
}

interface Told extends Pick<Problem, 'code' | 'detail'> {
  readonly status: ContentfulStatusCode;
  /** As in api/refused-input.ts. */
  readonly errors?: readonly unknown[];
}

function problem(c: Context, { code, status, detail, ...more }: Told): Response {
  return c.body(JSON.stringify({ ...problemOf(code, detail), ...more }), status, { 'content-type': PROBLEM_TYPE });
}

export const PROBLEM_TYPE = 'application/problem+json';

export function problemOf(code: ErrorCode, detail: string): Problem {
  const status = STATUS[code];
  return { type: 'about:blank', title: STATUS_CODES[status] ?? '', status, detail, code };
}

const isApi = (path: string): boolean => path === '/api' || path.startsWith('/api/');

/** The router's own refusals: a body that is no JSON, of another type, or too long. */
function fromHono(exception: HTTPException): AppError {
  const code = exception.status === 413 ? 'request.too-large' : exception.status < 500 ? 'request.invalid' : 'internal';
  const message =
    exception.status === 415 ? 'The body is to be JSON (content-type application/json).' : exception.message;
  return new AppError(code, message, { cause: exception });
}
