import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { normaliseName } from '../../../src/formats/names/normalise.ts';

test.each([
  ['BBC One HD', 'bbc one hd'],
  ['  BBC   One\tHD ', 'bbc one hd'],
  ['FR| TF1 ᴴᴰ', 'fr tf1 hd'],
  ['DE: SAT.1', 'de sat 1'],
  ['ＴＶ５', 'tv5'],
  ['ÉCRAN', 'écran'],
  ['E\u0301CRAN', 'écran'],
  ['ช่อง 3', 'ช่อง 3'],
  ['★ TF1 ★', 'tf1'],
  ['', ''],
])('%j is the same name as %j', (name, normal) => {
  expect(normaliseName(name)).toBe(normal);
});

test('a plus makes a different name', () => {
  expect(normaliseName('Canal+')).not.toBe(normaliseName('Canal'));
  expect(normaliseName('One +1')).not.toBe(normaliseName('One 1'));
});

test('two decorations without a word are not one name', () => {
  expect(normaliseName('★★★')).not.toBe(normaliseName('###'));
});

test('a normalised name is its own normal form, with single blanks only between words', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (name) => {
      const normal = normaliseName(name);
      expect(normaliseName(normal)).toBe(normal);
      expect(normal).not.toMatch(/^ | $| {2}/);
    }),
  );
});

test('the quick way gives what the thorough way gives', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'z', 'A', 'Z', '0', '9', '+'), minLength: 1 });
  fc.assert(
    fc.property(fc.array(word, { minLength: 1 }), (words) => {
      expect(normaliseName(words.join(' '))).toBe(normaliseName(`${words.join(' - ')} `));
    }),
  );
});
