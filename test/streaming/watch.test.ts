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
function setUp() {
  let nowMs = 0;
  let look: (() => void) | undefined;
  const clock: Clock = {
    ...systemClock,
    monotonicMs: () => nowMs,
    after: () => ({ cancel: () => undefined }),
    every: (_periodMs, task) => {
      look = task;
      return { cancel: () => undefined };
    },
  };
  const ring = new Ring({ clock, maxBytes: 10_000_000, onChunk: () => undefined });
  const gate: Gate = new Gate({ clock, onPicture: () => gate.goOnAir(new Splice({ clock, ring })) });
  const watch = new Watch({ clock, gate, settings: defaultSettings.streaming });
  const codes: ErrorCode[] = [];
  void watch.over.then((reason) => codes.push(reason.code));
  return {
    receive: (bytes: Uint8Array): void => {
      watch.received();
      gate.push(bytes);
    },
    lookAt: async (ms: number): Promise<readonly ErrorCode[]> => {
      nowMs = ms;
      look?.();
      await Promise.resolve();
      return codes;
    },
  };
}

test('silence for longer than allowed is a stall, and not before', async () => {
  const { receive, lookAt } = setUp();
  receive(new TransportStream().pictures(2));
  for (let ms = 250; ms <= 3_000; ms += 250) expect(await lookAt(ms)).toEqual([]);
  expect(await lookAt(3_250)).toEqual(['upstream.stalled']);
});

test('bytes that are no packets do not keep a picture alive', async () => {
  const { receive, lookAt } = setUp();
  receive(new TransportStream().pictures(2));
  for (let ms = 250; ms <= 3_000; ms += 250) {
    expect(await lookAt(ms)).toEqual([]);
    receive(Buffer.alloc(5_000, 'x'));
  }
  expect(await lookAt(3_250)).toEqual(['upstream.stalled']);
});

test('a process that stood still itself does not blame the provider', async () => {
  const { receive, lookAt } = setUp();
  const stream = new TransportStream();
  receive(stream.pictures(2));
  await lookAt(250);
  expect(await lookAt(20_000)).toEqual([]);
  receive(stream.next());
  expect(await lookAt(20_250)).toEqual([]);
});

test('before the first byte it is not its business', async () => {
  const { lookAt } = setUp();
  for (let ms = 250; ms <= 10_000; ms += 250) expect(await lookAt(ms)).toEqual([]);
});
