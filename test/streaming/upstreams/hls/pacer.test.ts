import { expect, test } from 'vitest';
import { PACKET_BYTES } from '../../../../src/formats/mpegts/packet.ts';
import { Pacer } from '../../../../src/streaming/upstreams/hls/pacer.ts';
import { PacketQueue } from '../../../../src/streaming/upstreams/hls/packet-queue.ts';
import { TransportStream, type TransportStreamOptions } from '../../../fakes/transport-stream.ts';
import { createTurnedClock } from '../../../fakes/turned-clock.ts';

/** Packets in which a picture begins. */
function picturesIn(packets: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < packets.length; at += PACKET_BYTES) {
    if (packets[at + 1] === 0x41 && packets[at + 2] === 0x00) count += 1; // a unit of PID 0x100 starts
  }
  return count;
}

function setUp({ burstMs = 3_000, mostLateMs = 2_500, mostSeconds = Infinity } = {}) {
  const clock = createTurnedClock();
  const played: Uint8Array[] = [];
  let breaks = 0;
  let playedCount = 0;
  const queue: PacketQueue = new PacketQueue({ maxBytes: () => 1e9, onPushed: () => pacer.run() });
  const pacer: Pacer = new Pacer({
    clock,
    queue,
    burstMs: () => burstMs,
    mostLateMs: () => mostLateMs,
    mostSeconds: () => mostSeconds,
    onPackets: (packets) => played.push(packets),
    onBreak: () => (breaks += 1),
    onSegment: () => undefined,
  });
  let sequence = 0;
  const push = (
    stream: TransportStream,
    more: { seconds?: number; isBreak?: boolean; pictures?: number } = {},
  ): void => {
    const { seconds = 2, isBreak = false, pictures = 50 } = more;
    queue.push({ kind: 'segment', segment: { sequence: sequence++, url: 'x', seconds, isBreak } });
    queue.push({ kind: 'packets', bytes: new Uint8Array(stream.pictures(pictures)) });
  };
  /** Seconds of pictures played. */
  const seconds = (): number => {
    playedCount += played.splice(0).reduce((sum, packets) => sum + picturesIn(packets), 0);
    return playedCount / 25;
  };
  return { clock, pacer, push, seconds, queue, breaks: () => breaks };
}

const near = (seconds: number): unknown => expect.closeTo(seconds, 0);

test('after the burst it goes by the clock of the stream', () => {
  const { clock, pacer, push, seconds } = setUp();
  const stream = new TransportStream();
  for (let count = 0; count < 10; count += 1) push(stream);
  expect(seconds()).toBe(0);
  pacer.start();
  const [first, ...later] = [0, 1_000, 4_000, 5_000].map((ms) => {
    clock.advance(ms);
    return seconds();
  });
  expect(first).toBeCloseTo(3, 0);
  expect(later).toEqual([near(4), near(8), near(13)]);
});

test('it goes picture by picture, and not a chunk at a time', () => {
  const { clock, pacer, push, seconds } = setUp();
  const stream = new TransportStream();
  for (let count = 0; count < 4; count += 1) push(stream);
  pacer.start();
  for (let step = 0; step < 20; step += 1) {
    const before = seconds();
    clock.advance(100);
    expect(seconds() - before).toBeLessThan(0.2);
  }
});

test('segments that arrive one by one at the very end of the list are waited for only once', () => {
  const { clock, pacer, push, seconds } = setUp({ burstMs: 0 });
  const stream = new TransportStream();
  pacer.start();
  push(stream);
  const silences: number[] = [];
  for (let turn = 0; turn < 8; turn += 1) {
    let silentMs = 0;
    for (let ms = 0; ms < 2_000; ms += 100) {
      const before = seconds();
      clock.advance(100);
      silentMs = seconds() === before ? silentMs + 100 : 0;
    }
    clock.advance(turn === 0 ? 500 : 0);
    silences.push(silentMs);
    push(stream);
  }
  expect(silences.slice(2).every((ms) => ms <= 200)).toBe(true);
});

test('what comes much later is caught up with', () => {
  const { clock, pacer, push, seconds } = setUp();
  const stream = new TransportStream();
  for (let count = 0; count < 4; count += 1) push(stream);
  pacer.start();
  clock.advance(20_000);
  for (let count = 0; count < 20; count += 1) push(stream);
  clock.advance(100);
  expect(seconds()).toEqual(expect.closeTo(20 + 3 - 2.5, 0));
});

test('a clock that jumps at a break goes on from there', () => {
  const { clock, pacer, push, seconds, breaks } = setUp();
  const [one, two] = [new TransportStream({ firstPts: 9_000_000 }), new TransportStream({ firstPts: 90 })];
  for (let count = 0; count < 3; count += 1) push(one);
  push(two, { isBreak: true });
  for (let count = 0; count < 5; count += 1) push(two);
  pacer.start();
  clock.advance(7_000);
  expect([seconds(), breaks()]).toEqual([near(10), 1]);
});

test.each<[string, TransportStreamOptions[]]>([
  ['stands still', Array.from({ length: 10 }, () => ({ firstPts: 900_000 }))],
  ['jumps in each segment', Array.from({ length: 10 }, (_, index) => ({ firstPts: index % 2 === 0 ? 9e8 : 90_000 }))],
])('a clock that %s does not let it rush: the durations count', (_, streams) => {
  const { clock, pacer, push, seconds } = setUp();
  for (const options of streams) push(new TransportStream(options));
  pacer.start();
  clock.advance(4_000);
  expect(seconds()).toBeLessThan(11);
});

test('what piles up by the drift of two clocks is played a little faster', () => {
  const { clock, pacer, push, seconds } = setUp({ mostSeconds: 10 });
  const stream = new TransportStream();
  for (let count = 0; count < 50; count += 1) push(stream);
  pacer.start();
  clock.advance(20_000);
  expect(seconds()).toBeGreaterThan(23.5);
  expect(seconds()).toBeLessThan(25);
});

test('stopped, it plays no more', async () => {
  const { clock, pacer, push, seconds } = setUp();
  const stream = new TransportStream();
  for (let count = 0; count < 10; count += 1) push(stream);
  pacer.start();
  const before = seconds();
  const drained = pacer.drained();
  pacer.stop();
  clock.advance(10_000);
  expect(seconds()).toBe(before);
  await drained;
});
