// A long text as an answer: made while it is sent, in slices, so that it never stands in memory nor holds up a stream.

import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Context } from 'hono';
import { KIBIBYTE } from '../kernel/units.ts';
import { hash53 } from '../model/ids.ts';
import type { LanEnv } from './output.ts';

export interface List {
  readonly contentType: string;
  /** Everything the text depends on; equal ones promise equal texts. */
  readonly version: readonly string[];
  /** Request headers that choose between texts, besides Accept-Encoding. */
  readonly vary?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Each is the work of a few microseconds; empty ones are fine. */
  parts(): Iterable<string>;
}

/** Some 150 channels: half a millisecond of work between two turns of the event loop. */
const SLICE_CHARACTERS = 64 * KIBIBYTE;
/** Parts may be empty, where a list leaves most of its channels out: looking through them is work as well. */
const SLICE_PARTS = 1_000;

/** GET, HEAD and POST alike: some players fetch lists by POST. */
export function respondList(c: Context<LanEnv>, list: List): Response {
  const etag = `W/"${hash53(list.version.join('\n')).toString(36)}"`;
  const headers = new Headers({
    ...list.headers,
    'content-type': list.contentType,
    etag,
    'cache-control': 'no-cache',
    vary: ['Accept-Encoding', ...(list.vary ?? [])].join(', '),
  });
  if (isKnown(c.req.header('if-none-match'), etag)) return new Response(null, { status: 304, headers });
  const isZipped = acceptsGzip(c.req.header('accept-encoding'));
  if (isZipped) headers.set('content-encoding', 'gzip');
  if (c.req.method === 'HEAD') return new Response(null, { headers });
  const body = sliced(list.parts());
  return new Response(isZipped ? body.pipeThrough(new CompressionStream('gzip')) : body, { headers });
}

/** Whether an `If-None-Match` header has this tag, compared weakly. */
export function isKnown(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const opaque = etag.replace(/^W\//, '');
  return ifNoneMatch
    .split(',')
    .map((tag) => tag.trim())
    .some((tag) => tag === '*' || tag.replace(/^W\//, '') === opaque);
}

/** Whether an `Accept-Encoding` header names gzip and does not refuse it by `q=0`. */
export function acceptsGzip(acceptEncoding = ''): boolean {
  const gzip = /(?:^|[,\s])(?:x-)?gzip\s*(?:;\s*q=([\d.]+))?\s*(?:,|$)/i.exec(acceptEncoding);
  return gzip !== null && Number(gzip[1] ?? 1) > 0;
}

/** UTF-8 slices, each made when the one before has been taken, with a turn of the event loop between them. */
function sliced(parts: Iterable<string>): ReadableStream<Uint8Array<ArrayBuffer>> {
  const iterator = parts[Symbol.iterator]();
  const encoder = new TextEncoder();
  return new ReadableStream(
    {
      async pull(controller) {
        for (;;) {
          await nextTurn();
          const { text, isLast } = nextSlice(iterator);
          if (text !== '') controller.enqueue(encoder.encode(text));
          if (isLast) controller.close();
          if (isLast || text !== '') return;
        }
      },
      cancel: () => void iterator.return?.(),
    },
    { highWaterMark: 0 },
  );
}

function nextSlice(parts: Iterator<string>): { readonly text: string; readonly isLast: boolean } {
  let text = '';
  for (let taken = 0; taken < SLICE_PARTS && text.length < SLICE_CHARACTERS; taken += 1) {
    const part = parts.next();
    if (part.done === true) return { text, isLast: true };
    text += part.value;
  }
  return { text, isLast: false };
}
