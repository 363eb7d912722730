import { expect, test } from 'vitest';
import { readName } from '../../src/formats/names/read.ts';
import { Runs } from '../../src/kernel/runs.ts';
import { factOf, factsOf, soundOf } from '../../src/matching/facts.ts';
import { identify } from '../../src/matching/identity.ts';
import { OptionalWords } from '../../src/matching/optional-words.ts';

function learnt(...names: readonly string[]): OptionalWords {
  const words = new OptionalWords();
  const identities = names.map((name) => identify(readName(name, { market: 'us' }), { market: 'us' }));
  const facts = new Runs();
  for (const identity of identities) facts.push(factsOf({ identity, known: [] }));
  words.settle(facts);
  return words;
}

test('a first word is as optional as often it is left out', () => {
  const words = learnt('Star Berg', 'Berg', 'Star Wald', 'Wald', 'Star Nord', 'Star Ost', 'Star Hof', 'Sky Tal', 'Tal');
  expect(words.first(factOf('star'))).toBeCloseTo(0.4); // two of five
  expect(words.first(factOf('sky'))).toBe(0);
});

test('names that sound alike are counted once however they are written', () => {
  const words = learnt('Masr', 'MASR HD', 'Maser', 'Rotana');
  expect(words.namesOfSound(soundOf({ skeleton: 'msr', numbers: '' }))).toBe(2);
  expect(words.namesOfSound(soundOf({ skeleton: 'msr', numbers: '2' }))).toBe(0);
});

test('initials are of names of several words', () => {
  const words = learnt('Christian Berg Network', 'Cooking Berg News', 'Home Tal', 'HT');
  expect(words.namesOfInitials(factOf('cbn'))).toBe(2);
  expect(words.namesOfInitials(factOf('ht'))).toBe(1);
});
