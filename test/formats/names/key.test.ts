import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { keyOfRef, nameKey, nameRef } from '../../../src/formats/names/key.ts';

test('a key is that of the text that a decision is kept under, in whatever letters the name is', () => {
  const name = fc.oneof(
    fc.string({ unit: 'grapheme-ascii', maxLength: 30 }),
    fc.string({ unit: 'grapheme', maxLength: 30 }),
    fc.string({ unit: 'binary-ascii', maxLength: 600 }),
    fc.constantFrom('', ' ', '***', '| |', 'DE: Nova HD', 'NOVA+ |  2', ' a', 'Nova ᴿᴬᵂ', '-a--b-', '\u212A+'),
  );
  fc.assert(
    fc.property(fc.constantFrom('', 'de', 'uk radio', 'łó'), name, (market, text) => {
      expect(nameKey(market, text)).toBe(keyOfRef(nameRef(market, text)));
    }),
    { numRuns: 2_000 },
  );
});
