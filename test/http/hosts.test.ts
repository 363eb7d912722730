// A page of a foreign site whose name leads to Masthead reads nothing; every name of a home does, and every player.

import { request } from 'node:http';
import { expect, test } from 'vitest';
import type { Face } from '../../src/http/lan-env.ts';
import { createIngressDoor } from '../../src/home-assistant/ingress.ts';
import { startLan } from '../fakes/lan-server.ts';

const LIST: Face = { name: 'list', routes: (lan) => void lan.get('/playlist.m3u', (c) => c.text('in')) };
const CHROME = {
  accept: '*/*',
  'accept-encoding': 'gzip, deflate',
  'accept-language': 'de-DE,de;q=0.9',
  'user-agent': 'Mozilla/5.0',
};
const lanUrl = (): string => 'http://192.168.1.5:5004';
const EVIL = 'page.evil.example:5004';

/** By `node:http`: `fetch` lets nobody say its host. */
function ask(url: string, host: string, { headers = {}, method = 'GET' }: Asked = {}): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const asked = request(url, { method, headers: { ...headers, host } }, (response) => {
    response.resume();
    resolve(response.statusCode ?? 0);
  });
  asked.once('error', reject).end();
  return promise;
}

interface Asked {
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: string;
}

test.each([
  '192.168.1.5:5004',
  '203.0.113.7',
  '[fd00::5]:5004',
  'localhost:5004',
  'homeassistant',
  'homeassistant.local:5004',
  'Masthead.LOCAL.',
  'tv.fritz.box',
  'tv.lan',
  'nas.home.arpa:5004',
  '5b3f8a1c-masthead:5004',
])('a browser at home reads by %s', async (host) => {
  const { url } = await startLan({ outputs: [LIST] });
  expect(await ask(`${url}/playlist.m3u`, host, { headers: CHROME })).toBe(200);
});

test.each([
  EVIL,
  'evil.example.',
  '192.168.1.5.evil.example',
  'local.evil.example',
  '192-168-1-5.nip.example',
  'notfritz.box',
])('a page of %s reads nothing', async (host) => {
  const { url } = await startLan({ outputs: [LIST] });
  expect(await ask(`${url}/playlist.m3u`, host, { headers: CHROME })).toBe(403);
  expect(await ask(`${url}/playlist.m3u`, host, { headers: { origin: `http://${host}` } })).toBe(403);
  expect(await ask(`${url}/playlist.m3u`, 'localhost', { headers: { ...CHROME, 'x-forwarded-host': host } })).toBe(403);
});

test('players read by whatever name they have been given', async () => {
  const { url } = await startLan({ outputs: [LIST] });
  for (const headers of [
    { 'user-agent': 'Jellyfin-Server/10.11', accept: '*/*' },
    { 'user-agent': 'VLC/3.0.21 LibVLC/3.0.21', 'accept-language': 'de_DE', range: 'bytes=0-' },
    { 'user-agent': 'Kodi/21.0', 'accept-charset': 'UTF-8,*;q=0.8' },
    { 'user-agent': 'Lavf/61.7.100', range: 'bytes=0-', 'icy-metadata': '1' },
    { 'user-agent': 'HomeAssistant/2026.11 aiohttp', 'accept-encoding': 'gzip, deflate, br' },
  ])
    expect(await ask(`${url}/playlist.m3u`, 'tv.family.example', { headers })).toBe(200);
});

test('a name of one’s own is one that is allowed, or one by which somebody has logged in', async () => {
  const { url, rooms, token } = await startLan({ outputs: [LIST] });
  const read = (host: string): Promise<number> => ask(`${url}/playlist.m3u`, host, { headers: CHROME });
  await rooms.settings.patch({ security: { allowed_hosts: ['*.family.example', 'tv.example'] } });
  expect(await Promise.all(['tv.family.example', 'tv.example:80', 'family.example', 'x.tv.example'].map(read))).toEqual(
    [200, 200, 403, 403],
  );
  await ask(`${url}/api/me`, 'masthead.example', { headers: { ...CHROME, authorization: 'Bearer made-up' } });
  expect(await read('masthead.example')).toBe(403);
  await ask(`${url}/api/me`, 'masthead.example', { headers: { ...CHROME, authorization: `Bearer ${token}` } });
  expect(await read('masthead.example')).toBe(200);
});

test('who brings a token is asked for no name', async () => {
  const { url, token } = await startLan({ outputs: [LIST] });
  const headers = { ...CHROME, authorization: `Bearer ${token}` };
  expect(await ask(`${url}/playlist.m3u`, EVIL, { headers })).toBe(200);
});

test('a neighbouring site cannot change anything through Home Assistant’s entrance', async () => {
  const { server } = await startLan();
  const door = createIngressDoor({ peer: '127.0.0.1', isAdmin: () => Promise.resolve(true), lanUrl });
  const entrance = server.entrance({ host: '127.0.0.1', port: 0, admit: door });
  await entrance.start();
  const sync = (site?: string): Promise<number> =>
    ask(`http://127.0.0.1:${entrance.address?.port}/api/sync`, 'ha.example', {
      method: 'POST',
      headers: { 'x-remote-user-id': 'u1', ...(site !== undefined && { 'sec-fetch-site': site }) },
    });
  const [foreign, neighbour] = [await sync('cross-site'), await sync('same-site')];
  const [own, program] = [await sync('same-origin'), await sync()];
  await entrance.stop();
  expect([foreign, neighbour]).toEqual([403, 403]);
  expect([own, program].filter((status) => status === 403)).toEqual([]);
});
