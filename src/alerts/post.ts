// One message to a server: an answer within a time limit, and the errors of a delivery.

import { SECOND_MS } from '../kernel/units.ts';
import { AppError } from '../kernel/errors.ts';
import { redactText } from '../kernel/redact.ts';
import { guardedFetch } from '../net/guarded-fetch.ts';

export interface Post {
  /** A secret where the address holds one: it is not quoted. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
  /** Whom the error names. */
  readonly to: string;
  readonly signal: AbortSignal;
}

export interface Posted {
  readonly status: number;
  readonly headers: Headers;
  /** At most 16 KiB. */
  readonly text: string;
}

export const ANSWER_WITHIN_MS = 20 * SECOND_MS;
const LONGEST_ANSWER = 16_384;

/** Any status is an answer. @throws AppError `alert.unavailable` when there is none */
export async function post({ url, headers = {}, body, to, signal }: Post): Promise<Posted> {
  const within = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]);
  try {
    const response = await guardedFetch(url, { method: 'POST', headers, body, redirect: 'manual', signal: within });
    return { status: response.status, headers: response.headers, text: await head(response) };
  } catch (cause) {
    signal.throwIfAborted();
    throw unavailable(`${to} does not answer.`, { cause });
  }
}

async function head(response: Response): Promise<string> {
  if (!response.body) return '';
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    if (text.length > LONGEST_ANSWER) break; // leaving the loop lets go of the rest
  }
  return text.slice(0, LONGEST_ANSWER);
}

interface Why {
  readonly cause?: unknown;
  readonly retryAfterMs?: number | undefined;
  /** See `AlertTargetKind.send`. */
  readonly remaining?: readonly string[];
}

/** Worth trying again later. */
export function unavailable(message: string, { cause, retryAfterMs: waitMs, remaining }: Why = {}): AppError {
  return new AppError('alert.unavailable', redactText(message), {
    cause,
    retryable: true,
    context: { ...(waitMs !== undefined && { retryAfterMs: waitMs }), ...(remaining && { remaining }) },
  });
}

/** The same again would be refused again. */
export const refused = (message: string, { remaining }: Pick<Why, 'remaining'> = {}): AppError =>
  new AppError('alert.refused', redactText(message), { context: { ...(remaining && { remaining }) } });

/** RFC 9110: seconds, or a date. Undefined without one that can be read. */
export function retryAfterMs(headers: Headers, now = Date.now()): number | undefined {
  const said = headers.get('retry-after');
  if (said === null) return undefined;
  if (/^\d+$/.test(said)) return Number(said) * SECOND_MS;
  const at = Date.parse(said);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
