import { expect, test } from 'vitest';
import { AppError } from '../../src/kernel/errors.ts';
import type { ProviderId, StreamId } from '../../src/model/ids.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import type { StreamSource } from '../../src/model/stream.ts';
import { RecentFailures, Rotation } from '../../src/streaming/rotation.ts';

const BUSY = new AppError('upstream.unavailable', 'busy', { retryable: true });
const GONE = new AppError('upstream.not-found', 'gone');
const [A, B, C] = [1, 2, 3] as [StreamId, StreamId, StreamId];
const streams = [A, B, C].map((streamId): StreamSource => ({
  streamId,
  providerId: 'one' as ProviderId,
  name: '',
  url: '',
  headers: {},
}));

const all = (): readonly StreamSource[] => streams;

function setUp(settings: Partial<typeof defaultSettings.streaming> = {}, recent = new RecentFailures()) {
  let sources = all;
  const rotation = new Rotation({
    sources: () => sources(),
    settings: () => ({ ...defaultSettings.streaming, ...settings }),
    recent,
    random: () => 0.5,
  });
  rotation.refresh();
  return {
    rotation,
    recent,
    become: (next: () => readonly StreamSource[]): void => {
      sources = next;
      rotation.refresh();
    },
    fail: (id: StreamId, nowMs: number, more: { livedMs?: number; wasOnAir?: boolean; reason?: AppError } = {}): void =>
      rotation.failed(id, more.reason ?? BUSY, { livedMs: 0, wasOnAir: false, ...more, nowMs }),
    at: (nowMs: number, dialled: StreamId[] = [], first?: StreamId): StreamId[] =>
      rotation.usable(nowMs, dialled, first).map(({ streamId }) => streamId),
  };
}

test('the order is that of the lineup, without what is dialled already', () => {
  const { at } = setUp();
  expect([at(0), at(0, [A]), at(0, [], C)]).toEqual([
    [A, B, C],
    [B, C],
    [C, A, B],
  ]);
});

test('what failed cools down, and then stands behind the others for a while', () => {
  const { at, fail } = setUp();
  fail(A, 0);
  expect([at(249), at(250)]).toEqual([
    [B, C],
    [B, C, A],
  ]);
  fail(B, 100);
  fail(C, 100);
  expect(at(400)).toEqual([A, B, C]);
  expect(at(60_001)).toEqual([A, B, C]);
});

test('each failure in a row makes the wait longer, until all attempts are used up', () => {
  const { at, fail } = setUp();
  let nowMs = 0;
  const waitsMs = Array.from({ length: 7 }, () => {
    fail(A, nowMs, { wasOnAir: true });
    const failedMs = nowMs;
    while (!at(nowMs).includes(A)) nowMs += 1;
    return nowMs - failedMs;
  });
  expect(waitsMs).toEqual([250, 375, 563, 844, 1_266, 5_000, 5_000]);
});

test('a stream that lived is fetched again at once, and only one that lived for long begins anew', () => {
  const { at, fail, rotation } = setUp();
  fail(A, 0, { livedMs: 3_000, wasOnAir: true });
  expect(at(0)).toContain(A);
  fail(A, 1_000, { livedMs: 900, wasOnAir: true });
  expect(at(1_000)).not.toContain(A);
  expect(rotation.failures(A)).toBe(2);
  fail(A, 60_000, { livedMs: 11_000, wasOnAir: true });
  expect([rotation.failures(A), at(60_000).includes(A)]).toEqual([1, true]);
});

test('before there was a picture, what only a person can mend is given up; afterwards it is tried now and then', () => {
  const first = setUp();
  first.fail(A, 0, { reason: GONE });
  expect(first.at(1_000_000)).toEqual([B, C]);
  const later = setUp();
  later.fail(A, 0, { reason: GONE, wasOnAir: true });
  expect([later.at(4_999), later.at(5_000)]).toEqual([
    [B, C],
    [B, C, A],
  ]);
});

test('when every stream is given up there is no hope', () => {
  const { fail, rotation } = setUp({ retry_attempts: 0 });
  for (const id of [A, B]) fail(id, 0, { wasOnAir: true });
  expect(rotation.hasHope).toBe(true);
  fail(C, 0, { wasOnAir: true });
  expect([rotation.hasHope, rotation.haveAllFailed(0), rotation.haveAllFailed(1)]).toEqual([false, true, false]);
});

test('what failed in another session rests for a second, and is tried last for a minute', () => {
  const { fail, recent } = setUp();
  fail(A, 0);
  const next = setUp({}, recent);
  expect([next.at(10), next.at(1_000), next.at(60_000)]).toEqual([
    [B, C],
    [B, C, A],
    [A, B, C],
  ]);
});

test('what a person wants goes first until it fails', () => {
  const { rotation, at, fail } = setUp();
  fail(C, 0);
  expect(rotation.want(C)?.streamId).toBe(C);
  expect([rotation.preferred?.streamId, at(0)]).toEqual([C, [C, A, B]]);
  fail(C, 0);
  rotation.refresh();
  expect(rotation.preferred?.streamId).toBe(A);
  expect(rotation.want(9 as StreamId)).toBeUndefined();
});

test('a channel that has left the lineup keeps the streams that it had', () => {
  const { at, become } = setUp();
  become(() => {
    throw new AppError('channel.unknown', 'gone');
  });
  expect(at(0)).toEqual([A, B, C]);
  become(() => [streams[2]!]);
  expect(at(0)).toEqual([C]);
});

test('the memory of failures is bounded', () => {
  const recent = new RecentFailures();
  for (let id = 0; id < 20_000; id += 1) recent.add(id as StreamId, 0);
  expect([recent.has(0 as StreamId, 0), recent.has(19_999 as StreamId, 0)]).toEqual([false, true]);
});

const reordered =
  (more: Partial<StreamSource> = {}) =>
  (): readonly StreamSource[] => [{ ...streams[2]!, ...more }, streams[0]!, streams[1]!];

test('a better stream that appears later is for the sessions that begin later', () => {
  const { rotation, become } = setUp();
  become(reordered());
  rotation.refresh();
  expect([rotation.preferred?.streamId, rotation.sources[0]?.streamId]).toEqual([A, C]);
  become(() => reordered()().filter(({ streamId }) => streamId !== A));
  rotation.refresh();
  expect(rotation.preferred?.streamId).toBe(C); // its home has left the rotation
});

test('it is for those who watch, too, when that is set, and when a person has placed it', () => {
  const atOnce = setUp({ upgrade_at_once: true });
  atOnce.become(reordered());
  atOnce.rotation.refresh();
  const placed = setUp();
  placed.become(reordered({ isPlaced: true }));
  placed.rotation.refresh();
  expect([atOnce.rotation.preferred?.streamId, placed.rotation.preferred?.streamId]).toEqual([C, C]);
});
