import { expect, test } from 'vitest';
import { writePastPlaylist } from '../../src/outputs/past-playlist.ts';

const START = Date.UTC(2026, 10, 25, 20, 0, 30);
const uriOf = (at: number): string => `/x.ts?utc=${at}`;
const minutes = (count: number): number => count * 60_000;
const urisOf = (text: string): string[] => text.split('\n').filter((line) => line.startsWith('/'));

test('a programme that is over is a whole list of its minutes', () => {
  const text = writePastPlaylist({ startAt: START, endAt: START + minutes(3), now: START + minutes(60), uriOf });
  const first = Math.floor(START / 60_000) * 60;
  expect(urisOf(text)).toEqual([0, 60, 120, 180].map((seconds) => uriOf(first + seconds)));
  expect(text).toContain('#EXT-X-PLAYLIST-TYPE:VOD\n');
  expect(text.endsWith('#EXT-X-ENDLIST\n')).toBe(true);
  expect(text.match(/#EXT-X-DISCONTINUITY\n/g)).toHaveLength(3);
});

test('of one that is running, the minutes that are surely in the archive; the list grows', () => {
  const of = (now: number): string => writePastPlaylist({ startAt: START, endAt: Infinity, now, uriOf });
  expect(urisOf(of(START + minutes(4)))).toHaveLength(4);
  expect(urisOf(of(START + minutes(5)))).toHaveLength(5);
  expect(of(START + minutes(5))).toContain('#EXT-X-PLAYLIST-TYPE:EVENT\n');
  expect(of(START + minutes(5))).not.toContain('ENDLIST');
});

test('no list is longer than panels give at once', () => {
  const text = writePastPlaylist({ startAt: START, endAt: Infinity, now: START + minutes(1_000), uriOf });
  expect(urisOf(text)).toHaveLength(480);
  expect(text).toContain('ENDLIST');
});
