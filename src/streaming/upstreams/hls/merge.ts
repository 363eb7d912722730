// Puts a separate sound into the picture's transport stream: one PMT names both, and the sound's packets are let in as the
// picture's clock passes theirs.

import { CLOCK_HZ, ticksBetween, ticksToMs, pcrOf, timestampAt, wrapTicks } from '../../../formats/mpegts/clock.ts';
import {
  continuityOf,
  isUnitStart,
  PACKET_BYTES,
  PAT_PID,
  payloadStart,
  PID_COUNT,
  pidOf,
} from '../../../formats/mpegts/packet.ts';
import { crc32Mpeg, parsePat, parsePmt, SectionAssembler, type Pmt } from '../../../formats/mpegts/psi.ts';
import type { Segment } from '../../../formats/hls/playlist.ts';
import type { PacketQueue } from './packet-queue.ts';

/** Sound that lies further behind is of another period of the stream. */
const MOST_LATE_MS = 10_000;
/** Sound without a clock of its own goes by its PTS, which lies so far after the clock's. */
const PTS_LEAD_MS = 500;
/** Sound that ends so much later than its picture is still let in. */
const END_TICKS = CLOCK_HZ;
const MOST_SECTION_BYTES = PACKET_BYTES - 5;

/** Follows PAT and PMT of one of the two streams. */
class Tables {
  readonly #pat = new SectionAssembler();
  #pmtAssembler = new SectionAssembler();
  pmtPid = -1;
  pmt: Pmt | undefined;
  section: Uint8Array = new Uint8Array();

  /** True: this packet is one of a PMT, and completes it. */
  read(bytes: Uint8Array, at: number): boolean {
    const pid = pidOf(bytes, at);
    if (pid === PAT_PID) this.#readPat(bytes, at);
    if (pid !== this.pmtPid) return false;
    const section = this.#pmtAssembler.push(bytes, at);
    const pmt = section && parsePmt(section);
    if (!pmt) return false;
    this.pmt = pmt;
    this.section = section.slice();
    return true;
  }

  #readPat(bytes: Uint8Array, at: number): void {
    const section = this.#pat.push(bytes, at);
    const pmtPid = (section && parsePat(section))?.programs[0]?.pmtPid;
    if (pmtPid === undefined || pmtPid === this.pmtPid) return;
    this.pmtPid = pmtPid;
    this.#pmtAssembler = new SectionAssembler();
  }
}

export interface MergerOptions {
  readonly sound: PacketQueue;
  readonly emit: (packets: Uint8Array) => void;
  /** A segment of the sound begins. */
  readonly onSegment: (segment: Segment) => void;
}

export class Merger {
  readonly #sound: PacketQueue;
  readonly #onSegment: (segment: Segment) => void;
  readonly #emit: (packets: Uint8Array) => void;
  readonly #pictureTables = new Tables();
  readonly #soundTables = new Tables();
  /** By PID of the sound's stream: the PID in the merged one; 0 is left out. */
  #pids = new Uint16Array(PID_COUNT);
  #offset = 0;
  #pcr = -1;
  /** Of the sound's newest packet, and whether it is a PTS. */
  #soundTicks = -1;
  #hasSoundClock = false;

  constructor({ sound, emit, onSegment }: MergerOptions) {
    this.#sound = sound;
    this.#emit = emit;
    this.#onSegment = onSegment;
  }

  /** The picture's packets from one PCR to the next. */
  push(packets: Uint8Array): void {
    for (let at = 0; at < packets.length; at += PACKET_BYTES) {
      const pcr = pcrOf(packets, at);
      if (pcr >= 0) this.#pcr = pcr;
      if (this.#pictureTables.read(packets, at)) this.#rewrite(packets, at);
    }
    this.#letIn();
    this.#emit(packets);
  }

  /** The picture is over: what is left of the sound. */
  end(): void {
    this.#pcr = wrapTicks(this.#pcr + END_TICKS);
    this.#letIn();
  }

  /** The picture's clock begins anew. */
  break(): void {
    this.#pcr = -1;
  }

  #rewrite(packets: Uint8Array, at: number): void {
    this.#learn();
    const merged = this.#mergedSection();
    if (!merged || merged.length > MOST_SECTION_BYTES || !isUnitStart(packets, at)) return;
    const continuity = continuityOf(packets, at);
    packets.fill(0xff, at + 4, at + PACKET_BYTES);
    packets[at + 3] = 0x10 | continuity;
    packets[at + 4] = 0; // the pointer field
    packets.set(merged, at + 5);
  }

  /** The sound's tables, which stand in front of its packets. */
  #learn(): void {
    if (this.#soundTables.pmt) return;
    while (this.#sound.first?.kind === 'segment') this.#shift();
    const first = this.#sound.first;
    if (first?.kind !== 'packets') return;
    for (let at = 0; at < first.bytes.length; at += PACKET_BYTES) this.#soundTables.read(first.bytes, at);
  }

  #mergedSection(): Uint8Array | undefined {
    const { pmt, section } = this.#pictureTables;
    const { pmt: soundPmt, section: soundSection } = this.#soundTables;
    if (!pmt || !soundPmt) return undefined;
    const used = new Set([PAT_PID, this.#pictureTables.pmtPid, pmt.pcrPid, ...pmt.streams.map(({ pid }) => pid)]);
    const head = section.slice(0, 12 + (((section[10]! & 0x0f) << 8) | section[11]!));
    const entries = entriesOf(section, pmt, (medium) => medium !== 'audio');
    this.#pids.fill(0);
    for (const entry of entriesOf(soundSection, soundPmt, (medium) => medium === 'audio')) {
      const pid = ((entry[1]! & 0x1f) << 8) | entry[2]!;
      const free = freePid(pid, used);
      used.add(free);
      this.#pids[pid] = free;
      entry[1] = (entry[1]! & 0xe0) | (free >> 8);
      entry[2] = free & 0xff;
      entries.push(entry);
    }
    return sectionOf(head, entries);
  }

  /** Sound up to the picture's clock. */
  #letIn(): void {
    if (this.#pcr < 0) return;
    for (let item = this.#sound.first; item; item = this.#sound.first) {
      if (item.kind === 'packets' && !this.#letInFrom(item.bytes)) return;
      this.#shift();
    }
  }

  #shift(): void {
    const first = this.#sound.first;
    if (first?.kind === 'segment') this.#onSegment(first.segment);
    this.#offset = 0;
    this.#sound.shift();
  }

  /** False: the rest is for later. */
  #letInFrom(bytes: Uint8Array): boolean {
    let from = -1;
    const flush = (to: number): void => {
      if (from >= 0 && to > from) this.#emit(this.#renamed(bytes.subarray(from, to)));
      from = -1;
    };
    for (let at = this.#offset; at < bytes.length; at += PACKET_BYTES) {
      this.#soundTables.read(bytes, at);
      this.#readClock(bytes, at);
      const aheadMs = this.#soundTicks < 0 ? 0 : ticksToMs(ticksBetween(this.#pcr, this.#soundTicks));
      if (aheadMs > (this.#hasSoundClock ? 0 : PTS_LEAD_MS)) {
        flush(at);
        this.#offset = at;
        return false;
      }
      if (this.#pids[pidOf(bytes, at)] === 0 || aheadMs < -MOST_LATE_MS) {
        flush(at);
        continue;
      }
      if (from < 0) from = at;
    }
    flush(bytes.length);
    return true;
  }

  /** A copy under the PIDs of the merged stream. */
  #renamed(bytes: Uint8Array): Uint8Array {
    const packets = new Uint8Array(bytes);
    for (let at = 0; at < packets.length; at += PACKET_BYTES) {
      const pid = this.#pids[pidOf(packets, at)]!;
      packets[at + 1] = (packets[at + 1]! & 0xe0) | (pid >> 8);
      packets[at + 2] = pid & 0xff;
    }
    return packets;
  }

  #readClock(bytes: Uint8Array, at: number): void {
    const pcr = pcrOf(bytes, at);
    if (pcr >= 0) {
      this.#soundTicks = pcr;
      this.#hasSoundClock = true;
    } else if (!this.#hasSoundClock && this.#pids[pidOf(bytes, at)] !== 0 && isUnitStart(bytes, at)) {
      const pes = payloadStart(bytes, at);
      if (pes + 14 <= at + PACKET_BYTES && (bytes[pes + 7]! & 0x80) !== 0)
        this.#soundTicks = timestampAt(bytes, pes + 9);
    }
  }
}

/** The entries of a PMT's streams, as they stand in it. */
function entriesOf(section: Uint8Array, pmt: Pmt, isWanted: (medium: string) => boolean): Uint8Array[] {
  const entries: Uint8Array[] = [];
  let at = 12 + (((section[10]! & 0x0f) << 8) | section[11]!);
  for (const { medium } of pmt.streams) {
    const end = at + 5 + (((section[at + 3]! & 0x0f) << 8) | section[at + 4]!);
    if (isWanted(medium)) entries.push(section.slice(at, end));
    at = end;
  }
  return entries;
}

function sectionOf(head: Uint8Array, entries: readonly Uint8Array[]): Uint8Array {
  const section = Buffer.concat([head, ...entries, Buffer.alloc(4)]);
  const length = section.length - 3;
  section[1] = (section[1]! & 0xf0) | (length >> 8);
  section[2] = length & 0xff;
  section.writeUInt32BE(crc32Mpeg(section, 0, section.length - 4), section.length - 4);
  return section;
}

function freePid(wanted: number, used: ReadonlySet<number>): number {
  let pid = wanted;
  while (used.has(pid)) pid = pid >= 0x1ffe ? 0x20 : pid + 1;
  return pid;
}
