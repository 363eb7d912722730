import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readElements, type ElementsSummary } from '../../../src/formats/xtream/elements.ts';

async function* cut(text: string | Uint8Array, pieces: readonly number[]): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text as Uint8Array);
  let at = 0;
  for (const size of pieces) {
    if (at >= bytes.length) return;
    yield bytes.subarray(at, at + size);
    at += size;
    await Promise.resolve();
  }
  yield bytes.subarray(at);
}

async function read(
  text: string,
  pieces: readonly number[] = [],
): Promise<{ elements: unknown[]; summary: ElementsSummary }> {
  const elements: unknown[] = [];
  const summary = await readElements(cut(text, pieces), (element) => void elements.push(element));
  return { elements, summary };
}

const value = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('\\', '"', '\\"', '}],{[', '\u2028', '➾', '[{"'),
  fc.integer(),
  fc.constant(null),
  fc.array(fc.dictionary(fc.string(), fc.string({ unit: 'grapheme' })), { maxLength: 3 }),
);
const rows = fc.array(
  fc.dictionary(
    fc.string().filter((key) => key !== '__proto__'),
    value,
    { maxKeys: 5 },
  ),
  { maxLength: 8 },
);
const pieces = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 60 });

test('a list is read whole, wherever it is cut on its way', async () => {
  await fc.assert(
    fc.asyncProperty(rows, pieces, fc.boolean(), async (list, sizes, isObject) => {
      const whole = isObject ? Object.fromEntries(list.map((row, at) => [`k${at}"\\`, row])) : list;
      const { elements, summary } = await read(JSON.stringify(whole), sizes);
      expect(elements).toEqual(JSON.parse(JSON.stringify(list)));
      expect(summary).toMatchObject({ elementCount: list.length, brokenCount: 0, isEmpty: false });
    }),
  );
});

test('a list that is cut off is never taken for a whole one', async () => {
  const text = JSON.stringify([{ a: 'x"]' }, { b: [1, { c: '}' }] }]);
  for (let end = 2; end < text.length; end += 1) {
    await expect(read(text.slice(0, end))).rejects.toMatchObject({ code: 'net.truncated' });
  }
});

test('words and blanks are nothing, a page is refused, a broken element is counted', async () => {
  for (const nothing of ['', '  \r\n', 'null', 'false', '\ufeff']) {
    expect((await read(nothing)).summary).toEqual({ elementCount: 0, brokenCount: 0, isEmpty: true });
  }
  expect((await read('[]')).summary.isEmpty).toBe(false);
  await expect(read('<html><body>502</body></html>')).rejects.toMatchObject({ code: 'provider.unavailable' });
  const { elements, summary } = await read('[{"a":1},{"a":}, {"a":2}]');
  expect([elements, summary.brokenCount]).toEqual([[{ a: 1 }, { a: 2 }], 1]);
});

test('a login answer in place of a list is a wrong login, or a list that this panel does not have', async () => {
  await expect(read('{"user_info":{"auth":0}}')).rejects.toMatchObject({ code: 'provider.unauthorised' });
  const { elements, summary } = await read('{"user_info":{"auth":1,"status":"Active"},"server_info":{"url":"x"}}');
  expect([elements, summary.elementCount]).toEqual([[], 0]);
});

async function* endless(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('[{"a":"');
  for (;;) yield Buffer.alloc(1_048_576, 'x');
}

test('an element without an end does not fill the memory', async () => {
  await expect(readElements(endless(), () => undefined)).rejects.toMatchObject({ code: 'format.malformed' });
});
