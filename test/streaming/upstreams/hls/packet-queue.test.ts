import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { PacketQueue } from '../../../../src/streaming/upstreams/hls/packet-queue.ts';

const queueOf = (maxBytes = 1_000): PacketQueue =>
  new PacketQueue({ maxBytes: () => maxBytes, onPushed: () => undefined });
const packets = (bytes: number) => ({ kind: 'packets' as const, bytes: new Uint8Array(bytes) });
const segment = (seconds: number) => ({
  kind: 'segment' as const,
  segment: { sequence: 1, url: 'x', seconds, isBreak: false },
});

test('what goes in comes out in order, counted', () => {
  const queue = queueOf();
  queue.push(segment(2));
  queue.push(packets(376));
  expect([queue.bytes, queue.seconds, queue.first?.kind]).toEqual([376, 2, 'segment']);
  queue.shift();
  expect([queue.bytes, queue.seconds, queue.first?.kind]).toEqual([376, 0, 'packets']);
  queue.shift();
  queue.shift();
  expect([queue.bytes, queue.first]).toEqual([0, undefined]);
});

test('who pushes waits for room; clearing lets go of it, and an end is told', async () => {
  const queue = queueOf(100);
  const stop = new AbortController();
  await queue.room(stop.signal);
  queue.push(packets(188));
  let isFree = false;
  const waiting = queue.room(stop.signal).then(() => (isFree = true));
  await new Promise(setImmediate);
  expect(isFree).toBe(false);
  queue.shift();
  await waiting;
  queue.push(packets(188));
  const ended = queue.room(stop.signal).catch((error: unknown) => error);
  stop.abort(new Error('over'));
  queue.clear();
  expect(await ended).toEqual(new Error('over'));
});

test('what has been taken is not held', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const queue = queueOf();
  let freed = 0;
  const registry = new FinalizationRegistry(() => (freed += 1));
  for (let count = 0; count < 100; count += 1) {
    const item = packets(188);
    registry.register(item.bytes, count);
    queue.push(item);
  }
  for (let count = 0; count < 50; count += 1) queue.shift();
  await expect
    .poll(() => {
      collect();
      return freed;
    })
    .toBeGreaterThan(40);
});
