import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Gate } from '../../src/streaming/gate.ts';
import { BLOCK_BYTES, Ring } from '../../src/streaming/ring.ts';
import { createStandings } from '../../src/streaming/standing.ts';
import { Splice } from '../../src/streaming/splice/splice.ts';
import { Subscriber } from '../../src/streaming/subscriber.ts';
import { RecordingSink } from '../fakes/recording-sink.ts';
import { TransportStream } from '../fakes/transport-stream.ts';
import { checkTransportStream } from '../fakes/ts-checker.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';

const standingOf = createStandings(() => []);

const VIEWER = { address: '192.0.2.1', userAgent: 'test', via: 'm3u' };

/** A channel of 1 s pictures' distance whose ring holds about four seconds. */
function setUp() {
  const clock = createTurnedClock();
  const subscribers: Subscriber[] = [];
  const onChunk = (): void => subscribers.forEach((subscriber) => subscriber.pump());
  const ring = new Ring({ clock, maxBytes: 7 * BLOCK_BYTES, onChunk });
  const gate: Gate = new Gate({ clock, onPicture: () => gate.goOnAir(new Splice({ clock, ring })) });
  const stream = new TransportStream({ pictureBytes: 3_500 });
  const join = (sink: RecordingSink): Subscriber => {
    const subscriber = new Subscriber({ id: 'v1', viewer: VIEWER, sink, ring, clock, standingOf });
    subscribers.push(subscriber);
    sink.begin({ id: 'v1', channelId: 1 as never, ...bound(subscriber) });
    return subscriber;
  };
  const play = (pictures: number): void => {
    for (let count = 0; count < pictures; count += 1) {
      gate.push(stream.next());
      clock.advance(40);
    }
  };
  return { clock, ring, join, play };
}

const bound = (subscriber: Subscriber) => ({
  start: () => subscriber.start(),
  drained: () => subscriber.drained(),
  count: (bytes: number) => subscriber.count(bytes),
  skips: 0,
  waitMs: 0,
  close: () => subscriber.end(),
});

test('a newcomer gets tables, a key frame and some seconds at once, then all that follows', () => {
  const { join, play } = setUp();
  play(130);
  const sink = new RecordingSink();
  join(sink);
  const atOnce = checkTransportStream(sink.recording);
  expect(atOnce.firstPids).toEqual([0, 0x1000, 0x100]);
  expect(atOnce.beginsAtKeyFrame).toBe(true);
  expect(atOnce.pictures.length).toBeGreaterThanOrEqual(29);
  play(50);
  const findings = checkTransportStream(sink.recording);
  expect(findings).toMatchObject({ continuityErrors: 0, tornPictures: 0, stepsBack: 0, tornBytes: 0, breaks: 0 });
  expect(findings.pictures.at(-1)).toBe(179);
});

test('nothing is written before it is started, or after it ended', () => {
  const { clock, ring, play } = setUp();
  const sink = new RecordingSink();
  const subscriber = new Subscriber({ id: 'v1', viewer: VIEWER, sink, ring, clock, standingOf });
  play(30);
  subscriber.pump();
  expect(sink.bytes).toBe(0);
  subscriber.end();
  subscriber.start();
  subscriber.pump();
  expect([sink.bytes, sink.isEnded]).toEqual([0, true]);
});

test('one that is full waits, and goes on without a gap when it can', () => {
  const { join, play } = setUp();
  play(30);
  const sink = new RecordingSink(100_000);
  const subscriber = join(sink);
  play(20);
  const before = sink.bytes;
  play(5);
  expect(sink.bytes).toBe(before);
  sink.read(Number.POSITIVE_INFINITY);
  expect(subscriber.droppedBytes).toBe(0);
  expect(checkTransportStream(sink.recording)).toMatchObject({ continuityErrors: 0, tornPictures: 0, breaks: 0 });
});

test('one that falls out of the buffer goes on at the newest key frame, and what it lost is counted', () => {
  const { join, play } = setUp();
  play(30);
  const sink = new RecordingSink(100_000);
  const subscriber = join(sink);
  play(300);
  const lag = subscriber.view().lag_bytes;
  sink.read(Number.POSITIVE_INFINITY);
  const findings = checkTransportStream(sink.recording);
  expect(findings).toMatchObject({ continuityErrors: 0, syncErrors: 0, tornBytes: 0, breaks: 1, stepsBack: 0 });
  expect(findings.pictures.at(-1)).toBe(329);
  expect(findings.pictures.includes(325)).toBe(true);
  expect(subscriber.skips).toBe(1);
  expect(subscriber.droppedBytes).toBeGreaterThan(0);
  expect(subscriber.droppedBytes).toBeLessThanOrEqual(lag);
});

test('it says how long it has been full', () => {
  const { clock, join, play } = setUp();
  play(30);
  const sink = new RecordingSink(1);
  const subscriber = join(sink);
  const fromMs = clock.monotonicMs();
  clock.advance(5_000);
  expect(subscriber.fullForMs(clock.monotonicMs())).toBe(clock.monotonicMs() - fromMs);
  sink.read(Number.POSITIVE_INFINITY);
  expect(subscriber.fullForMs(clock.monotonicMs())).toBe(0);
});

test('however slowly and unevenly viewers read, each gets whole packets and pictures in order, and none waits', () => {
  const reads = fc.array(fc.array(fc.integer({ min: 0, max: 400_000 }), { minLength: 1, maxLength: 8 }), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(reads, (habits) => {
      const { join, play } = setUp();
      play(30);
      const quick = new RecordingSink();
      join(quick);
      const slow = habits.map((habit) => ({ habit, sink: new RecordingSink(50_000) }));
      for (const { sink } of slow) join(sink);
      for (let round = 0; round < 24; round += 1) {
        play(12);
        for (const { habit, sink } of slow) sink.read(habit[round % habit.length]!);
      }
      expect(checkTransportStream(quick.recording).pictures.length).toBe(30 + 24 * 12);
      for (const { sink } of slow) {
        const findings = checkTransportStream(sink.recording);
        expect(findings).toMatchObject({ syncErrors: 0, tornBytes: 0, continuityErrors: 0, stepsBack: 0 });
        expect(findings.pictures).toEqual([...new Set(findings.pictures)].toSorted((a, b) => a - b));
      }
    }),
    { numRuns: 15 },
  );
});
