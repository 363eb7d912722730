import { expect, test } from 'vitest';
import {
  formatOnscreen,
  formatXmltvNs,
  joinSystem,
  parseOnscreen,
  parseXmltvNs,
  splitSystem,
} from '../../../src/formats/xmltv/episode.ts';
import { readOne } from './reading.ts';

test.each([
  ['1.4.0/1', 1, 4],
  ['2 . 9 . 0/1', 2, 9],
  ['5.11/15.', 5, 11],
  ['.5.', -1, 5],
  ['3..', 3, -1],
  ['0.1422.0', 0, 1422],
  ['2/4.1/10.', 2, 1],
  ['S01E02', -1, -1],
  ['', -1, -1],
])('xmltv_ns %j', (text, season, episode) => {
  expect(parseXmltvNs(text)).toEqual({ season, episode });
});

test.each([
  ['S01E05', 0, 4],
  ['S1 E2', 0, 1],
  ['Season 2, Episode 10', 1, 9],
  ['2x07', 1, 6],
  ['Ep. 5', -1, 4],
  ['E12', -1, 11],
  ['427', -1, -1],
])('onscreen %j', (text, season, episode) => {
  expect(parseOnscreen(text)).toEqual({ season, episode });
});

test('the screen tells season and episode where nothing else does', () => {
  const onscreen = '<title>T</title><episode-num system="onscreen">S02E03</episode-num>';
  expect(readOne(onscreen)).toMatchObject({ season: 1, episode: 2 });
  expect(readOne(`${onscreen}<episode-num system="xmltv_ns">4.4.</episode-num>`)).toMatchObject({
    season: 4,
    episode: 4,
  });
});

test('numbers are written zero-based and as the screen shows them', () => {
  expect(formatXmltvNs({ season: 0, episode: 4 })).toBe('0.4.');
  expect(formatXmltvNs({ season: -1, episode: 4 })).toBe('.4.');
  expect(formatOnscreen({ season: 0, episode: 4 })).toBe('S01E05');
  expect(formatOnscreen({ season: -1, episode: 111 })).toBe('E112');
});

test.each([
  ['onscreen', 'S1:E2'],
  ['onscreen', 'part: 2'],
  ['dd_progid', 'EP01.0005'],
  ['themoviedb.org', 'tv/123'],
])('%s %j is kept in one word and taken apart again', (system, value) => {
  expect(splitSystem(joinSystem(system, value))).toEqual({ system, value });
});
