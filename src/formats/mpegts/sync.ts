// Finds the packets in a stream of bytes: any chunking, 188-byte packets or 192 (M2TS) or 204 (with Reed-Solomon parity),
// garbage in front and in between.

import { PACKET_BYTES, SYNC_BYTE } from './packet.ts';

/** Takes whole packets: `bytes[from, to)` is a multiple of 188 long and valid during the call only. */
export type PacketsTaker = (bytes: Uint8Array, from: number, to: number) => void;

/** As M2TS has four bytes in front of a packet, and 204 has sixteen after it, the distance between sync bytes tells all. */
const STRIDES = [188, 192, 204] as const;
/** Sync bytes in a row that make a stream: one in 2^32 random places would pass. */
const ROW = 4;

/** No row can hide in fewer bytes. */
const ROW_BYTES = (ROW - 1) * STRIDES[2] + 1;

export class PacketSync {
  readonly #take: PacketsTaker;
  /** Begins with the bytes of a packet that is not whole yet, or of a stretch too short to find packets in. */
  readonly #rest = new Uint8Array(ROW_BYTES);
  #restBytes = 0;
  /** 0 while the packets are not found. */
  #stride = 0;
  #skippedBytes = 0;
  #losses = 0;

  constructor(take: PacketsTaker) {
    this.#take = take;
  }

  /** Bytes that were part of no packet. */
  get skippedBytes(): number {
    return this.#skippedBytes;
  }

  /** How often the packets were lost after they had been found. */
  get losses(): number {
    return this.#losses;
  }

  push(chunk: Uint8Array): void {
    let bytes = chunk;
    let at = 0;
    if (this.#stride > 0) at = this.#completeRest(chunk);
    else if (this.#restBytes > 0) bytes = this.#afterRest(chunk);
    while (at < bytes.length) {
      if (this.#stride === 0) at = this.#search(bytes, at);
      if (this.#stride === 0) break;
      at = this.#run(bytes, at);
      if (this.#stride > 0) break;
    }
    for (; at < bytes.length; at += 1) this.#rest[this.#restBytes++] = bytes[at]!;
  }

  /** Fills up the packet begun in the last chunk and hands it on; where to go on in `chunk`. */
  #completeRest(chunk: Uint8Array): number {
    if (this.#restBytes === 0) return 0;
    let at = 0;
    while (at < chunk.length && this.#restBytes < this.#stride) this.#rest[this.#restBytes++] = chunk[at++]!;
    if (this.#restBytes < this.#stride) return at;
    this.#restBytes = 0;
    this.#take(this.#rest, 0, PACKET_BYTES);
    return at;
  }

  #afterRest(chunk: Uint8Array): Uint8Array {
    const joined = new Uint8Array(this.#restBytes + chunk.length);
    joined.set(this.#rest.subarray(0, this.#restBytes));
    joined.set(chunk, this.#restBytes);
    this.#restBytes = 0;
    return joined;
  }

  /** Hands on all whole packets from `at`; where it stopped: at the first that is not whole or has no sync byte. */
  #run(bytes: Uint8Array, at: number): number {
    const stride = this.#stride;
    let end = at;
    while (end + stride <= bytes.length && bytes[end] === SYNC_BYTE) {
      if (stride !== PACKET_BYTES) this.#take(bytes, end, end + PACKET_BYTES);
      end += stride;
    }
    if (stride === PACKET_BYTES && end > at) this.#take(bytes, at, end);
    if (end < bytes.length && bytes[end] !== SYNC_BYTE) this.#lose();
    return end;
  }

  /** The first place from which sync bytes come at a packet's distance; else as far as the bytes cannot be a packet's. */
  #search(bytes: Uint8Array, from: number): number {
    let at = bytes.indexOf(SYNC_BYTE, from);
    while (at >= 0) {
      const stride = STRIDES.find((distance) => isRow(bytes, at, distance));
      if (stride !== undefined) {
        this.#stride = stride;
        break;
      }
      if (at + ROW_BYTES > bytes.length) break;
      at = bytes.indexOf(SYNC_BYTE, at + 1);
    }
    const found = at < 0 ? bytes.length : at;
    this.#skippedBytes += found - from;
    return found;
  }

  #lose(): void {
    this.#stride = 0;
    this.#losses += 1;
  }
}

function isRow(bytes: Uint8Array, at: number, stride: number): boolean {
  if (at + (ROW - 1) * stride >= bytes.length) return false;
  for (let place = 1; place < ROW; place += 1) if (bytes[at + place * stride] !== SYNC_BYTE) return false;
  return true;
}
