// A channel that has become part of another: what players hold of it, for days in lists of their own, leads to that one.

import { expect, test } from 'vitest';
import { printChannelId } from '../../src/model/ids.ts';
import { xmltvId, type LineupSnapshot } from '../../src/model/channel.ts';
import { createHlsOutput, type HlsPorts } from '../../src/outputs/hls/hls.ts';
import { addLiveRoutes } from '../../src/outputs/hdhomerun/live-routes.ts';
import { Tuners } from '../../src/outputs/hdhomerun/tuners.ts';
import { createM3uOutput, type M3uPorts } from '../../src/outputs/m3u/m3u.ts';
import type { Play } from '../../src/outputs/play.ts';
import type { XtreamPorts } from '../../src/outputs/xtream/ports.ts';
import { smallIdsOf } from '../../src/outputs/xtream/small-ids.ts';
import { createXtreamOutput } from '../../src/outputs/xtream/xtream.ts';
import { ask, startLanListener } from '../fakes/lan-listener.ts';
import { channelOf, lineupOf } from '../fakes/lineup-of.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';

const NOW = channelOf('1', 'News', { group: 'News' });
const FORMER = channelOf('7', 'News HD', { group: 'Open to all' });
const LINEUP: LineupSnapshot = lineupOf([NOW], 'r2', {
  byId: new Map([[FORMER.id, NOW.id]]),
  byNumber: new Map([[FORMER.number, NOW.id]]),
});

const lineup = (): LineupSnapshot => LINEUP;

async function setUp(groups: readonly string[] | null = null) {
  const played: string[] = [];
  const listed: string[] = [];
  const play: Play = (_c, { channelId }) => {
    played.push(printChannelId(channelId));
    return Promise.resolve(new Response('on air'));
  };
  const clock = createTurnedClock();
  const joined: string[] = [];
  const hub: HlsPorts['hub'] = {
    join: (channelId) => {
      joined.push(printChannelId(channelId));
      return Promise.reject(new Error('nothing is on'));
    },
  };
  const rights = { id: 'u1', name: 'a', groups, contents: ['live'], titleGroups: null } as never;
  const xtream: Partial<XtreamPorts> = {
    lineup,
    play,
    userOf: () => ({ name: 'a', groups, titleGroups: null, maxConnections: 1, expiresAt: null }),
    programmes: ({ id }) => {
      listed.push(printChannelId(id));
      return [];
    },
    wantGuide: () => undefined,
    baseUrl: '',
    clock,
  };
  const hls: Partial<HlsPorts> = { lineup, hub, wayOf: () => undefined, clock, maxBytes: 1e6, isFull: () => false };
  const tuners = new Tuners(clock, () => 4);
  const { url } = await startLanListener([
    { name: 'rights', routes: (lan) => void lan.use((c, next) => (c.set('rights', rights), next())) },
    createM3uOutput({ lineup, play, clock, baseUrl: '' } as Partial<M3uPorts> as M3uPorts),
    createHlsOutput(hls as HlsPorts),
    { name: 'tuner', routes: (lan) => addLiveRoutes(lan, { lineup, play, tuners, onExhausted: () => undefined }) },
    createXtreamOutput(xtream as XtreamPorts),
  ]);
  const former = await smallIdsOf(lineupOf([FORMER]));
  return { url, played, joined, listed, number: former.numberOf(FORMER) };
}

const now = printChannelId(NOW.id);
const before = printChannelId(FORMER.id);

test('its stream, its number and its number for Xtream players lead on', async () => {
  const { url, played, joined, listed, number } = await setUp();
  for (const path of [`/stream/${before}.ts`, '/auto/v7', '/tuner2/v7', `/live/a/b/${number}.ts`, `/a/b/${number}`]) {
    expect([path, (await ask(url + path)).status]).toEqual([path, 200]);
  }
  expect(played).toEqual([now, now, now, now, now]);
  await ask(`${url}/stream/${before}.m3u8`);
  expect(joined).toEqual([now]);
  for (const id of [String(number), xmltvId(FORMER.id)]) {
    await ask(`${url}/player_api.php?username=a&password=b&action=get_short_epg&stream_id=${id}`);
  }
  expect(listed).toEqual([now, now]);
});

test('who may not watch the channel that it is now does not get in by the one that it was', async () => {
  const { url, played, joined, number } = await setUp([FORMER.group]);
  for (const path of [`/stream/${before}.ts`, `/stream/${before}.m3u8`, `/live/a/b/${number}.ts`]) {
    expect([path, (await ask(url + path)).status]).toEqual([path, 404]);
  }
  expect([played, joined]).toEqual([[], []]);
});
