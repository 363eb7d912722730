import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { plan, type PlannedStream } from '../../src/health/plan.ts';
import { policyOf } from '../../src/health/policy.ts';
import { record, type Observation } from '../../src/health/record.ts';
import { decodeSamples, encodeSamples } from '../../src/health/sample-blob.ts';
import { openHealthDatabase } from '../../src/health/schema.ts';
import { recordReader } from '../../src/health/stream-row.ts';
import { uptimeShares } from '../../src/health/uptime.ts';
import type { ErrorCode } from '../../src/kernel/errors.ts';
import { silentLog } from '../../src/kernel/log.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../src/kernel/units.ts';
import type { ChannelId, ProviderId, StreamId } from '../../src/model/ids.ts';
import { temporaryFolder } from '../fakes/folder.ts';

const NOW = Date.UTC(2026, 10, 25, 12);
const PROVIDER = 'one' as ProviderId;
const policy = policyOf({ failuresUntilDead: 3, startMinute: 180, zone: 'UTC' });

function open() {
  const database = openHealthDatabase(join(temporaryFolder(), 'health.sqlite'), silentLog);
  onTestFinished(() => database.close());
  return database;
}

const planned = (id: number, more: Partial<PlannedStream> = {}): PlannedStream => ({
  id: id as StreamId,
  providerId: PROVIDER,
  channelId: (id * 10) as ChannelId,
  place: 0,
  name: `Channel ${id} HD`,
  url: `http://tv.test/${id}`,
  ...more,
});
const seen = (id: number, at: number, code: ErrorCode | null = null, more: Partial<Observation> = {}): Observation => ({
  streamId: id as StreamId,
  providerId: PROVIDER,
  at,
  kind: 'check',
  code,
  latencyMs: code === null ? 240 : null,
  ...more,
});
const options = { now: NOW, quietHours: policy.quietHours };

test('what is written of a stream is read back', async () => {
  const database = open();
  await plan(database, [planned(1)], options);
  record(database, [seen(1, NOW), seen(1, NOW + HOUR_MS, 'net.timeout'), seen(1, NOW + 3 * HOUR_MS)], policy);
  const found = recordReader(database)(1 as StreamId)!;
  expect(found).toMatchObject({ name: 'Channel 1 HD', place: 0, isPlanned: true, claim: { resolution: 'hd' } });
  expect(found.standing.samples).toEqual([
    { at: NOW, kind: 'check', code: null, latencyMs: 240 },
    { at: NOW + HOUR_MS, kind: 'check', code: 'net.timeout', latencyMs: null },
    { at: NOW + 3 * HOUR_MS, kind: 'check', code: null, latencyMs: 240 },
  ]);
  expect(uptimeShares(found.standing.uptime, NOW + 4 * HOUR_MS).day).toBe(0.5);
  expect(found.standing.nextAt).toBeGreaterThan(NOW + 9 * HOUR_MS);
});

test('who dies and who comes back is said once', async () => {
  const database = open();
  await plan(database, [planned(1), planned(2)], options);
  const fails = [0, 1, 2, 3].map((nth) => seen(1, NOW + nth * 5 * MINUTE_MS, 'upstream.not-found'));
  const { died, revived } = record(database, [...fails, seen(2, NOW), seen(99, NOW, 'net.reset')], policy);
  expect(died).toEqual([{ streamId: 1, providerId: 'one', channelId: 10, code: 'upstream.not-found' }]);
  expect(revived).toEqual([]);
  expect(record(database, [seen(1, NOW + HOUR_MS)], policy).revived).toMatchObject([{ streamId: 1 }]);
});

test('the same picture from several channels, again and again, is a clip and no life', async () => {
  const database = open();
  await plan(
    database,
    [1, 2, 3].map((id) => planned(id)),
    options,
  );
  const shown = (id: number, at: number) => seen(id, at, null, { mark: 'offline' });
  record(database, [shown(1, NOW), shown(2, NOW + MINUTE_MS)], policy);
  const read = recordReader(database);
  expect(read(2 as StreamId)!.standing.samples.at(-1)!.code).toBe('upstream.clip');
  expect(read(1 as StreamId)!.standing.nextAt).toBeLessThanOrEqual(NOW + MINUTE_MS); // it is looked at again
  record(database, [shown(1, NOW + 2 * MINUTE_MS), shown(3, NOW + DAY_MS)], policy);
  expect([1, 3].map((id) => read(id as StreamId)!.standing.samples.at(-1)!.code)).toEqual([
    'upstream.clip',
    'upstream.clip',
  ]);
  record(database, [seen(3, NOW + 2 * DAY_MS, null, { mark: 'live again' })], policy);
  expect(read(3 as StreamId)!.standing.failures).toBe(0);
});

test('one channel listed three times shows the same picture at the same moment, and lives', async () => {
  const database = open();
  await plan(
    database,
    [1, 2, 3].map((id) => planned(id)),
    options,
  );
  const batch = [1, 2, 3].map((id) => seen(id, NOW + id * SECOND_MS, null, { mark: 'a goal' }));
  record(database, batch, policy);
  expect(recordReader(database)(3 as StreamId)!.standing.failures).toBe(0);
});

test('streams of one channel may show the same picture as often as they like', async () => {
  const database = open();
  await plan(
    database,
    [1, 2].map((id) => planned(id, { channelId: 5 as ChannelId, place: id - 1 })),
    options,
  );
  record(database, [seen(1, NOW, null, { mark: 'card' }), seen(2, NOW + HOUR_MS, null, { mark: 'card' })], policy);
  expect(recordReader(database)(2 as StreamId)!.standing.failures).toBe(0);
});

test('a plan keeps what is known, and lets what left the lineup rest until it is forgotten', async () => {
  const database = open();
  const read = recordReader(database);
  expect(await plan(database, [planned(1), planned(2), planned(1, { channelId: 7 as ChannelId })], options)).toBe(2);
  record(database, [seen(1, NOW), seen(2, NOW)], policy);
  await plan(database, [planned(1, { place: 4, name: 'Renamed UHD' })], options);
  expect(read(1 as StreamId)).toMatchObject({ place: 4, name: 'Renamed UHD', isPlanned: true });
  expect(read(1 as StreamId)!.standing.samples).toHaveLength(1);
  expect(read(2 as StreamId)).toMatchObject({ isPlanned: false });
  await plan(database, [planned(1)], { ...options, now: NOW + 31 * DAY_MS });
  expect(read(2 as StreamId)).toBeUndefined();
});

test('a stream that becomes a candidate is looked at soon', async () => {
  const database = open();
  const read = recordReader(database);
  await plan(database, [planned(1, { place: 5 })], options);
  expect(read(1 as StreamId)!.standing.nextAt).toBeGreaterThan(NOW + 14 * HOUR_MS);
  await plan(database, [planned(1, { place: 1 })], options);
  expect(read(1 as StreamId)!.standing.nextAt).toBeLessThanOrEqual(NOW + 2 * HOUR_MS);
});

test('a code that a newer Masthead has written is a failure all the same', () => {
  const bytes = encodeSamples([{ at: NOW, kind: 'viewer', code: 'net.reset', latencyMs: 999_999 }]);
  bytes[7] = 250;
  expect(decodeSamples(bytes)).toEqual([{ at: NOW, kind: 'viewer', code: 'internal', latencyMs: 262_136 }]);
});
