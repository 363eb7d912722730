// Reads a recording as a strict decoder does, and says everything that it would stumble over.

import { ticksBetween, timestampAt } from '../../src/formats/mpegts/clock.ts';
import {
  continuityOf,
  hasPayload,
  isDiscontinuity,
  isUnitStart,
  NULL_PID,
  PACKET_BYTES,
  payloadStart,
  pidOf,
} from '../../src/formats/mpegts/packet.ts';
import { parsePat, parsePmt, SectionAssembler } from '../../src/formats/mpegts/psi.ts';
import { NUMBER_MARK } from './transport-stream.ts';

export interface Findings {
  readonly packets: number;
  /** Bytes after the last whole packet. */
  readonly tornBytes: number;
  readonly syncErrors: number;
  readonly continuityErrors: number;
  /** PIDs of the first three packets with a payload. */
  readonly firstPids: readonly number[];
  /** Whether the first picture is one to begin with. */
  readonly beginsAtKeyFrame: boolean;
  /** Numbers of the pictures, in order; whole ones only. */
  readonly pictures: readonly number[];
  /** With packets missing in the middle; one that a declared break cuts short is not among them. */
  readonly tornPictures: number;
  /** Pictures whose time does not lie after the one before, declared breaks left out. */
  readonly stepsBack: number;
  readonly breaks: number;
}

export function checkTransportStream(recording: Uint8Array): Findings {
  const checker = new Checker();
  let syncErrors = 0;
  const packets = Math.floor(recording.length / PACKET_BYTES);
  for (let packet = 0; packet < packets; packet += 1) {
    const at = packet * PACKET_BYTES;
    if (recording[at] === 0x47) checker.read(recording, at);
    else syncErrors += 1;
  }
  checker.finishPicture();
  return { ...checker.findings(), packets, syncErrors, tornBytes: recording.length % PACKET_BYTES };
}

class Checker {
  readonly #continuity = new Map<number, number>();
  readonly #sections = new Map<number, SectionAssembler>();
  readonly #firstPids: number[] = [];
  readonly #pictures: number[] = [];
  #pmtPid = -1;
  #leadPid = -1;
  #picture: Buffer[] = [];
  #isTorn = false;
  #tornPictures = 0;
  #continuityErrors = 0;
  #beginsAtKeyFrame: boolean | undefined;
  #lastPts = -1;
  #stepsBack = 0;
  #breaks = 0;

  read(bytes: Uint8Array, at: number): void {
    const pid = pidOf(bytes, at);
    if (pid === NULL_PID) return;
    this.#count(pid, bytes, at);
    if (!hasPayload(bytes, at)) return;
    if (this.#firstPids.length < 3) this.#firstPids.push(pid);
    if (pid === 0 || pid === this.#pmtPid) this.#readTable(pid, bytes, at);
    else if (pid === this.#leadPid) this.#readLead(bytes, at);
  }

  findings(): Omit<Findings, 'packets' | 'syncErrors' | 'tornBytes'> {
    return {
      continuityErrors: this.#continuityErrors,
      firstPids: this.#firstPids,
      beginsAtKeyFrame: this.#beginsAtKeyFrame ?? false,
      pictures: this.#pictures,
      tornPictures: this.#tornPictures,
      stepsBack: this.#stepsBack,
      breaks: this.#breaks,
    };
  }

  finishPicture(): void {
    const picture = Buffer.concat(this.#picture);
    this.#picture = [];
    const mark = picture.indexOf(Buffer.from(NUMBER_MARK));
    if (mark < 0) return;
    const digits = picture.subarray(mark + 4, mark + 8);
    if (this.#isTorn || digits.length < 4) this.#tornPictures += 1;
    else this.#pictures.push(digits.reduce((number, digit) => number * 128 + (digit & 0x7f), 0));
    this.#isTorn = false;
  }

  #count(pid: number, bytes: Uint8Array, at: number): void {
    const last = this.#continuity.get(pid);
    const continuity = continuityOf(bytes, at);
    this.#continuity.set(pid, continuity);
    if (isDiscontinuity(bytes, at)) {
      if (pid !== this.#leadPid) return;
      this.#breaks += 1;
      this.#lastPts = -1;
      this.finishPicture();
      return;
    }
    if (last === undefined) return;
    const expected = hasPayload(bytes, at) ? (last + 1) & 0x0f : last;
    if (continuity === expected) return;
    this.#continuityErrors += 1;
    if (pid === this.#leadPid) this.#isTorn = true;
  }

  #readTable(pid: number, bytes: Uint8Array, at: number): void {
    const assembler = this.#sections.get(pid) ?? new SectionAssembler();
    this.#sections.set(pid, assembler);
    const section = assembler.push(bytes, at);
    if (!section) return;
    if (pid === 0) this.#pmtPid = parsePat(section)?.programs[0]?.pmtPid ?? -1;
    const streams = pid === this.#pmtPid ? parsePmt(section)?.streams : undefined;
    const lead = streams?.find((stream) => stream.medium === 'video') ?? streams?.[0];
    if (lead) this.#leadPid = lead.pid;
  }

  #readLead(bytes: Uint8Array, at: number): void {
    if (isUnitStart(bytes, at)) {
      this.finishPicture();
      const pes = payloadStart(bytes, at);
      const pts = timestampAt(bytes, pes + 9);
      if (this.#lastPts >= 0 && ticksBetween(this.#lastPts, pts) <= 0) this.#stepsBack += 1;
      this.#lastPts = pts;
    }
    const from = payloadStart(bytes, at);
    this.#picture.push(Buffer.from(bytes.subarray(from, at + PACKET_BYTES)));
    this.#beginsAtKeyFrame ??= isUnitStart(bytes, at) && hasKeyFrameStart(bytes.subarray(from, at + PACKET_BYTES));
  }
}

/** H.264 SPS, HEVC VPS or MPEG-2 sequence header; sound needs none. */
function hasKeyFrameStart(payload: Uint8Array): boolean {
  const start = Buffer.from(payload).toString('hex');
  return start.startsWith('000001c0') || /00000167|00000140|000001b3/.test(start);
}
