// Who watches what, as the viewing history is told it: files too, under the names of things as they are now.

import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openViewingHistory, type OnAir } from '../../src/app/viewing.ts';
import { silentLog } from '../../src/kernel/log.ts';
import { MINUTE_MS, SECOND_MS } from '../../src/kernel/units.ts';
import { printChannelId, type ProviderId, type StreamId } from '../../src/model/ids.ts';
import { printEpisodeId, printTitleId, type EpisodeId, type Title, type TitleId } from '../../src/model/title.ts';
import { createSettingsStore } from '../../src/storage/settings-store.ts';
import type { FileView } from '../../src/streaming/files/file-meter.ts';
import type { SessionView } from '../../src/streaming/session-view.ts';
import { sea } from '../fakes/api-rooms.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { channelOf, lineupOf } from '../fakes/lineup-of.ts';
import { pool } from '../fakes/pools.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';

const news = channelOf('1', 'News');
const film: Title = { ...sea, detail: { runtimeMinutes: 100 } };
const show: Title = { ...sea, id: 5 as TitleId, kind: 'series', name: 'Hills' };
const episode = { titleId: show.id, season: 1, episode: 2, durationSeconds: 0 };
const PAST_AT = Date.UTC(2026, 10, 22);

async function setUp() {
  const folder = temporaryFolder();
  const clock = createTurnedClock();
  const settings = await createSettingsStore({ settings: join(folder, 'settings.json') }, silentLog);
  let views: readonly FileView[] = [];
  let sessions: readonly SessionView[] = [];
  const onAir = {
    hub: { sessions: () => sessions },
    relay: { views: () => views },
    lineup: { snapshot: lineupOf([news]), channel: () => undefined },
    library: {
      title: (id: TitleId) => [film, show].find((title) => title.id === id),
      episode: (id: EpisodeId) => ((id as number) === 9 ? { episode, versions: [] } : undefined),
    },
    countries: { of: (address: string) => (address === '192.0.2.1' ? 'DE' : null) },
  } as unknown as OnAir;
  const wishes = { ada: true };
  const listeners: (() => void)[] = [];
  const accounts = {
    people: {
      get: () => ({ keeps_history: wishes.ada }),
      list: () => [{ id: 'ada', keeps_history: wishes.ada }],
      onChanged: (listener: () => void) => (listeners.push(listener), () => undefined),
    },
  } as unknown as Parameters<typeof openViewingHistory>[1]['accounts'];
  const wish = (keeps: boolean): void => {
    wishes.ada = keeps;
    for (const listener of listeners) listener();
  };
  const stops: (() => Promise<void> | void)[] = [];
  const rooms = { ...onAir, paths: { viewing: join(folder, 'viewing.sqlite') }, reads: pool, settings, accounts };
  const viewing = openViewingHistory({ clock, log: silentLog }, rooms, stops);
  viewing.start();
  onTestFinished(async () => {
    for (const stop of stops) await stop();
  });
  const watch = async (...keys: readonly string[]): Promise<void> => {
    views = keys.map((key, at) => fileOf(key, at, clock.now()));
    for (let left = MINUTE_MS; left > 0; left -= 10 * SECOND_MS) await clock.advanceAsync(10 * SECOND_MS);
    await viewing.flush();
  };
  /** One look at a channel on air. */
  const air = async (session: Partial<SessionView>): Promise<void> => {
    sessions = [{ ...onChannel, ...session } as SessionView];
    await clock.advanceAsync(10 * SECOND_MS);
  };
  return { viewing, settings, watch, wish, air };
}

const onChannel = {
  channel_id: news.id,
  state: 'on-air',
  stream_id: 1 as StreamId,
  provider_id: 'one' as ProviderId,
  stream_name: 'News',
  failover_count: 0,
  stall_count: 0,
  viewers: [{ id: 'v1', person: null, address: '192.0.2.1', user_agent: 'Kodi', via: 'm3u', since: 0, bytes_sent: 0 }],
};

const fileOf = (key: string, at: number, since: number): FileView => ({
  id: `f${at}`,
  key,
  viewer: {
    address: '192.0.2.1',
    userAgent: 'Kodi',
    via: 'vod',
    account: { id: 'ada', name: 'Ada', maxStreams: null, pass: null },
  },
  since,
  bytes_sent: 1_000,
  source: { streamId: 3 as StreamId, providerId: 'one' as ProviderId, name: 'EN: Sea' },
  failover_count: 0,
  stall_count: 0,
  progress: 0.25,
});

test('movies, episodes and the past are known by their names; of a movie also how far it is', async () => {
  const { viewing, watch } = await setUp();
  const movie = printTitleId(film.id);
  await watch(movie, printEpisodeId(9 as EpisodeId), `${printChannelId(news.id)}@${PAST_AT}+3600000`, 't00000000404');
  const { items } = await viewing.list({ limit: 9 });
  expect(new Set(items.map(({ kind, name, past_at: pastAt }) => `${kind} ${name} ${pastAt}`))).toEqual(
    new Set([`archive News ${PAST_AT}`, 'episode Hills S01 E02 null', 'movie Sea (2010) null']),
  );
  expect(items[0]).toMatchObject({ person: { name: 'Ada' }, country: 'DE', bytes: 1_000, provider_id: 'one' });
  expect(viewing.places('ada')).toMatchObject([{ itemId: movie, positionSeconds: 1_500, durationSeconds: 6_000 }]);
});

test('a stream that is only tried in place of a lost one is not watched yet: the trouble stays with the one that was lost', async () => {
  const { viewing, air } = await setUp();
  const other = { stream_id: 2 as StreamId, provider_id: 'two' as ProviderId };
  await air({});
  await air({ ...other, state: 'recovering', stall_count: 1 });
  await air({ ...other, stall_count: 1, failover_count: 1 });
  await viewing.flush();
  const asked = { by: 'provider', fromDay: 0, untilDay: 99_999_999, sort: 'key', limit: 9 } as const;
  const { items } = await viewing.statistics(asked);
  expect(items.map((one) => [one.key, one.watched_seconds, one.failovers, one.stalls])).toEqual([
    ['one', 20, 1, 1],
    ['two', 10, 0, 0],
  ]);
});

test('the switch that keeps nothing of people also deletes what was kept', async () => {
  const { viewing, settings, watch } = await setUp();
  await watch(printTitleId(film.id));
  await settings.patch({ history: { personal: false } });
  await expect.poll(async () => (await viewing.list({ limit: 9 })).total).toBe(0);
  expect(viewing.places('ada')).toEqual([]);
  await watch(printTitleId(film.id));
  expect((await viewing.list({ limit: 9 })).total).toBe(0);
});

test('whoever wants no history has none, and keeps counting without a name', async () => {
  const { viewing, watch, wish } = await setUp();
  await watch(printTitleId(film.id));
  wish(false);
  await expect.poll(async () => (await viewing.list({ limit: 9 })).total).toBe(0);
  expect(viewing.places('ada')).toEqual([]);
  await viewing.report({ person: 'ada', item: 't1', name: 'Sea', positionSeconds: 5, durationSeconds: 10 });
  await watch(printTitleId(film.id));
  expect([(await viewing.list({ limit: 9 })).total, viewing.places('ada')]).toEqual([0, []]);
  const { items } = await viewing.statistics({ by: 'person', fromDay: 0, untilDay: 99_999_999, sort: 'key', limit: 9 });
  expect(items).toMatchObject([{ key: '', name: '', viewings: 2 }]);
  wish(true);
  await watch(printTitleId(film.id));
  expect((await viewing.list({ limit: 9 })).items).toMatchObject([{ person: { id: 'ada' } }]);
});
