// An RTP packet's header (RFC 3550, section 5.1), and whether a transport stream is in it (RFC 2250, section 2).
//
//   0               1               2               3
//   V=2 P X CC(4) | M PT(7)       | sequence number (16)          |
//   timestamp (32)                                                |
//   SSRC (32)                                                     |
//   CSRC (32) x CC, then with X: profile (16) length in words (16) and so many words; payload; with P: padding

export interface RtpPacket {
  readonly sequence: number;
  readonly ssrc: number;
  /** Whole transport stream packets; a view into what was read. */
  readonly payload: Uint8Array;
}

const FIXED_HEADER_BYTES = 12;
const VERSION_MASK = 0b1100_0000;
const VERSION_2 = 0b1000_0000;
const PADDING = 0b0010_0000;
const EXTENSION = 0b0001_0000;
const CSRC_COUNT = 0b0000_1111;
const PAYLOAD_TYPE = 0b0111_1111;
const MP2T = 33;
/** Of a transport stream's packets. */
const SYNC_BYTE = 0x47;
/** RTCP's types as they look where RTP has its own (RFC 5761, section 4): reports on the same port are no picture. */
const isRtcp = (type: number): boolean => type >= 64 && type <= 95;

/** `undefined` when it is not one that carries a transport stream. */
export function readRtpPacket(bytes: Uint8Array): RtpPacket | undefined {
  const [flags = 0, second = 0] = bytes;
  if ((flags & VERSION_MASK) !== VERSION_2 || bytes.length < FIXED_HEADER_BYTES) return undefined;
  const type = second & PAYLOAD_TYPE;
  if (isRtcp(type)) return undefined;
  const start = payloadStart(bytes, flags);
  const end = bytes.length - (flags & PADDING ? bytes.at(-1)! : 0);
  if (start === undefined || start >= end) return undefined;
  if (type !== MP2T && bytes[start] !== SYNC_BYTE) return undefined; // some senders take a dynamic type for it
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { sequence: view.getUint16(2), ssrc: view.getUint32(8), payload: bytes.subarray(start, end) };
}

function payloadStart(bytes: Uint8Array, flags: number): number | undefined {
  const afterSources = FIXED_HEADER_BYTES + 4 * (flags & CSRC_COUNT);
  if ((flags & EXTENSION) === 0) return afterSources;
  if (bytes.length < afterSources + 4) return undefined;
  return afterSources + 4 + 4 * (bytes[afterSources + 2]! * 256 + bytes[afterSources + 3]!);
}
