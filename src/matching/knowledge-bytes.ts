// A knowledge base's table as bytes, to be kept in a file.

import type { KnowledgeTable } from './knowledge.ts';

export interface StoredKnowledge extends KnowledgeTable {
  /** Another one when other names are known, or the same are read otherwise. */
  readonly revision: number;
}

/** Another one when names are read otherwise: what is stored then has to be made again. */
const VERSION = 3;
const HEAD_CELLS = 5;

export function encodeKnowledge({
  hashes,
  channels,
  channelCount,
  nameCount,
}: KnowledgeTable): Uint8Array<ArrayBuffer> {
  const head = Float64Array.of(VERSION, revisionOf(hashes, channels), hashes.length, channelCount, nameCount);
  const bytes = new Uint8Array(head.byteLength + hashes.byteLength + channels.byteLength);
  let at = 0;
  for (const column of [head, hashes, channels]) {
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), at);
    at += column.byteLength;
  }
  return bytes;
}

/** @returns undefined for bytes of another version, or too few */
export function decodeKnowledge(stored: Uint8Array): StoredKnowledge | undefined {
  if (stored.byteLength < HEAD_CELLS * 8) return undefined;
  const { buffer } = new Uint8Array(stored); // a file's bytes need not be aligned
  const head = new Float64Array(buffer, 0, HEAD_CELLS);
  const [version, revision = 0, length = 0, channelCount = 0, nameCount = 0] = head;
  if (version !== VERSION || buffer.byteLength !== head.byteLength + length * 12) return undefined;
  const hashes = new Float64Array(buffer, head.byteLength, length);
  const channels = new Int32Array(buffer, head.byteLength + hashes.byteLength, length);
  return { revision, hashes, channels, channelCount, nameCount };
}

function revisionOf(hashes: Float64Array, channels: Int32Array): number {
  let sum = VERSION;
  for (let at = 0; at < hashes.length; at += 1) sum = (Math.imul(sum, 31) + hashes[at]! + channels[at]!) % 2 ** 46;
  return sum;
}
