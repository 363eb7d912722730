import { expect, test } from 'vitest';
import { packColumns, unpackColumns } from '../../src/kernel/packed-columns.ts';

const COLUMNS = [
  Float64Array.of(1.5, -Infinity, 2 ** 52),
  Int32Array.of(-1, 7, 3),
  Uint32Array.of(2 ** 32 - 1),
  new Float32Array(0),
  Uint8Array.of(1, 2, 3),
];

test('columns come back as they were, wherever their bytes lie', () => {
  const packed = packColumns(3, COLUMNS);
  const elsewhere = new Uint8Array(packed.length + 3);
  elsewhere.set(packed, 3);
  expect(unpackColumns(3, packed)).toEqual(COLUMNS);
  expect(unpackColumns(3, elsewhere.subarray(3))).toEqual(COLUMNS);
});

test('of another version nothing is taken', () => {
  expect(unpackColumns(4, packColumns(3, COLUMNS))).toBeUndefined();
});

test('what was cut off or damaged anywhere is thrown away', () => {
  const packed = packColumns(3, COLUMNS);
  for (let length = 0; length < packed.length; length += 1)
    expect(unpackColumns(3, packed.slice(0, length))).toBeUndefined();
  for (let at = 0; at < packed.length; at += 1) {
    const damaged = packed.slice();
    damaged[at]! ^= 0x40;
    expect(unpackColumns(3, damaged)).toBeUndefined();
  }
});
