import { expect, test } from 'vitest';
import { readName } from '../../src/formats/names/read.ts';
import { cannotLink } from '../../src/matching/constraints.ts';
import { DEFAULT_POLICY } from '../../src/matching/policy.ts';
import { identify, type Identity } from '../../src/matching/identity.ts';
import { skeletonOf } from '../../src/matching/skeleton.ts';

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

test('East is the main feed, West and +1 are their own', () => {
  expect(of('Brio East', 'us').key).toBe(of('Brio', 'us').key);
  expect(of('Brio West', 'us').variant).toBe('west');
  expect(of('Brio +1', 'us').variant).toBe('+1');
});

test('a bare call sign is a station once another name proves it', () => {
  const reading = readName('WXYZ Springfield', { market: 'us' });
  expect(identify(reading, { market: 'us' }).station).toBeNull();
  const knownSigns = new Map([['WXYZ', new Set(['springfield'])]]);
  expect(identify(reading, { market: 'us', knownSigns })).toMatchObject({
    station: { sign: 'WXYZ', subchannel: 1 },
    words: [],
  });
});

test('transliterations and spellings of a name share their consonants', () => {
  expect(skeletonOf('telekanal')).toBe(skeletonOf('tellecanol'));
  expect(skeletonOf('rotana')).not.toBe(skeletonOf('rosana'));
});

test.each([
  ['Sport 1', 'Sport 2'],
  ['Brio', 'Brio West'],
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

test('superscripts are no other script', () => {
  expect(of('Brio ᴿᴬᵂ').isTransliterated).toBe(false);
  expect(of('Брио').isTransliterated).toBe(true);
});
