import { expect, test } from 'vitest';
import { readName } from '../../src/formats/names/read.ts';
import { identify } from '../../src/matching/identity.ts';
import { OptionalWords } from '../../src/matching/optional-words.ts';

function learnt(...names: readonly string[]): OptionalWords {
  const words = new OptionalWords();
  words.settle(names.map((name) => identify(readName(name, { market: 'us' }), { market: 'us' })));
  return words;
}

test('a first word is as optional as often it is left out', () => {
  const words = learnt('Star Berg', 'Berg', 'Star Wald', 'Wald', 'Star Nord', 'Star Ost', 'Star Hof', 'Sky Tal', 'Tal');
  expect(words.first('star')).toBeCloseTo(0.4); // two of five
  expect(words.first('sky')).toBe(0);
});

test('names that sound alike are counted once however they are written', () => {
  const words = learnt('Masr', 'MASR HD', 'Maser', 'Rotana');
  expect(words.namesOfSound('msr', '')).toBe(2);
  expect(words.namesOfSound('msr', '2')).toBe(0);
});

test('initials are of names of several words', () => {
  const words = learnt('Christian Berg Network', 'Cooking Berg News', 'Home Tal', 'HT');
  expect(words.namesOfInitials('cbn')).toBe(2);
  expect(words.namesOfInitials('ht')).toBe(1);
});
