// Long lists of movies and series, rendered in a worker while they are sent.

import type { Context } from 'hono';
import type { TitleKind } from '../../model/title.ts';
import { taskRef } from '../../workers/pool.ts';
import { taskUrl } from '../../workers/task.ts';
import { acceptsGzip } from '../list-response.ts';
import type { LanEnv } from '../output.ts';
import type { XtreamPorts } from './ports.ts';
import { categoryId, NO_CATEGORY } from './small-ids.ts';

const TITLES = taskRef<typeof import('./titles.task.ts').default>(taskUrl(import.meta, './titles.task'));

/** @param category as a client names it; `undefined` for all */
export function respondTitles(
  c: Context<LanEnv>,
  ports: XtreamPorts,
  { kind, category, base }: { readonly kind: TitleKind; readonly category: string | undefined; readonly base: string },
): Response {
  const group = category === undefined ? null : groupOf(ports, kind, category);
  if (group === undefined) return c.json([]);
  const { file } = ports.library;
  const chunks = ports.pool.stream(TITLES, { file, kind, group, form: 'json', base, login: '' });
  return respondChunks(c, chunks, 'application/json');
}

/** @returns `undefined` when there is no such category */
function groupOf({ library }: XtreamPorts, kind: TitleKind, category: string): string | undefined {
  return library.groups(kind).find((name) => String(categoryId(kind, name || NO_CATEGORY)) === category);
}

/** Playlist entries of all movies, or of all episodes. */
export function titleEntries(
  { pool, library }: XtreamPorts,
  kind: TitleKind,
  at: { readonly base: string; readonly login: string },
): AsyncIterable<Uint8Array> {
  return pool.stream(TITLES, { file: library.file, kind, group: null, form: 'm3u', ...at });
}

/** Chunks as they come, as fast as the client takes them; whoever goes away ends the rendering. */
export function respondChunks(c: Context<LanEnv>, chunks: AsyncIterable<Uint8Array>, contentType: string): Response {
  const headers = new Headers({
    'content-type': contentType,
    'cache-control': 'no-cache',
    vary: 'Accept-Encoding',
    'access-control-allow-origin': '*',
  });
  if (c.req.method === 'HEAD') return new Response(null, { headers });
  const body = bodyOf(chunks);
  if (!acceptsGzip(c.req.header('accept-encoding'))) return new Response(body, { headers });
  headers.set('content-encoding', 'gzip');
  return new Response(body.pipeThrough(new CompressionStream('gzip')), { headers });
}

function bodyOf(chunks: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array<ArrayBuffer>> {
  const iterator = chunks[Symbol.asyncIterator]();
  return new ReadableStream(
    {
      async pull(controller) {
        const next = await iterator.next();
        if (next.done) controller.close();
        else controller.enqueue(next.value as Uint8Array<ArrayBuffer>);
      },
      cancel: async () => void (await iterator.return?.()),
    },
    { highWaterMark: 0 },
  );
}
