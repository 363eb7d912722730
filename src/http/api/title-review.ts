// Titles of which nobody knows which of TMDB's they are: listed, looked for there, and decided, many at once.

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import * as z from 'zod';
import { TITLE_PAGE_LIMIT } from '../../library/query.ts';
import { TITLE_STATES, type TitleInDoubt } from '../../library/title-review.ts';
import type { TmdbCandidate } from '../../library/tmdb.ts';
import { printTitleId, TITLE_KINDS } from '../../model/title.ts';
import type { ApiEnv } from '../guard.ts';
import type { ApiPorts } from './ports.ts';
import { answer, flag, jsonBody, newApi, optional, pageOf, paging, problems, titleId } from './route.ts';

const tags = ['Library'];

const inDoubt = z
  .strictObject({
    id: z.string(),
    kind: z.enum(TITLE_KINDS),
    name: z.string(),
    year: z.int().nullable(),
    group: z.string(),
    names: z.array(z.string()).readonly().meta({ description: 'As providers write it, five at most' }),
    state: z.enum(TITLE_STATES).meta({
      description: '`unasked` so far; `unknown` to TMDB; `unsure`: it has one that may be it; a person wants `none`',
    }),
    suggested_tmdb_id: z.int().nullable(),
  })
  .meta({ id: 'TitleInDoubt' });

export const listTitles = createRoute({
  method: 'get',
  path: '/titles/review',
  tags,
  summary: 'Movies and series of which it is not known which of TMDB’s they are',
  request: {
    query: z.strictObject({
      search: optional(z.string().max(200)),
      kind: optional(z.enum(TITLE_KINDS)),
      group: optional(z.string().max(500)),
      suggested: optional(flag).meta({ description: 'Those of which TMDB has one that may be it, or all others' }),
      sort: z.enum(['name', 'added', 'year', 'rating']).default('added'),
      ...paging(TITLE_PAGE_LIMIT),
    }),
  },
  responses: { 200: answer('A page of titles', pageOf(inDoubt)), ...problems(400, 401) },
});

const candidate = z
  .strictObject({
    tmdb_id: z.int(),
    name: z.string(),
    original_name: z.string(),
    year: z.int().nullable(),
    plot: z.string(),
    poster_url: z.string().meta({ description: 'At TMDB; empty without one' }),
    vote_count: z.int(),
  })
  .meta({ id: 'TitleCandidate' });

export const searchTitle = createRoute({
  method: 'get',
  path: '/titles/{id}/candidates',
  tags,
  summary: 'What TMDB has that a title may be',
  description:
    'By the title’s own name and year, or by other words. Asks TMDB with your key (`library.tmdb_api_key`): 409 without one.',
  request: {
    params: z.strictObject({ id: titleId }),
    query: z.strictObject({
      search: optional(z.string().trim().min(1).max(200)),
      year: optional(z.coerce.number().int().min(0).max(2_200)).meta({ description: '0 for any' }),
    }),
  },
  responses: {
    200: answer('As TMDB orders them', z.strictObject({ items: z.array(candidate).readonly() })),
    ...problems(400, 401, 404, 409, 502, 504),
  },
});

const MOST_DECISIONS = 1_000;

export const decideTitles = createRoute({
  method: 'post',
  path: '/titles/review',
  tags,
  summary: 'Decide which of TMDB’s titles many are',
  description:
    'A number of TMDB, `0` for none of its titles, null to leave it to the lists and TMDB again. Kept by kind, name and year: it holds for other providers, and wins over what lists say. Either all are taken or none; deciding the same again changes nothing. With `dry_run` nothing is decided, and the answer says how many would be.',
  request: {
    body: jsonBody(
      z.strictObject({
        decisions: z
          .array(z.strictObject({ title_id: titleId, tmdb_id: z.int().min(0).max(2_147_483_647).nullable() }))
          .min(1)
          .max(MOST_DECISIONS),
        dry_run: z.boolean().default(false),
      }),
    ),
  },
  responses: {
    200: answer(
      'What it did',
      z.strictObject({ changed: z.int().meta({ description: 'Titles decided otherwise than before' }) }),
    ),
    ...problems(400, 401, 404, 413, 507),
  },
});

export function titleReviewRoutes({ titleReview }: Pick<ApiPorts, 'titleReview'>): OpenAPIHono<ApiEnv> {
  const api = newApi();
  api.openapi(listTitles, async (c) => {
    const page = await titleReview.list(c.req.valid('query'));
    return c.json({ ...page, items: page.items.map(shown) }, 200);
  });
  api.openapi(searchTitle, async (c) => {
    const items = await titleReview.search(c.req.valid('param').id, c.req.valid('query'), c.req.raw.signal);
    return c.json({ items: items.map(shownCandidate) }, 200);
  });
  api.openapi(decideTitles, async (c) => {
    const { decisions, dry_run: isDryRun } = c.req.valid('json');
    const wanted = decisions.map(({ title_id: id, tmdb_id: tmdbId }) => ({ id, tmdbId }));
    return c.json({ changed: await titleReview.decide(wanted, isDryRun) }, 200);
  });
  return api;
}

function shown({ title, state, suggestedTmdbId, names }: TitleInDoubt): z.output<typeof inDoubt> {
  const { id, kind, name, year, group } = title;
  return {
    id: printTitleId(id),
    kind,
    name,
    year: year || null,
    group,
    names: [...names],
    state,
    suggested_tmdb_id: suggestedTmdbId || null,
  };
}

const shownCandidate = (one: TmdbCandidate): z.output<typeof candidate> => ({
  tmdb_id: one.tmdbId,
  name: one.name,
  original_name: one.originalName,
  year: one.year || null,
  plot: one.plot,
  poster_url: one.posterUrl,
  vote_count: one.voteCount,
});
