import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readBinary, replaceBinary, type BinaryFormat } from '../../src/storage/binary-file.ts';
import { temporaryFolder } from '../fakes/folder.ts';

const FORMAT: BinaryFormat = { magic: 'MHTESTED', version: 1 };
const body = (text: string): Uint8Array => new TextEncoder().encode(text);
const file = (): string => `${temporaryFolder()}/file.bin`;

const textIn = (path: string): string => {
  const read = readBinary(path, FORMAT);
  return read.kind === 'good' ? new TextDecoder().decode(read.body) : read.kind;
};

test('a file that is not there is missing', () => {
  expect(textIn(file())).toBe('missing');
});

test('what was written last is read, and nothing half-written is left', () => {
  const path = file();
  replaceBinary(path, FORMAT, body('one'));
  replaceBinary(path, FORMAT, body('two'));
  expect(textIn(path)).toBe('two');
  expect(existsSync(`${path}.next`)).toBe(false);
});

test('a damaged file gives way to its last good copy, at whatever byte it is damaged', () => {
  const path = file();
  replaceBinary(path, FORMAT, body('one'));
  replaceBinary(path, FORMAT, body('two'));
  const good = readFileSync(path);
  for (const at of [0, 8, 12, good.length - 1]) {
    const bad = Buffer.from(good);
    bad[at]! ^= 0xff;
    writeFileSync(path, bad);
    expect(readBinary(path, FORMAT)).toMatchObject({ kind: 'good', lastGoodOf: expect.any(Date) });
    expect(textIn(path)).toBe('one');
  }
  writeFileSync(path, good.subarray(0, 10));
  expect(textIn(path)).toBe('one');
});

test('a damaged file never becomes the last good copy', () => {
  const path = file();
  replaceBinary(path, FORMAT, body('one'));
  replaceBinary(path, FORMAT, body('two'));
  writeFileSync(path, 'damaged');
  replaceBinary(path, FORMAT, body('three'));
  writeFileSync(path, 'damaged');
  expect(textIn(path)).toBe('one');
});

test('a file without a good copy is corrupt, and says so', () => {
  const path = file();
  writeFileSync(path, 'damaged');
  expect(textIn(path)).toBe('corrupt');
});
