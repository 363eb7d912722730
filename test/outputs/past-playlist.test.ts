import { expect, test } from 'vitest';
import { writePastPlaylist } from '../../src/outputs/past-playlist.ts';

const START = Date.UTC(2026, 10, 25, 20, 0, 30);
const uriOf = (at: number): string => `/x.ts?utc=${at}`;
const partUri = (at: number, long: number): string => `/x/${long}/${at}`;
const minutes = (count: number): number => count * 60_000;
const urisOf = (text: string): string[] => text.split('\n').filter((line) => line.startsWith('/'));

test('a programme that is over is a whole list of its minutes', () => {
  const text = writePastPlaylist({
    startAt: START,
    endAt: START + minutes(3),
    now: START + minutes(60),
    uriOf,
    hasSlices: true,
  });
  const first = Math.floor(START / 60_000) * 60;
  expect(urisOf(text)).toEqual([0, 60, 120, 180].map((seconds) => uriOf(first + seconds)));
  expect(text).toContain('#EXT-X-PLAYLIST-TYPE:VOD\n');
  expect(text.endsWith('#EXT-X-ENDLIST\n')).toBe(true);
  expect(text.match(/#EXT-X-DISCONTINUITY\n/g)).toHaveLength(3);
});

test('of one that is running, the minutes that are surely in the archive; the list grows', () => {
  const of = (now: number): string =>
    writePastPlaylist({ startAt: START, endAt: Infinity, now, uriOf, hasSlices: true });
  expect(urisOf(of(START + minutes(4)))).toHaveLength(4);
  expect(urisOf(of(START + minutes(5)))).toHaveLength(5);
  expect(of(START + minutes(5))).toContain('#EXT-X-PLAYLIST-TYPE:EVENT\n');
  expect(of(START + minutes(5))).not.toContain('ENDLIST');
});

test('no list is longer than panels give at once', () => {
  const text = writePastPlaylist({
    startAt: START,
    endAt: Infinity,
    now: START + minutes(1_000),
    uriOf,
    hasSlices: true,
  });
  expect(urisOf(text)).toHaveLength(480);
  expect(text).toContain('ENDLIST');
});

test('of an archive that knows a start only, one part: to the end, to now, or as long as panels give', () => {
  const partOf = (endAt: number, now: number): [string | undefined, string | undefined, boolean] => {
    const text = writePastPlaylist({ startAt: START, endAt, now, hasSlices: false, uriOf: partUri });
    return [/#EXTINF:([\d.]+)/.exec(text)?.[1], urisOf(text).join(), text.endsWith('#EXT-X-ENDLIST\n')];
  };
  const at = START / 1_000;
  expect(partOf(START + minutes(3), START + minutes(60))).toEqual(['180.000', `/x/3/${at}`, true]);
  expect(partOf(Infinity, START + minutes(5))).toEqual(['300.000', `/x/5/${at}`, true]);
  expect(partOf(Infinity, START + minutes(1_000))).toEqual(['28800.000', `/x/480/${at}`, true]);
});
