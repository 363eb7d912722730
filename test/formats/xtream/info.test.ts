import { expect, test } from 'vitest';
import { readMovieInfo, readSeriesInfo } from '../../../src/formats/xtream/info.ts';

const row = (id: unknown, season: unknown, number: unknown) => ({ id, season, episode_num: number, title: 'T' });
const places = (answer: unknown): string[] =>
  readSeriesInfo(answer)?.episodes.map(({ panelId, season, episode }) => `${panelId} ${season}x${episode}`) ?? [];

test('seasons are read from an object, a list, or one list of everything', () => {
  expect(places({ episodes: { 1: [row('7', 1, 1)], 3: [row(8, '3', '2')] } })).toEqual(['7 1x1', '8 3x2']);
  expect(places({ episodes: [[row('7', undefined, 1)], [row('8', null, null)]] })).toEqual(['7 0x1', '8 1x1']);
  expect(places({ episodes: [row('7', 1, 1), row('8', 1, 2)] })).toEqual(['7 1x1', '8 1x2']);
});

test('an episode without an id, or with one that is no id, is left out', () => {
  expect(
    places({ info: { name: 'x' }, episodes: { 1: [row(null, 1, 1), row('../x', 1, 2), row('9', 1, 3)] } }),
  ).toEqual(['9 1x3']);
});

const named = (title: string): unknown =>
  readSeriesInfo({ episodes: { 1: [{ id: '1', episode_num: 1, title, info: [] }] } })?.episodes[0]?.name;

test('names of episodes lose what is known anyway', () => {
  expect(named('1899 - S01E01 - Das Schiff')).toBe('Das Schiff');
  expect(named('Das Schiff')).toBe('Das Schiff');
  expect(named('Tides S01E01')).toBeUndefined();
});

test('a panel that knows nothing of it says so in several ways', () => {
  for (const answer of [{ info: [], movie_data: [] }, { info: {} }, {}, [], null, { info: null }]) {
    expect(readMovieInfo(answer)).toBeUndefined();
    expect(readSeriesInfo(answer)).toBeUndefined();
  }
});

test('what is said of a movie is read whatever it is called', () => {
  const info = {
    tmdb_id: '603',
    description: 'Ships.',
    actors: 'A, B',
    releasedate: '2008-01-02',
    duration_secs: '5400',
    rating: '7,5',
    backdrop_path: '[]',
    imdb_id: 'tt0133093',
  };
  expect(readMovieInfo({ info })).toEqual({
    tmdbId: 603,
    episodes: [],
    detail: {
      plot: 'Ships.',
      cast: 'A, B',
      released: '2008-01-02',
      runtimeMinutes: 90,
      rating: 7.5,
      imdbId: 'tt0133093',
    },
  });
});
