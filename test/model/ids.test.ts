import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  PROVIDER_ID,
  hash53,
  parseChannelId,
  parseGuideChannelId,
  parseStreamId,
  printChannelId,
  printGuideChannelId,
  printStreamId,
  type ChannelId,
  type GuideChannelId,
  type StreamId,
} from '../../src/model/ids.ts';

const id = fc.maxSafeNat();

test('printed ids are read back', () => {
  fc.assert(
    fc.property(id, (number) => {
      expect(parseStreamId(printStreamId(number as StreamId))).toBe(number);
      expect(parseChannelId(printChannelId(number as ChannelId))).toBe(number);
      expect(parseGuideChannelId(printGuideChannelId(number as GuideChannelId))).toBe(number);
    }),
  );
});

test('printed ids have one length, so that none begins another, and only characters that every client takes', () => {
  fc.assert(
    fc.property(id, (number) => {
      expect(printChannelId(number as ChannelId)).toMatch(/^c[a-z0-9]{11}$/);
    }),
  );
});

test.each([
  '',
  'c',
  'c123',
  's00000000001',
  'C00000000001',
  'c0000000000A',
  'c00000000001 ',
  'czzzzzzzzzzz',
  'c-0000000001',
])('%j is no channel id', (text) => expect(parseChannelId(text)).toBeUndefined());

test('no two texts are read as the same id', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^c0[a-z0-9]{10}$/), (text) => {
      expect(printChannelId(parseChannelId(text) as ChannelId)).toBe(text);
    }),
  );
});

// Ids of every installation hang on these: if one changes, people lose their channels.
test.each([
  ['', 3_338_908_027_751_811],
  ['a', 7_929_297_801_672_961],
  ['home\nx:live:1001', 1_031_886_917_817_096],
  ['home\nt:news.uk\nthe news\n0', 312_016_198_016_848],
  ['héllo wörld €', 1_544_397_206_412_386],
])('the hash of %j is what it has always been', (text, hash) => {
  expect(hash53(text)).toBe(hash);
});

test('hashes are whole numbers of 53 bits', () => {
  fc.assert(
    fc.property(fc.uint16Array({ maxLength: 50 }), fc.integer(), (units, seed) => {
      const hash = hash53(String.fromCharCode(...units), seed);
      expect(Number.isSafeInteger(hash) && hash >= 0).toBe(true);
    }),
  );
});

test('a hundred thousand like keys have as many hashes', () => {
  const hashes = Array.from({ length: 100_000 }, (_, index) => hash53(`home\nx:live:${index}`));
  expect(new Set(hashes).size).toBe(hashes.length);
});

test('the hashes of like keys are spread over all bits', () => {
  const hashes = Array.from({ length: 10_000 }, (_, index) => BigInt(hash53(`home\nx:live:${index}`)));
  const shares = Array.from({ length: 53 }, (_, bit) => {
    const ones = hashes.filter((hash) => (hash >> BigInt(bit)) & 1n).length;
    return ones / hashes.length;
  });
  expect(Math.min(...shares)).toBeGreaterThan(0.47);
  expect(Math.max(...shares)).toBeLessThan(0.53);
});

test.each([
  ['home', true],
  ['my-provider-2', true],
  ['a', true],
  ['-home', false],
  ['home-', false],
  ['Home', false],
  ['', false],
  ['a'.repeat(33), false],
  ['a/b', false],
])('whether %j is a provider id: %s', (text, is) => {
  expect(PROVIDER_ID.test(text)).toBe(is);
});
