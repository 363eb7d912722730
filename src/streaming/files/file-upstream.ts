// One request for a part of a provider's file: what the answer says of it, and its bytes.

import type { Clock } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/errors.ts';
import { SECOND_MS } from '../../kernel/units.ts';
import type { HttpBody, HttpClient, HttpResponse } from '../../net/client.ts';
import { refusal } from '../../net/stream-answer.ts';
import { isHlsAnswer, openHlsFile, type HlsFileRequest } from './hls-file.ts';
import { parseContentRange, parseUnsatisfied, printRange, type ByteRange } from './range.ts';

/** Panels hand over to a balancer that opens the file on a disk that sleeps. */
const FIRST_BYTE_MS = 20 * SECOND_MS;
const SILENCE_MS = 20 * SECOND_MS;

export interface FilePart {
  /** First byte that comes. */
  readonly from: number;
  /** Exclusive; `undefined` when the provider does not say where it ends. */
  readonly until: number | undefined;
  /** Of the whole file; `undefined` when the provider does not say. */
  readonly total: number | undefined;
  /** Whether the provider gives parts: without, what broke off cannot be gone on with. */
  readonly hasRanges: boolean;
  readonly contentType: string;
  /** What tells this file from another at the same address; empty for nothing. */
  readonly tag: string;
  /** It came in pieces: its type is what they are made of, whatever its address is called. */
  readonly isHls?: boolean;
  readonly body: HttpBody;
}

export interface FileDial {
  readonly http: HttpClient;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly range: ByteRange | undefined;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** The asked range lies behind the end. */
export class Unsatisfiable extends AppError {
  readonly total: number | undefined;

  constructor(total: number | undefined) {
    super('upstream.refused', 'The file is not that long');
    this.total = total;
  }
}

/** @throws AppError `upstream.*`, `net.*`; `Unsatisfiable`; or the signal's reason */
export async function dialFile({ http, url, headers, range, clock, signal }: FileDial): Promise<FilePart> {
  if (isHlsAnswer('', url)) return hlsPart({ url, headers, clock, signal });
  // Always with a range: the answer says how long the file is, and whether it can be gone on with.
  const asked = range ?? { kind: 'from', from: 0, until: undefined };
  const response = await http.request({
    url,
    headers: { ...headers, range: printRange(asked), 'accept-encoding': 'identity' },
    signal,
    limits: { headersMs: FIRST_BYTE_MS, bodyIdleMs: SILENCE_MS },
  });
  if (response.status < 300 && isHlsAnswer(response.headers['content-type'] ?? '', response.url)) {
    response.body.destroy();
    return hlsPart({ url, headers, clock, signal });
  }
  try {
    return partOf(response, new URL(url).host);
  } catch (error) {
    response.body.destroy();
    throw error;
  }
}

/** Its length is not known, and it cannot be asked for from a byte on. */
async function hlsPart(request: HlsFileRequest): Promise<FilePart> {
  const { contentType, body } = await openHlsFile(request);
  return { from: 0, until: undefined, total: undefined, hasRanges: false, contentType, tag: '', isHls: true, body };
}

function partOf(response: HttpResponse, host: string): FilePart {
  const { status, headers, body } = response;
  if (status === 416) throw new Unsatisfiable(parseUnsatisfied(headers['content-range']));
  const refused = refusal(host, status);
  if (refused) throw refused;
  const contentType = (headers['content-type'] ?? '').toLowerCase();
  if (/^\s*(?:text\/html|application\/json)/.test(contentType)) {
    throw new AppError('upstream.not-video', 'The provider sent a page instead of a file', { retryable: true });
  }
  const tag = headers['etag'] ?? headers['last-modified'] ?? '';
  const length = wholeNumber(headers['content-length']);
  if (length === 0) throw new AppError('upstream.empty', 'The provider sent an empty file', { retryable: true });
  const part = status === 206 ? parseContentRange(headers['content-range']) : undefined;
  if (part) return { ...part, hasRanges: true, contentType, tag, body };
  const hasRanges = /\bbytes\b/i.test(headers['accept-ranges'] ?? '');
  return { from: 0, until: length, total: length, hasRanges, contentType, tag, body };
}

const wholeNumber = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
