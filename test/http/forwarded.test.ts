import { assert, constantFrom, ipV4, property, string, tuple, array } from 'fast-check';
import { expect, test } from 'vitest';
import { forwardedAddress } from '../../src/http/forwarded.ts';
import type { Face } from '../../src/http/lan-env.ts';
import { networkTest } from '../../src/net/network.ts';
import { startLan } from '../fakes/lan-server.ts';

const isTrusted = networkTest(['10.0.0.0/8', 'fd00::/8', '127.0.0.1']);

test.each([
  ['nobody in between', '203.0.113.9', '', '203.0.113.9'],
  ['a header of whoever is not trusted', '203.0.113.9', '192.168.1.5', '203.0.113.9'],
  ['one proxy', '10.0.0.2', '203.0.113.9', '203.0.113.9'],
  ['the header was written by the client before', '10.0.0.2', '127.0.0.1, 203.0.113.9', '203.0.113.9'],
  ['two proxies', '10.0.0.2', '1.1.1.1, 203.0.113.9, 10.0.0.3', '203.0.113.9'],
  ['proxies all the way', '10.0.0.2', '10.0.0.9, 10.0.0.3', '10.0.0.9'],
  ['IPv6', '10.0.0.2', '2001:db8::7', '2001:db8::7'],
  ['IPv6 in brackets, with a port', 'fd00::1', '[2001:db8::7]:4711', '2001:db8::7'],
  ['IPv4 with a port', '10.0.0.2', '203.0.113.9:4711', '203.0.113.9'],
  ['IPv4 as IPv6', '10.0.0.2', '::ffff:203.0.113.9', '203.0.113.9'],
  ['words that are no addresses', '10.0.0.2', '192.168.1.5, unknown', undefined],
  ['an empty word', '10.0.0.2', '192.168.1.5,', undefined],
])('%s', (_what, peer, said, address) => {
  expect(forwardedAddress(peer, said, isTrusted)).toBe(address);
});

test('whatever a client writes itself, the address is the one that the first trusted proxy saw', () => {
  const written = array(string({ maxLength: 20 }), { maxLength: 5 });
  const seen = ipV4().filter((address) => !isTrusted(address));
  assert(
    property(tuple(written, seen, constantFrom('10.0.0.2', 'fd00::2')), ([words, client, proxy]) => {
      return forwardedAddress(proxy, [...words, client].join(', '), isTrusted) === client;
    }),
  );
});

test('a login from behind the proxy is remembered, and slowed down, by its own address', async () => {
  const { url, rooms } = await startLan();
  await rooms.settings.patch({ security: { trusted_proxies: ['127.0.0.1'] } });
  const logIn = async (from: string, password: string): Promise<number> => {
    const headers = { 'content-type': 'application/json', 'x-forwarded-for': `9.9.9.9, ${from}` };
    const asked = { method: 'POST', headers, body: JSON.stringify({ name: 'nobody', password }) };
    return (await fetch(`${url}/api/login`, asked)).status;
  };
  for (let time = 0; time < 6; time += 1) await logIn('203.0.113.9', 'wrong');
  expect(await logIn('203.0.113.9', 'wrong')).toBe(429);
  expect(await logIn('203.0.113.10', 'wrong')).toBe(401);
});

test('a list is for the local network: who comes by a proxy counts as where he is, by an unknown one as from outside', async () => {
  const list: Face = { name: 'list', routes: (lan) => void lan.get('/playlist.m3u', (c) => c.text('in')) };
  const { url, rooms } = await startLan({ outputs: [list] });
  const status = async (headers: Record<string, string>): Promise<number> =>
    (await fetch(`${url}/playlist.m3u`, { headers })).status;
  expect(await status({})).toBe(200);
  expect(await status({ 'x-forwarded-for': '192.168.1.5' })).toBe(403);
  await rooms.settings.patch({ security: { trusted_proxies: ['127.0.0.0/8'] } });
  expect(await status({ 'x-forwarded-for': '192.168.1.5' })).toBe(200);
  expect(await status({ 'x-forwarded-for': '203.0.113.9' })).toBe(403);
  expect(await status({ 'x-forwarded-for': '192.168.1.5, 203.0.113.9' })).toBe(403);
});

test('a named proxy that does not say who asks tells of nobody at home; what it asks for itself it may', async () => {
  const list: Face = { name: 'list', routes: (lan) => void lan.get('/playlist.m3u', (c) => c.text('in')) };
  const { url, rooms } = await startLan({ outputs: [list] });
  await rooms.settings.patch({ security: { trusted_proxies: ['127.0.0.0/8'] } });
  const status = async (headers: Record<string, string>): Promise<number> =>
    (await fetch(`${url}/playlist.m3u`, { headers })).status;
  expect(await status({})).toBe(200);
  for (const said of ['unknown', '', '192.168.1.5, unknown', '_hidden', '192.168.1.5,'])
    expect(`${said}: ${await status({ 'x-forwarded-for': said })}`).toBe(`${said}: 403`);
  expect(await status({ 'x-real-ip': '192.168.1.5' })).toBe(403);
});

test.each(['forwarded', 'x-real-ip', 'x-forwarded-host', 'x-forwarded-proto', 'via', 'cf-connecting-ip', 'cdn-loop'])(
  'a proxy that nobody has named is known by its %s',
  async (name) => {
    const list: Face = { name: 'list', routes: (lan) => void lan.get('/playlist.m3u', (c) => c.text('in')) };
    const { url } = await startLan({ outputs: [list] });
    expect((await fetch(`${url}/playlist.m3u`, { headers: { [name]: 'anything' } })).status).toBe(403);
  },
);

test('a person who is let in from some networks only is not let in by a proxy that nobody has named', async () => {
  const { url, rooms } = await startLan();
  await rooms.accounts.people.add({ name: 'Cleo', password: 'long enough', networks: ['127.0.0.0/8', '::1'] });
  const logIn = async (headers: Record<string, string>): Promise<Response> =>
    await fetch(`${url}/api/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ name: 'Cleo', password: 'long enough' }),
    });
  const { token } = (await (await logIn({})).json()) as { readonly token: string };
  const ask = async (headers: Record<string, string>): Promise<number> =>
    (await fetch(`${url}/api/me`, { headers: { authorization: `Bearer ${token}`, ...headers } })).status;
  expect([await ask({}), await ask({ 'x-forwarded-for': '127.0.0.1' })]).toEqual([200, 401]);
  expect((await logIn({ 'x-forwarded-for': '127.0.0.1' })).status).toBe(401);
});
