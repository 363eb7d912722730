// Long lists of movies and series, rendered in a worker while they are sent.

import type { Context } from 'hono';
import type { Title, TitleKind } from '../../model/title.ts';
import { taskRef } from '../../workers/pool.ts';
import { taskUrl } from '../../workers/task.ts';
import { acceptsGzip } from '../list-response.ts';
import type { LanEnv } from '../output.ts';
import { favouritesId, favouriteTitles, isFavourites } from './favourites.ts';
import { mayHaveTitle, titleGroupsFor } from './live-lists.ts';
import type { XtreamPorts, XtreamRights } from './ports.ts';
import { categoryId, NO_CATEGORY } from './small-ids.ts';
import { titleText } from './title-lists.ts';

const TITLES = taskRef<typeof import('./titles.task.ts').default>(taskUrl(import.meta, './titles.task'));

interface TitleQuestion {
  readonly kind: TitleKind;
  /** As a client names it; `undefined` for all. */
  readonly category: string | undefined;
  readonly user: XtreamRights;
  readonly base: string;
}

export function respondTitles(
  c: Context<LanEnv>,
  ports: XtreamPorts,
  { kind, category, user, base }: TitleQuestion,
): Response {
  const liked = favouriteTitles(ports, kind, user);
  if (isFavourites(kind, category)) return respondChunks(c, favouritesText(kind, liked, base), 'application/json');
  const isRepeated = category === undefined && ports.repeatsFavourites();
  const { movies, series } = ports.library.state;
  const repeated = isRepeated ? favouriteTexts(kind, liked, { base, after: kind === 'movie' ? movies : series }) : [];
  const favourites = { id: favouritesId(kind), titles: liked.map(({ id }) => id), repeated };
  const groups =
    category === undefined
      ? titleGroupsFor(user, kind)
      : titleGroupsOf(ports, kind, user).filter((name) => String(categoryId(kind, name || NO_CATEGORY)) === category);
  const { file } = ports.library;
  const chunks = ports.pool.stream(TITLES, { file, kind, groups, form: 'json', base, login: '', favourites });
  return respondChunks(c, chunks, 'application/json');
}

function* favouritesText(kind: TitleKind, titles: readonly Title[], base: string): Generator<Uint8Array> {
  yield new TextEncoder().encode(`[${favouriteTexts(kind, titles, { base, after: 0 }).join()}]`);
}

/** @param after the highest number that is taken */
function favouriteTexts(
  kind: TitleKind,
  titles: readonly Title[],
  { base, after }: { readonly base: string; readonly after: number },
): string[] {
  const textOf = titleText(kind);
  const marked = { id: favouritesId(kind), isAlone: true };
  return titles.map((title, at) => textOf(title, after + at + 1, base, marked));
}

/** The categories that a user may see. */
export const titleGroupsOf = ({ library }: XtreamPorts, kind: TitleKind, user: XtreamRights): string[] =>
  library.groups(kind).filter((group) => mayHaveTitle(user, { kind, group }));

/** Playlist entries of movies, or of episodes. */
export function titleEntries(
  { pool, library }: XtreamPorts,
  kind: TitleKind,
  at: { readonly base: string; readonly login: string; readonly user: XtreamRights },
): AsyncIterable<Uint8Array> {
  const { base, login, user } = at;
  return pool.stream(TITLES, {
    file: library.file,
    kind,
    groups: titleGroupsFor(user, kind),
    form: 'm3u',
    base,
    login,
    favourites: { id: 0, titles: [], repeated: [] },
  });
}

type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** Chunks as they come, as fast as the client takes them; whoever goes away ends the rendering. */
export function respondChunks(c: Context<LanEnv>, chunks: Chunks, contentType: string): Response {
  const headers = new Headers({
    'content-type': contentType,
    'cache-control': 'no-cache',
    vary: 'Accept-Encoding',
  });
  if (c.req.method === 'HEAD') return new Response(null, { headers });
  const body = bodyOf(chunks);
  if (!acceptsGzip(c.req.header('accept-encoding'))) return new Response(body, { headers });
  headers.set('content-encoding', 'gzip');
  return new Response(body.pipeThrough(new CompressionStream('gzip')), { headers });
}

function bodyOf(chunks: Chunks): ReadableStream<Uint8Array<ArrayBuffer>> {
  const iterator = Symbol.asyncIterator in chunks ? chunks[Symbol.asyncIterator]() : chunks[Symbol.iterator]();
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
