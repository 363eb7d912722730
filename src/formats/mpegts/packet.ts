// Fields of a transport stream packet (ISO/IEC 13818-1, 2.4.3), read in place: a packet is 188 bytes at `at`, never copied.

export const PACKET_BYTES = 188;
export const SYNC_BYTE = 0x47;
export const PAT_PID = 0;
export const NULL_PID = 0x1fff;
export const PID_COUNT = 0x2000;

export const pidOf = (bytes: Uint8Array, at: number): number => ((bytes[at + 1]! & 0x1f) << 8) | bytes[at + 2]!;

/** A PES packet or a PSI section begins in this packet. */
export const isUnitStart = (bytes: Uint8Array, at: number): boolean => (bytes[at + 1]! & 0x40) !== 0;

/** The receiver before us could not correct it. */
export const isDamaged = (bytes: Uint8Array, at: number): boolean => (bytes[at + 1]! & 0x80) !== 0;

export const isScrambled = (bytes: Uint8Array, at: number): boolean => (bytes[at + 3]! & 0xc0) !== 0;

export const hasPayload = (bytes: Uint8Array, at: number): boolean => (bytes[at + 3]! & 0x10) !== 0;

/** Four bits; grows by one with each packet of a PID that has a payload. */
export const continuityOf = (bytes: Uint8Array, at: number): number => bytes[at + 3]! & 0x0f;

/** Adaptation flags, 0 where there is no adaptation field. */
function adaptationFlags(bytes: Uint8Array, at: number): number {
  return (bytes[at + 3]! & 0x20) !== 0 && bytes[at + 4]! > 0 ? bytes[at + 5]! : 0;
}

export const isDiscontinuity = (bytes: Uint8Array, at: number): boolean => (adaptationFlags(bytes, at) & 0x80) !== 0;
export const isRandomAccess = (bytes: Uint8Array, at: number): boolean => (adaptationFlags(bytes, at) & 0x40) !== 0;
export const hasPcr = (bytes: Uint8Array, at: number): boolean => (adaptationFlags(bytes, at) & 0x10) !== 0;

export function setPid(bytes: Uint8Array, at: number, pid: number): void {
  bytes[at + 1] = (bytes[at + 1]! & 0xe0) | (pid >> 8);
  bytes[at + 2] = pid & 0xff;
}

export function setContinuity(bytes: Uint8Array, at: number, continuity: number): void {
  bytes[at + 3] = (bytes[at + 3]! & 0xf0) | (continuity & 0x0f);
}

/** Takes the payload out of a packet and leaves its adaptation field, as stuffing. */
export function dropPayload(bytes: Uint8Array, at: number): void {
  const hasField = (bytes[at + 3]! & 0x20) !== 0;
  const used = hasField ? Math.min(bytes[at + 4]!, PACKET_BYTES - 5) : 0;
  bytes[at + 1] = bytes[at + 1]! & ~0x40;
  bytes[at + 3] = (bytes[at + 3]! & 0x0f) | 0x20;
  bytes[at + 4] = PACKET_BYTES - 5;
  if (used === 0) bytes[at + 5] = 0;
  bytes.fill(0xff, at + 5 + Math.max(1, used), at + PACKET_BYTES);
}

/** Where the payload begins; `at + 188` where there is none. */
export function payloadStart(bytes: Uint8Array, at: number): number {
  const control = bytes[at + 3]! & 0x30;
  if (control === 0x10) return at + 4;
  if (control !== 0x30) return at + PACKET_BYTES;
  return Math.min(at + 5 + bytes[at + 4]!, at + PACKET_BYTES);
}

/**
 * A packet without payload that says: the continuity counter and the clock of this PID break here. `continuity` is that
 * of the packet before the next one with a payload, so that counting goes on from it.
 */
export function discontinuityPacket(pid: number, continuity: number): Uint8Array {
  const packet = new Uint8Array(PACKET_BYTES).fill(0xff);
  packet[0] = SYNC_BYTE;
  packet[1] = pid >> 8;
  packet[2] = pid & 0xff;
  packet[3] = 0x20 | (continuity & 0x0f);
  packet[4] = PACKET_BYTES - 5;
  packet[5] = 0x80;
  return packet;
}
/** A packet that says nothing, which every receiver passes over. */
export function nullPacket(): Uint8Array {
  const packet = new Uint8Array(PACKET_BYTES).fill(0xff);
  packet.set([SYNC_BYTE, NULL_PID >> 8, NULL_PID & 0xff, 0x10]);
  return packet;
}
