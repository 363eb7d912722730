// A movie, an episode or a programme of the past as an HTTP response: ranges, HEAD, and the refusals of a player.

import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import { isAbort, toAppError } from '../kernel/errors.ts';
import { hash53 } from '../model/ids.ts';
import type { StreamSource } from '../model/stream.ts';
import type { FileFacts, FileRelay, OpenedFile } from '../streaming/files/file-relay.ts';
import { Unsatisfiable } from '../streaming/files/file-upstream.ts';
import { parseRange } from '../streaming/files/range.ts';
import { refusalOf } from './live-refusal.ts';
import { viewerOf } from './live-response.ts';
import type { LanEnv } from './output.ts';

export interface FileResponseRequest {
  readonly relay: Pick<FileRelay, 'factsOf' | 'open'>;
  /** What is played; ranges of one player are known by it. */
  readonly key: string;
  /** What it is a part of: a player with several parts of it is one viewer. */
  readonly group?: string;
  readonly sources: readonly StreamSource[];
  /** Of the file, without a dot: it decides the type, as providers call everything octets. */
  readonly extension: string;
  /** The output that brought the viewer. */
  readonly via: string;
  /** The provider's answer is good: this one had it. */
  readonly onOpened?: (source: StreamSource) => void;
}

const TYPES: Readonly<Record<string, string>> = {
  mp4: 'video/mp4',
  m4v: 'video/x-m4v',
  mkv: 'video/x-matroska',
  webm: 'video/webm',
  avi: 'video/x-msvideo',
  mov: 'video/quicktime',
  flv: 'video/x-flv',
  wmv: 'video/x-ms-wmv',
  ts: 'video/mp2t',
  mpg: 'video/mpeg',
  mpeg: 'video/mpeg',
  mp3: 'audio/mpeg',
  m3u8: 'application/vnd.apple.mpegurl',
};

export async function respondFile(c: Context<LanEnv>, request: FileResponseRequest): Promise<Response> {
  const { relay, key, extension } = request;
  const known = relay.factsOf(key);
  if (c.req.method === 'HEAD' && (known || request.sources.length === 0)) return headOf(key, extension, known);
  const { outgoing } = c.env;
  const gone = new AbortController();
  const onClose = (): void => gone.abort();
  if (outgoing.destroyed) onClose();
  else outgoing.once('close', onClose);
  try {
    const range = isStale(c, key, known) ? undefined : parseRange(c.req.header('range'));
    const wanted = c.req.method === 'HEAD' ? ({ kind: 'from', from: 0, until: 1 } as const) : range;
    const { sources, via, group } = request;
    const opened = await relay.open({
      key,
      ...(group !== undefined && { group }),
      sources,
      range: wanted,
      viewer: viewerOf(c, via),
      signal: gone.signal,
    });
    request.onOpened?.(opened.source);
    if (c.req.method === 'HEAD') {
      opened.abandon();
      return headOf(key, extension, opened);
    }
    await carry(c, opened, { ...request, isRange: range !== undefined && opened.hasRanges });
    return RESPONSE_ALREADY_SENT;
  } catch (error) {
    if (outgoing.headersSent || gone.signal.aborted || isAbort(error)) return RESPONSE_ALREADY_SENT;
    if (error instanceof Unsatisfiable) return unsatisfiable(error.total ?? known?.total);
    return refusalOf(toAppError(error), 'player');
  }
}

interface Carrying extends FileResponseRequest {
  readonly isRange: boolean;
}

async function carry(c: Context<LanEnv>, opened: OpenedFile, { key, extension, isRange }: Carrying): Promise<void> {
  const { outgoing } = c.env;
  if (outgoing.destroyed) return opened.abandon();
  const { from, until, total } = opened;
  const headers = headersOf(key, extension, opened);
  if (until !== undefined) headers['content-length'] = String(until - from);
  if (isRange && until !== undefined) headers['content-range'] = `bytes ${from}-${until - 1}/${total ?? '*'}`;
  outgoing.writeHead(isRange && until !== undefined ? 206 : 200, headers);
  outgoing.socket?.setTimeout(0); // a movie may be paused over dinner
  // A provider that fails in the middle breaks the connection: an end would be taken for the file's.
  await pipeline(Readable.from(opened.body, { objectMode: false }), outgoing).catch(() => outgoing.destroy());
}

function headOf(key: string, extension: string, facts: FileFacts | undefined): Response {
  const headers = headersOf(key, extension, facts);
  if (facts?.total !== undefined) headers['content-length'] = String(facts.total);
  return new Response(null, { headers });
}

function headersOf(key: string, extension: string, facts: FileFacts | undefined): Record<string, string> {
  return {
    'content-type': facts?.isHls ? facts.contentType : typeOf(extension, facts?.contentType ?? ''),
    'accept-ranges': facts === undefined || facts.hasRanges ? 'bytes' : 'none',
    ...(facts?.total !== undefined && { etag: etagOf(key, facts) }),
    'cache-control': 'no-store',
  };
}

function typeOf(extension: string, said: string): string {
  const isSaid = /^(?:video|audio)\//.test(said);
  return TYPES[extension] ?? (isSaid ? said : 'application/octet-stream');
}

const etagOf = (key: string, { total, tag }: FileFacts): string =>
  `"${hash53(`${key}\n${total}\n${tag}`).toString(36)}"`;

/** `If-Range` of another file than this one: then the whole is wanted. */
function isStale(c: Context<LanEnv>, key: string, facts: FileFacts | undefined): boolean {
  const condition = c.req.header('if-range');
  return condition !== undefined && facts !== undefined && condition !== etagOf(key, facts);
}

function unsatisfiable(total: number | undefined): Response {
  const headers = { 'content-range': `bytes */${total ?? '*'}`, 'content-length': '0', 'accept-ranges': 'bytes' };
  return new Response(null, { status: 416, headers });
}
