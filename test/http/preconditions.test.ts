import { request } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { startLan } from '../fakes/lan-server.ts';

async function setUp() {
  const { url, token } = await startLan();
  const ask = async (method: string, path: string, { body, etag }: { body?: unknown; etag?: string | null } = {}) => {
    const headers = {
      authorization: `Bearer ${token}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(etag != null && { 'if-match': etag }),
    };
    const response = await fetch(`${url}/api${path}`, { method, headers, body: body ? JSON.stringify(body) : null });
    const text = await response.text();
    const answer = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
    return { status: response.status, etag: response.headers.get('etag'), answer };
  };
  const added = await ask('POST', '/people', { body: { name: 'Eve', role: 'member', password: 'evening light' } });
  return { url, token, ask, eve: `/people/${String(added.answer['id'])}` };
}

test('of two who change what both have read only the first is heeded', async () => {
  const { ask, eve } = await setUp();
  const { etag } = await ask('GET', eve);
  const wished = [3, 4];
  const statuses = await Promise.all(
    wished.map((max_streams) => ask('PATCH', eve, { body: { max_streams }, etag }).then(({ status }) => status)),
  );
  expect(new Set(statuses)).toEqual(new Set([200, 412])); // whichever of the two sockets was heard first
  const now = await ask('GET', eve);
  expect(now.answer['max_streams']).toBe(wished[statuses.indexOf(200)]);
  expect((await ask('PATCH', eve, { body: { max_streams: 4 }, etag: now.etag })).status).toBe(200);
});

test('who was late is told so as a problem, and changes nothing', async () => {
  const { ask } = await setUp();
  const { etag } = await ask('GET', '/settings');
  expect((await ask('PATCH', '/settings', { body: { streaming: { linger_seconds: 7 } } })).status).toBe(200);
  const late = await ask('PATCH', '/settings', { body: { streaming: { linger_seconds: 8 } }, etag });
  expect(late.answer).toMatchObject({ status: 412, code: 'request.changed-since' });
  expect((await ask('GET', '/settings')).answer).toMatchObject({ streaming: { linger_seconds: 7 } });
});

test.each([
  ['any', '*', 200],
  ['one of several', '"x", {etag}', 200],
  ['a weak one', 'W/{etag}', 412],
  ['of something else', '"x"', 412],
])('%s: %s answers %i', async (_, said, status) => {
  const { ask, eve } = await setUp();
  const etag = said.replace('{etag}', String((await ask('GET', eve)).etag));
  expect((await ask('PATCH', eve, { body: { priority: 2 }, etag })).status).toBe(status);
});

test('where there is nothing to read nothing fits, and a login is asked for first', async () => {
  const { ask } = await setUp();
  expect((await ask('PATCH', '/people/u000000000000', { body: { priority: 1 }, etag: '*' })).status).toBe(412);
  expect((await ask('POST', '/channels/undo', { body: { undo_id: 'x' }, etag: '*' })).status).toBe(412);
  const { url } = await startLan();
  const headers = { 'if-match': '*', 'content-type': 'application/json' };
  expect((await fetch(`${url}/api/settings`, { method: 'PATCH', headers, body: '{}' })).status).toBe(401);
});

test('a text of rules is taken over from whoever has read it last, and not from whoever had it before another', async () => {
  const { url, token } = await startLan();
  const address = `${url}/api/rules.yaml`;
  const authorization = `Bearer ${token}`;
  const read = async () => (await fetch(address, { headers: { authorization } })).headers.get('etag');
  const write = async (name: string, etag: string) => {
    const headers = { authorization, 'content-type': 'application/yaml', 'if-match': etag };
    const body = `rules:\n  - name: ${name}\n    action: { kind: hide }\n    when: { name: { contains: [x] } }\n`;
    return (await fetch(address, { method: 'PUT', headers, body })).status;
  };
  const etag = String(await read());
  expect(etag).toMatch(/^"[\w-]+"$/);
  expect(await write('Mine', etag)).toBe(200);
  expect(await write('Late', etag)).toBe(412);
  const now = String(await read());
  const known = await fetch(address, { headers: { authorization, 'if-none-match': now } });
  expect([now === etag, known.status]).toEqual([false, 304]);
  expect(await write('Again', now)).toBe(200);
});

test('who sends half a change and no more is waited for by nobody', async () => {
  const { url, token, ask, eve } = await setUp();
  const { etag } = await ask('GET', eve);
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'content-length': 100,
    'if-match': String(etag),
    expect: '100-continue',
  };
  const half = request(`${url}/api${eve}`, { method: 'PATCH', headers }).on('error', () => undefined);
  onTestFinished(() => void half.destroy());
  const begun = new Promise((resolve) => half.once('continue', resolve));
  half.flushHeaders();
  await begun;
  half.write('{"priority":');
  expect((await ask('PATCH', eve, { body: { max_streams: 4 }, etag })).status).toBe(200);
});
