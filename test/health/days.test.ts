import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { listChanges } from '../../src/health/changes.ts';
import { bestDays, daysOf, uptimeOver, type Day } from '../../src/health/days.ts';
import { noteOutages } from '../../src/health/outage-log.ts';
import { plan, type PlannedStream } from '../../src/health/plan.ts';
import { policyOf } from '../../src/health/policy.ts';
import { readProvider } from '../../src/health/provider-history.ts';
import { listHealth } from '../../src/health/query.ts';
import { record, type Observation } from '../../src/health/record.ts';
import { openHealthDatabase } from '../../src/health/schema.ts';
import { recordReader } from '../../src/health/stream-row.ts';
import { dayTallies, emptyTally, tallied } from '../../src/health/tally.ts';
import type { ErrorCode } from '../../src/kernel/errors.ts';
import { silentLog } from '../../src/kernel/log.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/kernel/units.ts';
import type { ChannelId, ProviderId, StreamId } from '../../src/model/ids.ts';
import { temporaryFolder } from '../fakes/folder.ts';

const NOW = Date.UTC(2026, 10, 25, 12);
const PROVIDER = 'one' as ProviderId;
const policy = policyOf({ failuresUntilDead: 3, startMinute: 180, zone: 'UTC' });
const check = { isCheck: true, isOk: true, isLoss: false, score: 90 };

function open() {
  const database = openHealthDatabase(join(temporaryFolder(), 'health.sqlite'), silentLog);
  onTestFinished(() => database.close());
  return database;
}

const planned = (id: number, name = `Channel ${id} HD`): PlannedStream => ({
  id: id as StreamId,
  providerId: PROVIDER,
  channelId: (id * 10) as ChannelId,
  place: 0,
  name,
  url: `http://tv.test/${id}`,
});
const seen = (id: number, at: number, code: ErrorCode | null, kind: 'check' | 'viewer' = 'check'): Observation => ({
  streamId: id as StreamId,
  providerId: PROVIDER,
  at,
  kind,
  code,
  latencyMs: code === null ? 240 : null,
});
const failing = (id: number, from: number): Observation[] =>
  [0, 10, 30].map((minutes) => seen(id, from + minutes * MINUTE_MS, 'upstream.not-found'));

const day = (more: Partial<Day>): Day => ({
  at: 0,
  knownSeconds: 0,
  downSeconds: 0,
  worst: null,
  checks: 0,
  failedChecks: 0,
  failovers: 0,
  ...more,
});

test('a day counts its checks, the failed ones, pictures lost, and its lowest score', () => {
  let tally = tallied(emptyTally(), 0, { ...check, at: NOW });
  tally = tallied(tally, NOW, { ...check, at: NOW + HOUR_MS, isOk: false, score: 40 });
  tally = tallied(tally, NOW + HOUR_MS, {
    at: NOW + 2 * HOUR_MS,
    isCheck: false,
    isOk: false,
    isLoss: true,
    score: 60,
  });
  const today = dayTallies(tally, NOW + 2 * HOUR_MS, NOW + 3 * HOUR_MS).at(-1);
  expect(today).toEqual({ at: NOW - 12 * HOUR_MS, checks: 2, failed: 1, lost: 1, worst: 40 });
});

test('a score of nothing is a score', () => {
  const tally = tallied(emptyTally(), 0, { ...check, at: NOW, isOk: false, score: 0 });
  expect(dayTallies(tally, NOW, NOW).at(-1)?.worst).toBe(0);
});

test('after a month a day’s place is taken by another day, also where nothing was seen between', () => {
  const tally = tallied(emptyTally(), 0, { ...check, at: NOW });
  expect(dayTallies(tally, NOW, NOW + 29 * DAY_MS).map(({ checks }) => checks)).toEqual([1, ...Array(29).fill(0)]);
  expect(dayTallies(tally, NOW, NOW + 30 * DAY_MS).every(({ checks }) => checks === 0)).toBe(true);
  const later = tallied(tally, NOW, { ...check, at: NOW + 45 * DAY_MS });
  expect(dayTallies(later, NOW + 45 * DAY_MS, NOW + 45 * DAY_MS).reduce((sum, { checks }) => sum + checks, 0)).toBe(1);
});

test('no count runs over', () => {
  let tally = emptyTally();
  for (let nth = 0; nth < 300; nth += 1) tally = tallied(tally, NOW, { ...check, at: NOW + nth });
  expect(dayTallies(tally, NOW, NOW).at(-1)?.checks).toBe(255);
});

test('what is written down of a stream is in its days', async () => {
  const database = open();
  await plan(database, [planned(1)], { now: NOW, quietHours: policy.quietHours });
  record(database, [seen(1, NOW, null)], policy);
  record(database, [seen(1, NOW + HOUR_MS, 'upstream.stalled', 'viewer')], policy);
  record(database, [seen(1, NOW + HOUR_MS + 5_000, 'upstream.stalled', 'viewer')], policy);
  record(database, [seen(1, NOW + 2 * HOUR_MS, null)], policy);
  const { standing, tally } = recordReader(database)(1 as StreamId)!;
  const today = daysOf({ ...standing, tally }, NOW + 3 * HOUR_MS).at(-1)!;
  expect(today).toMatchObject({ checks: 2, failedChecks: 0, failovers: 1, downSeconds: 3_600, knownSeconds: 10_800 });
  expect(today.worst).toBeLessThan(50);
});

test('a channel’s day is as good as its best stream, and counts what was asked of all', () => {
  const [best] = bestDays([
    [day({ knownSeconds: 100, downSeconds: 90, worst: 5, checks: 4, failedChecks: 3 })],
    [day({ knownSeconds: 200, downSeconds: 20, worst: 70, checks: 1, failovers: 2 })],
    [day({})],
  ]);
  expect(best).toEqual(
    day({ knownSeconds: 200, downSeconds: 20, worst: 70, checks: 5, failedChecks: 3, failovers: 2 }),
  );
  expect(uptimeOver([best!], 7)).toBeCloseTo(0.9);
  expect(uptimeOver([day({})], 7)).toBeNull();
});

test('a provider’s day is what its streams had on the mean, less the time that it was down', async () => {
  const database = open();
  await plan(database, [planned(1), planned(2), planned(3)], { now: NOW, quietHours: policy.quietHours });
  const midnight = NOW - 12 * HOUR_MS;
  record(database, [seen(1, midnight, null), seen(2, midnight, 'upstream.not-found')], policy);
  const before = readProvider(database, { provider: PROVIDER, now: NOW });
  expect(before.days.at(-1)).toMatchObject({ knownSeconds: 43_200, downSeconds: 21_600, checks: 2, failedChecks: 1 });
  expect(before.uptime.day).toBeCloseTo(0.5);
  const outage = { providerId: PROVIDER, since: NOW - 3 * HOUR_MS, code: 'net.timeout', isOver: false };
  noteOutages(database, [
    { ...outage, until: NOW - 3 * HOUR_MS },
    { ...outage, until: NOW },
    { providerId: null, since: NOW - 9 * HOUR_MS, until: NOW, code: 'net.dns', isOver: true },
  ]);
  const after = readProvider(database, { provider: PROVIDER, now: NOW });
  expect(after.outages).toEqual([{ since: NOW - 3 * HOUR_MS, until: NOW, code: 'net.timeout' }]);
  expect(after.days.at(-1)).toMatchObject({ knownSeconds: 43_200, downSeconds: 27_000, worst: 0 });
  expect(after.uptime.day).toBeCloseTo(0.5 * (21 / 24));
  expect(after.days).toHaveLength(30);
});

test('who died and who came back is listed, the newest first', async () => {
  const database = open();
  await plan(database, [planned(1), planned(2)], { now: NOW, quietHours: policy.quietHours });
  record(database, failing(1, NOW), policy);
  record(database, failing(2, NOW + HOUR_MS), policy);
  record(database, [seen(1, NOW + 2 * HOUR_MS, null)], policy);
  const shown = listChanges(database, { limit: 10 }).map(({ kind, name, code }) => [kind, name, code]);
  expect(shown).toEqual([
    ['returned', 'Channel 1 HD', 'upstream.not-found'],
    ['died', 'Channel 2 HD', 'upstream.not-found'],
    ['died', 'Channel 1 HD', 'upstream.not-found'],
  ]);
  expect(listChanges(database, { kind: 'died', limit: 1 })).toMatchObject([{ name: 'Channel 2 HD' }]);
  expect(listChanges(database, { provider_id: 'other' as ProviderId, limit: 10 })).toEqual([]);
});

test('streams that are not what their names say can be asked for', async () => {
  const database = open();
  await plan(database, [planned(1, 'News FHD'), planned(2, 'Sport HD')], { now: NOW, quietHours: policy.quietHours });
  const video = { codec: 'h264', width: 1_280, height: 720, framesPerSecond: 25, isInterlaced: false, hdr: null };
  const probe = { by: 'masthead' as const, video, audio: [], subtitles: [], bitsPerSecond: 4e6 };
  record(
    database,
    [
      { ...seen(1, NOW, null), probe },
      { ...seen(2, NOW, null), probe },
    ],
    policy,
  );
  const page = listHealth(database, { verdict: 'less', sort: 'health', limit: 10, now: NOW });
  expect(page.items.map(({ name }) => name)).toEqual(['News FHD']);
});
