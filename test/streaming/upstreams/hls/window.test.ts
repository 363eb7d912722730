import { expect, test } from 'vitest';
import type { MediaPlaylist } from '../../../../src/formats/hls/playlist.ts';
import { LiveWindow } from '../../../../src/streaming/upstreams/hls/window.ts';

/** Segments of two seconds with these numbers. */
function list(first: number, count: number, more: Partial<MediaPlaylist> & { run?: string } = {}): MediaPlaylist {
  const { run = 'a', ...rest } = more;
  const segments = Array.from({ length: count }, (_, index) => ({
    sequence: first + index,
    url: `http://h.example/${run}${first + index}.ts?sig=${Math.random()}`,
    seconds: 2,
    isBreak: false,
  }));
  return {
    kind: 'media',
    targetSeconds: 2,
    firstSequence: first,
    isEnded: false,
    isProtected: false,
    segments,
    ...rest,
  };
}

const numbers = (window: LiveWindow, playlist: MediaPlaylist): number[] =>
  window.take(playlist).segments.map(({ sequence }) => sequence);

test('a live list is begun three target durations before its end, never with its last segment', () => {
  expect(numbers(new LiveWindow(), list(10, 10))).toEqual([17, 18, 19]);
  expect(numbers(new LiveWindow(), list(10, 2))).toEqual([10, 11]);
  expect(numbers(new LiveWindow(), list(10, 1))).toEqual([10]);
  expect(numbers(new LiveWindow(), list(10, 5, { targetSeconds: 0.5 }))).toEqual([13, 14]);
});

test('a list that has ended is begun with its first segment', () => {
  expect(numbers(new LiveWindow(), list(0, 5, { isEnded: true }))).toEqual([0, 1, 2, 3, 4]);
});

test('only what is new is taken', () => {
  const window = new LiveWindow();
  numbers(window, list(10, 6));
  expect(window.take(list(10, 6))).toMatchObject({ segments: [], hasNews: false });
  expect(numbers(window, list(12, 6))).toEqual([16, 17]);
  expect(window.take(list(12, 0))).toMatchObject({ segments: [], hasNews: false });
});

test('who falls out of the list goes on near its end, with a break', () => {
  const window = new LiveWindow();
  numbers(window, list(10, 6));
  const { segments, skippedCount } = window.take(list(40, 10));
  expect(segments.map(({ sequence, isBreak }) => [sequence, isBreak])).toEqual([
    [47, true],
    [48, false],
    [49, false],
  ]);
  expect(skippedCount).toBe(31);
});

test('an old copy of the list is passed over, an encoder that begins anew is not', () => {
  const window = new LiveWindow();
  numbers(window, list(10, 6));
  numbers(window, list(12, 6));
  expect(numbers(window, list(10, 6))).toEqual([]);
  expect(numbers(window, list(0, 4, { run: 'b' }))).toEqual([1, 2, 3]);
  expect(numbers(window, list(1, 4, { run: 'b' }))).toEqual([4]);
});

/** Six segments whose numbers say nothing. */
const unnumbered = (first: number, run = 'a'): MediaPlaylist => {
  const { segments, ...rest } = list(first, 6, { run });
  return { ...rest, firstSequence: 0, segments: segments.map((segment, sequence) => ({ ...segment, sequence })) };
};

const names = (window: LiveWindow, playlist: MediaPlaylist): string[] =>
  window.take(playlist).segments.map(({ url }) => /(\w+)\.ts/.exec(url)![1]!);

test('a list whose numbers stand still is followed by its addresses, and one that is signed anew in its paths is not', () => {
  const window = new LiveWindow();
  expect(names(window, unnumbered(10))).toEqual(['a13', 'a14', 'a15']);
  expect(names(window, unnumbered(10))).toEqual([]);
  expect(names(window, unnumbered(11))).toEqual(['a16']);
  expect(names(window, unnumbered(13))).toEqual(['a17', 'a18']);
  expect(names(window, unnumbered(13, 'token'))).toEqual([]);
  expect(window.take(unnumbered(14)).segments.map(({ isBreak }) => isBreak)).toEqual([false]);
});

test('a stream that is taken up again goes on after what was played', () => {
  const after = { sequence: 12, url: 'http://h.example/a12.ts' };
  expect(numbers(new LiveWindow(after), list(10, 10))).toEqual([13, 14, 15, 16, 17, 18, 19]);
  expect(numbers(new LiveWindow(after), list(10, 3))).toEqual([]);
  expect(numbers(new LiveWindow(after), list(10, 10, { run: 'other' }))).toEqual([17, 18, 19]);
});
