// Once a day: which channels have a better stream, what it is told for, and what stands in the way.

import type { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openBook } from '../../src/health/book.ts';
import { plan, type PlannedStream } from '../../src/health/plan.ts';
import { policyOf } from '../../src/health/policy.ts';
import { record, type Observation } from '../../src/health/record.ts';
import { openHealthDatabase } from '../../src/health/schema.ts';
import { upgrade, type Upgrade, type UpgradeInput } from '../../src/health/upgrade.ts';
import type { ErrorCode } from '../../src/kernel/errors.ts';
import { silentLog } from '../../src/kernel/log.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/kernel/units.ts';
import { printChannelId, printStreamId, type ChannelId, type ProviderId, type StreamId } from '../../src/model/ids.ts';
import { taskRef } from '../../src/workers/pool.ts';
import { pool } from '../fakes/pools.ts';
import { taskUrl } from '../../src/workers/task.ts';
import { temporaryFolder } from '../fakes/folder.ts';

const NOW = Date.UTC(2026, 10, 25, 12);
const CHANNEL = 5 as ChannelId;
const policy = policyOf({ failuresUntilDead: 3, startMinute: 180, zone: 'UTC' });
const stream = (id: number): StreamId => id as StreamId;
const up = { place: 0, cost: 0, freeSlots: null, isDown: false };
const input = (more: Partial<UpgradeInput> = {}): UpgradeInput => ({
  providers: { one: up, two: { ...up, place: 1 } },
  hands: {},
  decisions: {},
  policy: { prefer: 'balanced', languages: [], providerCount: 2 },
  now: NOW,
  ...more,
});

const planned = (id: number, more: Partial<PlannedStream> = {}): PlannedStream => ({
  id: stream(id),
  providerId: (id % 2 === 1 ? 'one' : 'two') as ProviderId,
  channelId: CHANNEL,
  place: id - 1,
  name: 'News HD',
  url: `http://tv.test/${id}`,
  ...more,
});

async function open(streams: readonly PlannedStream[]) {
  const file = join(temporaryFolder(), 'health.sqlite');
  const database = openHealthDatabase(file, silentLog);
  onTestFinished(() => database.close());
  const replan = (all: readonly PlannedStream[]) =>
    plan(database, all, { now: NOW - HOUR_MS, quietHours: policy.quietHours });
  await replan(streams);
  return { file, database, replan, choice: () => openBook(database).choice(CHANNEL)?.streamId };
}

function see(database: DatabaseSync, id: number, code: ErrorCode | null = null, more: Partial<Observation> = {}): void {
  for (const nth of [3, 2, 1]) {
    const seen = {
      streamId: stream(id),
      providerId: 'one' as ProviderId,
      at: NOW - nth * 5 * MINUTE_MS,
      kind: 'check',
    } as const;
    record(database, [{ ...seen, code, latencyMs: code === null ? 200 : null, ...more }], policy);
  }
}

/** Two that work, of which the first is chosen. */
async function chosen() {
  const world = await open([planned(1), planned(2)]);
  see(world.database, 1);
  see(world.database, 2);
  expect(upgrade(world.database, input())).toEqual([]); // the first choice is no change
  expect(world.choice()).toBe(1);
  return world;
}

test('a better stream that appears is taken, once, and it is said why', async () => {
  const { database, replan, choice } = await chosen();
  await replan([planned(1), planned(2), planned(3, { name: 'News UHD HDR' })]);
  see(database, 3);
  const [found, ...more] = upgrade(database, input());
  expect(more).toEqual([]);
  expect(found).toMatchObject({
    channelId: CHANNEL,
    from: 1,
    to: 3,
    because: 'quality 900 of 1000 instead of quality 560 of 1000',
  });
  expect(found!.byPoints).toBe(78); // (900 - 560) of 1000, of 230
  expect(choice()).toBe(3);
  expect(upgrade(database, input())).toEqual([]);
});

test('what is a little better is not worth a change', async () => {
  const { database, replan, choice } = await chosen();
  await replan([planned(1), planned(2), planned(3, { name: 'News FHD' })]);
  see(database, 3);
  expect(upgrade(database, input())).toEqual([]);
  expect(choice()).toBe(1);
});

test('what was never seen to work replaces nothing, nor does what is dead', async () => {
  const { database, replan, choice } = await chosen();
  await replan([planned(1), planned(2), planned(3, { name: 'News UHD HDR' })]);
  for (const id of [1, 2]) {
    const failed = { kind: 'check', code: 'upstream.stalled', latencyMs: null } as const;
    record(database, [{ ...failed, streamId: stream(id), providerId: 'one' as ProviderId, at: NOW }], policy);
  }
  expect(upgrade(database, input())).toEqual([]); // though both are poor now
  see(database, 3, 'upstream.not-found');
  expect(upgrade(database, input())).toEqual([]);
  expect(choice()).toBe(1);
});

test('the one in use has died: another takes its place', async () => {
  const { database, choice } = await chosen();
  for (const nth of [1, 2, 3]) {
    const seen = { streamId: stream(1), providerId: 'one' as ProviderId, kind: 'check', latencyMs: null } as const;
    record(database, [{ ...seen, at: NOW + nth * 10 * MINUTE_MS, code: 'upstream.stalled' }], policy);
  }
  upgrade(database, input({ now: NOW + HOUR_MS }));
  expect(choice()).toBe(2);
});

test('one whose picture is black gives way to one that is well, and that is the reason', async () => {
  const { database } = await chosen();
  const look = { faults: ['black'] as const, lookedAtSeconds: 5, still: null };
  for (const nth of [1, 2]) {
    const seen = { streamId: stream(1), providerId: 'one' as ProviderId, kind: 'viewer', latencyMs: null } as const;
    record(database, [{ ...seen, at: NOW + nth * MINUTE_MS, code: null, picture: look }], policy);
  }
  const [found] = upgrade(database, input({ now: NOW + 3 * MINUTE_MS }));
  expect(found).toMatchObject({ from: 1, to: 2 });
  expect(found!.because).toMatch(/^health \d+ of 100 instead of health \d+ of 100: black in 2 of the last 2 looks/);
});

test('while the provider of the one in use is down it keeps its place', async () => {
  const { database, choice } = await chosen();
  const down = { providers: { one: { ...up, isDown: true }, two: { ...up, place: 1 } } };
  expect(upgrade(database, input(down))).toEqual([]);
  expect(choice()).toBe(1);
});

test('a person’s pin is taken, and what a person never wants is not', async () => {
  const { database, replan, choice } = await chosen();
  const pinned = input({ hands: { [printChannelId(CHANNEL)]: { pin: stream(2), order: [] } } });
  expect(upgrade(database, pinned)).toMatchObject([{ from: 1, to: 2, because: 'you put it first' }]);
  await replan([planned(1), planned(2), planned(3, { name: 'News UHD HDR' })]);
  see(database, 3);
  const never = { decisions: { [printStreamId(stream(3))]: 'never' as const } };
  expect(upgrade(database, input(never))).toMatchObject([{ from: 2, to: 1 }]);
  expect(upgrade(database, input(never))).toEqual([]);
  expect(choice()).toBe(1);
});

test('a channel that left the lineup leaves no choice behind', async () => {
  const { database, replan, choice } = await chosen();
  await replan([planned(9, { channelId: 6 as ChannelId })]);
  database.exec('DELETE FROM stream WHERE is_planned = 0'); // as after a month
  upgrade(database, input());
  expect(choice()).toBeUndefined();
});

test('a stream that two channels have is chosen for both', async () => {
  const other = 6 as ChannelId;
  const { database, choice } = await open([
    planned(1),
    planned(1, { channelId: other }),
    planned(2, { channelId: other }),
  ]);
  see(database, 1);
  upgrade(database, input());
  expect([choice(), openBook(database).choice(other)?.streamId]).toEqual([1, 1]);
  upgrade(database, input());
  expect(openBook(database).choice(other)?.streamId).toBe(1);
});

test('in a worker it is the same', async () => {
  const { database, file, replan, choice } = await chosen();
  await replan([planned(1), planned(2), planned(3, { name: 'News UHD HDR' })]);
  see(database, 3);
  const task = taskRef<typeof import('../../src/health/upgrade.task.ts').default>(
    taskUrl(import.meta, '../../src/health/upgrade.task'),
  );
  const found: readonly Upgrade[] = await pool.run(task, { ...input(), file });
  expect(found).toMatchObject([{ from: 1, to: 3 }]);
  expect(choice()).toBe(3);
});
