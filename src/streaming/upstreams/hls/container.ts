// What a segment is, by its first bytes: names and content types say little, and some providers disguise segments as pictures.

import { PACKET_BYTES, SYNC_BYTE } from '../../../formats/mpegts/packet.ts';
import type { Chunks } from '../../../net/body.ts';

export type Container = 'mpegts' | 'fragments' | 'packed-audio' | 'unknown';

/** Longest false header that is looked behind: a whole small picture. */
const LOOKED_AT_BYTES = 64 * 1_024;
const ROW = 3;
const BOXES = new Set(['ftyp', 'styp', 'moof', 'moov', 'sidx', 'emsg', 'prft', 'free', 'mdat']);

export function containerOf(start: Uint8Array, hasMap: boolean): Container {
  if (hasMap || BOXES.has(Buffer.from(start.subarray(4, 8)).toString('latin1'))) return 'fragments';
  if (hasRow(start)) return 'mpegts';
  if (isPackedAudio(start)) return 'packed-audio';
  return 'unknown';
}

/** The first bytes, as many as it takes to tell, and everything with them still in front. */
export async function peeked(chunks: AsyncGenerator<Uint8Array>): Promise<{ start: Uint8Array; whole: Chunks }> {
  const parts: Uint8Array[] = [];
  let start: Uint8Array = new Uint8Array();
  while (start.length < LOOKED_AT_BYTES && containerOf(start, false) === 'unknown') {
    const next = await chunks.next();
    if (next.done) break;
    parts.push(next.value);
    start = parts.length === 1 ? next.value : Buffer.concat(parts);
  }
  return { start, whole: rejoined(parts, chunks) };
}

async function* rejoined(parts: readonly Uint8Array[], rest: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* parts;
  yield* rest;
}

function hasRow(bytes: Uint8Array): boolean {
  const last = Math.min(bytes.length, LOOKED_AT_BYTES) - (ROW - 1) * PACKET_BYTES;
  for (let at = bytes.indexOf(SYNC_BYTE); at >= 0 && at < last; at = bytes.indexOf(SYNC_BYTE, at + 1)) {
    if (bytes[at + PACKET_BYTES] === SYNC_BYTE && bytes[at + 2 * PACKET_BYTES] === SYNC_BYTE) return true;
  }
  return false;
}

/** ID3 tag, ADTS or MPEG audio frame (RFC 8216, 3.4). */
function isPackedAudio(start: Uint8Array): boolean {
  if (start[0] === 0x49 && start[1] === 0x44 && start[2] === 0x33) return true;
  return start[0] === 0xff && (start[1]! & 0xe0) === 0xe0 && start[1] !== 0xff;
}
