// The frame in which SiliconDust's tools speak on port 65001, UDP and TCP alike: type, length, tagged values, CRC.
//
//   u16 BE type | u16 BE length of the values | (tag, length, value)* | u32 LE CRC-32 of all before it
//   a value's length is one byte up to 127, else two: low seven bits with the top bit set, then the rest

import { crc32 } from 'node:zlib';

export const PACKET_TYPES = {
  discoverRequest: 2,
  discoverReply: 3,
  getSetRequest: 4,
  getSetReply: 5,
} as const;

export const TAGS = {
  deviceType: 0x01,
  deviceId: 0x02,
  getSetName: 0x03,
  getSetValue: 0x04,
  errorMessage: 0x05,
  tunerCount: 0x10,
  lineupUrl: 0x27,
  baseUrl: 0x2a,
  multiType: 0x2d,
} as const;

export interface TaggedValue {
  readonly tag: number;
  readonly value: Uint8Array;
}

export interface Packet {
  readonly type: number;
  readonly values: readonly TaggedValue[];
}

const HEADER_BYTES = 4;
const CRC_BYTES = 4;
const ONE_BYTE_LENGTH = 0x7f;
/** libhdhomerun's largest; a longer frame is not ours. */
export const MAX_VALUES_BYTES = 1_460;

export function encodePacket({ type, values }: Packet): Uint8Array {
  const parts = values.flatMap(({ tag, value }) => [Buffer.from([tag, ...encodeLength(value.length)]), value]);
  const payload = Buffer.concat(parts);
  const packet = Buffer.alloc(HEADER_BYTES + payload.length + CRC_BYTES);
  packet.writeUInt16BE(type, 0);
  packet.writeUInt16BE(payload.length, 2);
  packet.set(payload, HEADER_BYTES);
  packet.writeUInt32LE(crc32(packet.subarray(0, -CRC_BYTES)), packet.length - CRC_BYTES);
  return packet;
}

/** @returns `undefined` for anything but one whole packet with the right checksum: port 65001 hears all sorts */
export function decodePacket(bytes: Uint8Array): Packet | undefined {
  const size = packetSize(bytes);
  if (size === undefined || size !== bytes.length) return undefined;
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = size - CRC_BYTES;
  if (crc32(view.subarray(0, end)) !== view.readUInt32LE(end)) return undefined;
  const values = decodeValues(view.subarray(HEADER_BYTES, end));
  return values && { type: view.readUInt16BE(0), values };
}

/** The size in bytes of the packet that `bytes` begins with; `undefined` while its header is incomplete. */
export function packetSize(bytes: Uint8Array): number | undefined {
  if (bytes.length < HEADER_BYTES) return undefined;
  return HEADER_BYTES + (((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0)) + CRC_BYTES;
}

/** The first value of a tag. */
export function valueOf(packet: Packet, tag: number): Uint8Array | undefined {
  return packet.values.find((value) => value.tag === tag)?.value;
}

function encodeLength(length: number): readonly number[] {
  return length <= ONE_BYTE_LENGTH ? [length] : [(length & 0x7f) | 0x80, length >> 7];
}

function decodeValues(payload: Uint8Array): TaggedValue[] | undefined {
  const values: TaggedValue[] = [];
  let at = 0;
  while (at < payload.length) {
    const tag = payload[at] ?? 0;
    const first = payload[at + 1];
    if (first === undefined) return undefined;
    const isLong = first > ONE_BYTE_LENGTH;
    const length = isLong ? (first & 0x7f) | ((payload[at + 2] ?? 0) << 7) : first;
    const start = at + (isLong ? 3 : 2);
    if (start + length > payload.length) return undefined;
    values.push({ tag, value: payload.subarray(start, start + length) });
    at = start + length;
  }
  return values;
}
