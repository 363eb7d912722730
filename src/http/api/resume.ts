// Places at which a person stopped, so that any player can go on from there.

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import * as z from 'zod';
import { AppError } from '../../kernel/errors.ts';
import { parseEpisodeId, parseTitleId, printTitleId, type Title } from '../../model/title.ts';
import { mayWatchTitle } from '../../model/person.ts';
import type { ResumePlace } from '../../model/viewing.ts';
import type { ApiEnv } from '../guard.ts';
import { noteOthers } from './others.ts';
import type { ApiPorts } from './ports.ts';
import { answer, instant, jsonBody, newApi, optional, problems } from './route.ts';
import { personId, whose } from './whose.ts';

const tags = ['Viewing history'];
const id = z
  .string()
  .regex(/^[te][0-9a-z]{11}$/, 'not an id of a movie or episode')
  .meta({ description: "A movie's or an episode's", example: 't1a2b3c4d5e6' });
const params = z.strictObject({ id });
const query = z.strictObject({ person_id: personId });
const seconds = z.number().min(0).max(1_000_000);

const place = z
  .strictObject({
    id: z.string(),
    kind: z.enum(['movie', 'episode']),
    name: z.string(),
    position_seconds: z.number(),
    duration_seconds: z.number().nullable(),
    updated_at: instant,
    is_finished: z.boolean().meta({ description: 'From 95 of 100 on; it is not in the list any more' }),
    is_reported: z.boolean().meta({ description: 'A player said so; else it is worked out from what it fetched' }),
    title_id: z.string().nullable().meta({ description: 'Of the movie, or of the series; null when it has gone' }),
    path: z.string().nullable().meta({ description: 'Where it is played from, on this listener' }),
  })
  .meta({ id: 'ResumePlace' });

export const list = createRoute({
  method: 'get',
  path: '/resume',
  tags,
  summary: 'Where you stopped in the middle, the newest first',
  request: { query },
  responses: { 200: answer('At most 200', z.strictObject({ items: z.array(place) })), ...problems(400, 401, 404) },
});

export const read = createRoute({
  method: 'get',
  path: '/resume/{id}',
  tags,
  summary: 'Where you stopped in one movie or episode',
  request: { params, query },
  responses: { 200: answer('The place', place), ...problems(400, 401, 404) },
});

export const report = createRoute({
  method: 'put',
  path: '/resume/{id}',
  tags,
  summary: 'Say where you are, as a player does',
  description: 'Nothing is kept while `history.personal` is off.',
  request: {
    params,
    query,
    body: jsonBody(
      z.strictObject({
        position_seconds: seconds,
        duration_seconds: optional(seconds.nullable()).meta({ description: 'Left out, as the library knows it' }),
      }),
    ),
  },
  responses: { 204: { description: 'It is kept' }, ...problems(400, 401, 404, 413, 507) },
});

export const remove = createRoute({
  method: 'delete',
  path: '/resume/{id}',
  tags,
  summary: 'Begin at the beginning the next time',
  request: { params, query },
  responses: { 204: { description: 'It is forgotten' }, ...problems(400, 401, 404, 507) },
});

type Ports = Pick<ApiPorts, 'accounts' | 'audit' | 'library' | 'viewing'>;

export function resumeRoutes(ports: Ports): OpenAPIHono<ApiEnv> {
  const { accounts, audit, viewing } = ports;
  const api = newApi();
  api.openapi(list, (c) => {
    const owner = whose(c, { accounts, asked: c.req.valid('query').person_id });
    const places = viewing.places(owner.id).filter(({ itemId }) => {
      const title = itemOf(itemId, ports)?.title;
      return title === undefined || mayWatchTitle(owner, title);
    });
    return c.json({ items: places.map((one) => shown(one, ports)) }, 200);
  });
  api.openapi(read, (c) => {
    const owner = whose(c, { accounts, asked: c.req.valid('query').person_id });
    const found = viewing.place(owner.id, c.req.valid('param').id);
    if (!found) throw nowhere();
    return c.json(shown(found, ports), 200);
  });
  api.openapi(report, async (c) => {
    const owner = whose(c, { accounts, asked: c.req.valid('query').person_id });
    const item = c.req.valid('param').id;
    const found = itemOf(item, ports);
    if (!found || !mayWatchTitle(owner, found.title))
      throw new AppError('title.unknown', `There is no movie or episode ${item}.`);
    const { position_seconds: positionSeconds, duration_seconds: said } = c.req.valid('json');
    const durationSeconds = said ?? (found.durationSeconds || null);
    await viewing.report({ person: owner.id, item, name: found.name, positionSeconds, durationSeconds });
    return c.body(null, 204);
  });
  api.openapi(remove, async (c) => {
    const owner = whose(c, { accounts, asked: c.req.valid('query').person_id });
    if (!(await viewing.forgetPlace(owner.id, c.req.valid('param').id))) throw nowhere();
    noteOthers(c, { audit, thing: 'places', owner }, { before: { places: 1 }, after: null });
    return c.body(null, 204);
  });
  return api;
}

const nowhere = (): AppError => new AppError('request.not-found', 'There is no such place.');

const two = (number: number): string => String(number).padStart(2, '0');

interface Item {
  readonly title: Title;
  readonly name: string;
  readonly durationSeconds: number;
  readonly extension: string;
}

function itemOf(printed: string, { library }: Pick<Ports, 'library'>): Item | undefined {
  const movie = parseTitleId(printed);
  if (movie !== undefined) {
    const title = library.title(movie);
    if (title?.kind !== 'movie') return undefined;
    const { name, extension, detail } = title;
    return { title, name, extension, durationSeconds: (detail.runtimeMinutes ?? 0) * 60 };
  }
  const episodeId = parseEpisodeId(printed); // not every one of the written form is a number that can be one
  const found = episodeId === undefined ? undefined : library.episode(episodeId);
  const title = found && library.title(found.episode.titleId);
  if (!found || !title) return undefined;
  const { season, episode, extension, durationSeconds } = found.episode;
  return { title, name: `${title.name} S${two(season)} E${two(episode)}`, extension, durationSeconds };
}

function shown(one: ResumePlace, { library }: Pick<Ports, 'library'>): z.output<typeof place> {
  const { itemId, name, positionSeconds, durationSeconds, updatedAt, isFinished, isReported } = one;
  const now = itemOf(itemId, { library });
  return {
    id: itemId,
    kind: itemId.startsWith('t') ? 'movie' : 'episode',
    name: now?.name ?? name,
    position_seconds: positionSeconds,
    duration_seconds: durationSeconds,
    updated_at: updatedAt,
    is_finished: isFinished,
    is_reported: isReported,
    title_id: now ? printTitleId(now.title.id) : null,
    path: now ? `/vod/${itemId}.${now.extension}` : null,
  };
}
