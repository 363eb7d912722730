import { expect, onTestFinished, test } from 'vitest';
import { silentLog } from '../../src/kernel/log.ts';
import type { ProviderId, StreamId } from '../../src/model/ids.ts';
import { defaultSettings, type Settings } from '../../src/model/settings.ts';
import { Hub } from '../../src/streaming/hub.ts';
import { SlotLedger } from '../../src/streaming/slots/ledger.ts';
import { Throttle, TokenBucket } from '../../src/streaming/throttle.ts';
import { RecordingSink } from '../fakes/recording-sink.ts';
import { ScriptedKind, type ScriptedUpstream } from '../fakes/scripted-upstream.ts';
import { TransportStream } from '../fakes/transport-stream.ts';
import { checkTransportStream } from '../fakes/ts-checker.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';
import { channel, VIEWER } from './on-air.ts';

const CLEAN = { continuityErrors: 0, syncErrors: 0, tornPictures: 0, stepsBack: 0 };

test('a bucket lets a burst through, and then so much a second', () => {
  const clock = createTurnedClock();
  const bucket = new TokenBucket(clock, () => 10_000);
  let sent = 0;
  const drain = (): void => {
    for (; bucket.waitMs === 0; sent += 1_000) bucket.take(1_000);
  };
  drain();
  expect(sent).toBe(50_000);
  for (let second = 0; second < 10; second += 1) {
    for (let tenth = 0; tenth < 10; tenth += 1) {
      clock.advance(100);
      drain();
    }
  }
  expect(sent).toBeGreaterThanOrEqual(149_000);
  expect(sent).toBeLessThanOrEqual(151_000);
});

test('a limit that is taken away holds nobody up any more', () => {
  const clock = createTurnedClock();
  let rate: number | null = 1_000;
  const bucket = new TokenBucket(clock, () => rate);
  bucket.take(1_000_000);
  expect(bucket.waitMs).toBeGreaterThan(900_000);
  rate = null;
  expect(bucket.waitMs).toBe(0);
});

test('of several limits the narrowest holds', () => {
  const clock = createTurnedClock();
  const [wide, narrow] = [new TokenBucket(clock, () => 100_000), new TokenBucket(clock, () => 1_000)];
  const throttle = new Throttle(() => [wide, narrow]);
  throttle.look();
  throttle.take(10_000);
  expect(throttle.waitMs).toBe(narrow.waitMs);
});

/** Channels of one provider at 5 Mbit/s. Joins, and says how many bytes each viewer has got after so many seconds. */
async function bytesAfter(
  seconds: number,
  joins: readonly [channel: number, bytesPerSecond?: number][],
  limits: Partial<Settings['limits']> | ((nowMs: number) => Partial<Settings['limits']>) = {},
): Promise<number[]> {
  const clock = createTurnedClock();
  const kind = new ScriptedKind();
  const hub = new Hub({
    clock,
    log: silentLog,
    kinds: [kind],
    sourcesOf: (id) => [
      {
        streamId: Number(id) as StreamId,
        providerId: 'one' as ProviderId,
        name: 'One',
        url: 'http://one',
        headers: {},
      },
    ],
    slots: new SlotLedger({ clock, limitOf: () => null }),
    settings: () => defaultSettings.streaming,
    standingOf: ({ userAgent }) => ({ priority: 0, bytesPerSecond: joins[Number(userAgent)]![1] ?? null }),
    limits: () => ({
      ...defaultSettings.limits,
      ...(typeof limits === 'function' ? limits(clock.monotonicMs()) : limits),
    }),
    bufferBytes: 64 * 1024 * 1024,
    announce: () => undefined,
  });
  onTestFinished(async () => hub.stop());
  const streams = new Map<ScriptedUpstream, TransportStream>();
  const play = async (untilMs: number): Promise<void> => {
    while (clock.monotonicMs() < untilMs) {
      for (const upstream of kind.dialled) {
        const stream = streams.get(upstream) ?? new TransportStream({ pictureBytes: 25_000 });
        streams.set(upstream, stream);
        upstream.send(stream.pictures(1));
      }
      await clock.advanceAsync(40);
    }
  };
  const sinks = joins.map(() => new RecordingSink());
  const joining = Promise.all(
    joins.map(async ([number], index) =>
      sinks[index]!.begin(await hub.join(channel(number), { ...VIEWER, userAgent: String(index) }, sinks[index]!)),
    ),
  );
  await clock.advanceAsync(0);
  await play(1_000);
  await joining;
  await play(seconds * 1_000);
  for (const { recording, bytes } of sinks) {
    expect(checkTransportStream(recording.subarray(0, bytes - (bytes % 188)))).toMatchObject(CLEAN);
  }
  return sinks.map(({ bytes }) => bytes);
}

/** In 10 seconds, of 100 kB a second: a burst of five seconds at the start, and what has come since. */
const SHARE_BYTES = 1_500_000;
/** One write may overdraw it; the first second went by until all were in. */
const MORE_OR_LESS = 131_072;

test('a throttled client gets its share in whole pictures, and holds up nobody', async () => {
  const [slow, quick] = await bytesAfter(10, [[1, 100_000], [1]]);
  expect(Math.abs(slow! - SHARE_BYTES)).toBeLessThan(MORE_OR_LESS);
  expect(quick).toBeGreaterThan(10 * 25 * 25_000);
});

test.each([
  ['a stream', 'stream_kilobytes_per_second', [1, 1], 1],
  ['a provider', 'provider_kilobytes_per_second', [1, 2], 1],
  ['all', 'total_kilobytes_per_second', [1, 2], 1],
  ['a stream, of which there are two', 'stream_kilobytes_per_second', [1, 2], 2],
] as const)('a limit of %s is shared by those who watch', async (_, limit, numbers, shares) => {
  const got = await bytesAfter(
    10,
    numbers.map((number): [number] => [number]),
    { [limit]: 100 },
  );
  const sum = got.reduce((all, one) => all + one, 0);
  expect(Math.abs(sum - SHARE_BYTES * shares)).toBeLessThan(2 * MORE_OR_LESS * shares);
});

test('a limit that is set while somebody watches holds from the next second on', async () => {
  const [got] = await bytesAfter(20, [[1]], (nowMs) => ({ stream_kilobytes_per_second: nowMs < 10_000 ? null : 100 }));
  const untilThen = 10 * 25 * 25_000;
  expect(got).toBeGreaterThan(untilThen);
  expect(got).toBeLessThan(1.5 * untilThen); // a second, a burst of five of the limit, and its share; twice as much without
});
