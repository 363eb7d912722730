import { expect, test } from 'vitest';
import { startLan } from '../fakes/lan-server.ts';

test.each([
  ['DELETE', '/settings', 'GET, HEAD, PATCH'],
  ['PUT', '/people/u000000000000', 'DELETE, GET, HEAD, PATCH'],
  ['GET', '/logout', 'POST'],
  ['POST', '/openapi.json', 'GET, HEAD'],
  ['OPTIONS', '/status', 'GET, HEAD'],
])('%s %s is told what that address knows', async (method, path, allowed) => {
  const { api } = await startLan();
  const response = await api(method, path);
  expect([response.status, response.headers.get('allow')]).toEqual([405, allowed]);
  expect(await response.json()).toMatchObject({ status: 405, code: 'request.no-method' });
});

test('where there is nothing there is nothing for any method, and nobody learns of addresses without a login', async () => {
  const { api, url } = await startLan();
  for (const path of ['/nowhere', '/people/a/b', '/settingsx'])
    expect([path, (await api('POST', path)).status]).toEqual([path, 404]);
  expect((await fetch(`${url}/api/settings`, { method: 'DELETE' })).status).toBe(401);
});
