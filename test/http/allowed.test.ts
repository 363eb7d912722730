// What somebody who is held to some groups is told over the API: those, in lists, in the guide, in the library and nowhere else.

import { expect, test } from 'vitest';
import { printChannelId } from '../../src/model/ids.ts';
import { printTitleId } from '../../src/model/title.ts';
import { ADA, tokenAs } from '../fakes/api-people.ts';
import { news, sea, sport } from '../fakes/api-rooms.ts';
import { startLan } from '../fakes/lan-server.ts';

type Limits = Parameters<Awaited<ReturnType<typeof startLan>>['rooms']['accounts']['people']['patch']>[1];

async function heldTo(limits: Limits, role: 'admin' | 'member' | 'viewer' = 'viewer') {
  const lan = await startLan();
  await lan.rooms.accounts.people.patch(ADA, limits);
  const token = await tokenAs(lan, role);
  const ask = async (method: string, path: string, body?: unknown) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const asked = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
    const response = await fetch(`${lan.url}/api${path}`, asked);
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  return { ...lan, ask };
}

const listings = {
  channel_ids: [printChannelId(news.id), printChannelId(sport.id)],
  from_at: 0,
  until_at: 3_600_000,
};
const idsOf = (body: Record<string, unknown>): unknown[] =>
  (body['items'] as Record<string, unknown>[]).map(({ channel_id: id }) => id);

test('the guide leaves out what somebody may not watch, and the groups are his', async () => {
  const { ask } = await heldTo({ groups: [sport.group] });
  expect(idsOf((await ask('POST', '/guide/listings', listings)).body)).toEqual([printChannelId(sport.id)]);
  expect((await ask('GET', '/me/groups')).body).toEqual({ items: [sport.group] });
  const { ask: deaf } = await heldTo({ contents: ['movies'] });
  expect(idsOf((await deaf('POST', '/guide/listings', listings)).body)).toEqual([]);
  expect((await deaf('GET', '/me/channels?search=news')).body).toMatchObject({ items: [], total: 0 });
});

test('a search among one’s channels is held to one’s groups', async () => {
  const { ask, rooms } = await heldTo({ groups: [sport.group] });
  await ask('GET', '/me/channels?search=ne&cursor=abc&limit=20');
  expect(rooms.calls.queries.at(-1)).toMatchObject({
    search: 'ne',
    groups: [sport.group],
    enabled: true,
    present: true,
    cursor: 'abc',
    limit: 20,
  });
});

test('whoever goes to a place among one’s channels says how many to pass over, with and without a search', async () => {
  const { ask, rooms } = await heldTo({});
  const [first, second] = (await ask('GET', '/me/channels')).body['items'] as { id: string }[];
  expect(second!.id).not.toBe(first!.id);
  expect((await ask('GET', '/me/channels?offset=1&limit=1')).body).toMatchObject({ items: [second] });
  await ask('GET', '/me/channels?search=ne&offset=200');
  expect(rooms.calls.queries.at(-1)).toMatchObject({ search: 'ne', offset: 200 });
});

test('the library is held to kinds and categories, and does not say where things are from', async () => {
  const { ask, rooms } = await heldTo({ contents: ['movies'], title_groups: ['Kids'] });
  await ask('GET', '/titles');
  expect(rooms.calls.queries.at(-1)).toMatchObject({ within: { kinds: ['movie'], groups: ['Kids'] } });
  expect((await ask('GET', `/titles/${printTitleId(sea.id)}`)).status).toBe(404);
  expect((await ask('GET', '/title-groups')).body).toEqual({ movie: [], series: [] });
  const refused = { status: 404, body: { code: 'title.unknown' } };
  expect(await ask('PUT', `/favourites/${printTitleId(sea.id)}`)).toMatchObject(refused);
  const place = { position_seconds: 60, duration_seconds: 600 };
  expect(await ask('PUT', `/resume/${printTitleId(sea.id)}`, place)).toMatchObject(refused);
  const all = await heldTo({});
  const [seen, asAdmin] = [
    await all.ask('GET', `/titles/${printTitleId(sea.id)}`),
    await all.api('GET', `/titles/${printTitleId(sea.id)}`),
  ];
  expect(seen.body['versions']).toEqual([]);
  expect(((await asAdmin.json()) as { versions: unknown[] }).versions).not.toEqual([]);
});

test('a member who is held to some groups may do what a viewer may; an admin is held to nothing', async () => {
  const { ask } = await heldTo({ groups: [sport.group] }, 'member');
  expect((await ask('GET', '/channels')).status).toBe(403);
  expect((await ask('GET', '/me')).body).toMatchObject({ role: 'member', may: ['me', 'mine', 'own'] });
  const free = await heldTo({}, 'member');
  expect((await free.ask('GET', '/channels')).status).toBe(200);
  const admin = await heldTo({ groups: [sport.group] }, 'admin');
  expect((await admin.ask('GET', '/channels')).status).toBe(200);
  expect(idsOf((await admin.ask('POST', '/guide/listings', listings)).body)).toHaveLength(2);
});
