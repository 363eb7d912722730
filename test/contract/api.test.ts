// The API's contract: every documented route, held against the document that Masthead itself hands out.

import { afterAll, describe, expect, test } from 'vitest';
import { tokenAs } from '../fakes/api-people.ts';
import { PASSWORD, SECRET_SOURCE } from '../fakes/api-rooms.ts';
import type { WhenOver } from '../fakes/folder.ts';
import { startLan, type RunningLan } from '../fakes/lan-server.ts';
import { CASES } from './api-cases.ts';
import { expectAsDocumented, type ApiDocument, type Asked, type BodySchema } from './document.ts';

const named = CASES.map((entry) => ({ ...entry, name: `${entry.method} ${entry.path ?? entry.route}` }));

/** The same for every server: read once, from the first. */
let document: ApiDocument;

async function prepared(whenOver?: WhenOver): Promise<RunningLan> {
  const lan = await startLan({ ...(whenOver && { whenOver }) });
  document ??= (await (await fetch(`${lan.url}/api/openapi.json`)).json()) as ApiDocument;
  await lan.rooms.providers.add({ name: 'mine', source: SECRET_SOURCE });
  return lan;
}

/** For what is refused, whatever it was, and changes nothing: one for the whole file. */
let refusing: Promise<RunningLan> | undefined;
const refuser = (): Promise<RunningLan> => (refusing ??= prepared(afterAll));

const expectDocumented = (entry: Asked, response: Response): Promise<void> =>
  expectAsDocumented(document, entry, response);

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
    const isOpen = document.paths[entry.route]?.[entry.method]?.security?.length === 0;
    const { url } = isOpen ? await prepared() : await refuser();
    const response = await fetch(`${url}/api${path}`, {
      redirect: 'manual',
      method: entry.method.toUpperCase(),
      headers: { 'content-type': 'application/json' },
      ...(entry.body !== undefined && { body: JSON.stringify(entry.body) }),
    });
    expect(response.status).toBe(isOpen ? entry.status : 401);
    await expectDocumented(entry, response);
  });
});

/** What each role may, beside what is open: everything else is refused it with 403. */
const MAY = {
  member:
    /^(?:get (?!\/(?:people|tokens|log|diagnostics|backup|audit)\b)|post \/guide\/listings$|\w+ \/(?:me|favourites|viewing|statistics|resume)|post \/logout)/,
  viewer:
    /^(?:get \/title(?:s|s\/\{id\}|-groups)$|post \/guide\/listings$|\w+ \/(?:me|favourites|viewing|statistics|resume)|post \/logout)/,
};

test.each(['member', 'viewer'] as const)('a %s is refused every route that is not for it', async (role) => {
  const lan = await prepared();
  const token = await tokenAs(lan, role);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  for (const { method, route, path = route, body } of CASES) {
    if (document.paths[route]?.[method]?.security?.length === 0 || route === '/live') continue;
    if (MAY[role].test(`${method} ${route}`)) continue;
    const asked = {
      redirect: 'manual' as const,
      method: method.toUpperCase(),
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    };
    const response = await fetch(`${lan.url}/api${path}`, asked);
    expect(`${method} ${path} ${response.status}`).toBe(`${method} ${path} 403`);
    await expectDocumented({ method, route, status: 403 }, response);
  }
});

/** What each scope opens of the API to an administrator's token: never passwords, logins, tokens, or everything at once. */
const OPENS = {
  read: /^(?:get (?!\/(?:people|tokens|log|diagnostics|backup|audit)\b|\/me\/(?!(?:channels|groups)$))|post \/guide\/listings$)/,
  stream: /^$/,
  admin: /^(?!\w+ \/(?:people|tokens)\b|post \/(?:backup|logout)\b|\w+ \/me\/(?!(?:channels|groups)$))/,
};

test.each(['read', 'stream', 'admin'] as const)(
  'a token of an administrator for %s opens that and no more',
  async (scope) => {
    const lan = await prepared();
    const { id: personId } = lan.rooms.accounts.people.named('admin')!;
    const made = { personId, name: scope, scopes: [scope], expiresAt: null };
    const { token } = await lan.rooms.accounts.apiTokens.add(made);
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    for (const { method, route, path = route, body, status, isForAdmins = false } of CASES) {
      if (document.paths[route]?.[method]?.security?.length === 0 || route === '/live') continue;
      const isOpened =
        OPENS[scope].test(`${method} ${route}`) && !(scope === 'read' && (isForAdmins || path.includes('person_id=')));
      if (isOpened && method !== 'get') continue; // each would change what the next one finds
      const asked = {
        redirect: 'manual' as const,
        method: method.toUpperCase(),
        headers,
        ...(body !== undefined && { body: JSON.stringify(body) }),
      };
      const response = await fetch(`${lan.url}/api${path}`, asked);
      expect(`${method} ${path} ${response.status}`).toBe(`${method} ${path} ${isOpened ? status : 403}`);
      await response.body?.cancel();
    }
  },
);

test('a member looks at everything that is left, and sees no password', async () => {
  const lan = await prepared();
  await lan.rooms.settings.patch({ xtream: { password: 'house-secret' }, library: { tmdb_api_key: 'key-secret' } });
  const headers = { authorization: `Bearer ${await tokenAs(lan, 'member')}` };
  for (const { method, route, path = route, status, isForAdmins = false } of CASES) {
    if (method !== 'get' || route === '/live' || !MAY.member.test(`${method} ${route}`)) continue;
    const response = await fetch(`${lan.url}/api${path}`, { headers, redirect: 'manual' });
    expect(`${path} ${response.status}`).toBe(`${path} ${isForAdmins ? 403 : status}`);
    expect(await response.text()).not.toMatch(/hunter2|house-secret|key-secret|scrypt\$/);
  }
  const shown = await (await lan.api('GET', '/settings')).text();
  expect(shown).toContain('house-secret'); // an admin types it into players
  expect(shown).not.toContain('key-secret'); // which nobody does
});

test('a key among the settings is written, kept as it comes back hidden, and never shown', async () => {
  const lan = await prepared();
  const change = async (library: object): Promise<[status: number, shown: string]> => {
    const answer = await lan.api('PATCH', '/settings', { library });
    return [answer.status, (await answer.text()).match(/"tmdb_api_key":"(.*?)"/)?.[1] ?? ''];
  };
  const key = (): string => lan.rooms.settings.current.library.tmdb_api_key;
  expect(await change({ tmdb_api_key: 'key-secret' })).toEqual([200, '***']);
  expect(await change({ tmdb_api_key: '***', tmdb_language: 'de-DE' })).toEqual([200, '***']);
  expect(lan.rooms.settings.current.library).toMatchObject({ tmdb_api_key: 'key-secret', tmdb_language: 'de-DE' });
  expect((await change({ tmdb_api_key: '***4' }))[0]).toBe(400);
  expect(key()).toBe('key-secret');
  expect(await change({ tmdb_api_key: '' })).toEqual([200, '']);
  expect(key()).toBe('');
});

const withBodies = named.filter(({ badBodies }) => badBodies);

test.each(withBodies)('$name refuses every bad body with a problem', async (entry) => {
  const { api, url, rooms } = await refuser();
  for (const body of entry.badBodies ?? []) {
    const response = await api(entry.method.toUpperCase(), entry.path ?? entry.route, body);
    expect({ body, status: response.status }).toEqual({ body, status: 400 });
    await expectDocumented(entry, response);
  }
  const { token } = await rooms.accounts.logIn(
    { name: 'admin', password: PASSWORD },
    { address: '::1', userAgent: '' },
  );
  for (const [contentType, body] of [
    ['application/json', '{"half'],
    ['text/plain', 'hello'],
    ['application/json', ''],
  ] as const) {
    const headers = { 'content-type': contentType, authorization: `Bearer ${token}` };
    const method = entry.method.toUpperCase();
    const response = await fetch(`${url}/api${entry.path ?? entry.route}`, {
      method,
      headers,
      body,
      redirect: 'manual',
    });
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

test('every route that takes a body says that it may be too long', async () => {
  await prepared();
  const silent = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, { requestBody, responses }]) =>
      requestBody && !('413' in responses) ? [`${method} ${path}`] : [],
    ),
  );
  expect(silent).toEqual([]);
});

test('the document asks for nothing that may be left out', async () => {
  await prepared();
  const required = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, { parameters = [], requestBody }]) => {
      const query = parameters.filter((parameter) => parameter.in === 'query' && parameter.required);
      const schema = requestBody?.content['application/json']?.schema;
      const body: BodySchema | undefined = document.components.schemas[schema?.$ref?.split('/').at(-1) ?? ''] ?? schema;
      const names = [...query.map(({ name }) => name), ...(body?.required ?? [])];
      return names.map((name) => `${method} ${path} ${name}`);
    }),
  );
  expect(required.toSorted()).toEqual([
    'patch /alerts/{id} muted',
    'patch /channels patches',
    'patch /health/streams/{id} decision',
    'post /alert-targets name',
    'post /alert-targets options',
    'post /backup/import file',
    'post /channels/edit edit',
    'post /channels/edit/preview edit',
    'post /channels/undo undo_id',
    'post /connect/jellyfin address',
    'post /connect/jellyfin api_key',
    'post /guide/listings channel_ids',
    'post /guide/listings from_at',
    'post /guide/listings until_at',
    'post /guide/review decisions',
    'post /login password',
    'post /login/refresh refresh_token',
    'post /me/tokens name',
    'post /me/tokens scopes',
    'post /people name',
    'post /providers source',
    'post /providers/categories source',
    'post /providers/test source',
    'post /review edits',
    'post /rules action',
    'post /rules name',
    'post /rules/preview rule',
    'post /rules/text/preview text',
    'post /sessions/{channel_id}/move stream_id',
    'post /setup password',
    'post /setup token',
    'post /titles/review decisions',
    'post /tokens name',
    'post /tokens person_id',
    'post /tokens scopes',
    'put /favourites ids',
    'put /log/level level',
    'put /me/channel-views items',
    'put /me/history keeps_history',
    'put /me/password new_password',
    'put /me/password password',
    'put /resume/{id} position_seconds',
    'put /rules/order ids',
    'put /rules/patterns patterns',
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
  expect(page).not.toMatch(/<p>[^<]*`/); // what is code is shown as code
});
