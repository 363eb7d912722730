import { expect, test } from 'vitest';
import { systemClock, type Clock } from '../../src/kernel/clock.ts';
import type { ErrorCode } from '../../src/kernel/errors.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { Gate } from '../../src/streaming/gate.ts';
import { Ring } from '../../src/streaming/ring.ts';
import { Splice } from '../../src/streaming/splice/splice.ts';
import { Watch } from '../../src/streaming/watch.ts';
import { TransportStream } from '../fakes/transport-stream.ts';

/** A watch whose looks are taken by hand, so that they may be late. */
function setUp(stallAfterMs?: number) {
  let nowMs = 0;
  const clock: Clock = { ...systemClock, monotonicMs: () => nowMs, after: () => ({ cancel: () => undefined }) };
  const ring = new Ring({ clock, maxBytes: 10_000_000, onChunk: () => undefined });
  const gate: Gate = new Gate({ clock, onPicture: () => gate.goOnAir(new Splice({ clock, ring })) });
  const watch = new Watch({ clock, gate, settings: defaultSettings.streaming, stallAfterMs: () => stallAfterMs });
  return {
    watch,
    receive: (bytes: Uint8Array): void => {
      watch.received();
      gate.push(bytes);
    },
    lookAt: (ms: number): ErrorCode | undefined => {
      nowMs = ms;
      return watch.verdict()?.code;
    },
  };
}

test('silence for longer than allowed is a stall, and not before', () => {
  const { receive, lookAt } = setUp();
  receive(new TransportStream().pictures(2));
  for (let ms = 250; ms <= 3_000; ms += 250) expect(lookAt(ms)).toBeUndefined();
  expect(lookAt(3_250)).toBe('upstream.stalled');
});

test('bytes that are no packets do not keep a picture alive', () => {
  const { receive, lookAt } = setUp();
  receive(new TransportStream().pictures(2));
  for (let ms = 250; ms <= 3_000; ms += 250) {
    expect(lookAt(ms)).toBeUndefined();
    receive(Buffer.alloc(5_000, 'x'));
  }
  expect(lookAt(3_250)).toBe('upstream.stalled');
});

test('a process that stood still itself does not blame the provider', () => {
  const { receive, lookAt } = setUp();
  const stream = new TransportStream();
  receive(stream.pictures(2));
  lookAt(250);
  expect(lookAt(20_000)).toBeUndefined();
  receive(stream.next());
  expect(lookAt(20_250)).toBeUndefined();
});

test('before the first byte it is not its business', () => {
  const { lookAt } = setUp();
  for (let ms = 250; ms <= 10_000; ms += 250) expect(lookAt(ms)).toBeUndefined();
});

test('an upstream that comes in long pieces is given its own time', () => {
  const { receive, lookAt } = setUp(9_000);
  receive(new TransportStream().pictures(2));
  for (let ms = 250; ms <= 9_000; ms += 250) expect(lookAt(ms)).toBeUndefined();
  expect(lookAt(9_250)).toBe('upstream.stalled');
});

test('a transport stream without a picture is not the same as no transport stream', () => {
  for (const [bytes, code] of [
    [new TransportStream({ pictureBytes: 10 }).pictures(1).subarray(0, 2 * 188), 'upstream.no-picture'],
    [Buffer.alloc(400, 'x'), 'upstream.garbage'],
  ] as const) {
    const { receive, lookAt } = setUp();
    let found: ErrorCode | undefined;
    for (let ms = 250; ms <= 8_500 && !found; ms += 250) {
      receive(Buffer.from(bytes));
      found = lookAt(ms);
    }
    expect(found).toBe(code);
  }
});

test('what is wrong with a stream is known before its time is over', () => {
  const { receive, lookAt, watch } = setUp();
  expect(watch.suspicion()).toBeUndefined();
  receive(Buffer.alloc(5_000, 'x'));
  lookAt(250);
  expect(watch.suspicion()?.code).toBe('upstream.garbage');
  const tables = new TransportStream().pictures(1).subarray(0, 2 * 188);
  for (let count = 0; count < 10; count += 1) receive(Buffer.from(tables));
  expect(watch.suspicion()?.code).toBe('upstream.no-picture');
  receive(new TransportStream({ firstPicture: 1 }).pictures(2)); // there are pictures: the key frame may just be late
  expect(watch.suspicion()).toBeUndefined();
});

test('a provider that sends in bursts has no hiccup in each pause', () => {
  const { receive, lookAt, watch } = setUp();
  const stream = new TransportStream();
  expect(watch.hiccupMs).toBe(300);
  for (let ms = 0; ms <= 10_000; ms += 700) {
    lookAt(ms);
    receive(stream.next());
  }
  expect(watch.hiccupMs).toBeGreaterThan(1_300);
});
