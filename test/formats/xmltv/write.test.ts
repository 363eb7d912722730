import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { guideHead, guideTail, writeChannel, writeProgramme } from '../../../src/formats/xmltv/write.ts';
import type { Programme } from '../../../src/model/programme.ts';
import { faultsOf } from './dtd.ts';
import { anyProgramme, plainProgramme } from '../../fakes/programmes.ts';
import { readGuide } from './reading.ts';

const channel = { xmltvId: 'c1.masthead', name: 'News & More', number: '5.1', iconUrl: 'http://box:5004/logo/c1' };
const guide = (programme: Programme): string =>
  guideHead('Masthead') + writeChannel(channel) + writeProgramme(channel.xmltvId, programme, true) + guideTail;
const written = (change: Partial<Programme>): string => writeProgramme('c1', { ...plainProgramme, ...change }, true);

test('a channel shows its name, then its number', () => {
  expect(writeChannel(channel)).toBe(
    '  <channel id="c1.masthead">\n    <display-name>News &amp; More</display-name>\n' +
      '    <display-name>5.1</display-name>\n    <icon src="http://box:5004/logo/c1"/>\n  </channel>\n',
  );
});

test('a whole programme is written in the order of the DTD', () => {
  const text = written({
    subTitle: 'Sub',
    description: 'Text',
    categories: ['Nachrichten'],
    iconUrl: 'http://x.test/i.jpg',
    season: 1,
    episode: 4,
    episodeNumbers: ['dd_progid:EP1'],
    date: '20261123',
    rating: '12',
    starRating: '3/4',
    credits: [
      { role: 'actor', name: 'Actor' },
      { role: 'director', name: 'Director' },
    ],
    isRepeat: true,
  });
  expect(text).toMatchInlineSnapshot(`
    "  <programme start="20261123120000 +0000" stop="20261123130000 +0000" channel="c1">
        <title>News</title>
        <sub-title>Sub</sub-title>
        <desc>Text</desc>
        <credits>
          <director>Director</director>
          <actor>Actor</actor>
        </credits>
        <date>20261123</date>
        <category>Nachrichten</category>
        <category>News</category>
        <category>Series</category>
        <icon src="http://x.test/i.jpg"/>
        <episode-num system="xmltv_ns">1.4.</episode-num>
        <episode-num system="onscreen">S02E05</episode-num>
        <episode-num system="dd_progid">EP1</episode-num>
        <previously-shown/>
        <rating>
          <value>12</value>
        </rating>
        <star-rating>
          <value>3/4</value>
        </star-rating>
      </programme>
    "
  `);
});

test('the words that clients sort by are added in English, none twice', () => {
  expect(written({ categories: ['Spielfilm', 'Action'] })).toContain('<category>Movie</category>');
  expect(written({ categories: ['Deportes'] })).toContain('<category>Sports</category>');
  expect(written({ categories: ['movie'] }).match(/<category>/g)).toHaveLength(1);
  expect(written({ categories: ['Show'], episode: 3 })).toContain('<category>Series</category>');
  expect(written({ categories: ['Кино'] })).toContain('<category>Movie</category>');
  expect(written({ categories: ['Filmmusik'] })).not.toContain('Movie');
});

test('a film with a subtitle is not a series', () => {
  expect(written({ categories: ['Film'], subTitle: 'The beginning' })).not.toContain('Series');
});

test('what is shown again is marked unless it is new after all', () => {
  expect(written({ isRepeat: true })).toContain('<previously-shown/>');
  expect(written({ isRepeat: true, isNew: true })).not.toContain('previously-shown');
  expect(written({ isLive: true })).toContain('<live/>');
});

test('no episode number is ever empty', () => {
  expect(written({ categories: ['Movie'], episodeNumbers: ['themoviedb.org:', 'themoviedb.org: ', ''] })).not.toContain(
    'episode-num',
  );
});

test('an onscreen number of the provider is kept as it is', () => {
  const text = written({ season: 0, episode: 1, episodeNumbers: ['1x2'] });
  expect(text.match(/system="onscreen">(.*?)</g)).toEqual(['system="onscreen">1x2<']);
});

test('whatever a programme says, the guide stays valid', () => {
  fc.assert(
    fc.property(anyProgramme, (programme) => {
      expect(faultsOf(guide(programme))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('what is written is read back the same', () => {
  const words = fc.constantFrom('Tatort', 'Zeit & Raum', '<Live>', '"Quoted"', 'Ära 漢', '🎬 Film');
  const programme = fc.record({
    title: words,
    subTitle: words,
    description: words,
    season: fc.integer({ min: 0, max: 9 }),
    episode: fc.integer({ min: 0, max: 99 }),
    credits: fc.array(fc.record({ role: fc.constantFrom('actor', 'guest'), name: words }), { maxLength: 3 }),
    isNew: fc.boolean(),
    catchupId: words,
  });
  fc.assert(
    fc.property(programme, (change) => {
      const sent = { ...plainProgramme, ...change };
      sent.credits = sent.credits.toSorted((one, other) => one.role.localeCompare(other.role));
      const [read] = readGuide(guide(sent)).programmes;
      expect(read!.programme).toMatchObject({
        ...change,
        credits: sent.credits,
        startAt: sent.startAt,
        stopAt: sent.stopAt,
      });
    }),
  );
});

test('the checker itself finds faults', () => {
  const bad = `<tv><programme start="2026" stop="20261123120000 Z" channel="a"><desc>x</desc><title>&nope;</title></programme><channel id=""/></tv>`;
  expect(faultsOf(bad).length).toBeGreaterThan(6);
});

test('an episode without a number has its day as one, so that Plex does not take it for a movie', () => {
  const startAt = Date.UTC(2026, 1, 1, 20);
  const byDay = '<episode-num system="xmltv_ns">2025.31.</episode-num>';
  expect(written({ startAt, categories: ['Nachrichten'] })).toContain(byDay);
  expect(written({ startAt, subTitle: 'The first' })).toContain(byDay);
  expect(written({ startAt, categories: ['Spielfilm'], subTitle: 'A story' })).not.toContain('episode-num');
  expect(written({ startAt, categories: ['Concert'] })).not.toContain('episode-num');
  expect(written({ startAt, categories: ['Serie'], season: 0, episode: 1 })).not.toContain('2025');
  const [short, long] = [startAt + 1_800_000, startAt + 7_200_000];
  expect(written({ startAt, stopAt: short })).toContain(byDay);
  expect(written({ startAt, stopAt: long })).not.toContain('episode-num');
  expect(writeProgramme('c1', { ...plainProgramme, startAt, stopAt: short }, false)).not.toContain('episode-num');
});
