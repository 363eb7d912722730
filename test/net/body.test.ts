import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { capped, unwrapped } from '../../src/net/body.ts';
import { inChunks, textOf } from '../fakes/chunks.ts';

const TEXT = 'Der Sender ist auf Sendung.\n'.repeat(2_000);
/** `TEXT`, as `xz` packs it. */
const XZ = readFileSync(new URL('../fixtures/text.xz', import.meta.url));
const zipped = gzipSync(TEXT);
const plain = (bytes: Uint8Array | string, sizes: readonly number[] = [1_000]): Promise<string> =>
  textOf(unwrapped(inChunks(bytes, sizes)));

test('plain bytes pass unchanged', async () => {
  expect(await plain(TEXT)).toBe(TEXT);
  expect(await plain('')).toBe('');
  expect(await plain('abc', [1])).toBe('abc');
});

test.each([
  ['gzip', zipped],
  ['xz', XZ],
  ['gzip inside gzip', gzipSync(zipped)],
  ['xz inside gzip', gzipSync(XZ)],
])('%s is recognised by its bytes', async (_what, bytes) => {
  expect(await plain(bytes)).toBe(TEXT);
});

test('a gzip file of several parts is read whole', async () => {
  expect(await plain(Buffer.concat([zipped, zipped]))).toBe(TEXT + TEXT);
});

test('it does not matter where the chunks are cut', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 }), async (sizes) => {
      expect(await plain(gzipSync('hello'), sizes)).toBe('hello');
    }),
  );
});

test.each([
  ['gzip', zipped],
  ['xz', XZ],
])('%s that ends too early is truncated', async (_what, bytes) => {
  await expect(plain(bytes.subarray(0, bytes.byteLength - 20))).rejects.toMatchObject({ code: 'net.truncated' });
});

test.each([
  ['gzip', zipped],
  ['xz', XZ],
])('%s with other bytes inside is malformed', async (_what, bytes) => {
  const damaged = Buffer.from(bytes);
  damaged.fill(0xff, 30, 60);
  await expect(plain(damaged)).rejects.toMatchObject({ code: 'format.malformed' });
});

test('layer upon layer is refused', async () => {
  const layers = gzipSync(gzipSync(gzipSync(gzipSync('x'))));
  await expect(plain(layers)).rejects.toMatchObject({ code: 'format.malformed' });
});

test.each([
  ['gzip', zipped],
  ['xz', XZ],
])('an error of the source comes through %s as it is', async (_what, bytes) => {
  await expect(textOf(unwrapped(failingAfter(bytes.subarray(0, 50))))).rejects.toThrow(/^gone$/);
});

async function* failingAfter(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
  throw new Error('gone');
}

test('ending early lets go of the source', async () => {
  let isOpen = true;
  async function* source(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) yield zipped;
    } finally {
      isOpen = false;
    }
  }
  for await (const chunk of unwrapped(source())) if (chunk.byteLength > 0) break;
  await expect.poll(() => isOpen).toBe(false);
});

describe('a cap', () => {
  test('lets exactly as many bytes pass', async () => {
    expect(await textOf(capped(inChunks('12345', [2]), 5))).toBe('12345');
    await expect(textOf(capped(inChunks('123456', [2]), 5))).rejects.toMatchObject({ code: 'format.too-large' });
  });

  test('stops a bomb while it unfolds', async () => {
    const bomb = gzipSync(Buffer.alloc(20_000_000));
    await expect(textOf(capped(unwrapped(inChunks(bomb)), 1_000_000))).rejects.toMatchObject({
      code: 'format.too-large',
    });
  });

  test('tells the sum so far', async () => {
    const sums: number[] = [];
    await textOf(capped(inChunks('12345', [2]), 5, (total) => sums.push(total)));
    expect(sums).toEqual([2, 4, 5]);
  });
});
