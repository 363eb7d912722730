import { expect, test } from 'vitest';
import { TitleMerge, type Draft } from '../../src/library/merge.ts';
import type { TitleStream } from '../../src/library/versions.ts';
import type { ProviderId, StreamId } from '../../src/model/ids.ts';

let next = 1;

const movie = (name: string, more: Partial<TitleStream> = {}): TitleStream => ({
  id: next++ as StreamId,
  providerId: 'p' as ProviderId,
  kind: 'movie',
  name,
  group: '',
  logoUrl: '',
  extension: 'mkv',
  title: {},
  ...more,
});

function merged(streams: readonly TitleStream[], languages: readonly string[] = []): readonly Draft[] {
  const merge = new TitleMerge({ languages });
  for (const stream of streams) merge.add(stream);
  return merge.finish();
}

const shown = (drafts: readonly Draft[]): string[] =>
  drafts.map(({ name, year, tmdbId, versions }) => `${name} ${year} ${tmdbId} x${versions.length}`);

test('the same name and year is one title, another year another', () => {
  expect(
    shown(
      merged([movie('EN - Harbour Lights (2008) 4K'), movie('Harbour Lights (2008)'), movie('Harbour Lights (1971)')]),
    ),
  ).toEqual(['Harbour Lights 2008 0 x2', 'Harbour Lights 1971 0 x1']);
});

test('accents, case and punctuation make no other title', () => {
  expect(shown(merged([movie('Amélie & Co. (2001)'), movie('AMELIE AND CO (2001)')]))).toEqual([
    'Amélie & Co. 2001 0 x2',
  ]);
});

test('one TMDB id is one title, whatever it is called', () => {
  const drafts = merged([
    movie('The Sea (2010)', { title: { tmdbId: 7 } }),
    movie('Das Meer (2010)', { title: { tmdbId: 7 } }),
    movie('Das Meer (2010)'),
  ]);
  expect(shown(drafts)).toEqual(['The Sea 2010 7 x3']);
});

test('two TMDB ids are two titles, though both are called the same', () => {
  const drafts = merged([
    movie('Pride (2014)', { title: { tmdbId: 1 } }),
    movie('Pride (2014)', { title: { tmdbId: 2 } }),
  ]);
  expect(shown(drafts)).toEqual(['Pride 2014 1 x1', 'Pride 2014 2 x1']);
});

test('versions go by language where one is preferred, then by quality, then by provider', () => {
  const streams = [movie('DE - Sea (2010)'), movie('EN - Sea (2010) 4K'), movie('DE - Sea (2010) 1080p')];
  const [plain] = merged(streams);
  expect(plain?.versions.map(({ language, resolution }) => `${language} ${resolution}`)).toEqual([
    'en uhd',
    'de fhd',
    'de ',
  ]);
  const [german] = merged(streams, ['de']);
  expect(german?.versions.map(({ language }) => language)).toEqual(['de', 'de', 'en']);
});

const episodeOf = (name: string): TitleStream => {
  const { title: _title, ...stream } = movie(name, { kind: 'series' });
  return stream;
};

test('episodes of a playlist make a series; an entry without a number is none', () => {
  const drafts = merged([episodeOf('Tides S01 E01'), episodeOf('Tides S01E02'), episodeOf('Tides trailer')]);
  expect(shown(drafts)).toEqual(['Tides 0 0 x2']);
  expect(drafts[0]?.versions.map((version) => version.episode)).toEqual([
    { season: 1, episode: 1 },
    { season: 1, episode: 2 },
  ]);
});
