import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { expect, test } from 'vitest';
import type { Face } from '../../src/http/lan-env.ts';
import { startLan } from '../fakes/lan-server.ts';

const allowed = (response: Response): unknown => response.headers.get('access-control-allow-origin');

async function setUp() {
  const { url, token, rooms } = await startLan();
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${url}/api${path}`, { headers: { authorization: `Bearer ${token}`, ...headers } });
  return { get, rooms, url, token };
}

test('who has a list already is told so, until it changes', async () => {
  const { get, rooms } = await setUp();
  const first = await get('/providers');
  const etag = first.headers.get('etag')!;
  expect([first.status, etag, first.headers.get('cache-control')]).toEqual([
    200,
    expect.stringMatching(/^"[\w-]{27}\.[\w-]{27}"$/),
    'private, no-cache',
  ]);
  for (const said of [etag, `W/${etag}`, `"x", ${etag}`, '*']) {
    const again = await get('/providers', { 'if-none-match': said });
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag]);
  }
  await rooms.providers.add({ name: 'More', source: 'http://a.example/' });
  const changed = await get('/providers', { 'if-none-match': etag });
  expect([changed.status, changed.headers.get('etag') === etag]).toEqual([200, false]);
});

test('a part of an answer is what was asked for, of each item of a list', async () => {
  const { get } = await setUp();
  const page = (await (await get('/channels?limit=5&fields=id,guide.name,stream_count')).json()) as {
    items: object[];
    total: number;
  };
  expect(page.total).toBe(2);
  expect(page.items[0]).toEqual({ id: expect.any(String), guide: { name: 'News' }, stream_count: 1 });
  expect(page.items[1]).toMatchObject({ guide: null });
  expect(await (await get('/status?fields=version')).json()).toEqual({ version: '0.1.0' });
  const whole = await get('/channels');
  const part = await get('/channels?fields=id');
  expect(part.headers.get('etag')).not.toBe(whole.headers.get('etag'));
});

test('a part of an answer has an ETag of its own, and HEAD says what GET does', async () => {
  const { get, url, token } = await setUp();
  const path = '/channels?fields=id&limit=1&fields=name';
  const part = await get(path);
  const { items } = (await part.json()) as { items: object[] };
  expect(Object.keys(items[0]!)).toEqual(['id', 'name']);
  const etag = part.headers.get('etag')!;
  expect((await get(path, { 'if-none-match': etag })).status).toBe(304);
  expect((await get('/channels?limit=1', { 'if-none-match': etag })).status).toBe(200);
  const headers = { authorization: `Bearer ${token}` };
  const head = await fetch(`${url}/api${path}`, { method: 'HEAD', headers });
  expect([head.status, head.headers.get('etag'), await head.text()]).toEqual([200, etag, '']);
  const again = await fetch(`${url}/api${path}`, { method: 'HEAD', headers: { ...headers, 'if-none-match': etag } });
  expect(again.status).toBe(304);
});

test.each([
  ['/status', 'version,nothing,constructor,__proto__', 'nothing, constructor, __proto__'],
  ['/channels', 'id,nam,guide.nme,guide.name.first', 'nam, guide.nme, guide.name.first'],
  [`/channels/c00000000001`, 'neme', 'neme'],
  ['/people', 'password', 'password'],
])('%s?fields=%s names what it has not', async (path, fields, unknown) => {
  const { get } = await setUp();
  const response = await get(`${path}?fields=${fields}`);
  expect([response.status, ((await response.json()) as { detail: string }).detail]).toEqual([
    400,
    `fields: there is no ${unknown}`,
  ]);
});

test('what nobody has described may be asked for: fields of a line of the log', async () => {
  const { get } = await setUp();
  expect((await get('/log?fields=message,fields.anything')).status).toBe(200);
});

test.each(['', 'a b', 'a..b', '.a', 'a.b.c.d.e', Array(51).fill('a').join(',')])(
  'fields=%j is refused',
  async (fields) => {
    const { get } = await setUp();
    expect((await get(`/channels?fields=${encodeURIComponent(fields)}`)).status).toBe(400);
  },
);

test('a file, and what failed, is not to be kept', async () => {
  const { get } = await setUp();
  for (const path of ['/channels/c00000000001', '/log/download']) {
    const response = await get(path);
    expect([path, response.headers.get('etag'), response.headers.get('cache-control')]).toEqual([
      path,
      null,
      'no-store',
    ]);
  }
});

test('an answer of the API can neither run, be framed, nor be taken for something else', async () => {
  const { get, url } = await setUp();
  for (const response of [
    await get('/status'),
    await get('/nothing'),
    await fetch(`${url}/api/status`),
    await fetch(`${url}/nowhere`),
  ]) {
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  }
  for (const path of ['/', '/api/docs']) {
    const page = await fetch(url + path);
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'self'/);
    expect(page.headers.get('content-security-policy')).not.toMatch(/unsafe|https?:|\*/);
  }
});

test('a stream, which is written past the answer, says so as well, and says it once', async () => {
  const stream: Face = {
    name: 'stream',
    routes: (lan) => {
      lan.get('/stream/one.ts', (c) => {
        c.env.outgoing.writeHead(200, { 'content-type': 'video/mp2t' }).end('video');
        return RESPONSE_ALREADY_SENT;
      });
      lan.get('/playlist.m3u', (c) => c.text('list', 200, { 'content-security-policy': "default-src 'self'" }));
    },
  };
  const { url } = await startLan({ outputs: [stream] });
  const { headers } = await fetch(`${url}/stream/one.ts`);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; frame-ancestors 'none'/);
  const list = await fetch(`${url}/playlist.m3u`);
  expect(list.headers.get('content-security-policy')).toBe("default-src 'self'");
  expect(list.headers.get('x-content-type-options')).toBe('nosniff');
});

test('no other site’s page may use the API, until a person names it', async () => {
  const { url, rooms } = await setUp();
  const origin = 'https://wall.example';
  const preflight = () =>
    fetch(`${url}/api/channels`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'PATCH', 'access-control-request-headers': 'authorization' },
    });
  expect([
    allowed(await preflight()),
    allowed(await fetch(`${url}/api/openapi.json`, { headers: { origin } })),
  ]).toEqual([null, null]);
  await rooms.settings.patch({ security: { cors_origins: [origin] } });
  const answer = await preflight();
  expect([answer.status, allowed(answer), answer.headers.get('access-control-allow-credentials')]).toEqual([
    204,
    origin,
    null,
  ]);
  expect(allowed(await fetch(`${url}/api/openapi.json`, { headers: { origin } }))).toBe(origin);
  expect(allowed(await fetch(`${url}/api/openapi.json`, { headers: { origin: 'https://evil.example' } }))).toBeNull();
});
