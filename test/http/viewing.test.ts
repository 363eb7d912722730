// What somebody watched is its own business, and an admin's.

import { expect, test } from 'vitest';
import { ADA, tokenAs } from '../fakes/api-people.ts';
import { startLan } from '../fakes/lan-server.ts';

test.each(['viewer', 'member'] as const)('a %s sees and forgets its own history, and nobody else’s', async (role) => {
  const lan = await startLan();
  const token = await tokenAs(lan, role);
  const { id: admin } = (await (await lan.api('GET', '/me')).json()) as { id: string };
  const status = async (method: string, path: string): Promise<number> => {
    const headers = { authorization: `Bearer ${token}` };
    return (await fetch(`${lan.url}/api${path}`, { method, headers })).status;
  };
  for (const path of [
    '/viewing',
    '/viewing.csv',
    `/viewing?person_id=${ADA}`,
    `/statistics?person_id=${ADA}`,
    '/resume',
  ]) {
    expect(`${path} ${await status('GET', path)}`).toBe(`${path} 200`);
  }
  for (const path of [
    `/viewing?person_id=${admin}`,
    `/viewing.csv?person_id=${admin}`,
    '/viewing?person_id=',
    '/statistics?by=person',
    `/statistics?person_id=${admin}`,
    `/statistics.csv?person_id=${admin}`,
    `/resume?person_id=${admin}`,
  ]) {
    expect(`${path} ${await status('GET', path)}`).toBe(`${path} 403`);
  }
  expect(await status('GET', '/statistics')).toBe(role === 'member' ? 200 : 403);
  expect(await status('DELETE', '/viewing')).toBe(204);
  expect(await status('DELETE', `/viewing?person_id=${admin}`)).toBe(403);
  expect(await status('DELETE', '/viewing?everybody=true')).toBe(403);
});

test('a token that only reads changes nothing, and sees its person’s own', async () => {
  const lan = await startLan();
  const scopes = ['read'] as const;
  const { id } = (await (await lan.api('GET', '/me')).json()) as { id: string };
  const { token } = await lan.rooms.accounts.apiTokens.add({ personId: id, name: 'Wall', scopes, expiresAt: null });
  const headers = { authorization: `Bearer ${token}` };
  const status = async (method: string, path: string): Promise<number> =>
    (await fetch(`${lan.url}/api${path}`, { method, headers })).status;
  expect(await status('GET', '/viewing')).toBe(200);
  expect(await status('GET', `/viewing?person_id=${ADA}`)).toBe(403);
  expect(await status('GET', '/statistics')).toBe(200);
  expect(await status('GET', '/audit')).toBe(403);
  expect(await status('DELETE', '/viewing')).toBe(403);
  expect(await status('PUT', '/favourites/c00000000001')).toBe(403);
});
