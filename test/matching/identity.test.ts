import { expect, test } from 'vitest';
import { readName } from '../../src/formats/names/read.ts';
import { cannotLink } from '../../src/matching/constraints.ts';
import { DEFAULT_POLICY } from '../../src/matching/policy.ts';
import { identify, type Identity } from '../../src/matching/identity.ts';
import { KnownSigns } from '../../src/matching/signs.ts';
import { skeletonOf } from '../../src/matching/skeleton.ts';

function signsOf(...names: readonly string[]): KnownSigns {
  const signs = new KnownSigns();
  signs.learnAll(names.map((name) => readName(name, { market: 'us' })));
  return signs;
}

const of = (name: string, market = 'de'): Identity => identify(readName(name, { market }), { market });

test('quality, prefix and notes do not change what a name stands for', () => {
  const keys = ['Sport Eins', 'DE: SPORT 1 FHD', 'Sport1 (1080p) [Not 24/7]', 'sport-1 ᴿᴬᵂ'].map(
    (name) => of(name).key,
  );
  expect(new Set(keys).size).toBe(1);
});

test('words for television and the market itself tell nothing', () => {
  expect(of('Bergland TV Deutschland').strong).toEqual(['bergland']);
  expect(of('Bergland TV Deutschland', 'fr').strong).toEqual(['bergland', 'deutschland']);
});

test('a filler stays where a number or a letter would be all that is left', () => {
  expect(of('Channel 4').strong).toEqual(['channel', '4']);
  expect(of('TV 1').strongGlued).not.toBe(of('Kanal 1').strongGlued);
});

test('words for one thing in front of a number are one word', () => {
  expect(of('Ch 5').key === of('Channel 5').key).toBe(false);
  expect(of('Ch 5').strongGlued).toBe(of('Kanal 5').strongGlued);
});

test('an article that ends a name belongs to it, and so does a letter before a number', () => {
  expect(of('Berg A').strong).toEqual(['berg', 'a']);
  expect(of('A2').strong).toEqual(['a', '2']);
  expect(of('La 2').strong).toEqual(['2']);
  expect(of('Bergs, The').strong).toEqual(['bergs']);
});

test('a code in brackets says what the word says', () => {
  expect(of('Nova 24 (EN)').strong).toEqual(of('Nova 24 English').strong);
  expect(of('Nova (hu)').strong).toEqual(['nova', 'hungary']);
  expect(of('Nova (hu)').pieces).toEqual([]);
  expect(of('Nova (DE)').strong).toEqual(['nova']);
});

test('a country in brackets is no other name of the channel, unless its lists are for the neighbour too', () => {
  expect(of('Nova (Español)').pieces).toEqual([]);
  expect(of('Nova (Austria)').pieces).toEqual(['nova', 'austria']);
  expect(of('Nova (Deutschland)').pieces).toEqual(['nova', 'deutschland']);
});

test('a former name is another name of the channel, and no part of it', () => {
  expect(of('Berg (f.k.a. Tal)')).toMatchObject({ strong: ['berg'], pieces: ['berg', 'tal'] });
  expect(of('Berg (Ex)').strong).toEqual(['berg', 'ex']);
});

test('whose a channel is does not belong to its name', () => {
  expect(of('Berg Concerts by Tal').strong).toEqual(['berg', 'concerts']);
});

test('a name that lost its accented letters is known by them', () => {
  expect(of('ČT1 HD').unaccented).toBe('t1');
  expect(of('CT1 HD').unaccented).toBe('');
});

test('East is the main feed, West and +1 are their own', () => {
  expect(of('Brio East', 'us').key).toBe(of('Brio', 'us').key);
  expect(of('Brio West', 'us').variant).toBe('west');
  expect(of('Brio +1', 'us').variant).toBe('+1');
});

test('a bare call sign is a station once another name proves it', () => {
  const reading = readName('WXYZ Springfield', { market: 'us' });
  expect(identify(reading, { market: 'us' }).station).toBeNull();
  const knownSigns = signsOf('ABC (WXYZ) Springfield, AZ');
  expect(identify(reading, { market: 'us', knownSigns })).toMatchObject({
    station: { sign: 'WXYZ', subchannel: 1 },
    words: [],
  });
});

function subchannelOf(name: string, ...others: readonly string[]): number | undefined {
  return identify(readName(name, { market: 'us' }), { market: 'us', knownSigns: signsOf(...others) }).station
    ?.subchannel;
}

test('a station is where its programme is, unless names contradict each other', () => {
  const grit = 'Grit (WXYZ-DT3) Springfield, AZ';
  expect(subchannelOf('WXYZ Grit TV', grit)).toBe(3);
  expect(subchannelOf('WXYZ Grit TV', grit, 'Grit (WXYZ-DT4) Springfield, AZ')).toBe(1);
  expect(subchannelOf('WXYZ Grit TV', grit, 'Grit (WXYZ-TV) Springfield, AZ')).toBe(1);
  expect(subchannelOf('Grit (WXYZ-DT2) Springfield, AZ', grit)).toBe(2);
  expect(subchannelOf('WXYZ Comet', grit, 'ABC (WXYZ) Springfield, AZ')).toBe(1);
});

test('a programme that all stations have beside their own is on none’s first subchannel', () => {
  const beside = ['Grit (WABX-DT3) Tal, AZ', 'Grit (WABY-DT2) Berg, AZ', 'Grit (WABZ-DT4) Wald, AZ'];
  const own = ['Vega (WABX-DT1) Tal, AZ', 'Vega (WABY-DT1) Berg, AZ', 'Vega (WABZ-DT2) Wald, AZ'];
  const station = 'ABC (WXYZ) Springfield, AZ';
  expect(subchannelOf('WXYZ Grit', station, ...beside)).toBe(0);
  expect(subchannelOf('WXYZ Grit', station, ...beside.slice(1))).toBe(1);
  expect(subchannelOf('WXYZ Vega', station, ...own)).toBe(1);
  expect(subchannelOf('WXYZ HDTV', station, ...beside)).toBe(1);
});

test('transliterations and spellings of a name share their consonants', () => {
  expect(skeletonOf('telekanal')).toBe(skeletonOf('tellecanol'));
  expect(skeletonOf('rotana')).not.toBe(skeletonOf('rosana'));
});

test.each([
  ['Sport 1', 'Sport 2'],
  ['Brio', 'Brio West'],
  ['Brio English', 'Brio (ES)'],
  ['Brio', 'Brio +1'],
  ['ABC (WXYZ) Springfield, AZ', 'NBC (WQRS) Springfield, AZ'],
  ['ABC (WXYZ) Springfield, AZ', 'Grit (WXYZ-DT2) Springfield, AZ'],
])('%s and %s are never one channel', (a, b) => {
  expect(cannotLink(of(a, 'us'), of(b, 'us'))).toBe(true);
});

test('feeds may be one channel where the user wants it so, numbers never', () => {
  const policy = { ...DEFAULT_POLICY, feeds: false };
  const as = (name: string): Identity => identify(readName(name, { market: 'us' }), { market: 'us', policy });
  expect(cannotLink(as('Brio'), as('Brio West'))).toBe(false);
  expect(cannotLink(as('Brio'), as('Brio +1'))).toBe(true);
  expect(cannotLink(as('Sport 1'), as('Sport 2'))).toBe(true);
});

test('qualities may be channels of their own', () => {
  const policy = { ...DEFAULT_POLICY, qualities: true };
  const as = (name: string): Identity => identify(readName(name), { market: 'de', policy });
  expect(cannotLink(as('Brio HD'), as('Brio UHD'))).toBe(true);
  expect(cannotLink(of('Brio HD'), of('Brio UHD'))).toBe(false);
});

test('a name that is said twice, in two scripts, is said once', () => {
  expect(of('Brio 4 (Брио 4)', 'bg')).toMatchObject({ strong: ['brio', '4'], pieces: [] });
  expect(of('Brio 4 (Arte)', 'bg').pieces).toEqual(['brio4', 'arte']);
  expect(of('よしもと/Brio', 'jp')).toMatchObject({ strong: ['yosimoto'], pieces: ['yosimoto', 'brio'] });
});

test('the Arabic article is no part of a name, however it is written', () => {
  const forms = ['الجديد', 'Al Jadeed', 'Aljadeed', 'Jadeed'].map((name) => of(name, 'eg').skeleton);
  expect(new Set(forms).size).toBe(1);
  expect(of('Album TV', 'eg').strong).toEqual(['album']);
  expect(of('Al Jadeed', 'de').strong).toEqual(['al', 'jadeed']);
  expect(of('Al TV', 'eg').strong).toEqual(['al']);
});

test('a j behind an i is a glide', () => {
  expect(skeletonOf('komedija')).toBe(skeletonOf('komediya'));
  expect(skeletonOf('jadeed')).not.toBe(skeletonOf('yadeed'));
});

test('Arabic and Hebrew leave vowels out', () => {
  expect(of('نايل لايف', 'eg').lacksVowels).toBe(true);
  expect(of('ערוץ הספורט', 'il').lacksVowels).toBe(true);
  expect(of('Драйв', 'ru').lacksVowels).toBe(false);
  expect(of('Nile Life', 'eg').lacksVowels).toBe(false);
});

test('superscripts are no other script', () => {
  expect(of('Brio ᴿᴬᵂ').isTransliterated).toBe(false);
  expect(of('Брио').isTransliterated).toBe(true);
});

test('a region that is shortened is the region', () => {
  expect(of('RTL HH SH').key).toBe(of('RTL Hamburg & Schleswig-Holstein').key);
  expect(of('Berg MP', 'in').strong).toEqual(['berg', 'madhya', 'pradesh']);
  expect(of('MP TV', 'in').strong).toEqual(['mp']);
  expect(of('Berg MP', 'us').strong).toEqual(['berg', 'mp']);
});

test('a language says the same with a preposition', () => {
  expect(of('Nature en Español', 'us').key).toBe(of('Nature Espanol', 'us').key);
  expect(of('Nature English', '').strong).toEqual(['nature']);
});

test('a neighbouring country is noted, the own one and far ones are not', () => {
  expect(['Berg Austria', 'Berg Deutschland', 'Berg India'].map((name) => of(name).neighbour)).toEqual([
    'austria',
    '',
    '',
  ]);
});
