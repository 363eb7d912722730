// Providers: adding, changing, removing, syncing.

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import * as z from 'zod';
import { AppError } from '../../kernel/errors.ts';
import type { ProviderId } from '../../model/ids.ts';
import { providerSettings, type ProviderSettings } from '../../model/provider.ts';
import { insistOnProfile, insistOnTimes } from '../../model/settings-checks.ts';
import type { Settings } from '../../model/settings.ts';
import type { ApiEnv } from '../guard.ts';
import { edits } from './edited.ts';
import { changesOf } from './partial.ts';
import type { ApiPorts } from './ports.ts';
import { accountOf, account, login, loginOf, place, placeOf } from './account-schema.ts';
import { answer, instant, jsonBody, newApi, optional, problems, providerId } from './route.ts';
import { concealSecrets, restoreSecrets } from './secrets.ts';
import { syncStatus } from './sync-schema.ts';

const tags = ['Providers'];
const params = z.strictObject({ id: providerId });

const provider = z
  .strictObject({
    ...providerSettings.shape,
    id: z.string(),
    source: z.string().meta({ description: 'Without its credentials' }),
    guide_sources: z.array(z.string()),
    backup_sources: z.array(z.string()).meta({ description: 'Without their credentials' }),
    account: account.nullable().meta({ description: 'Null where there is nothing like an account' }),
    account_checked_at: instant.nullable(),
    places: z
      .array(place)
      .readonly()
      .meta({ description: 'Where it is to be had, best first; only where there is a choice' }),
    logins: z
      .array(login)
      .readonly()
      .meta({ description: 'The pool, its own login first; only where there is more than one' }),
    headers: z.record(z.string(), z.string()).meta({ description: 'The values are hidden' }),
    sync: syncStatus.nullable().meta({ description: 'Null before its first sync is planned' }),
  })
  .meta({ id: 'Provider' });

export const list = createRoute({
  method: 'get',
  path: '/providers',
  tags,
  summary: 'All providers, in order of preference',
  responses: { 200: answer('The providers', z.strictObject({ items: z.array(provider) })), ...problems(401) },
});

export const add = createRoute({
  method: 'post',
  path: '/providers',
  tags,
  summary: 'Add a provider',
  description: 'The source is enough: kind and name are found from it. Its first sync begins at once.',
  request: {
    body: jsonBody(
      z.strictObject({
        ...providerSettings.omit({ id: true }).shape,
        kind: optional(providerSettings.shape.kind),
        name: optional(providerSettings.shape.name),
      }),
    ),
  },
  responses: { 201: answer('The provider', provider), ...problems(400, 401, 409, 413, 507) },
});

export const read = createRoute({
  method: 'get',
  path: '/providers/{id}',
  tags,
  summary: 'One provider',
  request: { params },
  responses: { 200: answer('The provider', provider), ...problems(400, 401, 404) },
});

export const change = createRoute({
  method: 'patch',
  path: '/providers/{id}',
  tags,
  summary: 'Change a provider',
  description: 'Fields left out stay. A secret sent back as it was shown (with ***) stays too.',
  request: { params, body: jsonBody(changesOf(providerSettings.omit({ id: true, kind: true }))) },
  responses: { 200: answer('The provider', provider), ...problems(400, 401, 404, 413, 507) },
});

export const remove = createRoute({
  method: 'delete',
  path: '/providers/{id}',
  tags,
  summary: 'Remove a provider and its streams',
  description: 'Channels keep their ids and numbers, also when they have no stream left.',
  request: { params },
  responses: { 204: { description: 'It is gone' }, ...problems(400, 401, 404, 507) },
});

export const syncNow = createRoute({
  method: 'post',
  path: '/providers/{id}/sync',
  tags,
  summary: 'Sync a provider now',
  description: 'Answers at once; the status tells how it goes. A sync under way is not begun twice.',
  request: { params },
  responses: { 202: answer('The provider with its status', provider), ...problems(400, 401, 404) },
});

export const stopSync = createRoute({
  method: 'delete',
  path: '/providers/{id}/sync',
  tags,
  summary: 'Break a sync off',
  description:
    'Whoever began it. It ends within a second or two; what was there before stays. Nothing happens where none runs.',
  request: { params },
  responses: { 202: answer('The provider with its status', provider), ...problems(400, 401, 404) },
});

export const confirmList = createRoute({
  method: 'post',
  path: '/providers/{id}/confirm-list',
  tags,
  summary: 'Take the list though it has lost more than half of its entries',
  description: 'Answers at once; the list is read again and taken this one time.',
  request: { params },
  responses: { 202: answer('The provider with its status', provider), ...problems(400, 401, 404, 409, 507) },
});

type Wished = Partial<Pick<ProviderSettings, 'stream_profile' | 'sync_cron' | 'time_zone'>>;

/** @throws AppError `settings.invalid` for a schedule that names no time, an unknown zone, a profile that there is not */
function insistOnWishes(wished: Wished, { commands }: Settings): void {
  insistOnTimes(wished);
  insistOnProfile(wished.stream_profile, commands);
}

type ShownProvider = z.output<typeof provider>;

export function providerRoutes(
  ports: Pick<ApiPorts, 'providers' | 'settings' | 'sync' | 'watch'>,
): OpenAPIHono<ApiEnv> {
  const { providers, sync, watch } = ports;
  const api = newApi();
  const describeAll = (all: readonly ProviderSettings[]): ShownProvider[] => {
    const standings = new Map(sync.status().map((status) => [status.provider_id, status]));
    return all.map((settings) => {
      const { account: stands, checkedAt, places, logins } = watch.standing(settings);
      return {
        ...concealSecrets(settings),
        account: stands && accountOf(stands),
        account_checked_at: checkedAt,
        places: places.map(placeOf),
        logins: logins.map(loginOf),
        sync: standings.get(settings.id) ?? null,
      };
    });
  };
  const describe = (settings: ProviderSettings): ShownProvider => describeAll([settings])[0] as ShownProvider;
  const find = (id: ProviderId): ProviderSettings => {
    const found = providers.get(id);
    if (!found) throw new AppError('provider.unknown', `There is no provider ${id}.`);
    return found;
  };

  api.openapi(list, (c) => {
    const all = providers.list();
    edits(c, all.map(concealSecrets));
    return c.json({ items: describeAll(all) }, 200);
  });
  api.openapi(add, async (c) => {
    const input = c.req.valid('json');
    const same = providers.findBySource(input.source);
    if (same) throw new AppError('request.conflict', `${same.name} reads this source already.`);
    insistOnWishes(input, ports.settings.current);
    return c.json(describe(await providers.add(input)), 201);
  });
  api.openapi(read, (c) => {
    const settings = find(c.req.valid('param').id);
    edits(c, concealSecrets(settings));
    return c.json(describe(settings), 200);
  });
  api.openapi(change, async (c) => {
    const { id } = c.req.valid('param');
    const changes = restoreSecrets(c.req.valid('json'), find(id));
    insistOnWishes(changes, ports.settings.current);
    return c.json(describe(await providers.patch(id, changes)), 200);
  });
  api.openapi(remove, async (c) => {
    await providers.remove(c.req.valid('param').id);
    return c.body(null, 204);
  });
  api.openapi(confirmList, async (c) => {
    const settings = find(c.req.valid('param').id);
    sync.confirmList(settings.id).catch(() => undefined); // how it goes is in the status
    return c.json(describe(settings), 202);
  });
  api.openapi(stopSync, (c) => {
    const settings = find(c.req.valid('param').id);
    sync.cancel(settings.id);
    return c.json(describe(settings), 202);
  });
  api.openapi(syncNow, (c) => {
    const settings = find(c.req.valid('param').id);
    sync.run(settings.id, 'request').catch(() => undefined); // how it goes is in the status: nobody waits for it here
    return c.json(describe(settings), 202);
  });
  return api;
}
