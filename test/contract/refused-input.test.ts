// What is not as a route describes it is refused with the name of the field, for programs too; on every route what nobody knows
// behind the `?` is.

import { expect, test } from 'vitest';
import { startLan } from '../fakes/lan-server.ts';
import { CASES } from './api-cases.ts';
import { expectAsDocumented, type ApiDocument } from './document.ts';

async function prepared() {
  const lan = await startLan();
  const document = (await (await fetch(`${lan.url}/api/openapi.json`)).json()) as ApiDocument;
  return { ...lan, document };
}

test('a query that no route knows is refused by all of them, and nothing has happened', async () => {
  const { api, document, rooms } = await prepared();
  const people = rooms.accounts.people.list();
  for (const { method, route, path = route, body } of CASES) {
    const asked = `${path}${path.includes('?') ? '&' : '?'}limt=1`;
    const response = await api(method.toUpperCase(), asked, body);
    const problem = (await response.clone().json()) as { errors: unknown };
    expect(`${method} ${asked} ${response.status}`).toBe(`${method} ${asked} 400`);
    const detail = expect.stringMatching(/^knows nothing called .*limt$/) as string;
    expect(problem.errors).toContainEqual({ in: 'query', field: '', detail });
    await expectAsDocumented(document, { method, route, status: 400 }, response);
  }
  expect(rooms.accounts.people.list()).toEqual(people);
});

test('who comes without a login, or may not, is told that and nothing of the query', async () => {
  const { url } = await prepared();
  expect((await fetch(`${url}/api/people?limt=1`)).status).toBe(401);
});

test('a change may say the query that its If-Match was read with', async () => {
  const { url, token } = await prepared();
  const authorization = `Bearer ${token}`;
  const read = await fetch(`${url}/api/channels?limit=1`, { headers: { authorization } });
  const headers = { authorization, 'content-type': 'application/json', 'if-match': read.headers.get('etag') ?? '' };
  const { items } = (await read.json()) as { items: { id: string }[] };
  const body = JSON.stringify({ patches: [{ ids: [items[0]?.id], set: { name: 'One' } }], dry_run: true });
  const change = (query: string) => fetch(`${url}/api/channels${query}`, { method: 'PATCH', headers, body });
  expect((await change('?limit=1')).status).toBe(200);
  expect((await change('?lmit=1')).status).toBe(400);
});

test.each([
  [
    'POST',
    '/people',
    { name: 'x', networks: ['10.0.0.0/33'], role: 'king' },
    [
      { in: 'body', field: 'role', detail: 'must be one of admin, member, viewer' },
      { in: 'body', field: 'networks.0', detail: 'not an address or network' },
    ],
  ],
  ['POST', '/people', { name: 'x', nme: 1 }, [{ in: 'body', field: '', detail: 'knows nothing called nme' }]],
  ['POST', '/people', [], [{ in: 'body', field: '', detail: 'must be an object' }]],
  ['GET', '/channels?limit=0', undefined, [{ in: 'query', field: 'limit', detail: 'must be 1 or more' }]],
  ['GET', '/channels/x', undefined, [{ in: 'path', field: 'id', detail: 'not a channel id' }]],
  ['GET', '/people?fields=nme', undefined, [{ in: 'query', field: 'fields', detail: 'there is no nme' }]],
])('%s %s says where it is wrong', async (method, path, body, errors) => {
  const { api } = await prepared();
  const problem = (await (await api(method, path, body)).json()) as { detail: string; errors: typeof errors };
  expect(problem.errors).toEqual(expect.arrayContaining(errors));
  expect(problem.errors).toHaveLength(errors.length);
  for (const { in: place, field, detail } of errors) expect(problem.detail).toContain(`${field || place}: ${detail}`);
});

test('what is wrong in another way has no such list', async () => {
  const { api } = await prepared();
  expect(await (await api('GET', '/people/u000000000000')).json()).not.toHaveProperty('errors');
});
