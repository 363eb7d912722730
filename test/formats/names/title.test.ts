import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readTitle } from '../../../src/formats/names/title/read.ts';

const brief = (name: string, group = ''): unknown[] => {
  const { title, year, season, episode } = readTitle(name, { group });
  return [title, year, season, episode];
};

test.each([
  ['FR - La Petite Maison - 2021', ['La Petite Maison', 2021, -1, -1]],
  ['O Lar Ideal (2018)', ['O Lar Ideal', 2018, -1, -1]],
  ['A Noite (2023) 4K', ['A Noite', 2023, -1, -1]],
  ['NL | De Kade | 2022 | 7.8 | 4K', ['De Kade', 2022, -1, -1]],
  ['Haus am See | 7.4 | 1937', ['Haus am See', 1937, -1, -1]],
  ['1984 (1956)', ['1984', 1956, -1, -1]],
  ['2001 Reise ins All 1968 BluRay 2160p', ['2001 Reise ins All', 1968, -1, -1]],
  ['Night Runner 2049', ['Night Runner 2049', 0, -1, -1]],
  ['D|4K|HDR10+| Kapital 2022 German DTS', ['Kapital', 2022, -1, -1]],
  ['___NF___HD___ Ein Film 2022 ___DE___', ['Ein Film', 2022, -1, -1]],
  ['(4K) (DV) Moor 2023', ['Moor', 2023, -1, -1]],
  ['beast.german.2017.', ['beast', 2017, -1, -1]],
  ['Im.Bauch.des.Wals.2019.German.AC3.DL.1080p.BluRay.x265-GRP', ['Im Bauch des Wals', 2019, -1, -1]],
  ['The English', ['The English', 0, -1, -1]],
  ['IT: Zweiter Teil (2019)', ['IT: Zweiter Teil', 2019, -1, -1]],
  ['Gladio 2000 imdb-tt0172495', ['Gladio', 2000, -1, -1]],
  ['Moor.3.EXTENDED.2014.German.DL.1080p.BluRay.x264-GRP', ['Moor 3', 2014, -1, -1]],
])('the movie %s is %j', (name, expected) => {
  expect(brief(name)).toEqual(expected);
});

test.each([
  ['ES - Hombres (2025) (DE) - S01E02', ['Hombres', 2025, 1, 2]],
  ['EN ★ Red Crown [Multi Sub] S01 E02', ['Red Crown', 0, 1, 2]],
  ['ARQUIVO T4|EP19', ['ARQUIVO', 0, 4, 19]],
  ['24H T7|EP08', ['24H', 0, 7, 8]],
  ['6x17-Como Eu Vi', ['Como Eu Vi', 0, 6, 17]],
  ['Die Leute Staffel 2 Folge 11', ['Die Leute', 0, 2, 11]],
  ['Le Monde Saison 5 Ep 14 - Dehors', ['Le Monde', 0, 5, 14]],
  ['doctor_who_knows.8x12.heaven.720p_hdtv_x264-fov.mkv', ['doctor who knows', 0, 8, 12]],
  ['Show.Name.S06E10.1080p.WEB-DL', ['Show Name', 0, 6, 10]],
  ['D|HD| Das Schiff S01E01 2018', ['Das Schiff', 2018, 1, 1]],
  ['Blaue.Leute.S08E09.1080p.x265-GRP-Obfuscated/afaae96ae7a140e0981ced2a79221751.mkv', ['Blaue Leute', 0, 8, 9]],
  ['[Group] 06 Ships at Sea II (720p 8bit AAC).mp4', ['Ships at Sea II', 0, -1, 6]],
  ['[Group]_Two_Isles_679_[VOSTFR][HD_1280x720].mp4', ['Two Isles', 0, -1, 679]],
  ['[Group] Show Name - 12v2 [BD 720p]', ['Show Name', 0, -1, 12]],
  ['Show Name - 722 [HD_1280x720].mp4', ['Show Name', 0, -1, 722]],
  ['Show Name - 2016x231', ['Show Name', 0, 2016, 231]],
  ['Show Name - Temporada 4 [HDTV][Cap.408][Español]', ['Show Name', 0, 4, 8]],
])('the episode %s is %j', (name, expected) => {
  expect(brief(name)).toEqual(expected);
});

test('an episode without a title takes it from its group', () => {
  expect(brief('S01 E16', 'Série | NOITE S01')).toEqual(['NOITE', 0, 1, 16]);
  expect(brief('TEMP 3 CAP 5', 'SERIE EL FARO')).toEqual(['EL FARO', 0, 3, 5]);
});

test('a range of episodes keeps both ends', () => {
  expect(readTitle('Show Name - S01E02-E04')).toMatchObject({ episode: 2, lastEpisode: 4 });
});

test('language and resolution are read from prefix and tail', () => {
  expect(readTitle('FR - Dune 2021 2160p')).toMatchObject({ language: 'fr', resolution: 'uhd' });
});

test('no name is left without a title', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), (name) => {
      const { title } = readTitle(name);
      expect(title === '').toBe(name.trim() === '');
    }),
  );
});
