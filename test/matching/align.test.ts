import { expect, test } from 'vitest';
import { alignWords, editDistanceWithin, isBegunWordByWord } from '../../src/matching/align.ts';

const words = (text: string): string[] => text.split(' ');

test('words find their partner whatever their order', () => {
  expect(alignWords(words('nord sport 2'), words('sport 2 nord'))).toMatchObject({ restA: [], restB: [] });
});

test('neighbours that are one word on the other side are glued', () => {
  expect(alignWords(words('nick jr'), words('nickjr'))).toMatchObject({ glued: ['nickjr'], restA: [], restB: [] });
});

test('general words agree in one language and across scripts, in two languages they are two words', () => {
  expect(alignWords(words('nord sports'), words('nord sport')).equal).toEqual(['nord', 'sports']);
  expect(alignWords(words('nord novosti'), words('nord news'), { isTranslated: true }).equal).toEqual([
    'nord',
    'novosti',
  ]);
  expect(alignWords(words('nord deportes'), words('nord sport'))).toMatchObject({
    restA: ['deportes'],
    restB: ['sport'],
  });
  expect(alignWords(words('nord francais'), words('nord french')).equal).toEqual(['nord', 'francais']);
});

test('misspelt, begun and romanised words are told apart', () => {
  expect(alignWords(['bharatvash'], ['bharatvarsh']).spelt).toEqual(['bharatvash']);
  expect(alignWords(['parl'], ['parliament']).begun).toEqual(['parl']);
  expect(alignWords(['kahera'], ['alqahira']).restA).toEqual(['kahera']);
  expect(alignWords(['khalejia'], ['khalijya']).spelt).toEqual(['khalejia']);
});

const across = (a: string, b: string, soundsFrom: number): readonly string[] =>
  alignWords(words(a), words(b), { soundsFrom }).sounded;

test('words of two scripts stand for each other when they sound alike, however short', () => {
  expect(across('nile life', 'nayl layf', 0.5)).toEqual(['nile', 'life']);
  expect(across('nile life', 'nayl layf', 0.9)).toEqual([]);
  expect(across('nile', 'dell', 0.1)).toEqual([]);
});

test('what is left over stays on its side', () => {
  expect(alignWords(words('berg news'), words('berg sport'))).toMatchObject({ restA: ['news'], restB: ['sport'] });
});

test('one changed letter is within one edit', () => {
  expect(editDistanceWithin('kinomir', 'kinomis', 1)).toBe(true);
  expect(editDistanceWithin('kinomir', 'kinoass', 1)).toBe(false);
  expect(editDistanceWithin('kino', 'kinomir', 2)).toBe(false);
});

test('words for one country or language agree', () => {
  expect(alignWords(words('nord magyar'), words('nord hungary'))).toMatchObject({ restA: [], restB: [] });
  expect(alignWords(words('nord english'), words('nord deutsch')).restA).toEqual(['english']);
});

test.each([
  ['nat geo wild', 'national geographic wild', true],
  ['nat geo wild', 'national geographic', false],
  ['nova s', 'nova sport', false],
  ['nova 1', 'nova 10', false],
  ['rtl berg', 'rtlup berg', false],
])('that %s begins %s word by word is %s', (short, long, expected) => {
  expect(isBegunWordByWord(words(short), words(long))).toBe(expected);
});
