// What the checker keeps of one PID, or of all PIDs alike: counters, tables, units of PES.

import { createHash } from 'node:crypto';
import { pcrOf, ticksBetween, ticksToMs } from '../../src/formats/mpegts/clock.ts';
import {
  continuityOf,
  hasPayload,
  isDiscontinuity,
  isScrambled,
  isUnitStart,
  PACKET_BYTES,
  payloadStart,
  pidOf,
} from '../../src/formats/mpegts/packet.ts';
import { pesTimes, timesLength } from '../../src/formats/mpegts/pes.ts';
import { SectionAssembler } from '../../src/formats/mpegts/psi.ts';

/** `loss`: packets are missing. `repeat`: the packet came twice, which is allowed. `break`: declared. */
export type CounterVerdict = 'fine' | 'loss' | 'repeat' | 'break';

interface Last {
  readonly continuity: number;
  readonly payload: string;
  readonly isRepeat: boolean;
}

export class CounterCheck {
  errors = 0;
  readonly #last = new Map<number, Last>();

  read(bytes: Uint8Array, at: number): CounterVerdict {
    const pid = pidOf(bytes, at);
    const last = this.#last.get(pid);
    const continuity = continuityOf(bytes, at);
    if (!hasPayload(bytes, at)) {
      const isBreak = isDiscontinuity(bytes, at);
      if (last && !isBreak && continuity !== last.continuity) this.errors += 1;
      this.#last.set(pid, { continuity, payload: '', isRepeat: false });
      return isBreak ? 'break' : 'fine';
    }
    const payload = Buffer.from(bytes.subarray(payloadStart(bytes, at), at + PACKET_BYTES)).toString('latin1');
    const isRepeat = last?.continuity === continuity && last.payload === payload && !last.isRepeat;
    this.#last.set(pid, { continuity, payload, isRepeat });
    if (isDiscontinuity(bytes, at)) return 'break';
    if (!last || continuity === ((last.continuity + 1) & 0x0f)) return 'fine';
    if (isRepeat) return 'repeat';
    this.errors += 1;
    return 'loss';
  }
}

export class TableCheck {
  errors = 0;
  readonly #assembler = new SectionAssembler();
  /** Contents by version since the last change. */
  #version = -1;
  #content = '';

  read(bytes: Uint8Array, at: number): Uint8Array | undefined {
    const isWholeInPacket = isUnitStart(bytes, at) && sectionFits(bytes, at);
    const section = this.#assembler.push(bytes, at);
    if (!section) {
      if (isWholeInPacket) this.errors += 1; // the CRC is wrong
      return undefined;
    }
    const version = (section[5]! >> 1) & 0x1f;
    const content = Buffer.from(section).toString('latin1');
    if (version === this.#version && content !== this.#content) this.errors += 1;
    this.#version = version;
    this.#content = content;
    return section;
  }
}

function sectionFits(bytes: Uint8Array, at: number): boolean {
  const from = payloadStart(bytes, at) + 1 + (bytes[payloadStart(bytes, at)] ?? 0);
  const length = 3 + (((bytes[from + 1] ?? 0) & 0x0f) << 8) + (bytes[from + 2] ?? 0);
  return from + length <= at + PACKET_BYTES;
}

export interface Unit {
  /** From the PES start code on. */
  readonly bytes: Buffer;
  /** In ticks; -1 where it has none. */
  readonly dts: number;
  /** Of its first packet, or -1. */
  readonly pcr: number;
  /** Packets are missing in the middle. */
  readonly isTorn: boolean;
  /** A declared break ended it. */
  readonly isCutShort: boolean;
}

/** Two seconds without a unit are seen. */
const JUMP_TICKS = 180_000;

export class UnitCheck {
  count = 0;
  stepsBack = 0;
  jumps = 0;
  repeats = 0;
  readonly #take: (unit: Unit) => void;
  /** Of units of more than a packet, without their times, in order. */
  readonly fingerprints: string[] = [];
  readonly #seen = new Set<string>();
  #pieces: Buffer[] = [];
  #isOpen = false;
  #isTorn = false;
  #pcr = -1;
  #lastDts = -1;
  #spanTicks = 0;

  constructor(take: (unit: Unit) => void) {
    this.#take = take;
  }

  get durationMs(): number {
    return ticksToMs(this.#spanTicks);
  }

  read(bytes: Uint8Array, at: number, isAfterLoss: boolean): void {
    if (isScrambled(bytes, at)) return;
    if (isUnitStart(bytes, at)) {
      this.finish();
      this.#isOpen = true;
      this.#pcr = pcrOf(bytes, at);
    } else if (isAfterLoss) this.#isTorn = true;
    if (this.#isOpen) this.#pieces.push(Buffer.from(bytes.subarray(payloadStart(bytes, at), at + PACKET_BYTES)));
  }

  breakOff(): void {
    this.finish(true);
  }

  finish(isCutShort = false): void {
    if (!this.#isOpen) return;
    const bytes = Buffer.concat(this.#pieces);
    const isTorn = this.#isTorn;
    this.#pieces = [];
    this.#isOpen = this.#isTorn = false;
    const needed = timesLength(bytes, 0, bytes.length);
    const dts = needed > 0 && needed <= bytes.length ? pesTimes(bytes, 0).dts : -1;
    this.count += 1;
    if (dts >= 0) this.#step(dts);
    if (bytes.length > 200) this.#compare(bytes.subarray(needed > 0 ? needed : 6));
    this.#take({ bytes, dts, pcr: this.#pcr, isTorn, isCutShort });
  }

  #step(dts: number): void {
    const step = this.#lastDts < 0 ? 1 : ticksBetween(this.#lastDts, dts);
    if (this.#lastDts >= 0) this.#spanTicks += step;
    this.#lastDts = dts;
    if (step <= 0) this.stepsBack += 1;
    if (step > JUMP_TICKS) this.jumps += 1;
  }

  #compare(payload: Buffer): void {
    const hash = createHash('sha1').update(payload).digest('base64');
    if (this.#seen.has(hash)) this.repeats += 1;
    this.#seen.add(hash);
    this.fingerprints.push(hash);
  }
}
