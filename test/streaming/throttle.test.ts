import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ProviderId } from '../../src/model/ids.ts';
import { Throttle, TokenBucket } from '../../src/streaming/throttle.ts';
import { RecordingSink } from '../fakes/recording-sink.ts';
import { checkTransportStream } from '../fakes/ts-checker.ts';
import { startTsServer, type TsServer } from '../fakes/ts-server.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';
import { channel, onAir, source, VIEWER, type Air } from './on-air.ts';

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
  throttle.take(10_000);
  expect(throttle.waitMs).toBe(narrow.waitMs);
});

let server: TsServer;
let air: Air;
beforeEach(async () => {
  server = await startTsServer({ speed: 40 });
  air = onAir(server);
});
afterEach(async () => {
  await air.hub.stop();
  await server.close();
});

/** Joins, and says how many bytes a viewer has got after a while. */
async function bytesAfter(ms: number, joins: readonly [number, object?][]): Promise<number[]> {
  const sinks = await Promise.all(
    joins.map(async ([number, more]) => {
      const sink = new RecordingSink();
      sink.begin(await air.hub.join(channel(number), { ...VIEWER, ...more }, sink));
      return sink;
    }),
  );
  await new Promise((resolve) => setTimeout(resolve, ms));
  for (const sink of sinks) {
    const whole = sink.recording.subarray(0, sink.bytes - (sink.bytes % 188));
    expect(checkTransportStream(whole)).toMatchObject(CLEAN);
  }
  return sinks.map(({ bytes }) => bytes);
}

test('a throttled client gets its share in whole pictures, and holds up nobody', async () => {
  const [slow, quick] = await bytesAfter(900, [[1, { bytesPerSecond: 100_000 }], [1]]);
  expect(slow).toBeLessThan(700_000 + 131_072);
  expect(quick).toBeGreaterThan(2_000_000);
  expect(air.hub.sessions()[0]!.viewers.every(({ lag_bytes }) => lag_bytes >= 0)).toBe(true);
});

test.each([
  ['a stream', 'stream_kilobytes_per_second', [1, 1], 1],
  ['a provider', 'provider_kilobytes_per_second', [1, 2], 1],
  ['all', 'total_kilobytes_per_second', [1, 2], 1],
  ['a stream, of which there are two', 'stream_kilobytes_per_second', [1, 2], 2],
] as const)('a limit of %s is shared by those who watch', async (_, limit, numbers, shares) => {
  air.limits[limit] = 100;
  air.sources = (id) => [source(server, `/ch/${id}`, { providerId: 'one' as ProviderId })];
  const got = await bytesAfter(
    900,
    numbers.map((number): [number] => [number]),
  );
  const sum = got.reduce((all, one) => all + one, 0);
  expect(sum).toBeGreaterThan(300_000 * shares);
  expect(sum).toBeLessThan((700_000 + 2 * 131_072) * shares);
});
