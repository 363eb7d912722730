// The library: movies and series of all providers.

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import * as z from 'zod';
import { TITLE_PAGE_LIMIT } from '../../library/query.ts';
import { AppError } from '../../kernel/errors.ts';
import { printStreamId } from '../../model/ids.ts';
import { printEpisodeId, printTitleId, TITLE_KINDS, type Title, type TitleKind } from '../../model/title.ts';
import type { ApiEnv } from '../guard.ts';
import { mayAskForTitle, maySeeOrigins, titlesFor } from './allowed.ts';
import { favouriteTitles } from './liked.ts';
import type { ApiPorts } from './ports.ts';
import { answer, flag, instant, newApi, optional, pageOf, paging, problems, titleId } from './route.ts';

const tags = ['Library'];

const title = z
  .strictObject({
    id: z.string(),
    kind: z.enum(TITLE_KINDS),
    name: z.string(),
    year: z.int().nullable(),
    tmdb_id: z.int().nullable(),
    group: z.string().meta({ description: "Its provider's category" }),
    has_poster: z.boolean().meta({ description: 'At `/logo/{id}`' }),
    rating: z.number().meta({ description: '0 to 10; 0 when nobody says' }),
    added_at: instant.nullable(),
    favourite: z.boolean().meta({ description: 'Of whoever asks' }),
  })
  .meta({ id: 'Title' });

const version = z.strictObject({
  stream_id: z.string(),
  provider_id: z.string(),
  name: z.string().meta({ description: 'As the provider writes it' }),
  language: z.string(),
  resolution: z.string(),
  extension: z.string(),
});

const episode = z.strictObject({
  id: z.string(),
  season: z.int(),
  episode: z.int(),
  name: z.string(),
  plot: z.string(),
  released: z.string(),
  duration_seconds: z.int(),
  path: z.string().meta({ description: 'Where it is played from, on this listener' }),
});

const details = title
  .extend({
    original_name: z.string(),
    plot: z.string(),
    cast: z.string(),
    director: z.string(),
    genre: z.string(),
    released: z.string(),
    runtime_minutes: z.number(),
    imdb_id: z.string(),
    trailer: z.string(),
    versions: z.array(version).meta({ description: 'Best first; for who may look at where things are from' }),
    episodes: z.array(episode).meta({ description: 'Of a series, as far as its providers have told' }),
    path: z.string().nullable().meta({ description: 'Where a movie is played from, on this listener' }),
  })
  .meta({ id: 'TitleDetails' });

export const list = createRoute({
  method: 'get',
  path: '/titles',
  tags,
  summary: 'Movies and series that you may watch',
  request: {
    query: z.strictObject({
      search: optional(z.string().max(200)),
      kind: optional(z.enum(TITLE_KINDS)),
      group: optional(z.string().max(500)),
      favourite: optional(flag).meta({ description: 'Favourites of whoever asks, or all others' }),
      sort: z.enum(['name', 'added', 'year', 'rating']).default('name'),
      ...paging(TITLE_PAGE_LIMIT),
    }),
  },
  responses: { 200: answer('A page of titles', pageOf(title)), ...problems(400, 401) },
});

export const read = createRoute({
  method: 'get',
  path: '/titles/{id}',
  tags,
  summary: 'One movie or series, with its versions and episodes',
  request: { params: z.strictObject({ id: titleId }) },
  responses: { 200: answer('The title', details), ...problems(400, 401, 404) },
});

export const groups = createRoute({
  method: 'get',
  path: '/title-groups',
  tags,
  summary: 'Categories of movies and of series',
  responses: {
    200: answer(
      'By name',
      z.strictObject({ movie: z.array(z.string()).readonly(), series: z.array(z.string()).readonly() }),
    ),
    ...problems(401),
  },
});

export function titleRoutes(ports: Pick<ApiPorts, 'accounts' | 'learner' | 'library'>): OpenAPIHono<ApiEnv> {
  const { library } = ports;
  const api = newApi();
  api.openapi(list, async (c) => {
    const { favourite, ...query } = c.req.valid('query');
    const liked = favouriteTitles(c, ports);
    const among = favourite === undefined ? {} : { among: { ids: [...liked], isIn: favourite } };
    const within = titlesFor(c);
    const page = await library.list({ ...query, ...among, ...(within && { within }) });
    return c.json({ ...page, items: page.items.map((one) => shown(one, liked.has(one.id))) }, 200);
  });
  api.openapi(groups, (c) => {
    const ofKind = (kind: TitleKind): readonly string[] =>
      library.groups(kind).filter((group) => mayAskForTitle(c, { kind, group }));
    return c.json({ movie: ofKind('movie'), series: ofKind('series') }, 200);
  });
  api.openapi(read, async (c) => {
    const found = library.title(c.req.valid('param').id);
    if (!found || !mayAskForTitle(c, found)) throw new AppError('title.unknown', 'There is no such title.');
    const known = await detailsOf(ports, found);
    const favourite = favouriteTitles(c, ports).has(found.id);
    return c.json({ ...known, favourite, versions: maySeeOrigins(c) ? known.versions : [] }, 200);
  });
  return api;
}

function shown(
  { id, kind, name, year, tmdbId, group, posterUrl, rating, addedAt }: Title,
  favourite: boolean,
): z.output<typeof title> {
  return {
    id: printTitleId(id),
    kind,
    name,
    year: year || null,
    tmdb_id: tmdbId || null,
    group,
    has_poster: posterUrl !== '',
    rating,
    added_at: addedAt || null,
    favourite,
  };
}

async function detailsOf(
  { library, learner }: Pick<ApiPorts, 'learner' | 'library'>,
  found: Title,
): Promise<z.output<typeof details>> {
  const known = await learner.known(found);
  const { detail } = known;
  return {
    ...shown(known, false),
    original_name: detail.originalName ?? '',
    plot: detail.plot ?? '',
    cast: detail.cast ?? '',
    director: detail.director ?? '',
    genre: detail.genre ?? '',
    released: detail.released ?? '',
    runtime_minutes: detail.runtimeMinutes ?? 0,
    imdb_id: detail.imdbId ?? '',
    trailer: detail.trailer ?? '',
    versions: library.versions(found.id).map((one) => ({
      stream_id: printStreamId(one.streamId),
      provider_id: one.providerId,
      name: one.name,
      language: one.language,
      resolution: one.resolution,
      extension: one.extension,
    })),
    episodes: library.episodes(found.id).map((one) => ({
      id: printEpisodeId(one.id),
      season: one.season,
      episode: one.episode,
      name: one.name,
      plot: one.plot,
      released: one.released,
      duration_seconds: Math.round(one.durationSeconds),
      path: `/vod/${printEpisodeId(one.id)}.${one.extension}`,
    })),
    path: found.kind === 'movie' ? `/vod/${printTitleId(found.id)}.${found.extension}` : null,
  };
}
