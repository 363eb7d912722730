// The header of a PES packet (ISO/IEC 13818-1, 2.4.3.6): where its times stand, and making one.

import { setTimestamp, timestampAt } from './clock.ts';

/** Stream ids whose packets have no header behind the length: tables, padding, ECM, EMM and the like. */
const WITHOUT_HEADER = new Set([0xbc, 0xbe, 0xbf, 0xf0, 0xf1, 0xf2, 0xf8, 0xff]);
/** Up to the length of the header data. */
const FIXED_BYTES = 9;

export interface PesTimes {
  /** In 90 kHz ticks; -1 where it has none. */
  readonly pts: number;
  /** The PTS where it has none of its own. */
  readonly dts: number;
  readonly hasDts: boolean;
}

/**
 * How many bytes from the start of a PES packet hold its times; 0 where it has none, -1 while `length` bytes do not tell.
 * @param length how many bytes there are at `from`
 */
export function timesLength(bytes: Uint8Array, from: number, length: number): number {
  if (length >= 3 && (bytes[from] !== 0 || bytes[from + 1] !== 0 || bytes[from + 2] !== 1)) return 0;
  if (length >= 4 && WITHOUT_HEADER.has(bytes[from + 3]!)) return 0;
  if (length < FIXED_BYTES) return -1;
  if ((bytes[from + 6]! & 0xc0) !== 0x80) return 0; // MPEG-1 systems, or no PES packet at all
  const flags = bytes[from + 7]! & 0xc0;
  if (flags === 0x80) return bytes[from + 8]! >= 5 ? FIXED_BYTES + 5 : 0;
  if (flags === 0xc0) return bytes[from + 8]! >= 10 ? FIXED_BYTES + 10 : 0;
  return 0;
}

/** Bytes of the whole PES packet; 0 where it does not say, as video does. `length` bytes of it are at `from`. */
export function pesLength(bytes: Uint8Array, from: number, length: number): number {
  const rest = length < 6 ? 0 : (bytes[from + 4]! << 8) | bytes[from + 5]!;
  return rest === 0 ? 0 : rest + 6;
}

/** Of a header of which `timesLength` bytes are there. */
export function pesTimes(bytes: Uint8Array, from: number): PesTimes {
  const pts = timestampAt(bytes, from + FIXED_BYTES);
  const hasDts = (bytes[from + 7]! & 0x40) !== 0;
  return { pts, dts: hasDts ? timestampAt(bytes, from + FIXED_BYTES + 5) : pts, hasDts };
}

export function setPesTimes(bytes: Uint8Array, from: number, times: PesTimes): void {
  setTimestamp(bytes, from + FIXED_BYTES, times.pts);
  if (times.hasDts) setTimestamp(bytes, from + FIXED_BYTES + 5, times.dts);
}

/** One access unit (or audio frames) with a header in front. Without a length where it may be left out: video. */
export function pesPacket(streamId: number, times: PesTimes, payload: Uint8Array): Uint8Array {
  const headerBytes = times.hasDts ? 10 : 5;
  const pes = new Uint8Array(FIXED_BYTES + headerBytes + payload.length);
  const length = pes.length - 6;
  const isVideo = streamId >= 0xe0 && streamId <= 0xef;
  pes.set([0, 0, 1, streamId, ...(isVideo ? [0, 0] : [length >> 8, length & 0xff]), 0x84]);
  pes.set([times.hasDts ? 0xc0 : 0x80, headerBytes, times.hasDts ? 0x31 : 0x21, 0, 1, 0, 1], 7);
  if (times.hasDts) pes.set([0x11, 0, 1, 0, 1], FIXED_BYTES + 5);
  setPesTimes(pes, 0, times);
  pes.set(payload, FIXED_BYTES + headerBytes);
  return pes;
}
