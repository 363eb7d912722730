import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { listWorst, readBriefs, UNKNOWN } from '../../src/health/brief.ts';
import { plan, type PlannedStream } from '../../src/health/plan.ts';
import { policyOf } from '../../src/health/policy.ts';
import { sumHealth } from '../../src/health/query.ts';
import { record, type Observation } from '../../src/health/record.ts';
import { openHealthDatabase } from '../../src/health/schema.ts';
import type { ErrorCode } from '../../src/kernel/errors.ts';
import { silentLog } from '../../src/kernel/log.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/kernel/units.ts';
import { printChannelId, type ChannelId, type ProviderId, type StreamId } from '../../src/model/ids.ts';
import { temporaryFolder } from '../fakes/folder.ts';

const NOW = Date.UTC(2026, 10, 25, 12);
const PROVIDER = 'one' as ProviderId;
const policy = policyOf({ failuresUntilDead: 3, startMinute: 180, zone: 'UTC' });

const planned = (id: number, channel: number, name = 'News HD'): PlannedStream => ({
  id: id as StreamId,
  providerId: PROVIDER,
  channelId: channel as ChannelId,
  place: 0,
  name,
  url: `http://tv.test/${id}`,
});
const seen = (id: number, at: number, code: ErrorCode | null = null): Observation => ({
  streamId: id as StreamId,
  providerId: PROVIDER,
  at,
  kind: 'check',
  code,
  latencyMs: code === null ? 240 : null,
});
const dying = (id: number): Observation[] =>
  [0, 10, 30].map((minutes) => seen(id, NOW + minutes * MINUTE_MS, 'upstream.not-found'));

/** 1 lives, 2 is dead (channel 10); 3 is dead (20); 4 fails (30); 5 is not what its name says (40); 6 was never seen (50). */
async function open() {
  const database = openHealthDatabase(join(temporaryFolder(), 'health.sqlite'), silentLog);
  onTestFinished(() => database.close());
  const streams = [
    planned(1, 10),
    planned(2, 10),
    planned(3, 20),
    planned(4, 30),
    planned(5, 40, 'X FHD'),
    planned(6, 50),
  ];
  await plan(database, streams, { now: NOW, quietHours: policy.quietHours });
  const video = { codec: 'h264', width: 1_280, height: 720, framesPerSecond: 25, isInterlaced: false, hdr: null };
  const probe = { by: 'masthead' as const, video, audio: [], subtitles: [], bitsPerSecond: 4e6 };
  const last = { ...seen(5, NOW + HOUR_MS), probe };
  record(database, [seen(1, NOW), ...dying(2), ...dying(3), seen(4, NOW), seen(4, NOW + 1, 'net.reset'), last], policy);
  return database;
}

/** One alone, and among all others: the same. */
function briefsOf(database: DatabaseSync) {
  const briefs = readBriefs(database);
  const ids = Array.from({ length: 100 }, (_, id) => id);
  return {
    stream: (id: StreamId) => {
      const alone = briefs.streams([id])(id);
      expect(briefs.streams(ids as StreamId[])(id)).toEqual(alone);
      return alone;
    },
    channel: (id: ChannelId) => {
      const alone = briefs.channels([id])(id);
      expect(briefs.channels(ids as ChannelId[])(id)).toEqual(alone);
      return alone;
    },
  };
}

test('a stream’s row says how it stands', async () => {
  const { stream } = briefsOf(await open());
  expect(stream(1 as StreamId)).toMatchObject({ state: 'alive', quality: 560, verdict: 'unknown' });
  expect(stream(2 as StreamId)).toMatchObject({ state: 'dead' });
  expect(stream(4 as StreamId).state).toBe('failing');
  expect(stream(5 as StreamId).verdict).toBe('less');
  expect(stream(6 as StreamId)).toMatchObject({ state: 'unknown', health: null });
  expect(stream(99 as StreamId)).toEqual(UNKNOWN);
});

test('a channel’s row is that of its best stream', async () => {
  const { stream, channel } = briefsOf(await open());
  expect(channel(10 as ChannelId)).toEqual(stream(1 as StreamId));
  expect(channel(20 as ChannelId).state).toBe('dead');
  expect(channel(99 as ChannelId)).toEqual(UNKNOWN);
});

test('a stream that two channels have stands for both', async () => {
  const database = await open();
  const both = [planned(1, 10), planned(3, 20), planned(1, 60), { ...planned(3, 60), place: 1 }, planned(3, 70)];
  await plan(database, both, { now: NOW, quietHours: policy.quietHours });
  const { stream, channel } = briefsOf(database);
  expect(channel(60 as ChannelId)).toEqual(stream(1 as StreamId));
  expect(channel(70 as ChannelId)).toEqual(stream(3 as StreamId));
  expect(listWorst(database, { of: 'channel', state: 'dead' })).toEqual([20, 70]);
  expect(sumHealth(database).deadChannels).toEqual([20, 70].map((id) => printChannelId(id as ChannelId)));
  expect(stream(3 as StreamId).state).toBe('dead');
  await plan(database, [planned(1, 10), planned(3, 20)], { now: NOW, quietHours: policy.quietHours });
  expect(channel(60 as ChannelId)).toEqual(UNKNOWN);
  expect(stream(5 as StreamId)).toEqual(UNKNOWN); // no longer planned
});

test('a provider’s channels are counted whole, also those that share a stream', async () => {
  const database = await open();
  const sums = () => {
    const { channels, deadIn } = sumHealth(database).providers[PROVIDER]!;
    return [channels, deadIn];
  };
  expect(sums()).toEqual([5, 2]);
  const own = [planned(1, 10), planned(2, 10), planned(3, 20), planned(4, 30), planned(5, 40), planned(6, 50)];
  const more = [70, 80, 90].map((channel) => planned(3, channel)); // dead in three more
  const known = [
    { ...planned(2, 30), place: 1 },
    { ...planned(3, 10), place: 2 },
  ]; // 30 had no dead one; 10 had one
  const alive = [planned(1, 95)];
  await plan(database, [...own, ...more, ...known, ...alive], { now: NOW, quietHours: policy.quietHours });
  expect(sums()).toEqual([9, 6]);
});

test('the worst come first, or those in a state, or those that are not what they say', async () => {
  const database = await open();
  expect(listWorst(database, { of: 'stream' })).toHaveLength(5);
  expect(listWorst(database, { of: 'stream' }).slice(0, 2)).toEqual([2, 3]);
  expect(listWorst(database, { of: 'stream', state: 'dead' })).toEqual([2, 3]);
  expect(listWorst(database, { of: 'channel', state: 'dead' })).toEqual([20]);
  expect(listWorst(database, { of: 'channel', verdict: 'less' })).toEqual([40]);
  expect(listWorst(database, { of: 'stream', state: 'unknown' })).toEqual([6]);
  const all = listWorst(database, { of: 'stream' });
  const [low, high] = [{ healthMax: 0 }, { healthMin: 1 }].map((band) =>
    listWorst(database, { of: 'stream', ...band }),
  );
  expect([...low!, ...high!]).toEqual(all);
  expect(low!.length * high!.length).toBeGreaterThan(0);
  expect(listWorst(database, { of: 'channel', qualityMin: 1_001 })).toEqual([]);
  expect(listWorst(database, { of: 'channel', qualityMin: 0, qualityMax: 1_000 }).length).toBeGreaterThan(1);
});
