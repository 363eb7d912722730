// Reads a recording as a strict decoder does, and says everything that it would stumble over (ISO/IEC 13818-1, 2.4 and 2.7).

import { pcrOf, ticksBetween, ticksToMs } from '../../src/formats/mpegts/clock.ts';
import { hasPayload, NULL_PID, PACKET_BYTES, PAT_PID, pidOf } from '../../src/formats/mpegts/packet.ts';
import { leadOf } from '../../src/formats/mpegts/program.ts';
import { parsePat, parsePmt, type Pmt } from '../../src/formats/mpegts/psi.ts';
import { NUMBER_MARK } from './transport-stream.ts';
import { CounterCheck, TableCheck, UnitCheck, type Unit } from './ts-pid-checks.ts';

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
  /** Numbers of the pictures of a `TransportStream`, in order; whole ones only. */
  readonly pictures: readonly number[];
  /** With packets missing in the middle; one that a declared break cuts short is not among them. */
  readonly tornPictures: number;
  /** Units of any stream whose decoding time does not lie after the one before, whatever was declared. */
  readonly stepsBack: number;
  /** Pictures (or sound, where there is no picture) that lie more than two seconds after the one before. */
  readonly jumps: number;
  /** Declared on the lead: the first video, else the first audio. */
  readonly breaks: number;
  /** Breaks after which the next picture is not one to begin with. */
  readonly breaksWithoutKeyFrame: number;
  readonly pcrStepsBack: number;
  /** Longest time of the clock between two PCRs, in milliseconds. */
  readonly longestPcrGapMs: number;
  /** Pictures whose decoding time had passed by the clock when they came. */
  readonly latePictures: number;
  /** Sections with a wrong CRC, or another content under a version that was in force. */
  readonly tableErrors: number;
  /** What the PMTs said, one after the other: `pid:codec` of each stream. */
  readonly layouts: readonly string[];
  /** PIDs with packets that no table names; those of DVB's tables and null packets left out. */
  readonly strayPids: readonly number[];
  /** Pictures of more than a packet that are the same as one before, byte for byte. */
  readonly repeats: number;
  /** Of the same pictures, without their times, in order. */
  readonly fingerprints: readonly string[];
  /** Units by PID. */
  readonly units: ReadonlyMap<number, number>;
  /** Span of the lead's decoding times in milliseconds. */
  readonly durationMs: number;
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
  return { ...checker.findings(), packets, syncErrors, tornBytes: recording.length % PACKET_BYTES };
}

class Checker {
  readonly #counters = new CounterCheck();
  readonly #tables = new Map<number, TableCheck>();
  readonly #units = new Map<number, UnitCheck>();
  readonly #firstPids: number[] = [];
  readonly #layouts: string[] = [];
  readonly #pictures: number[] = [];
  readonly #seen = new Set<number>();
  #pmtPid = -1;
  #pmt: Pmt | undefined;
  #pcr = -1;
  #pcrStepsBack = 0;
  #longestPcrGapMs = 0;
  #beginsAtKeyFrame: boolean | undefined;
  #isAfterBreak = false;
  #breaks = 0;
  #breaksWithoutKeyFrame = 0;
  #tornPictures = 0;
  #latePictures = 0;

  get #leadPid(): number {
    return leadOf(this.#pmt)?.pid ?? -1;
  }

  read(bytes: Uint8Array, at: number): void {
    const pid = pidOf(bytes, at);
    if (pid === NULL_PID) return;
    this.#seen.add(pid);
    const verdict = this.#counters.read(bytes, at);
    if (verdict === 'break' && pid === this.#leadPid) this.#break();
    if (pid === this.#pmt?.pcrPid) this.#readPcr(pcrOf(bytes, at), verdict === 'break');
    if (!hasPayload(bytes, at) || verdict === 'repeat') return;
    if (this.#firstPids.length < 3) this.#firstPids.push(pid);
    if (pid === PAT_PID || pid === this.#pmtPid) this.#readTable(pid, bytes, at);
    else this.#unitsOf(pid)?.read(bytes, at, verdict === 'loss');
  }

  findings(): Omit<Findings, 'packets' | 'syncErrors' | 'tornBytes'> {
    for (const unit of this.#units.values()) unit.finish();
    const all = [...this.#units.values()];
    const lead = this.#units.get(this.#leadPid);
    return {
      continuityErrors: this.#counters.errors,
      firstPids: this.#firstPids,
      beginsAtKeyFrame: this.#beginsAtKeyFrame ?? false,
      pictures: this.#pictures,
      tornPictures: this.#tornPictures,
      stepsBack: all.reduce((sum, unit) => sum + unit.stepsBack, 0),
      jumps: lead?.jumps ?? 0,
      breaks: this.#breaks,
      breaksWithoutKeyFrame: this.#breaksWithoutKeyFrame,
      pcrStepsBack: this.#pcrStepsBack,
      longestPcrGapMs: this.#longestPcrGapMs,
      latePictures: this.#latePictures,
      tableErrors: [...this.#tables.values()].reduce((sum, table) => sum + table.errors, 0),
      layouts: this.#layouts,
      strayPids: [...this.#seen].filter((pid) => pid >= 0x20 && !this.#isNamed(pid)),
      repeats: lead?.repeats ?? 0,
      fingerprints: lead?.fingerprints ?? [],
      units: new Map([...this.#units].map(([pid, unit]) => [pid, unit.count])),
      durationMs: lead?.durationMs ?? 0,
    };
  }

  #break(): void {
    this.#breaks += 1;
    this.#isAfterBreak = true;
    this.#units.get(this.#leadPid)?.breakOff();
  }

  #readPcr(pcr: number, isNewBase: boolean): void {
    if (pcr < 0) return;
    const step = this.#pcr < 0 ? 0 : ticksBetween(this.#pcr, pcr);
    if (step < 0) this.#pcrStepsBack += 1;
    if (!isNewBase) this.#longestPcrGapMs = Math.max(this.#longestPcrGapMs, ticksToMs(step));
    this.#pcr = pcr;
  }

  #readTable(pid: number, bytes: Uint8Array, at: number): void {
    const table = this.#tables.get(pid) ?? new TableCheck();
    this.#tables.set(pid, table);
    const section = table.read(bytes, at);
    if (!section) return;
    if (pid === PAT_PID) this.#pmtPid = parsePat(section)?.programs[0]?.pmtPid ?? -1;
    const pmt = pid === this.#pmtPid ? parsePmt(section) : undefined;
    if (!pmt) return;
    this.#pmt = pmt;
    const layout = pmt.streams.map((stream) => `${stream.pid}:${stream.codec}`).join(' ');
    if (this.#layouts.at(-1) !== layout) this.#layouts.push(layout);
  }

  #unitsOf(pid: number): UnitCheck | undefined {
    const known = this.#units.get(pid);
    if (known) return known;
    if (!this.#pmt?.streams.some((stream) => stream.pid === pid)) return undefined;
    const check = new UnitCheck((unit) => this.#readUnit(pid, unit));
    this.#units.set(pid, check);
    return check;
  }

  #readUnit(pid: number, unit: Unit): void {
    if (pid !== this.#leadPid) return;
    const isKey = hasKeyFrameStart(unit.bytes);
    this.#beginsAtKeyFrame ??= isKey;
    if (this.#isAfterBreak && !unit.isCutShort) {
      this.#isAfterBreak = false;
      if (!isKey) this.#breaksWithoutKeyFrame += 1;
    }
    if (unit.pcr >= 0 && unit.dts >= 0 && ticksBetween(unit.pcr, unit.dts) < 0) this.#latePictures += 1;
    this.#number(unit);
  }

  /** Of the pictures that `TransportStream` makes. */
  #number(unit: Unit): void {
    const mark = unit.bytes.indexOf(Buffer.from(NUMBER_MARK));
    if (mark < 0) return;
    const digits = unit.bytes.subarray(mark + 4, mark + 8);
    if (unit.isTorn) this.#tornPictures += 1;
    else if (digits.length === 4) {
      this.#pictures.push(digits.reduce((number, digit) => number * 128 + (digit & 0x7f), 0));
    }
  }

  #isNamed(pid: number): boolean {
    if (pid === this.#pmtPid || pid === this.#pmt?.pcrPid) return true;
    return this.#layouts.some((layout) => ` ${layout}`.includes(` ${pid}:`));
  }
}

/** H.264 SPS, HEVC VPS or MPEG-2 sequence header; sound needs none. */
function hasKeyFrameStart(pes: Uint8Array): boolean {
  const start = Buffer.from(pes.subarray(0, 400)).toString('hex');
  return /^000001(?:[cd]|bd)/.test(start) || /000001(?:[0-9a-f]7|40|b3)/.test(start.slice(24));
}
