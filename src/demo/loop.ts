// A short transport stream played over and over without a seam: each round's clocks go on where the last one's ended,
// and so do the continuity counters. What a round looks like depends on its number alone, so viewers share its bytes.

import { CLOCK_HZ, pcrOf, ticksBetween, timestampAt, wrapTicks } from '../formats/mpegts/clock.ts';
import {
  PACKET_BYTES,
  PAT_PID,
  PID_COUNT,
  hasPayload,
  isRandomAccess,
  isUnitStart,
  payloadStart,
  pidOf,
} from '../formats/mpegts/packet.ts';

/** Both samples are made to this length (scripts/make-demo-samples.ts says why). */
const ROUND_SECONDS = 8;
const ROUND_TICKS = ROUND_SECONDS * CLOCK_HZ;
/** Of an HLS segment: both samples have a random-access picture at every other second at least. */
export const SEGMENT_SECONDS = 2;
const SEGMENTS = ROUND_SECONDS / SEGMENT_SECONDS;
/** Where a segment begins may be this far off, in ticks: pictures lie on no whole second. */
const NEAR_TICKS = 0.2 * CLOCK_HZ;
/** Rounds kept: the present one and two for viewers who lag behind it. */
const ROUNDS_KEPT = 3;

/** A place in the endless stream; `offset` is a multiple of a packet. */
export interface Place {
  readonly round: number;
  readonly offset: number;
}

interface JoinPoint {
  readonly offset: number;
  /** Offsets of the last PAT and PMT packets before it. */
  readonly tables: readonly number[];
}

export class Loop {
  readonly #bytes: Uint8Array;
  /** Bytes of a packet whose time is known, and that time in ticks from the beginning. */
  readonly #clock: { readonly offset: number; readonly ticks: number }[] = [];
  readonly #joinPoints: JoinPoint[] = [];
  readonly #pcrs: number[] = [];
  readonly #timestamps: number[] = [];
  /** For each packet: how many of its PID with a payload there are up to and with it. */
  readonly #counts: Uint16Array;
  readonly #countOfPid = new Uint16Array(PID_COUNT);
  readonly #rounds = new Map<number, Uint8Array>();

  /** @param bytes whole packets, beginning with PAT, PMT and a random-access picture */
  constructor(bytes: Uint8Array) {
    this.#bytes = Uint8Array.from(bytes); // never a Buffer: its slice() is a view, and rounds must be copies
    this.#counts = new Uint16Array(bytes.length / PACKET_BYTES);
    this.#scan();
  }

  /** What has been sent after `elapsedMs`, at the rate of the stream's own clock. */
  placeAt(elapsedMs: number): Place {
    const ticks = (elapsedMs * CLOCK_HZ) / 1_000;
    const round = Math.floor(ticks / ROUND_TICKS);
    const next = this.#clock.find((mark) => mark.ticks > ticks - round * ROUND_TICKS);
    return { round, offset: next?.offset ?? this.#bytes.length };
  }

  /** The newest picture before `place` that a decoder can begin with, and the tables to send in front of it. */
  joinBefore(place: Place): { readonly place: Place; readonly tables: readonly Uint8Array[] } {
    const point = this.#joinPoints.findLast(({ offset }) => offset < place.offset) ?? this.#joinPoints[0];
    if (!point) throw new RangeError('a sample without a random-access picture');
    const bytes = this.#round(place.round);
    const tables = point.tables.map((offset) => bytes.subarray(offset, offset + PACKET_BYTES));
    return { place: { round: place.round, offset: point.offset }, tables };
  }

  /** The bytes from one place up to another, in pieces that are shared: nobody writes to them. */
  *between(from: Place, to: Place): Generator<Uint8Array> {
    for (let round = from.round; round <= to.round; round += 1) {
      const start = round === from.round ? from.offset : 0;
      const end = round === to.round ? to.offset : this.#bytes.length;
      if (end > start) yield this.#round(round).subarray(start, end);
    }
  }

  /** The `number`-th stretch of two seconds since the beginning: PAT and PMT, and a picture that can be decoded alone. */
  segment(number: number): Uint8Array {
    const index = number % SEGMENTS;
    const from = this.#segmentStart(index);
    const to = index + 1 === SEGMENTS ? this.#bytes.length : this.#segmentStart(index + 1);
    return this.#round(Math.floor(number / SEGMENTS)).subarray(from, to);
  }

  /** In the samples the tables stand right before the picture. */
  #segmentStart(index: number): number {
    if (index === 0) return 0;
    const ticks = index * SEGMENT_SECONDS * CLOCK_HZ;
    const point = this.#joinPoints.find(({ offset }) => {
      return this.#clock.some((mark) => mark.offset === offset && Math.abs(mark.ticks - ticks) < NEAR_TICKS);
    });
    if (!point) throw new RangeError('a sample without a random-access picture at every other second');
    return Math.min(...point.tables);
  }

  /** In bytes. */
  distance(from: Place, to: Place): number {
    return (to.round - from.round) * this.#bytes.length + to.offset - from.offset;
  }

  #round(number: number): Uint8Array {
    const kept = this.#rounds.get(number);
    if (kept) return kept;
    const bytes = this.#write(number);
    this.#rounds.set(number, bytes);
    for (const old of this.#rounds.keys()) if (this.#rounds.size > ROUNDS_KEPT) this.#rounds.delete(old);
    return bytes;
  }

  #write(round: number): Uint8Array {
    const bytes = this.#bytes.slice();
    const shift = round * ROUND_TICKS;
    for (let at = 0; at < bytes.length; at += PACKET_BYTES) {
      const total = this.#countOfPid[pidOf(bytes, at)] ?? 0;
      const count = (this.#counts[at / PACKET_BYTES] ?? 0) - 1 + (round % 16) * total;
      bytes[at + 3] = ((bytes[at + 3] ?? 0) & 0xf0) | (count & 0x0f);
    }
    for (const at of this.#pcrs) putPcr(bytes, at, wrapTicks(pcrOf(bytes, at) + shift));
    for (const at of this.#timestamps) putTimestamp(bytes, at, wrapTicks(timestampAt(bytes, at) + shift));
    return bytes;
  }

  #scan(): void {
    const bytes = this.#bytes;
    const tables = new Map<number, number>();
    let firstPcr = -1;
    let pmtPid = -1;
    for (let at = 0; at < bytes.length; at += PACKET_BYTES) {
      const pid = pidOf(bytes, at);
      if (hasPayload(bytes, at)) this.#countOfPid[pid] = (this.#countOfPid[pid] ?? 0) + 1;
      this.#counts[at / PACKET_BYTES] = this.#countOfPid[pid] ?? 0;
      if (pid === PAT_PID) pmtPid = pmtPidOf(bytes, at);
      if (pid === PAT_PID || pid === pmtPid) tables.set(pid, at);
      const pcr = pcrOf(bytes, at);
      if (pcr >= 0) {
        if (firstPcr < 0) firstPcr = pcr;
        this.#pcrs.push(at);
        this.#clock.push({ offset: at, ticks: ticksBetween(firstPcr, pcr) });
      }
      if (isRandomAccess(bytes, at) && pcr >= 0) {
        this.#joinPoints.push({ offset: at, tables: [...tables.values()] });
      }
      this.#timestamps.push(...timestampsIn(bytes, at));
    }
  }
}

/** Of a PAT with one programme, in one packet, as our samples have it. */
function pmtPidOf(bytes: Uint8Array, at: number): number {
  const section = payloadStart(bytes, at) + 1;
  return (((bytes[section + 10] ?? 0) & 0x1f) << 8) | (bytes[section + 11] ?? 0);
}

/** Where PTS and DTS of a PES packet that begins here are (ISO/IEC 13818-1, 2.4.3.7). */
function timestampsIn(bytes: Uint8Array, at: number): number[] {
  const start = payloadStart(bytes, at);
  const isPes = bytes[start] === 0 && bytes[start + 1] === 0 && bytes[start + 2] === 1;
  if (!isUnitStart(bytes, at) || !isPes) return [];
  const flags = bytes[start + 7] ?? 0;
  return [...(flags & 0x80 ? [start + 9] : []), ...(flags & 0x40 ? [start + 14] : [])];
}

/** Puts 33 bits of base in place; the 9 bits of extension stay. */
function putPcr(bytes: Uint8Array, at: number, ticks: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at + 6);
  view.setUint32(0, Math.floor(ticks / 2));
  view.setUint8(4, (view.getUint8(4) & 0x7f) | ((ticks % 2) << 7));
}

/** Puts 33 bits between their marker bits; the four bits of prefix stay. */
function putTimestamp(bytes: Uint8Array, at: number, ticks: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at);
  view.setUint8(0, (view.getUint8(0) & 0xf0) | (Math.floor(ticks / 2 ** 30) << 1) | 1);
  view.setUint16(1, ((Math.floor(ticks / 2 ** 15) & 0x7fff) << 1) | 1);
  view.setUint16(3, ((ticks & 0x7fff) << 1) | 1);
}
