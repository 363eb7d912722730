// Favourites over the API and as a playlist: of whoever asks, as far as it may watch them.

import { expect, test } from 'vitest';
import { systemClock } from '../../src/kernel/clock.ts';
import { printChannelId } from '../../src/model/ids.ts';
import { printTitleId } from '../../src/model/title.ts';
import { createM3uOutput } from '../../src/outputs/m3u/m3u.ts';
import { ADA, tokenAs } from '../fakes/api-people.ts';
import { news, sea, sport, type ApiRooms } from '../fakes/api-rooms.ts';
import { startLan } from '../fakes/lan-server.ts';

const [first, second, movie] = [printChannelId(news.id), printChannelId(sport.id), printTitleId(sea.id)];

async function setUp() {
  let rooms: ApiRooms | undefined;
  const output = createM3uOutput({
    lineup: () => rooms!.lineup.snapshot,
    favouritesOf: (id) => rooms!.accounts.favourites.idsOf(id),
    library: { ...libraryOf(() => rooms!), state: { revision: 'l1' } },
    play: () => new Response('video'),
    playFile: () => Promise.resolve(new Response('file')),
    clock: systemClock,
    baseUrl: '',
  });
  const lan = await startLan({ outputs: [output] });
  ({ rooms } = lan);
  const token = await tokenAs(lan, 'viewer');
  const asAda = async (method: string, path: string, body?: unknown): Promise<Response> =>
    await fetch(`${lan.url}/api${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  return { ...lan, asAda };
}

const libraryOf = (rooms: () => ApiRooms) => ({
  title: (id: Parameters<ApiRooms['library']['title']>[0]) => rooms().library.title(id),
  episodes: () => [],
});

interface Listed {
  readonly items: readonly { readonly id: string; readonly favourite?: boolean; readonly available?: boolean }[];
}
const idsOf = async (answer: Promise<Response>): Promise<string[]> =>
  ((await (await answer).json()) as Listed).items.map(({ id }) => id);

test('a viewer has favourites of its own; others are an admin’s business', async () => {
  const { asAda, api } = await setUp();
  expect((await asAda('PUT', `/favourites/${second}`)).status).toBe(200);
  expect((await asAda('PUT', `/favourites/${first}`)).status).toBe(200);
  expect((await asAda('PUT', `/favourites/${movie}?before=${first}`)).status).toBe(200);
  expect(await idsOf(asAda('GET', '/favourites'))).toEqual([second, movie, first]);
  expect(await idsOf(asAda('GET', '/favourites?kind=channel'))).toEqual([second, first]);
  expect(await idsOf(api('GET', '/favourites'))).toEqual([]);
  expect(await idsOf(api('GET', `/favourites?person_id=${ADA}`))).toEqual([second, movie, first]);
  const { id } = (await (await api('GET', '/me')).json()) as { id: string };
  expect((await asAda('GET', `/favourites?person_id=${id}`)).status).toBe(403);
  expect((await asAda('PUT', `/favourites/${first}?person_id=${id}`)).status).toBe(403);
  expect((await api('DELETE', `/people/${ADA}`)).status).toBe(204);
  expect(await idsOf(api('GET', '/favourites'))).toEqual([]);
});

test('lists of channels say which are favourites of whoever asks', async () => {
  const { asAda, api, rooms } = await setUp();
  await asAda('PUT', `/favourites/${second}`);
  expect(await idsOf(asAda('GET', '/me/channels?favourite=true'))).toEqual([second]);
  expect(await idsOf(asAda('GET', '/me/channels?favourite=false'))).toEqual([first]);
  await api('PUT', `/favourites/${first}`);
  const { items } = (await (await api('GET', '/channels?favourite=true')).json()) as Listed;
  expect(items.map(({ favourite }) => favourite)).toEqual([true, false]); // the fake lineup does not filter
  expect(rooms.calls.queries.at(-1)).toMatchObject({ among: { ids: [news.id], isIn: true } });
});

test('as a playlist: in their order, with the token in every address, without what may not be watched', async () => {
  const { asAda, rooms, url } = await setUp();
  await asAda('PUT', '/favourites', { ids: [movie, second, first] });
  const scopes = ['stream'] as const;
  const { token } = await rooms.accounts.apiTokens.add({ personId: ADA, name: 'TV', scopes, expiresAt: null });
  const address = `${url}/favourites.m3u?token=${token}`;
  const answer = await fetch(address);
  const lines = (await answer.text()).split('\n').filter((line) => line.startsWith('http'));
  expect(lines).toEqual([
    `${url}/stream/${second}.ts?token=${token}`,
    `${url}/stream/${first}.ts?token=${token}`,
    `${url}/vod/${movie}.mkv?token=${token}`,
  ]);
  const etag = answer.headers.get('etag') ?? '';
  expect((await fetch(address, { headers: { 'if-none-match': etag } })).status).toBe(304);
  await rooms.accounts.people.patch(ADA, { groups: ['Games'], title_groups: [] });
  const fewer = await fetch(address, { headers: { 'if-none-match': etag } });
  expect((await fewer.text()).split('\n').filter((line) => line.startsWith('http'))).toEqual([
    `${url}/stream/${second}.ts?token=${token}`,
  ]);
  const listed = (await (await asAda('GET', '/favourites')).json()) as Listed;
  expect(listed.items.map(({ available }) => available)).toEqual([false, true, false]);
  expect((await asAda('PUT', `/favourites/${first}`)).status).toBe(404); // it may not watch this one
  expect((await fetch(`${url}/favourites.m3u`)).status).toBe(401);
});
