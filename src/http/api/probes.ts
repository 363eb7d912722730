// Trying a source out before it is added.

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import * as z from 'zod';
import { AppError } from '../../kernel/errors.ts';
import { providerSettings, type ProviderSettings } from '../../model/provider.ts';
import type { ApiEnv } from '../guard.ts';
import type { TriedSource } from '../../providers/probes.ts';
import { LISTED_BY } from '../../providers/provider.ts';
import { account, accountOf, fault } from './account-schema.ts';
import type { ApiPorts } from './ports.ts';
import { answer, jsonBody, newApi, optional, problems, providerId } from './route.ts';
import { restoreSecrets } from './secrets.ts';

const tags = ['Providers'];
const { source, kind, user_agent, headers, options, backup_sources } = providerSettings.shape;
const source_to_try = z.strictObject({
  id: optional(providerId).meta({
    description: 'Of the provider that is being changed: what is hidden here (***) is what it has',
  }),
  source,
  kind: optional(kind),
  user_agent,
  headers,
  options,
  backup_sources,
});
const tried = jsonBody(source_to_try);

const report = z
  .strictObject({
    kind: z.string(),
    title: z.string(),
    better_kind: z
      .string()
      .nullable()
      .meta({ description: 'Adding the same source as this kind gives more: a panel behind its playlist' }),
    account: account.nullable(),
    has_categories: z.boolean(),
    latency_ms: z.number().nullable(),
    error: fault.nullable().meta({ description: 'Why it cannot be read; null when it can' }),
  })
  .meta({ id: 'ProviderTest' });

export const test = createRoute({
  method: 'post',
  path: '/providers/test',
  tags,
  summary: 'Try a source out',
  description: 'Finds out its kind, tests the login, and tells how the account stands. Nothing is stored.',
  request: { body: tried },
  responses: { 200: answer('What was found', report), ...problems(400, 401, 404, 413) },
});

const category = z.array(z.strictObject({ id: z.string(), name: z.string() })).readonly();
const lists = z.strictObject({ live: category, movies: category, series: category }).meta({ id: 'Categories' });

export const categories = createRoute({
  method: 'post',
  path: '/providers/categories',
  tags,
  summary: 'Categories of a source, to choose from before it is added or changed',
  description:
    'Asked for at the panel now, at a backup host when the first does not answer. What is chosen goes into ' +
    '`options.live|movies|series` as `include` or `exclude`, by id or by name.',
  request: { body: tried },
  responses: { 200: answer('Its categories', lists), ...problems(400, 401, 404, 413, 502, 504) },
});

export const ownCategories = createRoute({
  method: 'get',
  path: '/providers/{id}/categories',
  tags,
  summary: 'Categories of a provider, to choose from',
  request: { params: z.strictObject({ id: providerId }) },
  responses: { 200: answer('Its categories', lists), ...problems(400, 401, 404, 502, 504) },
});

const kindOfProvider = z
  .strictObject({
    kind: z.string(),
    title: z.string(),
    has_categories: z.boolean().meta({ description: 'Whether there is something to choose before it is read' }),
    lists: z
      .array(z.strictObject({ by: z.enum(LISTED_BY), id: z.string(), source: z.string() }))
      .readonly()
      .meta({ description: 'Sources that are there for everybody: add one, or try it out, as it stands here' }),
  })
  .meta({ id: 'ProviderKind' });

export const kinds = createRoute({
  method: 'get',
  path: '/providers/kinds',
  tags,
  summary: 'Kinds of providers, with the public lists that they know',
  responses: { 200: answer('The kinds', z.strictObject({ items: z.array(kindOfProvider) })), ...problems(401) },
});

type ProbePorts = Pick<ApiPorts, 'probes' | 'providers' | 'watch'>;

export function probeRoutes({ probes, providers, watch }: ProbePorts): OpenAPIHono<ApiEnv> {
  const api = newApi();
  const find = (id: z.output<typeof providerId>): ProviderSettings => {
    const settings = providers.get(id);
    if (!settings) throw new AppError('provider.unknown', `There is no provider ${id}.`);
    return settings;
  };
  const whole = ({ id, ...rest }: z.output<typeof source_to_try>): TriedSource =>
    id === undefined ? rest : restoreSecrets(rest, find(id));
  api.openapi(kinds, (c) => {
    const items = probes.kinds.map(({ kind: name, title, categories: choices, lists: shared = [] }) => ({
      kind: name,
      title,
      has_categories: choices !== undefined,
      lists: [...shared],
    }));
    return c.json({ items }, 200);
  });
  api.openapi(test, async (c) => {
    const found = await probes.test(whole(c.req.valid('json')));
    return c.json(
      {
        kind: found.kind,
        title: found.title,
        better_kind: found.betterKind,
        account: found.account && accountOf(found.account),
        has_categories: found.hasCategories,
        latency_ms: found.latencyMs,
        error: found.error,
      },
      200,
    );
  });
  api.openapi(categories, async (c) => c.json(await probes.categories(whole(c.req.valid('json'))), 200));
  api.openapi(ownCategories, async (c) => {
    const settings = find(c.req.valid('param').id);
    return c.json(await probes.categories(triedOf(settings), watch.placesOf(settings, settings.source)), 200);
  });
  return api;
}

function triedOf({ source: own, kind: ownKind, ...others }: ProviderSettings): TriedSource {
  const { user_agent: agent, headers: ownHeaders, backup_sources: backups } = others;
  return { source: own, kind: ownKind, user_agent: agent, headers: ownHeaders, backup_sources: backups };
}
