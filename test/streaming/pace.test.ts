import { expect, test } from 'vitest';
import { Pace } from '../../src/streaming/pace.ts';

/** How much of the stream has come at an instant, both in milliseconds. */
type Course = (ms: number) => number;

/** The most that is lacking at any of ten looks a second, and when it first is 1.5 s (half a stall), or undefined. */
function watched(seconds: number, ...courses: readonly Course[]): { most: number; slowAtMs: number | undefined } {
  const pace = new Pace();
  let most = 0;
  let slowAtMs: number | undefined;
  for (let ms = 0; ms <= seconds * 1_000; ms += 100) {
    pace.look(
      ms,
      courses.map((course) => course(ms)),
    );
    most = Math.max(most, pace.lackMs);
    if (pace.lackMs > 1_500) slowAtMs ??= ms;
  }
  return { most, slowAtMs };
}

const even: Course = (ms) => ms;
const at =
  (share: number): Course =>
  (ms) =>
    ms * share;
const lumps =
  (everyMs: number): Course =>
  (ms) =>
    Math.floor(ms / everyMs) * everyMs;

test.each<[string, number, Course]>([
  ['comes evenly', 600, even],
  ['comes with a clock that is a little slow', 36_000, at(0.9999)],
  ['comes at once for the first ten seconds, and evenly then', 600, (ms) => ms + 10_000],
  [
    'comes at once for the first ten seconds, and then more slowly until that is used up',
    60,
    (ms) => 10_000 + ms * 0.85,
  ],
  ['comes in lumps of a second', 600, lumps(1_000)],
  ['comes in lumps of ten seconds, the first of them at once', 600, (ms) => lumps(10_000)(ms) + 10_000],
  [
    'is faster and slower by turns, as pictures that hold still and move are',
    600,
    (ms) => ms + 700 * Math.sin(ms / 1_000),
  ],
  [
    'slows down to a half for two seconds and makes up for it',
    60,
    (ms) => (ms < 20_000 || ms > 22_000 ? ms : 20_000 + (ms - 20_000) / 2),
  ],
  [
    'has lost two seconds in a minute, and then as many again',
    120,
    (ms) => ms - Math.min(1_400, Math.max(0, ms - 60_000)),
  ],
])('a stream that %s keeps pace', (_, seconds, course) => {
  expect(watched(seconds, course).slowAtMs).toBeUndefined();
});

test.each<[number, number, number]>([
  [0.13, 1_500, 2_000],
  [0.5, 3_000, 3_600],
  [0.8, 7_500, 12_000],
])('a stream at %d of its rate is slow after a while', (share, fromMs, toMs) => {
  const { slowAtMs } = watched(60, at(share));
  expect(slowAtMs).toBeGreaterThan(fromMs);
  expect(slowAtMs).toBeLessThan(toMs);
});

test('one that has been sent in advance is slow when that is used up', () => {
  const { slowAtMs } = watched(60, (ms) => 6_000 + ms * 0.5);
  expect(slowAtMs).toBeGreaterThan(14_000);
  expect(slowAtMs).toBeLessThan(16_000);
});

test('a clock that stands still says nothing as long as another goes on', () => {
  expect(watched(60, () => 0, even).slowAtMs).toBeUndefined();
  expect(watched(60, even, () => 0).slowAtMs).toBeUndefined();
  expect(watched(60, () => 0, at(0.5)).slowAtMs).toBeLessThan(4_000);
});

test('what is past is past: after a pause that is not made up for it keeps pace again', () => {
  const pace = new Pace();
  for (let ms = 0; ms <= 30_000; ms += 100) pace.look(ms, [ms < 10_000 ? ms : Math.max(10_000, ms - 2_500)]);
  expect(pace.lackMs).toBe(0);
});

test('where our own process stood still the provider is not to blame', () => {
  const pace = new Pace();
  for (let ms = 0; ms <= 10_000; ms += 100) pace.look(ms, [ms]);
  pace.look(15_000, [10_100]); // what came meanwhile has not been read yet
  expect(pace.lackMs).toBe(0);
});

test('a stream that goes on air anew is counted anew', () => {
  const pace = new Pace();
  for (let ms = 0; ms <= 5_000; ms += 100) pace.look(ms, [ms, ms]);
  for (let ms = 5_100; ms <= 10_000; ms += 100) pace.look(ms, [ms - 5_000, ms - 5_000]);
  expect(pace.lackMs).toBe(0);
});
