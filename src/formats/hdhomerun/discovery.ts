// Discovery by UDP 65001: who is asked for, and what a tuner answers (libhdhomerun, `hdhomerun_discover.c`).

import { deviceIdNumber, type DeviceId } from '../../model/device-id.ts';
import { decodePacket, encodePacket, PACKET_TYPES, TAGS, valueOf, type TaggedValue } from './packet.ts';

const TUNER = 1;
const WILDCARD = 0xff_ff_ff_ff;

/** libhdhomerun's older callers keep a base URL in 29 bytes with its NUL: a longer one arrives there as none at all. */
export const MAX_BASE_URL_LENGTH = 28;

export interface DiscoverReply {
  readonly deviceId: DeviceId;
  readonly tunerCount: number;
  /** Without a trailing slash: clients append `/lineup.json`. */
  readonly baseUrl: string;
}

/** Whether a datagram asks for a tuner, and for this one if it names any. */
export function asksFor(deviceId: DeviceId, datagram: Uint8Array): boolean {
  const packet = decodePacket(datagram);
  if (packet?.type !== PACKET_TYPES.discoverRequest) return false;
  const types = numbersIn(valueOf(packet, TAGS.multiType) ?? valueOf(packet, TAGS.deviceType));
  const ids = numbersIn(valueOf(packet, TAGS.deviceId));
  return matches(types, TUNER) && matches(ids, deviceIdNumber(deviceId));
}

/** The values in a device's own order: some readers depend on it. */
export function writeDiscoverReply(reply: DiscoverReply): Uint8Array {
  const values: TaggedValue[] = [
    { tag: TAGS.deviceType, value: uint32(TUNER) },
    { tag: TAGS.deviceId, value: uint32(deviceIdNumber(reply.deviceId)) },
    { tag: TAGS.baseUrl, value: Buffer.from(reply.baseUrl) },
    { tag: TAGS.tunerCount, value: Uint8Array.of(Math.min(reply.tunerCount, 0xff)) },
    { tag: TAGS.lineupUrl, value: Buffer.from(`${reply.baseUrl}/lineup.json`) },
  ];
  return encodePacket({ type: PACKET_TYPES.discoverReply, values });
}

/** Nothing asked for is everything asked for. */
function matches(asked: readonly number[], own: number): boolean {
  return asked.length === 0 || asked.includes(own) || asked.includes(WILDCARD);
}

function numbersIn(value: Uint8Array | undefined): number[] {
  const bytes = Buffer.from(value ?? []);
  return Array.from({ length: bytes.length >> 2 }, (_, place) => bytes.readUInt32BE(place * 4));
}

function uint32(number: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(number);
  return bytes;
}
