import { expect, test } from 'vitest';
import { RecentSegments } from '../../../../src/streaming/upstreams/hls/recent.ts';

const bytes = (count: number): Uint8Array[] => [new Uint8Array(count)];
const segment = (sequence: number) => ({
  sequence,
  url: `http://h.example/${sequence}.ts`,
  seconds: 2,
  isBreak: false,
});

test('the segments used last are kept, as many and as much as is allowed', () => {
  const recent = new RecentSegments(() => ({ bytes: 100, segments: 3 }));
  for (const name of ['a', 'b', 'c']) recent.put(name, bytes(10));
  expect(recent.get('a')).toBeDefined();
  recent.put('d', bytes(10));
  expect(['a', 'b', 'c', 'd'].map((name) => recent.get(name) !== undefined)).toEqual([true, false, true, true]);
  recent.put('large', bytes(95));
  expect(['a', 'c', 'd', 'large'].map((name) => recent.get(name) !== undefined)).toEqual([false, false, false, true]);
  recent.put('too large', bytes(101));
  expect(recent.bytes).toBe(0);
  recent.put('x', bytes(10));
  recent.put('x', bytes(20));
  expect(recent.bytes).toBe(20);
});

test('how far a stream was played is known for a while', () => {
  const recent = new RecentSegments(() => ({ bytes: 100, segments: 3 }));
  recent.played('one', segment(7), 1_000);
  expect(recent.lastPlayed('one', 2_000)?.sequence).toBe(7);
  expect(recent.lastPlayed('two', 2_000)).toBeUndefined();
  expect(recent.lastPlayed('one', 60_000)).toBeUndefined();
  for (let stream = 0; stream < 1_000; stream += 1) recent.played(`s${stream}`, segment(1), 1_000);
  expect(recent.lastPlayed('one', 2_000)).toBeUndefined();
});
