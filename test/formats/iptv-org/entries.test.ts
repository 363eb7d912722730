import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { listEntries } from '../../../src/formats/iptv-org/entries.ts';

async function* cut(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

async function read(text: string, size = 7): Promise<unknown[]> {
  const entries: unknown[] = [];
  for await (const entry of listEntries(cut(Buffer.from(text), size))) entries.push(entry);
  return entries;
}

test('any list of objects is read as JSON.parse does, wherever it is cut', async () => {
  const entry = fc.dictionary(fc.string({ maxLength: 5 }), fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.string()));
  const list = fc.array(entry, { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(list, fc.integer({ min: 1, max: 9 }), async (entries, size) => {
      const text = JSON.stringify(entries);
      expect(await read(text, size)).toEqual(JSON.parse(text));
    }),
  );
});

test('an entry that is no JSON is undefined, and the next one is read', async () => {
  expect(await read('[{"a":1},{"b":nonsense},{"c":3}]')).toEqual([{ a: 1 }, undefined, { c: 3 }]);
});

test.each(['', 'null', '<html>busy</html>', '{"error":1}', '[{"a":1}', '[{"a":"'])('%j is refused', async (text) => {
  await expect(read(text)).rejects.toMatchObject({ code: 'format.malformed' });
});

test('an entry without an end is refused before it fills the memory', async () => {
  await expect(read(`[{"a":"${'x'.repeat(200_000)}"}]`, 4_096)).rejects.toMatchObject({ code: 'format.malformed' });
});
