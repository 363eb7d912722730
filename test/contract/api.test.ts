// The API's contract: every documented route, held against the document that Masthead itself hands out.

import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { printChannelId, printStreamId } from '../../src/model/ids.ts';
import { printTitleId } from '../../src/model/title.ts';
import { news, PASSWORD, sea, SECRET_SOURCE, UNDO_ID } from '../fakes/api-rooms.ts';
import { startLan, type RunningLan } from '../fakes/lan-server.ts';

interface Case {
  readonly method: string;
  /** As documented. */
  readonly route: string;
  /** Without `/api`; the route itself when left out. */
  readonly path?: string;
  readonly body?: unknown;
  readonly status: number;
  /** What a body must not be. */
  readonly badBodies?: readonly unknown[];
}

const channel = printChannelId(news.id);
const unknownChannel = 'c00000000001';

const CASES: readonly Case[] = [
  { method: 'post', route: '/login', body: { password: PASSWORD }, status: 200, badBodies: [{}, { password: 7 }] },
  { method: 'get', route: '/setup', status: 200 },
  { method: 'get', route: '/me', status: 200 },
  {
    method: 'post',
    route: '/setup',
    body: { token: 'x', password: 'long enough' },
    status: 409,
    badBodies: [{ token: 'x', password: 'short' }],
  },
  { method: 'get', route: '/status', status: 200 },
  { method: 'get', route: '/providers', status: 200 },
  {
    method: 'post',
    route: '/providers',
    body: { source: 'http://new.example/a.m3u' },
    status: 201,
    badBodies: [
      {},
      { source: '' },
      { source: 'ftp://x' },
      { source: 'http://x/a.m3u', max_connections: 0 },
      { source: 'http://x/a.m3u', surprise: 1 },
    ],
  },
  {
    method: 'post',
    route: '/providers/test',
    body: { source: 'http://new.example/a.m3u' },
    status: 200,
    badBodies: [{}, { source: '' }, { source: 'ftp://x' }, { source: 'http://x', surprise: 1 }],
  },
  {
    method: 'post',
    route: '/providers/categories',
    body: { source: 'xtream://a:b@new.example', kind: 'xtream' },
    status: 200,
    badBodies: [{}],
  },
  { method: 'get', route: '/providers/{id}/categories', path: '/providers/mine/categories', status: 200 },
  { method: 'get', route: '/providers/{id}/categories', path: '/providers/other/categories', status: 404 },
  { method: 'get', route: '/providers/{id}', path: '/providers/mine', status: 200 },
  { method: 'get', route: '/providers/{id}', path: '/providers/other', status: 404 },
  {
    method: 'patch',
    route: '/providers/{id}',
    path: '/providers/mine',
    body: { max_connections: 2 },
    status: 200,
    badBodies: [{ name: '' }, { id: 'other' }, { headers: { 'bad name': 'x' } }, { headers: { 'x-key': 'a\r\nb: c' } }],
  },
  { method: 'post', route: '/providers/{id}/sync', path: '/providers/mine/sync', status: 202 },
  { method: 'post', route: '/providers/{id}/sync', path: '/providers/other/sync', status: 404 },
  { method: 'delete', route: '/providers/{id}', path: '/providers/mine', status: 204 },
  { method: 'delete', route: '/providers/{id}', path: '/providers/NOT_AN_ID', status: 400 },
  { method: 'get', route: '/channels', path: '/channels?search=news&enabled=true&sort=name&limit=10', status: 200 },
  { method: 'get', route: '/channels', path: '/channels?limit=0', status: 400 },
  { method: 'get', route: '/channels', path: '/channels?sort=colour', status: 400 },
  {
    method: 'patch',
    route: '/channels',
    body: {
      patches: [
        { ids: [channel], set: { name: 'The News' } },
        { where: { group: 'Games' }, set: { enabled: false } },
      ],
    },
    status: 200,
    badBodies: [
      { patches: [] },
      { patches: [{ set: { enabled: true } }] },
      { patches: [{ ids: [channel], where: {}, set: { enabled: true } }] },
      { patches: [{ ids: ['7'], set: { enabled: true } }] },
      { patches: [{ ids: [channel], set: {} }] },
      { patches: [{ ids: [channel], set: { number: 'five' } }] },
    ],
  },
  { method: 'get', route: '/channels', path: '/channels?offset=200&has_guide=false', status: 200 },
  { method: 'get', route: '/channels', path: '/channels?offset=-1', status: 400 },
  {
    method: 'post',
    route: '/channels/edit',
    body: { where: { group: 'Games' }, edit: { kind: 'rename', find: 'HD', replace: '' } },
    status: 200,
    badBodies: [
      { edit: { kind: 'rename', find: 'HD', replace: '' } },
      { ids: [channel], edit: { kind: 'rename', find: '', replace: 'x' } },
      { ids: [channel], edit: { kind: 'number', first: '1', step: 0 } },
      { ids: [channel], edit: { kind: 'paint' } },
    ],
  },
  {
    method: 'post',
    route: '/channels/edit/preview',
    body: { ids: [channel], edit: { kind: 'number', first: '100' } },
    status: 200,
    badBodies: [{ ids: [], edit: { kind: 'move', before: null } }],
  },
  {
    method: 'post',
    route: '/channels/undo',
    body: { undo_id: UNDO_ID },
    status: 200,
    badBodies: [{ undo_id: 'last' }],
  },
  {
    method: 'post',
    route: '/channels/undo',
    body: { undo_id: '0b6f7c52-4a9e-4f50-8c39-1f8f7b8f8a11' },
    status: 409,
  },
  { method: 'get', route: '/groups', path: '/groups?provider_id=mine', status: 200 },
  {
    method: 'post',
    route: '/guide/listings',
    body: { channel_ids: [channel, unknownChannel], from_at: 0, until_at: 3_600_000 },
    status: 200,
    badBodies: [
      { channel_ids: [], from_at: 0, until_at: 1 },
      { channel_ids: [channel], from_at: 1, until_at: 1 },
      { channel_ids: [channel], from_at: 0, until_at: 9 * 86_400_000 },
    ],
  },
  { method: 'get', route: '/channels/{id}', path: `/channels/${channel}`, status: 200 },
  { method: 'get', route: '/channels/{id}', path: `/channels/${unknownChannel}`, status: 404 },
  { method: 'get', route: '/channels/{id}/match', path: `/channels/${channel}/match`, status: 200 },
  { method: 'get', route: '/channels/{id}/match', path: `/channels/${unknownChannel}/match`, status: 404 },
  { method: 'get', route: '/review', path: '/review?limit=5', status: 200 },
  {
    method: 'post',
    route: '/review',
    body: {
      edits: [
        { kind: 'merge', into: channel, from: [channel] },
        { kind: 'lock', channel },
      ],
    },
    status: 204,
    badBodies: [
      { edits: [] },
      { edits: [{ kind: 'merge', into: channel }] },
      { edits: [{ kind: 'refuse', channels: [channel] }] },
      { edits: [{ kind: 'split', channel, names: [] }] },
      { edits: [{ kind: 'guess', channel }] },
    ],
  },
  { method: 'get', route: '/review/history', status: 200 },
  { method: 'delete', route: '/review/history/{id}', path: '/review/history/1', status: 204 },
  { method: 'delete', route: '/review/history/{id}', path: '/review/history/2', status: 404 },
  { method: 'get', route: '/streams', path: `/streams?channel_id=${channel}&kind=live`, status: 200 },
  { method: 'get', route: '/channels/{id}/streams', path: `/channels/${channel}/streams`, status: 200 },
  { method: 'get', route: '/channels/{id}/streams', path: `/channels/${unknownChannel}/streams`, status: 404 },
  {
    method: 'patch',
    route: '/channels/{id}/streams',
    path: `/channels/${channel}/streams`,
    body: { pin: null, order: ['s00000000abc'], excluded: null },
    status: 200,
  },
  {
    method: 'patch',
    route: '/channels/{id}/streams',
    path: `/channels/${channel}/streams`,
    body: { order: ['first'] },
    status: 400,
  },
  { method: 'get', route: '/streams', path: `/streams?channel_id=${unknownChannel}`, status: 404 },
  { method: 'get', route: '/streams', path: '/streams?kind=smell', status: 400 },
  { method: 'get', route: '/titles', path: '/titles?search=sea&kind=movie&sort=added&limit=10', status: 200 },
  { method: 'get', route: '/titles', path: '/titles?kind=opera', status: 400 },
  { method: 'get', route: '/titles/{id}', path: `/titles/${printTitleId(sea.id)}`, status: 200 },
  { method: 'get', route: '/titles/{id}', path: '/titles/t00000000001', status: 404 },
  { method: 'get', route: '/title-groups', status: 200 },
  { method: 'get', route: '/stream-profiles', status: 200 },
  {
    method: 'get',
    route: '/channels/{id}/stream-profile',
    path: `/channels/${channel}/stream-profile?user_agent=Kodi`,
    status: 200,
  },
  {
    method: 'get',
    route: '/channels/{id}/stream-profile',
    path: `/channels/${unknownChannel}/stream-profile`,
    status: 404,
  },
  { method: 'get', route: '/sessions', status: 200 },
  { method: 'delete', route: '/sessions/{channel_id}', path: `/sessions/${channel}`, status: 204 },
  { method: 'delete', route: '/sessions/{channel_id}', path: `/sessions/${unknownChannel}`, status: 404 },
  {
    method: 'delete',
    route: '/sessions/{channel_id}/viewers/{viewer_id}',
    path: `/sessions/${channel}/viewers/v1`,
    status: 204,
  },
  {
    method: 'delete',
    route: '/sessions/{channel_id}/viewers/{viewer_id}',
    path: `/sessions/${channel}/viewers/v9`,
    status: 404,
  },
  {
    method: 'post',
    route: '/sessions/{channel_id}/move',
    path: `/sessions/${channel}/move`,
    body: { stream_id: printStreamId(news.streamIds[0]!) },
    status: 202,
    badBodies: [{}, { stream_id: '7' }, { stream_id: 'sffffffffffz' }, { stream_id: 7 }],
  },
  {
    method: 'post',
    route: '/sessions/{channel_id}/move',
    path: `/sessions/${channel}/move`,
    body: { stream_id: 's00000000001' },
    status: 404,
  },
  { method: 'get', route: '/settings', status: 200 },
  {
    method: 'patch',
    route: '/settings',
    body: { streaming: { linger_seconds: 7 } },
    status: 200,
    badBodies: [{ streaming: { linger_seconds: 'long' } }, { streaming: { surprise: 1 } }, { access: 'nobody' }, []],
  },
  { method: 'get', route: '/settings/schema', status: 200 },
  { method: 'get', route: '/live', status: 426 },
  { method: 'get', route: '/log', path: '/log?level=warning&room=streaming&search=lost&after=0&limit=10', status: 200 },
  { method: 'get', route: '/log', path: '/log?level=loud', status: 400 },
  { method: 'get', route: '/log/download', status: 200 },
  { method: 'get', route: '/diagnostics', status: 200 },
  { method: 'put', route: '/log/level', body: { level: 'debug' }, status: 200, badBodies: [{}, { level: 'loud' }] },
];

const named = CASES.map((entry) => ({ ...entry, name: `${entry.method} ${entry.path ?? entry.route}` }));

interface BodySchema {
  readonly required?: readonly string[];
}

interface ApiDocument {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[];
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: BodySchema } } };
  readonly security?: readonly unknown[];
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: object }>> }>
  >;
}

/** The same for every server: read once, from the first. */
let document: ApiDocument;

async function prepared(): Promise<RunningLan> {
  const lan = await startLan();
  document ??= (await (await fetch(`${lan.url}/api/openapi.json`)).json()) as ApiDocument;
  await lan.rooms.providers.add({ name: 'mine', source: SECRET_SOURCE });
  return lan;
}

/** What the document says of an answer with this status. */
function contentOf({ method, route }: Case, status: number): [contentType: string, schema: z.ZodType] | undefined {
  const answer = document.paths[route]?.[method]?.responses[status];
  expect(answer, `${method} ${route} documents ${status}`).toBeDefined();
  const [found] = Object.entries(answer?.content ?? {});
  if (!found) return undefined;
  const text = JSON.stringify({ ...found[1].schema, $defs: document.components.schemas });
  const schema = JSON.parse(text.replaceAll('#/components/schemas/', '#/$defs/')) as object;
  return [found[0], z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0])];
}

async function expectDocumented(entry: Case, response: Response): Promise<void> {
  const text = await response.text();
  const [contentType, schema] = contentOf(entry, response.status) ?? [null, z.null()];
  expect(response.headers.get('content-type')?.replace('; charset=UTF-8', '') ?? null).toBe(contentType);
  const said: unknown = contentType === 'text/plain' ? text : text === '' ? null : JSON.parse(text);
  expect(schema.safeParse(said).error?.issues ?? []).toEqual([]);
}

test('the document is OpenAPI 3.1 and every route in it has a case here', async () => {
  await prepared();
  expect(document.openapi).toBe('3.1.0');
  const documented = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method} ${path}`),
  );
  expect(new Set(CASES.map(({ method, route }) => `${method} ${route}`))).toEqual(new Set(documented));
});

describe.each(named)('$name', (entry) => {
  const path = entry.path ?? entry.route;

  test('answers as documented', async () => {
    const { api } = await prepared();
    const response = await api(entry.method.toUpperCase(), path, entry.body);
    expect(response.status).toBe(entry.status);
    await expectDocumented(entry, response);
  });

  test('asks for a login unless the document says that it does not', async () => {
    const { url } = await prepared();
    const isOpen = document.paths[entry.route]?.[entry.method]?.security?.length === 0;
    const response = await fetch(`${url}/api${path}`, {
      method: entry.method.toUpperCase(),
      headers: { 'content-type': 'application/json' },
      ...(entry.body !== undefined && { body: JSON.stringify(entry.body) }),
    });
    expect(response.status).toBe(isOpen ? entry.status : 401);
    await expectDocumented(entry, response);
  });
});

const withBodies = named.filter(({ badBodies }) => badBodies);

test.each(withBodies)('$name refuses every bad body with a problem', async (entry) => {
  const { api, url, rooms } = await prepared();
  for (const body of entry.badBodies ?? []) {
    const response = await api(entry.method.toUpperCase(), entry.path ?? entry.route, body);
    expect({ body, status: response.status }).toEqual({ body, status: 400 });
    await expectDocumented(entry, response);
  }
  const { token } = await rooms.accounts.logIn({ name: 'admin', password: PASSWORD }, '::1');
  for (const [contentType, body] of [
    ['application/json', '{"half'],
    ['text/plain', 'hello'],
    ['application/json', ''],
  ] as const) {
    const headers = { 'content-type': contentType, authorization: `Bearer ${token}` };
    const method = entry.method.toUpperCase();
    const response = await fetch(`${url}/api${entry.path ?? entry.route}`, { method, headers, body });
    expect({ body, status: response.status }).toEqual({ body, status: 400 });
    await expectDocumented(entry, response);
  }
});

test('a body without end is cut off with 413', async () => {
  const { api } = await prepared();
  const response = await api('PATCH', '/settings', { access: 'x'.repeat(3_000_000) });
  expect(response.status).toBe(413);
  expect(await response.json()).toMatchObject({ code: 'request.too-large' });
});

test('the document asks for nothing that may be left out', async () => {
  await prepared();
  const required = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, { parameters = [], requestBody }]) => {
      const query = parameters.filter((parameter) => parameter.in === 'query' && parameter.required);
      const schema = requestBody?.content['application/json'].schema;
      const names = [...query.map(({ name }) => name), ...(schema?.required ?? [])];
      return names.map((name) => `${method} ${path} ${name}`);
    }),
  );
  expect(required.toSorted()).toEqual([
    'patch /channels patches',
    'post /channels/edit edit',
    'post /channels/edit/preview edit',
    'post /channels/undo undo_id',
    'post /guide/listings channel_ids',
    'post /guide/listings from_at',
    'post /guide/listings until_at',
    'post /login password',
    'post /providers source',
    'post /providers/categories source',
    'post /providers/test source',
    'post /review edits',
    'post /sessions/{channel_id}/move stream_id',
    'post /setup password',
    'post /setup token',
    'put /log/level level',
  ]);
});

test('an unknown path of the API is a problem, too', async () => {
  const { api } = await prepared();
  const response = await api('GET', '/teapots');
  expect(response.status).toBe(404);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
});

test('no answer carries a password of a provider', async () => {
  const { api } = await prepared();
  const asked = [api('GET', '/providers'), api('GET', '/providers/mine'), api('POST', '/providers/mine/sync')];
  const again = await api('POST', '/providers', { source: SECRET_SOURCE });
  expect(again.status).toBe(409);
  const texts = await Promise.all([...(await Promise.all(asked)), again].map((response) => response.text()));
  expect(texts.join('\n')).not.toMatch(/hunter2|anna/);
});

test('the page of the document names every route', async () => {
  const { url } = await prepared();
  const response = await fetch(`${url}/api/docs`);
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  const page = await response.text();
  for (const path of Object.keys(document.paths)) expect(page).toContain(`/api${path}<`);
});
