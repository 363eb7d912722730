// Lists of the past from an archive that knows a start only: one part, whose address leads to the past again.

import { expect, test } from 'vitest';
import type { Playable } from '../../../src/outputs/play-file.ts';
import type { XtreamPorts } from '../../../src/outputs/xtream/ports.ts';
import { smallIdsOf } from '../../../src/outputs/xtream/small-ids.ts';
import { createXtreamOutput } from '../../../src/outputs/xtream/xtream.ts';
import { ask, startLanListener } from '../../fakes/lan-listener.ts';
import { channelOf, lineupOf } from '../../fakes/lineup-of.ts';
import { createTurnedClock } from '../../fakes/turned-clock.ts';

const LINEUP = lineupOf([channelOf('1', 'News', { catchupDays: 2 }), channelOf('2', 'No archive')]);
const NOW = Date.UTC(2026, 10, 23, 12);
const START = Date.UTC(2026, 10, 23, 11, 0, 30) / 1_000;

const master = (): Response => new Response('live');

async function setUp() {
  const played: Playable[] = [];
  const ports: Partial<XtreamPorts> = {
    lineup: () => LINEUP,
    userOf: () => ({ name: 'a', groups: null, titleGroups: null, maxConnections: 1, expiresAt: null }),
    playFile: (_c, what) => {
      played.push(what);
      return Promise.resolve(new Response('past'));
    },
    playHls: { master, playlist: master, segment: master } as unknown as XtreamPorts['playHls'],
    hasSlices: () => false,
    baseUrl: '',
    clock: createTurnedClock(NOW),
  };
  const { url } = await startLanListener([createXtreamOutput(ports as XtreamPorts)]);
  const ids = await smallIdsOf(LINEUP);
  const [news, other] = LINEUP.channels.map((channel) => ids.numberOf(channel));
  return { url, news, other, played };
}

test('a programme is one part, and so is what is asked for by the time of day', async () => {
  const { url, news, played } = await setUp();
  for (const [path, minutes] of [
    [`/timeshift/a/b/30/${START}/${news}.m3u8`, 30],
    [`/live/a/b/${news}.m3u8?utc=${START}`, 60],
  ] as const) {
    const list = await ask(url + path);
    expect(list.headers['content-type']).toBe('application/vnd.apple.mpegurl');
    const parts = list.text.split('\n').filter((line) => line.startsWith('/'));
    expect(parts).toEqual([`/timeshift/a/b/${minutes}/${START}/${news}.ts`]);
    expect((await ask(url + parts[0]!)).text).toBe('past');
    expect(played.pop()).toMatchObject({ kind: 'archive', startAt: START * 1_000, durationMs: minutes * 60_000 });
  }
});

test('a channel without an archive has no list of its past', async () => {
  const { url, other, played } = await setUp();
  expect((await ask(`${url}/timeshift/a/b/30/${START}/${other}.m3u8`)).status).toBe(404);
  expect(played).toEqual([]);
});
