import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isAbbreviationOf } from '../../src/matching/abbreviation.ts';

const words = (text: string): string[] => text.split(' ');

test.each([
  ['hsc', 'house sale channel', true],
  ['skyspmainev', 'sky sports main event', true],
  ['bbcrb1', 'bbc red button 1', true],
  ['bbcrb1', 'bbc red button 2', false],
  ['natgeo', 'national geographic', true],
  ['shant', 'shanson tv', false],
  ['sky', 'sky', false],
  ['novacinema', 'nova cinema asia', false],
  ['brio nordrh', 'brio nord rhein', true],
  ['brio motor sport', 'brio motorsports', true],
  ['motor sport', 'motorsports', false],
])('that %s abbreviates %s is %s', (short, long, expected) => {
  expect(isAbbreviationOf(words(short), words(long))).toBe(expected);
});

test('first letters always abbreviate', () => {
  const name = fc.array(fc.stringMatching(/^[a-su-z][a-z]{1,7}$/), { minLength: 2, maxLength: 5 });
  fc.assert(
    fc.property(name, (long) => {
      expect(isAbbreviationOf([long.map((word) => word[0]).join('')], long)).toBe(true);
    }),
  );
});

test.each([
  ['btv', 'berg trek voyage', false],
  ['btv2', 'berg trek voyage 2', false],
  ['btv', 'berg tv', true],
  ['rtv', 'radio televisie vega', true],
  ['tvb', 'trek voyage berg', true],
])(
  'what says television at the end of first letters stands for no other words: %s, %s: %s',
  (short, long, expected) => {
    expect(isAbbreviationOf(words(short), words(long))).toBe(expected);
  },
);

test('a word for television in the short name lends no letters', () => {
  expect(isAbbreviationOf(['berg', 'tv'], ['berg', 'trek', 'voyage'])).toBe(false);
  expect(isAbbreviationOf(['b', 'net'], ['berg', 'nord', 'east', 'tal'])).toBe(false);
  expect(isAbbreviationOf(['be', 'tv'], ['bergland', 'tv'])).toBe(true);
});

test.each([
  ['estrella', 'estrellas accion'],
  ['metro', 'metal rocks'],
  ['dharsan', 'dharm sandesh'],
  ['pars', 'paranormal state'],
  ['hero', 'hermanos obra'],
  ['nageo', 'national geographic'],
])('a word that is made of the beginnings of two by chance abbreviates nothing: %s, %s', (short, long) => {
  expect(isAbbreviationOf([short], words(long))).toBe(false);
});

test.each([
  ['novas', 'nova sitcoms', false],
  ['start', 'star trek', false],
  ['zoom', 'zoo moo', false],
  ['cnni', 'cnn international', true],
  ['cnni', 'cnn int', true],
  ['emid', 'east midlands', true],
  ['bnormandie', 'basse normandie', true],
  ['nicktoons', 'nickelodeon toons', true],
])('a letter behind a word makes another word of it, but behind initials: %s, %s: %s', (short, long, expected) => {
  expect(isAbbreviationOf([short], words(long))).toBe(expected);
});

test('each word of the short name begins where a word of the long one does', () => {
  expect(isAbbreviationOf(['sp', 'main'], ['sports', 'main'])).toBe(true);
  expect(isAbbreviationOf(['spm', 'ain'], ['sports', 'main'])).toBe(false);
});

test('a name that can be cut in more ways than anybody has time for is given up', () => {
  const long = Array.from({ length: 20 }, () => `${'a'.repeat(30)}c`);
  expect(isAbbreviationOf([`${'a'.repeat(40)}b`], long)).toBe(false);
});
