// Players in pages of other sites: none may read lists and streams until a person names the site.

import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { expect, test } from 'vitest';
import type { Face } from '../../src/http/lan-env.ts';
import { startLan } from '../fakes/lan-server.ts';

const list: Face = { name: 'list', routes: (lan) => void lan.get('/playlist.m3u', (c) => c.text('in')) };
/** As live streams are sent: not by the router's response. */
const stream: Face = {
  name: 'stream',
  routes: (lan) =>
    void lan.get('/stream/:file', (c) => {
      c.env.outgoing.writeHead(200, { 'content-type': 'video/mp2t' }).end('picture');
      return RESPONSE_ALREADY_SENT;
    }),
};
const CAST = 'https://www.gstatic.com';
const OTHER = 'https://evil.example';

async function setUp() {
  const { url, rooms } = await startLan({ outputs: [list, stream] });
  const allowed = async (origin: string, method = 'GET'): Promise<(string | null)[]> => {
    const asked = ['/playlist.m3u', '/stream/1.ts', '/api/openapi.json'].map((path) =>
      fetch(`${url}${path}`, { method, headers: { origin, 'access-control-request-method': 'GET' } }),
    );
    return (await Promise.all(asked)).map(({ headers }) => headers.get('access-control-allow-origin'));
  };
  const name = (player_origins: string[]) => rooms.settings.patch({ security: { player_origins } });
  return { url, allowed, name };
}

test('off until a person names a site, and the API is none of it', async () => {
  const { allowed, name } = await setUp();
  expect(await allowed(CAST)).toEqual([null, null, null]);
  await name([CAST]);
  expect([await allowed(CAST), await allowed(OTHER)]).toEqual([
    [CAST, CAST, null],
    [null, null, null],
  ]);
  await name(['*']);
  expect(await allowed(OTHER)).toEqual([OTHER, OTHER, null]);
});

test('a player may send a login and a range along, and no cookies', async () => {
  const { url, name } = await setUp();
  await name([CAST]);
  const preflight = await fetch(`${url}/stream/1.ts`, {
    method: 'OPTIONS',
    headers: { origin: CAST, 'access-control-request-method': 'GET', 'access-control-request-headers': 'range' },
  });
  const { headers, status } = preflight;
  expect([
    status,
    headers.get('access-control-allow-headers'),
    headers.get('access-control-allow-credentials'),
  ]).toEqual([204, 'authorization,range,if-none-match', null]);
  const answer = await fetch(`${url}/playlist.m3u`, { headers: { origin: CAST } });
  expect([answer.headers.get('vary'), await answer.text()]).toEqual(['Origin', 'in']);
});
