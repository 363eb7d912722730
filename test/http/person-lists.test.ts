// Lists by a token in the address: what its person may watch, and nothing once it is taken back.

import { expect, test } from 'vitest';
import { systemClock } from '../../src/kernel/clock.ts';
import { noFavourites } from '../../src/model/favourite.ts';
import { printChannelId } from '../../src/model/ids.ts';
import type { Rights, Scope } from '../../src/model/person.ts';
import { addDocumentRoutes, type DocumentPorts } from '../../src/outputs/hdhomerun/document-routes.ts';
import { createM3uOutput } from '../../src/outputs/m3u/m3u.ts';
import { ADA } from '../fakes/api-people.ts';
import { startLan } from '../fakes/lan-server.ts';
import { channelOf, lineupOf } from '../fakes/lineup-of.ts';

const [news, late] = [channelOf('1', 'News', { group: 'News' }), channelOf('2', 'Late', { group: 'Adult' })];

test('a playlist of one person: its groups, its token in every address, gone with the token', async () => {
  const played: (Rights | undefined)[] = [];
  const output = createM3uOutput({
    lineup: () => lineupOf([news, late]),
    favouritesOf: () => noFavourites,
    library: { title: () => undefined, episodes: () => [], state: { revision: '' } },
    play: (c) => {
      played.push(c.var.rights);
      return new Response('video');
    },
    playFile: () => Promise.resolve(new Response('file')),
    clock: systemClock,
    baseUrl: '',
  });
  const { url, rooms } = await startLan({ outputs: [output] });
  await rooms.settings.patch({ access: 'login' });
  await rooms.accounts.people.patch(ADA, { groups: ['News'], max_streams: 2, priority: 3 });
  const { stored, token } = await rooms.accounts.apiTokens.add({
    personId: ADA,
    name: 'TV',
    scopes: ['stream'],
    expiresAt: null,
  });
  const playlist = await (await fetch(`${url}/playlist.m3u?token=${token}`)).text();
  expect(playlist).toContain(`/guide.xml?token=${token}`);
  expect(playlist).not.toContain('Late');
  const address = playlist.split('\n').find((line) => line.includes('/stream/'))!;
  expect(await (await fetch(address)).text()).toBe('video');
  expect(played).toMatchObject([{ id: ADA, maxStreams: 2, priority: 3 }]);
  expect((await fetch(`${url}/stream/${printChannelId(late.id)}.ts?token=${token}`)).status).toBe(404);
  expect((await fetch(`${url}/api/people?token=${token}`)).status).toBe(401);
  await rooms.accounts.people.patch(ADA, { contents: ['movies'] }); // no channel at all
  expect(await (await fetch(`${url}/playlist.m3u?token=${token}`)).text()).not.toContain('/stream/');
  expect((await fetch(address)).status).toBe(404);
  await rooms.accounts.people.patch(ADA, { contents: ['live'] });
  expect((await fetch(address)).status).toBe(200);
  await rooms.accounts.apiTokens.remove(({ id }) => id === stored.id);
  expect((await fetch(address)).status).toBe(401);
  await rooms.settings.patch({ access: 'everyone' });
  expect((await fetch(address)).status).toBe(401);
});

test.each(['json', 'xml', 'm3u'])(
  "a tuner's lineup.%s of one person: its groups, its token in every address",
  async (kind) => {
    const ports = { lineup: () => lineupOf([news, late]), baseUrl: () => 'http://home' } as unknown as DocumentPorts;
    const { url, rooms } = await startLan({
      outputs: [{ name: 'tuner', routes: (lan) => addDocumentRoutes(lan, ports) }],
    });
    await rooms.accounts.people.patch(ADA, { groups: ['News'] });
    const made = { personId: ADA, name: 'TV', scopes: ['stream'] as const, expiresAt: null };
    const { token } = await rooms.accounts.apiTokens.add(made);
    const hers = await (await fetch(`${url}/lineup.${kind}?token=${token}`)).text();
    expect(hers).toContain(`http://home/auto/v1?token=${token}`);
    expect(hers).not.toContain('Late');
    const all = await (await fetch(`${url}/lineup.${kind}`)).text();
    expect([all.includes('Late'), all.includes('token')]).toEqual([true, false]);
  },
);

test('figures of who watches what are for whose role may look, whatever the token is for', async () => {
  const metrics = {
    name: 'metrics',
    routes: (lan: Parameters<typeof addDocumentRoutes>[0]) => void lan.get('/metrics', (c) => c.text('1')),
  };
  const { url, rooms } = await startLan({ outputs: [metrics] });
  await rooms.settings.patch({ access: 'login' });
  const status = async (scope: Scope): Promise<number> => {
    const made = { personId: ADA, name: scope, scopes: [scope], expiresAt: null };
    const { token } = await rooms.accounts.apiTokens.add(made);
    return (await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${token}` } })).status;
  };
  await rooms.accounts.people.patch(ADA, { role: 'member', groups: null });
  expect([await status('read'), await status('stream')]).toEqual([200, 200]);
  await rooms.accounts.people.patch(ADA, { groups: ['News'] });
  expect([await status('read'), await status('stream')]).toEqual([403, 403]);
});
