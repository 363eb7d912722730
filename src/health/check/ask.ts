// How a check asks: with the stream's own headers, and with a range where the server knows ranges.

import type { Clock } from '../../kernel/clock.ts';
import type { HttpClient, HttpResponse } from '../../net/client.ts';
import { refusal } from '../../net/stream-answer.ts';
import type { CheckRequest } from './request.ts';

/** Of servers that know no ranges. */
const REFUSES_RANGES = new Set([400, 405, 416, 501]);

/** What one check works with. */
export interface CheckTools {
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly request: CheckRequest;
  /** Of the whole check: the signal is aborted by then. */
  readonly timeoutMs: number;
  /** What has been opened: whoever asked closes it. */
  readonly opened: HttpResponse['body'][];
}

/** @throws AppError `upstream.*`, `net.*` */
export async function ask(tools: CheckTools, url: string, isRanged = true): Promise<HttpResponse> {
  const { http, request, signal, timeoutMs } = tools;
  const limits = { headersMs: 2 * timeoutMs, bodyIdleMs: 2 * timeoutMs }; // the signal is first
  const given = Object.entries(request.headers).filter(([, value]) => value !== '');
  const headers = { ...Object.fromEntries(given), ...(isRanged && { range: 'bytes=0-' }) };
  const answer = await http.request({ url, headers, signal, limits });
  tools.opened.push(answer.body);
  const refused = refusal(URL.parse(answer.url)?.host ?? '', answer.status);
  if (!refused) return answer;
  answer.body.destroy();
  if (isRanged && REFUSES_RANGES.has(answer.status)) return ask(tools, url, false);
  throw refused;
}
