// What somebody watched is its own business, and an admin's.

import { Hono } from 'hono';
import { expect, test } from 'vitest';
import type { ApiPorts } from '../../src/http/api/ports.ts';
import { viewingRoutes } from '../../src/http/api/viewing.ts';
import type { ApiEnv } from '../../src/http/guard.ts';
import { systemClock } from '../../src/kernel/clock.ts';
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
  expect(await status('DELETE', '/viewing')).toBe(204);
  expect(await status('DELETE', `/viewing?person_id=${admin}`)).toBe(403);
  expect(await status('DELETE', '/viewing?everybody=true')).toBe(403);
});

test.each([
  ['viewer', ADA],
  ['member', undefined],
] as const)('sums that a %s asks for without saying whose', async (role, whose) => {
  const asked: unknown[] = [];
  const lan = await startLan({
    change: (rooms) => {
      const statistics = rooms.viewing.statistics.bind(rooms.viewing);
      rooms.viewing.statistics = (query) => (asked.push(query.person), statistics(query));
      return rooms;
    },
  });
  const headers = { authorization: `Bearer ${await tokenAs(lan, role)}` };
  for (const path of ['statistics', 'statistics.csv'])
    expect((await fetch(`${lan.url}/api/${path}`, { headers })).status).toBe(200);
  expect(asked).toEqual([whose, whose]);
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

test('what an admin forgets of others stands in the audit, what is one’s own does not', async () => {
  const { api } = await startLan();
  const newest = async () =>
    ((await (await api('GET', '/audit?limit=1')).json()) as { items: { id: string; changes: object[] }[] }).items[0];
  const before = await newest();
  expect((await api('DELETE', '/viewing')).status).toBe(204);
  expect(await newest()).toEqual(before);
  expect((await api('DELETE', `/viewing?person_id=${ADA}`)).status).toBe(204);
  const removed = { change: 'removed', before: { viewings: expect.any(Number) as number }, after: null };
  expect(await newest()).toMatchObject({
    area: 'accounts',
    person: { name: 'admin' },
    changes: [{ ...removed, key: `history.${ADA}` }],
  });
  expect((await api('DELETE', '/viewing?everybody=true')).status).toBe(204);
  expect(await newest()).toMatchObject({ changes: [{ ...removed, key: 'history', before: { viewings: 0 } }] });
});

test('sums by provider name it, also in the file; one that is gone has its id alone', async () => {
  const sum = { watched_seconds: 60, bytes: 9, viewings: 1, failovers: 0, stalls: 0 };
  const items = ['alpha', 'gone'].map((key) => ({ ...sum, key, name: '', peak_viewers: null }));
  const statistics = () => Promise.resolve({ items, totals: { ...sum, peak_viewers: null, peak_at: null } });
  const providers = { list: () => [{ id: 'alpha', name: 'My TV, the second' }] };
  const ports = { viewing: { statistics }, providers, clock: systemClock } as unknown as ApiPorts;
  const app = new Hono<ApiEnv>();
  app.use(async (c, next) => {
    c.set('person', { name: 'admin', role: 'admin' });
    await next();
  });
  app.route('/', viewingRoutes(ports));
  const file = await (await app.request('/statistics.csv?by=provider')).text();
  expect(file.split('\r\n').slice(1, 3)).toEqual(['alpha,"My TV, the second",60,9,1,0,0,', 'gone,,60,9,1,0,0,']);
});

test('logins, favourites and places that an admin takes from others stand in the audit; one’s own do not', async () => {
  const { api } = await startLan();
  const newest = async () =>
    ((await (await api('GET', '/audit?limit=1')).json()) as { items: { id: string; changes: { key: string }[] }[] })
      .items[0];
  const before = await newest();
  const me = (await (await api('GET', '/me')).json()) as { id: string };
  const [movie = { id: '' }] = ((await (await api('GET', '/titles?kind=movie')).json()) as { items: { id: string }[] })
    .items;
  const favour = (owner: string) => api('PUT', `/favourites/${movie.id}${owner}`);
  const leave = async (owner: string) => {
    await api('PUT', `/resume/${movie.id}${owner}`, { position_seconds: 60, duration_seconds: 600 });
    expect((await api('DELETE', `/resume/${movie.id}${owner}`)).status).toBe(204);
  };
  await favour('');
  await leave('');
  expect(await newest()).toEqual(before);
  await favour(`?person_id=${ADA}`);
  expect((await newest())?.changes[0]?.key).toBe(`favourites.${ADA}`);
  await leave(`?person_id=${ADA}`);
  expect(await newest()).toMatchObject({ changes: [{ key: `places.${ADA}`, before: { places: 1 }, after: null }] });
  expect((await api('DELETE', `/people/${ADA}/sessions`)).status).toBe(204);
  const entry = await newest();
  expect(entry).toMatchObject({
    area: 'accounts',
    changes: [{ change: 'removed', key: `logins.${ADA}`, after: null }],
  });
  expect((await api('DELETE', `/people/${ADA}/sessions`)).status).toBe(204);
  expect((await newest())?.id).toBe(entry?.id); // none was left to end
  expect((await api('DELETE', `/people/${me.id}/sessions`)).status).toBe(204);
});

test.each(['x', '-1', '1.5', '1e3', '0x10', '12345678901234567', ''])(
  'a cursor that is none is refused: %j',
  async (cursor) => {
    const { api } = await startLan();
    const answer = await api('GET', `/viewing?cursor=${cursor}`);
    expect([answer.status, await answer.json()]).toMatchObject([400, { detail: 'cursor: not one of ours' }]);
  },
);
