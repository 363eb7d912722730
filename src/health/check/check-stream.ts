// One check: asks for a stream with a range, and reads until it is sure. A playlist is followed to its newest segment. Whatever
// comes of it is an answer; the connection is closed by then.

import { systemClock, type Clock } from '../../kernel/clock.ts';
import { AppError, isAbort, toAppError } from '../../kernel/errors.ts';
import { redactText } from '../../kernel/redact.ts';
import { MEBIBYTE, SECOND_MS } from '../../kernel/units.ts';
import { createHttpClient, type HttpClient, type HttpResponse } from '../../net/client.ts';
import { isHlsPlaylist, notVideo } from '../../net/stream-answer.ts';
import { ask, type CheckTools } from './ask.ts';
import { examine } from './examine.ts';
import { Examination } from './examination.ts';
import { followPlaylist, type Begun } from './playlist.ts';
import type { CheckAnswer, CheckRequest } from './request.ts';

const CONNECT_MS = 4 * SECOND_MS;
/** A live stream has no end: what names one so near (five minutes at 7 Mbit/s) is a clip. Some servers name one far beyond. */
const LONGEST_CLIP_BYTES = 256 * MEBIBYTE;

export interface CheckOptions {
  readonly signal: AbortSignal;
  /** As `createCheckClient` makes it. */
  readonly http: HttpClient;
  readonly clock?: Clock;
}

/** For any number of checks: a connection is closed with its answer. */
export const createCheckClient = (clock = systemClock): HttpClient =>
  createHttpClient({ clock, limits: { connectMs: CONNECT_MS }, keepsConnections: false });

export async function checkStream(
  request: CheckRequest,
  { signal, http, clock = systemClock }: CheckOptions,
): Promise<CheckAnswer> {
  const timeoutMs = request.timeoutMs + request.wantMs;
  const ending = new AbortController();
  const opened: HttpResponse['body'][] = [];
  const timer = clock.after(timeoutMs, () => ending.abort(timeUp()));
  const stop = (): void => ending.abort(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  try {
    signal.throwIfAborted();
    return await look({ http, clock, signal: ending.signal, request, timeoutMs, opened });
  } catch (thrown) {
    signal.throwIfAborted();
    const error = isAbort(thrown) ? timeUp() : toAppError(thrown);
    const { code, message, retryable } = error;
    return { ...nothing, code, message: redactText(message), isRetryable: retryable };
  } finally {
    timer.cancel();
    signal.removeEventListener('abort', stop);
    await Promise.all(opened.map((body) => body.close()));
  }
}

const timeUp = (): AppError => new AppError('upstream.timeout', 'No picture came in time', { retryable: true });

const nothing: CheckAnswer = {
  code: null,
  message: '',
  isRetryable: false,
  latencyMs: null,
  mark: null,
  position: null,
  bytes: null,
  probe: null,
};

async function look(tools: CheckTools): Promise<CheckAnswer> {
  const { clock, request } = tools;
  const beganMs = clock.monotonicMs();
  const answer = await ask(tools, request.url);
  const chunks = answer.body[Symbol.asyncIterator]();
  const first = await firstOf(chunks);
  const latencyMs = Math.round(clock.monotonicMs() - beganMs);
  const contentType = answer.headers['content-type'] ?? '';
  if (isHlsPlaylist(contentType, first)) {
    return { ...nothing, ...(await follow({ first, rest: chunks, url: answer.url }, tools)), latencyMs };
  }
  const refused = notVideo(contentType, first) ?? clipOf(answer);
  if (refused) {
    answer.body.destroy();
    throw refused;
  }
  const seen = await examine({ first, rest: chunks }, tools);
  answer.body.destroy();
  return { ...nothing, ...seen, latencyMs };
}

/** Playlist and segment come over one connection, where the server allows it. */
async function follow(begun: Begun, tools: CheckTools): ReturnType<typeof followPlaylist> {
  const http = createHttpClient({ clock: tools.clock, limits: { connectMs: CONNECT_MS }, connectionsPerOrigin: 1 });
  try {
    return await followPlaylist(begun, { ...tools, http });
  } finally {
    await http.close();
  }
}

async function firstOf(chunks: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  for (;;) {
    const next = await chunks.next();
    if (next.done) throw new Examination().complaint;
    if (next.value.length > 0) return next.value;
  }
}

/** Something with an end, and that near, in place of a live stream. */
function clipOf({ headers }: HttpResponse): AppError | undefined {
  const total = /\/(\d+)\s*$/.exec(headers['content-range'] ?? '')?.[1] ?? headers['content-length'];
  if (total === undefined || Number(total) > LONGEST_CLIP_BYTES) return undefined;
  return new AppError('upstream.clip', 'The provider sent a short clip in place of the stream', { retryable: true });
}
