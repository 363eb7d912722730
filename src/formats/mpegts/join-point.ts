// Finds the places of a transport stream where a decoder can begin, and keeps what it has to be told first (PAT and PMT).

import { Advance, pcrOf } from './clock.ts';
import {
  continuityOf,
  discontinuityPacket,
  isDamaged,
  isRandomAccess,
  isScrambled,
  isUnitStart,
  PACKET_BYTES,
  PAT_PID,
  PID_COUNT,
  pidOf,
} from './packet.ts';
import { PictureDetector, type Verdict } from './picture.ts';
import { leadOf, ProgramReader } from './program.ts';
import type { ElementaryStream, Pmt } from './psi.ts';

export interface JoinPoint {
  /** Of the first packet of the picture, in the caller's count. */
  readonly position: number;
  /** The PAT and PMT packets in force: the ones before `position`, so that their counters go on in the stream. */
  readonly psi: Uint8Array;
  /** For a decoder that has read something else before: one packet for each PID that declares the break. */
  readonly breaks: Uint8Array;
  /** The newest PCR up to it, in 90 kHz ticks; -1 when there was none. */
  readonly pcr: number;
}

export interface Peculiarities {
  /** It marks no picture (intra refresh, unknown codecs): any is one to begin with. */
  readonly takesAnyPicture?: boolean | undefined;
  /** A radio station whose programme speaks of a picture that never comes. */
  readonly isSoundOnly?: boolean | undefined;
}

/** Video packets of one PES packet that are looked at: an access unit delimiter and SEI may come before the SPS. */
const PACKETS_LOOKED_AT = 8;
const NEVER_SEEN = 0xff;

export class JoinPointFinder {
  readonly #continuity = new Uint8Array(PID_COUNT).fill(NEVER_SEEN);
  readonly #tables = new ProgramReader();
  #lead: ElementaryStream | undefined;
  #detector = new PictureDetector('');
  #pids: readonly number[] = [];
  #pcr = -1;
  readonly #advance = new Advance();
  /** The picture that is being looked at. */
  #candidate: Candidate | undefined;
  #found: JoinPoint | undefined;
  #takesAnyPicture = false;
  #isSoundOnly = false;
  #isScrambled = false;

  get program(): Pmt | undefined {
    return this.#tables.program;
  }

  /** The newest PCR in 90 kHz ticks, or -1. */
  get pcr(): number {
    return this.#pcr;
  }

  /** How far the PCR has come, in milliseconds. */
  get advanceMs(): number {
    return this.#advance.ms;
  }

  get found(): JoinPoint | undefined {
    return this.#found;
  }

  /** Whether a picture is being looked at that may turn out to be a join point. */
  get isLooking(): boolean {
    return this.#candidate !== undefined;
  }

  /** The stream whose packets begin a picture: the first video, else (or where there is no picture) the first audio. */
  get lead(): ElementaryStream | undefined {
    return this.#lead;
  }

  /** The newest picture cannot be decoded: its key is missing. */
  get isScrambled(): boolean {
    return this.#isScrambled;
  }

  /** What is not as usual with the stream. */
  expect({ takesAnyPicture = false, isSoundOnly = false }: Peculiarities): void {
    this.#takesAnyPicture = takesAnyPicture;
    if (this.#isSoundOnly === isSoundOnly) return;
    this.#isSoundOnly = isSoundOnly;
    this.#follow();
  }

  /**
   * As `read`, for a packet in the middle of a unit, with nothing but payload: all that is of interest is its counter, unless
   * a picture is being looked at.
   */
  pass(pid: number, continuity: number): void {
    this.#continuity[pid] = continuity;
  }

  /** Reads the packet at `at`, which is the stream's byte `position`. True: `found` is a new join point. */
  read(bytes: Uint8Array, at: number, position: number): boolean {
    if (isDamaged(bytes, at)) return false;
    const pid = pidOf(bytes, at);
    if (pid === this.program?.pcrPid) this.#readPcr(bytes, at);
    let isFound = false;
    if (pid === this.#lead?.pid) isFound = this.#readLead(bytes, at, position);
    else if (this.#tables.isTable(pid) && this.#tables.read(pid, bytes, at)) this.#follow();
    this.#continuity[pid] = continuityOf(bytes, at);
    return isFound;
  }

  #readPcr(bytes: Uint8Array, at: number): void {
    const pcr = pcrOf(bytes, at);
    if (pcr < 0) return;
    this.#pcr = pcr;
    this.#advance.see(pcr);
  }

  #follow(): void {
    const before = this.#lead;
    const { program: pmt, pmtPid } = this.#tables;
    this.#lead = leadOf(pmt, this.#isSoundOnly);
    const listed = pmt ? [PAT_PID, pmtPid, pmt.pcrPid, ...pmt.streams.map((stream) => stream.pid)] : [];
    this.#pids = [...new Set(listed)];
    if (this.#lead?.pid === before?.pid && this.#lead?.codec === before?.codec) return;
    this.#detector = new PictureDetector(this.#lead?.codec ?? '');
    this.#candidate = undefined;
  }

  #readLead(bytes: Uint8Array, at: number, position: number): boolean {
    if (isUnitStart(bytes, at)) {
      this.#isScrambled = isScrambled(bytes, at);
      if (this.#isScrambled) return false;
      this.#candidate = this.#begin(bytes, at, position);
      return this.#judge(this.#detector.begin(bytes, at));
    }
    return this.#candidate ? this.#judge(this.#detector.go(bytes, at)) : false;
  }

  #begin(bytes: Uint8Array, at: number, position: number): Candidate {
    return {
      position,
      isMarked: isRandomAccess(bytes, at),
      packetCount: 0,
      pat: this.#tables.patPackets,
      pmt: this.#tables.pmtPackets,
      continuity: this.#pids.map((pid) => this.#continuity[pid]!),
      pcr: this.#pcr,
    };
  }

  #judge(verdict: Verdict): boolean {
    const candidate = this.#candidate!;
    candidate.packetCount += 1;
    const isEnough =
      this.#lead?.medium === 'audio' || this.#takesAnyPicture || (candidate.isMarked && !this.#detector.knowsCodec);
    if (verdict === 'undecided' && !isEnough && candidate.packetCount < PACKETS_LOOKED_AT) return false;
    this.#candidate = undefined;
    if (verdict !== 'yes' && !isEnough && !(verdict === 'undecided' && candidate.isMarked)) return false;
    this.#found = this.#joinPointOf(candidate);
    return true;
  }

  #joinPointOf(candidate: Candidate): JoinPoint {
    const psi = join([...candidate.pat, ...candidate.pmt]);
    const breaks = this.#pids.flatMap((pid, index) => {
      const first = pid === PAT_PID ? candidate.pat[0] : pid === this.#tables.pmtPid ? candidate.pmt[0] : undefined;
      if (first) return [discontinuityPacket(pid, continuityOf(first, 0) - 1)];
      const last = candidate.continuity[index] ?? NEVER_SEEN;
      return last === NEVER_SEEN ? [] : [discontinuityPacket(pid, last)];
    });
    return { position: candidate.position, psi, breaks: join(breaks), pcr: candidate.pcr };
  }
}

interface Candidate {
  readonly position: number;
  readonly isMarked: boolean;
  packetCount: number;
  readonly pat: readonly Uint8Array[];
  readonly pmt: readonly Uint8Array[];
  readonly continuity: readonly number[];
  readonly pcr: number;
}

function join(packets: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(packets.length * PACKET_BYTES);
  packets.forEach((packet, index) => joined.set(packet, index * PACKET_BYTES));
  return joined;
}
