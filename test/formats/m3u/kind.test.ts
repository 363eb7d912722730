import { expect, test } from 'vitest';
import { readOne } from './read-all.ts';

test.each([
  ['http://a.invalid/live/u/p/1.ts', 'live'],
  ['http://a.invalid/u/p/1', 'live'],
  ['http://a.invalid/1.m3u8?x=.mp4', 'live'],
  ['http://a.invalid/stream.flv', 'live'],
  ['udp://@239.1.1.1:1234', 'live'],
  ['http://a.invalid/movie/index.m3u8', 'live'],
  ['http://a.invalid/series/channel', 'live'],
  ['http://a.invalid/movie/u/p/1.ts', 'movie'],
  ['http://a.invalid/sub/movie/u/p/1', 'movie'],
  ['http://a.invalid/series/u/p/1.mkv?token=x', 'series'],
  ['http://a.invalid/film.MP4', 'movie'],
  ['http://a.invalid/film.webm', 'movie'],
  ['http://a.invalid/radio.mp3', 'radio'],
  ['http://a.invalid/radio.aac?x', 'radio'],
])('%s is %s', async (address, kind) => {
  expect(await readOne('-1,Name', address)).toMatchObject({ kind });
});

test.each([
  ['-1 radio="true",N', 'radio'],
  ['-1 radio="false",N', 'live'],
  ['-1 tvg-type="movies",N', 'movie'],
  ['-1 tvg-type="series",N', 'series'],
  ['-1 media="true",N', 'movie'],
  ['-1 realtime="false",N', 'movie'],
  ['-1 media="true",N S01E02', 'movie'],
])('%s is %s', async (extinf, kind) => {
  expect(await readOne(extinf)).toMatchObject({ kind });
});

test('what an entry says of itself wins over its address', async () => {
  expect(await readOne('-1 tvg-type="live",N', 'http://a.invalid/1.mp4')).toMatchObject({ kind: 'live' });
});

test.each(['Show S01E02', 'Show S1 E2', 'FRIENDS T01|EP01', 'Show s02.e10 (2020)'])(
  'a file called %s is an episode',
  async (name) => {
    expect(await readOne(`-1,${name}`, 'http://a.invalid/1.mkv')).toMatchObject({ kind: 'series' });
  },
);
