// A small binary file that is replaced as a whole: a checked header, an atomic change, the last good copy kept.
// Synchronous: for tasks.

import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { crc32 } from 'node:zlib';

/**
 * ```
 * 0      8         12       16     24
 * magic  version   CRC-32   zero   body …      (little endian; the body stays aligned for typed arrays)
 * ```
 */
const HEADER_BYTES = 24;

export interface BinaryFormat {
  /** Eight ASCII characters. */
  readonly magic: string;
  readonly version: number;
}

export type BinaryRead =
  | { readonly kind: 'missing' }
  /** `lastGoodOf`: when its last good copy was saved, if that is what was read. */
  | { readonly kind: 'good'; readonly body: Uint8Array<ArrayBuffer>; readonly lastGoodOf: Date | null }
  /** Neither the file nor its last good copy can be used. */
  | { readonly kind: 'corrupt' };

export function readBinary(file: string, format: BinaryFormat): BinaryRead {
  const copies = [file, `${file}.last-good`];
  if (!copies.some((copy) => existsSync(copy))) return { kind: 'missing' };
  for (const copy of copies) {
    const body = load(copy, format);
    if (body) return { kind: 'good', body, lastGoodOf: copy === file ? null : statSync(copy).mtime };
  }
  return { kind: 'corrupt' };
}

export function replaceBinary(file: string, format: BinaryFormat, body: Uint8Array): void {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write(format.magic, 'latin1');
  header.writeUInt32LE(format.version, 8);
  header.writeUInt32LE(crc32(body), 12);
  const next = `${file}.next`;
  const handle = openSync(next, 'w', 0o600);
  try {
    writeSync(handle, header);
    writeSync(handle, body);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  if (load(file, format)) keepLastGood(file);
  renameSync(next, file);
}

function load(file: string, format: BinaryFormat): Uint8Array<ArrayBuffer> | undefined {
  if (!existsSync(file)) return undefined;
  const bytes = readFileSync(file);
  if (bytes.length < HEADER_BYTES || bytes.toString('latin1', 0, 8) !== format.magic) return undefined;
  if (bytes.readUInt32LE(8) !== format.version) return undefined;
  const body = new Uint8Array(bytes.subarray(HEADER_BYTES)); // a copy of its own: typed arrays want offset 0
  return crc32(body) === bytes.readUInt32LE(12) ? body : undefined;
}

function keepLastGood(file: string): void {
  const kept = `${file}.last-good.next`;
  rmSync(kept, { force: true });
  try {
    linkSync(file, kept);
  } catch {
    copyFileSync(file, kept); // file systems without hard links
  }
  renameSync(kept, `${file}.last-good`);
}
