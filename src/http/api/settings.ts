// Settings: what is in force, changes to it, and its description for forms.

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import * as z from 'zod';
import { settingsSchema, type Settings } from '../../model/settings.ts';
import type { ApiEnv } from '../guard.ts';
import { may } from '../permissions.ts';
import { deepChangesOf } from './partial.ts';
import type { ApiPorts } from './ports.ts';
import { answer, jsonBody, newApi, problems } from './route.ts';
import { HIDDEN } from './secrets.ts';

const tags = ['Settings'];
const settingsAnswer = answer('The settings in force', settingsSchema.meta({ id: 'Settings' }));

export const read = createRoute({
  method: 'get',
  path: '/settings',
  tags,
  summary: 'All settings',
  responses: { 200: settingsAnswer, ...problems(401) },
});

export const change = createRoute({
  method: 'patch',
  path: '/settings',
  tags,
  summary: 'Change settings',
  description: 'Name what is to change, at any depth; the rest stays.',
  request: { body: jsonBody(deepChangesOf(settingsSchema)) },
  responses: { 200: settingsAnswer, ...problems(400, 401, 413, 507) },
});

export const describe = createRoute({
  method: 'get',
  path: '/settings/schema',
  tags,
  summary: 'What each setting is',
  responses: {
    200: answer(
      'JSON Schema (2020-12); each setting with its `label`, `unit`, `default`, and `restart` where it needs one',
      z.looseObject({}),
    ),
    ...problems(401),
  },
});

export function settingsRoutes({ settings }: Pick<ApiPorts, 'settings'>): OpenAPIHono<ApiEnv> {
  const schema = z.toJSONSchema(settingsSchema, { io: 'input' });
  const api = newApi();
  api.openapi(read, (c) =>
    c.json(may(c.var.person, 'manage') ? concealed(settings.current) : withoutSecrets(settings.current), 200),
  );
  api.openapi(change, async (c) => c.json(concealed(await settings.patch(withKept(c.req.valid('json')))), 200));
  api.openapi(describe, (c) => c.json({ ...schema }, 200));
  return api;
}

/** A key goes in and never comes out; the password of the house's Xtream login does: it is to be typed into players. */
const concealed = ({ library, ...settings }: Settings): Settings => ({
  ...settings,
  library: { ...library, tmdb_api_key: library.tmdb_api_key === '' ? '' : HIDDEN },
});

type Change = Parameters<ApiPorts['settings']['patch']>[0];

/** What comes back hidden is kept. */
function withKept(wanted: Change): Change {
  const { tmdb_api_key: key, ...library } = wanted.library ?? {};
  return key === HIDDEN ? { ...wanted, library } : wanted;
}

/** The same with every password, key and token empty: for whoever may look only. */
function withoutSecrets<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map((one) => withoutSecrets<unknown>(one)) as Value;
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([name, field]) => [
    name,
    typeof field === 'string' && /(?:password|api_key|token)$/.test(name) ? '' : withoutSecrets<unknown>(field),
  ]);
  return Object.fromEntries(fields) as Value;
}
