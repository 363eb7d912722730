import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shownName, writeM3uEntry, writeM3uHeader, type M3uWrittenEntry } from '../../../src/formats/m3u/write.ts';
import { asJellyfin, asKodi, asPlaylistParser } from './clients.ts';
import { readAll } from './read-all.ts';

const PLAIN: M3uWrittenEntry = {
  xmltvId: 'c0000000000a.masthead',
  name: 'One HD',
  number: '5',
  logoUrl: 'http://home.invalid:5004/logo/c0000000000a',
  group: 'News',
  url: 'http://home.invalid:5004/stream/c0000000000a.ts',
  isRadio: false,
};
const write = (entry: Partial<M3uWrittenEntry>): string => writeM3uEntry({ ...PLAIN, ...entry });
const shownAs = (name: string): string => shownName({ ...PLAIN, name });

test('an entry is one EXTINF line and its address', () => {
  expect(write({})).toBe(
    '#EXTINF:-1 tvg-id="c0000000000a.masthead" tvg-name="One HD" tvg-chno="5" channel-id="c0000000000a.masthead"' +
      ' tvg-logo="http://home.invalid:5004/logo/c0000000000a" group-title="News",One HD\n' +
      'http://home.invalid:5004/stream/c0000000000a.ts\n',
  );
});

test('what is empty is left out', () => {
  expect(write({ logoUrl: '', group: ' ' })).not.toMatch(/tvg-logo|group-title|=""/);
});

test('radio, archive and Kodi have their marks', () => {
  expect(write({ isRadio: true })).toContain(' radio="true"');
  expect(write({ catchupDays: 7 })).toContain(' catchup="shift" catchup-days="7"');
  expect(write({ catchupDays: 0 })).not.toContain('catchup');
  expect(write({ kodi: true })).toMatch(/^#KODIPROP:mimetype=video\/mp2t\n#EXTINF/);
});

test('the header names the guide in both ways, or not at all', () => {
  const guideUrl = 'http://home.invalid:5004/guide.xml';
  expect(writeM3uHeader({ guideUrl })).toBe(`#EXTM3U url-tvg="${guideUrl}" x-tvg-url="${guideUrl}"\n`);
  expect(writeM3uHeader({ guideUrl: '' })).toBe('#EXTM3U\n');
});

describe('a name', () => {
  test.each([
    ['Plain', 'Plain'],
    ['  a \t b\r\nc ', 'a b c'],
    ['The "Best"', "The 'Best'"],
    ['Bread, Butter', 'Bread\u201a Butter'],
    ['{utc}', '(utc)'],
    ['5 USA', '5\u00a0USA'],
    ['3. Programm', '3.\u00a0Programm'],
    ['24 Kitchen 4 you', '24\u00a0Kitchen 4 you'],
    ['NaN TV', 'NaN\u00a0TV'],
    ['1e3 TV', '1e3\u00a0TV'],
    ['5USA now', '5USA now'],
    ['TV 5 Monde', 'TV 5 Monde'],
    ['', PLAIN.xmltvId],
    ['a\ud800b', 'a\ufffdb'],
  ])('%j is shown as %j', (name, shown) => {
    expect(shownAs(name)).toBe(shown);
  });
});

test('a name of nothing but digits is no burden', () => {
  expect(shownAs('1'.repeat(60_000))).toHaveLength(60_000);
});

test.each([
  ['http://a.invalid/{utc}|x y"z', 'http://a.invalid/%7Butc%7D%7Cx%20y%22z'],
  ['http://a.invalid/1.ts?token=a%20b', 'http://a.invalid/1.ts?token=a%20b'],
])('the address %s is written %s', (url, written) => {
  expect(write({ url }).split('\n')[1]).toBe(written);
});

const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc
    .array(
      fc.constantFrom(
        '5',
        '24/7',
        '1,000',
        '(5)',
        '-3',
        '∞',
        'USA',
        'TV',
        ',',
        '"',
        "'",
        '{x}',
        '|',
        '#',
        ' ',
        '\n',
        '\u2028',
        '\\',
        'tvg-id=',
        '=',
      ),
      {
        maxLength: 8,
      },
    )
    .map((parts) => parts.join(' ')),
);
const entry: fc.Arbitrary<M3uWrittenEntry> = fc.record({
  xmltvId: fc.integer({ min: 0 }).map((id) => `c${id.toString(36).padStart(11, '0')}.masthead`),
  name: text,
  number: fc
    .tuple(fc.integer({ min: 1, max: 9_999 }), fc.integer({ min: 0, max: 9 }))
    .map(([a, b]) => (b ? `${a}.${b}` : `${a}`)),
  logoUrl: fc.constantFrom('', PLAIN.logoUrl),
  group: text,
  url: fc.constantFrom(PLAIN.url, 'http://home.invalid/stream/c1.m3u8?token=x'),
  isRadio: fc.boolean(),
  catchupDays: fc.integer({ min: 0, max: 30 }),
  kodi: fc.boolean(),
});
const list = fc.array(entry, { minLength: 1, maxLength: 5 });
const written = (entries: readonly M3uWrittenEntry[]): string =>
  writeM3uHeader({ guideUrl: 'http://home.invalid/guide.xml' }) + entries.map((each) => writeM3uEntry(each)).join('');

test('what is written is read back', async () => {
  await fc.assert(
    fc.asyncProperty(list, async (entries) => {
      const read = await readAll(written(entries));
      expect(read).toMatchObject({ skips: { count: 0 }, guideSources: ['http://home.invalid/guide.xml'] });
      expect(read.entries).toMatchObject(
        entries.map((each) => ({
          kind: each.isRadio ? 'radio' : 'live',
          name: shownName(each),
          tvgId: each.xmltvId,
          number: each.number,
          logoUrl: each.logoUrl,
          url: each.url,
          headers: null,
          isProtected: false,
        })),
      );
      expect(read.entries.map((each) => each.catchup?.days ?? 0)).toEqual(entries.map((each) => each.catchupDays));
    }),
  );
});

test.each([
  ['Jellyfin', asJellyfin],
  ['Kodi', asKodi],
  ['iptv-playlist-parser', asPlaylistParser],
])('%s shows every channel with its name, number, group, logo and address', (_client, readAsClient) => {
  fc.assert(
    fc.property(list, (entries) => {
      const shown = readAsClient(written(entries));
      expect(shown.map(({ group: _group, ...rest }) => rest)).toEqual(
        entries.map((each) => ({
          name: shownName(each),
          number: each.number,
          id: each.xmltvId,
          logo: each.logoUrl,
          url: each.url,
        })),
      );
      expect(shown.map((each) => each.group)).toEqual(shown.map((each) => each.group.trim()));
    }),
  );
});

test('the same group is the same in every client', async () => {
  const awkward = written([{ ...PLAIN, group: 'News, "Weather"\n& more' }]);
  const groups = [asJellyfin, asKodi, asPlaylistParser].map((readAsClient) => readAsClient(awkward)[0]?.group);
  const { entries } = await readAll(awkward);
  expect([...groups, entries[0]?.group]).toEqual(Array.from({ length: 4 }, () => "News, 'Weather' & more"));
});
