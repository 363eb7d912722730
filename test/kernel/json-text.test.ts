import fc from 'fast-check';
import { test } from 'vitest';
import { quoted } from '../../src/kernel/json-text.ts';

test('any text is quoted as JSON.stringify does it', () => {
  const text = fc.string({
    unit: fc.oneof(fc.constantFrom('"', '\\', '\u0000', '\u001f', '\u2028', '\ud83d', '\ude00'), fc.string()),
  });
  fc.assert(fc.property(text, (one) => quoted(one) === JSON.stringify(one)));
});
