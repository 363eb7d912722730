// Columns of numbers as bytes for a file, so that what was cut off, damaged or laid out otherwise is noticed.

import { crc32 } from 'node:zlib';

const KINDS = [Float64Array, Int32Array, Uint32Array, Float32Array, Uint8Array, Uint16Array] as const;
export type Column = Float64Array | Int32Array | Uint32Array | Float32Array | Uint8Array | Uint16Array;

/**
 * ```
 * 0        8       12     16                  …
 * version  CRC-32  count  kind, length  …     columns, each from a multiple of eight on
 * ```
 */
const HEAD_BYTES = 16;
const ENTRY_BYTES = 8;

const padded = (byteCount: number): number => Math.ceil(byteCount / 8) * 8;

/** @param version a number; another one when the columns mean something else */
export function packColumns(version: number, columns: readonly Column[]): Uint8Array<ArrayBuffer> {
  const from = HEAD_BYTES + columns.length * ENTRY_BYTES;
  const bytes = new Uint8Array(columns.reduce((sum, column) => sum + padded(column.byteLength), from));
  const view = new DataView(bytes.buffer);
  view.setFloat64(0, version);
  view.setUint32(12, columns.length);
  let at = from;
  for (let index = 0; index < columns.length; index += 1) {
    const column = columns[index]!;
    const kind = KINDS.findIndex((Kind) => column instanceof Kind);
    view.setUint32(HEAD_BYTES + index * ENTRY_BYTES, kind);
    view.setUint32(HEAD_BYTES + index * ENTRY_BYTES + 4, column.length);
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), at);
    at += padded(column.byteLength);
  }
  view.setUint32(8, crc32(bytes.subarray(12)));
  return bytes;
}

/** @returns undefined for another version, and for what is not whole */
export function unpackColumns(version: number, stored: Uint8Array): readonly Column[] | undefined {
  if (stored.byteLength < HEAD_BYTES) return undefined;
  const bytes = stored.byteOffset % 8 === 0 ? stored : new Uint8Array(stored); // columns want to be aligned
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getFloat64(0) !== version || view.getUint32(8) !== crc32(bytes.subarray(12))) return undefined;
  let at = HEAD_BYTES + view.getUint32(12) * ENTRY_BYTES;
  const columns: Column[] = [];
  for (let entry = HEAD_BYTES; entry < HEAD_BYTES + view.getUint32(12) * ENTRY_BYTES; entry += ENTRY_BYTES) {
    const Kind = KINDS[view.getUint32(entry)]!;
    const column = new Kind(bytes.buffer as ArrayBuffer, bytes.byteOffset + at, view.getUint32(entry + 4));
    columns.push(column);
    at += padded(column.byteLength);
  }
  return columns;
}
