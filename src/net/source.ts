// Opens what a person named as a source: an http(s) URL or a local file, plain or compressed; says when it is unchanged.

import { createReadStream, type Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { systemClock, type Clock } from '../kernel/clock.ts';
import { AppError, toAppError } from '../kernel/errors.ts';
import { KIBIBYTE, MEBIBYTE, MINUTE_MS } from '../kernel/units.ts';
import { capped, unwrapped, type Chunks } from './body.ts';
import type { HttpClient, HttpResponse } from './client.ts';
import { answerError } from './answer.ts';
import { insistOnList } from './own-files.ts';

/** What is remembered of a source so that an unchanged one costs nothing. Empty strings where it said nothing. */
export interface SourceValidators {
  readonly etag: string;
  readonly lastModified: string;
  /** Local files: size and modification time. */
  readonly fingerprint: string;
}

export interface SourceCaps {
  /** As it is sent. */
  readonly receivedBytes: number;
  /** Without its wrappings. */
  readonly decodedBytes: number;
  /** A source that drips for ever ends here. */
  readonly totalMs: number;
}

export interface SourceRequest {
  /** http(s) URL, `file:` URL or absolute path. */
  readonly source: string;
  readonly http: HttpClient;
  readonly signal: AbortSignal;
  readonly validators?: SourceValidators;
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly caps?: Partial<SourceCaps>;
  readonly clock?: Clock;
  /** Bytes received so far, before decompression. */
  readonly onBytes?: (received: number) => void;
}

export type OpenedSource =
  | { readonly unchanged: true }
  | {
      readonly unchanged: false;
      readonly validators: SourceValidators;
      /** Where the redirects ended: relative addresses start here. Empty for a local file. */
      readonly url: string;
      /** Lower case, without parameters; empty where nothing was said. */
      readonly contentType: string;
      /** Plain bytes. Throws `net.*`, `format.too-large`, `format.malformed`; ending the loop early lets go of it. */
      readonly chunks: Chunks;
    };

const DEFAULT_SOURCE_CAPS: SourceCaps = {
  receivedBytes: 1_024 * MEBIBYTE, // panels with every episode reach 300 MB, guides of the world 500 MB
  decodedBytes: 4_096 * MEBIBYTE,
  totalMs: 30 * MINUTE_MS,
};

const FILE_CHUNK_BYTES = 256 * KIBIBYTE;
/** Panels assemble a list of 300,000 entries before the first byte leaves them. */
const FIRST_BYTE_MS = 2 * MINUTE_MS;

/** @throws AppError `provider.*` for an answer that is not the source, `net.*`; or the signal's reason */
export async function openSource(request: SourceRequest): Promise<OpenedSource> {
  const opened = isRemote(request.source) ? await openHttp(request) : await openFile(request);
  return opened.unchanged ? opened : { ...opened, chunks: unpacked(opened.chunks, request.caps) };
}

export const isRemote = (source: string): boolean => /^https?:/i.test(source);

/** What came, without its wrappings. */
export function unpacked(received: Chunks, caps: Partial<SourceCaps> = {}): Chunks {
  return capped(unwrapped(received), caps.decodedBytes ?? DEFAULT_SOURCE_CAPS.decodedBytes);
}

/** As `openSource`, its chunks as they are sent. */
export async function openHttp(request: SourceRequest): Promise<OpenedSource> {
  const { http, source, signal, validators } = request;
  const response = await http.request({
    url: source,
    headers: { 'accept-encoding': 'gzip', ...request.headers, ...conditions(validators) },
    signal,
    limits: { headersMs: FIRST_BYTE_MS },
  });
  const etag = response.headers['etag'] ?? '';
  // Some servers know ETags but not how to answer 304.
  const isSame = response.status === 200 && etag !== '' && etag === validators?.etag;
  if (isSame || (response.status === 304 && validators)) {
    response.body.destroy();
    return { unchanged: true };
  }
  const refusal = answerError(response);
  if (refusal) {
    response.body.destroy();
    throw refusal;
  }
  return {
    unchanged: false,
    validators: { etag, lastModified: response.headers['last-modified'] ?? '', fingerprint: '' },
    url: response.url,
    contentType: contentTypeOf(response),
    chunks: limited(response.body, request),
  };
}

async function openFile(request: SourceRequest): Promise<OpenedSource> {
  const found = await findFile(request);
  if (!found) return { unchanged: true };
  const { path, validators } = found;
  return {
    unchanged: false,
    validators,
    url: '',
    contentType: '',
    chunks: limited(readFileOf(path, request), request),
  };
}

/** A local source: null when it is unchanged since `validators`. @throws AppError `provider.*` */
export async function findFile({ source, validators }: Pick<SourceRequest, 'source' | 'validators'>): Promise<{
  readonly path: string;
  readonly bytes: number;
  readonly validators: SourceValidators;
} | null> {
  const told = source.startsWith('file:') ? fileURLToPath(source) : source;
  const { path, info } = await lookAt(told).catch((error: unknown) => {
    throw fileError(error);
  });
  if (!info.isFile()) throw new AppError('provider.not-found', 'The source is not a file');
  const fingerprint = `${info.size}-${info.mtimeMs}`;
  if (fingerprint === validators?.fingerprint) return null;
  return { path, bytes: info.size, validators: { etag: '', lastModified: '', fingerprint } };
}

async function lookAt(told: string): Promise<{ readonly path: string; readonly info: Stats }> {
  const path = await insistOnList(told);
  return { path, info: await stat(path) };
}

/** As it lies there. */
export function readFileOf(path: string, { signal }: Pick<SourceRequest, 'signal'>): Chunks {
  return readable(createReadStream(path, { highWaterMark: FILE_CHUNK_BYTES, signal }), signal);
}

function limited(received: Chunks, request: SourceRequest): Chunks {
  const caps = { ...DEFAULT_SOURCE_CAPS, ...request.caps };
  const inTime = timed(received, caps.totalMs, request.clock ?? systemClock);
  return capped(inTime, caps.receivedBytes, request.onBytes);
}

/** Each wait for a chunk is bounded already; this bounds their number. */
async function* timed(chunks: Chunks, totalMs: number, clock: Clock): AsyncGenerator<Uint8Array> {
  const startMs = clock.monotonicMs();
  for await (const chunk of chunks) {
    if (clock.monotonicMs() - startMs > totalMs) {
      throw new AppError('net.timeout', 'The transfer did not come to an end', { retryable: true });
    }
    yield chunk;
  }
}

async function* readable(file: AsyncIterable<unknown>, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of file) yield chunk as Uint8Array;
  } catch (error) {
    signal.throwIfAborted();
    throw fileError(error);
  }
}

function conditions(validators: SourceValidators | undefined): Record<string, string> {
  return {
    ...(validators?.etag ? { 'if-none-match': validators.etag } : {}),
    ...(validators?.lastModified ? { 'if-modified-since': validators.lastModified } : {}),
  };
}

function contentTypeOf(response: HttpResponse): string {
  return (response.headers['content-type'] ?? '').split(';', 1)[0]!.trim().toLowerCase();
}

function fileError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'ENOENT') return new AppError('provider.not-found', 'The file does not exist', { cause: error });
  if (code === 'EACCES') return new AppError('provider.refused', 'The file may not be read', { cause: error });
  return toAppError(error, 'provider.unavailable');
}
