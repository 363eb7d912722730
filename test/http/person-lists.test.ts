// Lists by a token in the address: what its person may watch, and nothing once it is taken back.

import { expect, test } from 'vitest';
import { systemClock } from '../../src/kernel/clock.ts';
import { noFavourites } from '../../src/model/favourite.ts';
import { printChannelId } from '../../src/model/ids.ts';
import type { Rights } from '../../src/model/person.ts';
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
  await rooms.accounts.apiTokens.remove(({ id }) => id === stored.id);
  expect((await fetch(address)).status).toBe(401);
  await rooms.settings.patch({ access: 'everyone' });
  expect((await fetch(address)).status).toBe(401);
});
