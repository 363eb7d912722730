// Finds the places of a transport stream where a decoder can begin, and keeps what it has to be told first (PAT and PMT).

import { pcrOf } from './clock.ts';
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
import { parsePat, parsePmt, SectionAssembler, type ElementaryStream, type Pmt } from './psi.ts';

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

/** Video packets of one PES packet that are looked at: an access unit delimiter and SEI may come before the SPS. */
const PACKETS_LOOKED_AT = 8;
const NEVER_SEEN = 0xff;

export class JoinPointFinder {
  readonly #continuity = new Uint8Array(PID_COUNT).fill(NEVER_SEEN);
  readonly #pat = new Table();
  #pmts = new Map<number, Table>();
  #pmtPid = -1;
  #pmt: Pmt | undefined;
  /** The stream whose packets begin a picture: the first video, else the first audio. */
  #lead: ElementaryStream | undefined;
  #detector = new PictureDetector('');
  #pids: readonly number[] = [];
  #pcr = -1;
  /** The picture that is being looked at. */
  #candidate: Candidate | undefined;
  #found: JoinPoint | undefined;
  #takesAnyPicture = false;

  /** The programme that is followed: the first of the PAT whose PMT has come. */
  get program(): Pmt | undefined {
    return this.#pmt;
  }

  /** The newest PCR in 90 kHz ticks, or -1. */
  get pcr(): number {
    return this.#pcr;
  }

  get found(): JoinPoint | undefined {
    return this.#found;
  }

  /** Whether a picture is being looked at that may turn out to be a join point. */
  get isLooking(): boolean {
    return this.#candidate !== undefined;
  }

  /** For streams that mark no picture (intra refresh, unknown codecs): from now on any picture will do. */
  takeAnyPicture(): void {
    this.#takesAnyPicture = true;
  }

  /** Reads the packet at `at`, which is the stream's byte `position`. True: `found` is a new join point. */
  read(bytes: Uint8Array, at: number, position: number): boolean {
    if (isDamaged(bytes, at)) return false;
    const pid = pidOf(bytes, at);
    if (pid === this.#pmt?.pcrPid) this.#readPcr(bytes, at);
    let isFound = false;
    if (pid === this.#lead?.pid) isFound = this.#readLead(bytes, at, position);
    else if (pid === PAT_PID) this.#readPat(bytes, at);
    else if (this.#pmts.has(pid)) this.#readPmt(pid, bytes, at);
    this.#continuity[pid] = continuityOf(bytes, at);
    return isFound;
  }

  #readPcr(bytes: Uint8Array, at: number): void {
    const pcr = pcrOf(bytes, at);
    if (pcr >= 0) this.#pcr = pcr;
  }

  #readPat(bytes: Uint8Array, at: number): void {
    const section = this.#pat.push(bytes, at);
    const pat = section && parsePat(section);
    if (!pat) return;
    const listed = pat.programs.map((program) => program.pmtPid);
    if (listed.length === this.#pmts.size && listed.every((pid) => this.#pmts.has(pid))) return;
    this.#pmts = new Map(listed.map((pid) => [pid, this.#pmts.get(pid) ?? new Table()]));
    if (!this.#pmts.has(this.#pmtPid)) this.#follow(-1, undefined);
  }

  #readPmt(pid: number, bytes: Uint8Array, at: number): void {
    const section = this.#pmts.get(pid)!.push(bytes, at);
    if (!section || (this.#pmtPid >= 0 && this.#pmtPid !== pid)) return;
    const pmt = parsePmt(section);
    if (pmt && (!this.#pmt || pmt.version !== this.#pmt.version || !isSame(pmt, this.#pmt))) this.#follow(pid, pmt);
  }

  #follow(pmtPid: number, pmt: Pmt | undefined): void {
    const before = this.#lead;
    this.#pmtPid = pmtPid;
    this.#pmt = pmt;
    this.#lead =
      pmt?.streams.find((stream) => stream.medium === 'video') ??
      pmt?.streams.find((stream) => stream.medium === 'audio');
    const listed = pmt ? [PAT_PID, pmtPid, pmt.pcrPid, ...pmt.streams.map((stream) => stream.pid)] : [];
    this.#pids = [...new Set(listed)];
    if (this.#lead?.pid === before?.pid && this.#lead?.codec === before?.codec) return;
    this.#detector = new PictureDetector(this.#lead?.codec ?? '');
    this.#candidate = undefined;
  }

  #readLead(bytes: Uint8Array, at: number, position: number): boolean {
    if (isUnitStart(bytes, at)) {
      if (!this.#pat.isWhole || isScrambled(bytes, at)) return false;
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
      pat: this.#pat.packets,
      pmt: this.#pmts.get(this.#pmtPid)!.packets,
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
      const first = pid === PAT_PID ? candidate.pat[0] : pid === this.#pmtPid ? candidate.pmt[0] : undefined;
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

/** The packets of a PID's newest whole section and of what came of it since, so that counters go on after them. */
class Table {
  readonly #assembler = new SectionAssembler();
  #whole: readonly Uint8Array[] = [];
  #begun: readonly Uint8Array[] = [];

  get isWhole(): boolean {
    return this.#whole.length > 0;
  }

  get packets(): readonly Uint8Array[] {
    return this.#begun.length === 0 ? this.#whole : [...this.#whole, ...this.#begun];
  }

  push(bytes: Uint8Array, at: number): Uint8Array | undefined {
    const packet = bytes.slice(at, at + PACKET_BYTES);
    this.#begun = isUnitStart(bytes, at) ? [packet] : this.#begun.length > 0 ? [...this.#begun, packet] : [];
    const section = this.#assembler.push(bytes, at);
    if (!section) return undefined;
    this.#whole = this.#begun;
    this.#begun = [];
    return section;
  }
}

const isSame = (one: Pmt, another: Pmt): boolean => outline(one) === outline(another);

const outline = (pmt: Pmt): string =>
  `${pmt.pcrPid} ${pmt.streams.map((stream) => `${stream.pid}:${stream.codec}`).join(' ')}`;

function join(packets: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(packets.length * PACKET_BYTES);
  packets.forEach((packet, index) => joined.set(packet, index * PACKET_BYTES));
  return joined;
}
