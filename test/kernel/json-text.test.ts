import { assert, constantFrom, oneof, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { quoted } from '../../src/kernel/json-text.ts';

test('any text is quoted as JSON.stringify does it', () => {
  const unit = oneof(constantFrom('"', '\\', '\u0000', '\u001f', '\u2028', '\ud83d', '\ude00'), string());
  const isSame = property(string({ unit }), (text) => quoted(text) === JSON.stringify(text));
  expect(() => assert(isSame)).not.toThrow();
});
