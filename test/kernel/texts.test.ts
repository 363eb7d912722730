import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Texts } from '../../src/kernel/texts.ts';

const list = fc.array(fc.string({ unit: 'grapheme', maxLength: 40 }), { maxLength: 200 });

test('texts come back as they were, out of their columns and out of those of others', () => {
  fc.assert(
    fc.property(list, list, (given, more) => {
      const first = new Texts();
      for (const text of given) first.push(text);
      const kept = new Texts(first.bytes, first.starts);
      const second = new Texts();
      for (const [place, text] of more.entries()) {
        second.push(text);
        if (place < given.length) second.pushOf(kept, place, Math.min(place % 4, given.length - place));
      }
      const wanted = more.flatMap((text, place) => [text, ...given.slice(place, place + (place % 4))]);
      expect(wanted.map((_, place) => second.at(place))).toEqual(wanted);
      expect(given.map((_, place) => kept.at(place))).toEqual(given);
    }),
  );
});

test('there is room for a text of letters that take three bytes each', () => {
  const texts = new Texts();
  const [short, wide] = ['a'.repeat(1_000), '漢'.repeat(400)];
  texts.push(short);
  texts.push(wide);
  expect(texts.at(1)).toBe(wide);
});
