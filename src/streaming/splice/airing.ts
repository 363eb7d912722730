// One upstream's time on air: reads its tables, and sends each of its packets the way that its PID takes.

import { msToTicks, ticksBetween } from '../../formats/mpegts/clock.ts';
import {
  isDamaged,
  isUnitStart,
  NULL_PID,
  PACKET_BYTES,
  PAT_PID,
  PID_COUNT,
  pidOf,
} from '../../formats/mpegts/packet.ts';
import { leadOf, ProgramReader } from '../../formats/mpegts/program.ts';
import type { PesTimes } from '../../formats/mpegts/pes.ts';
import type { ElementaryStream, Pmt } from '../../formats/mpegts/psi.ts';
import type { Air } from './air.ts';
import { FIRST_FREE_PID } from './layout.ts';
import type { Output } from './output.ts';
import { Route, type Pulse } from './route.ts';
import type { Track } from './track.ts';
import { newLine, UpstreamClock } from './upstream-clock.ts';
import type { Voice } from './voice.ts';

/** Players look for tables this long; providers that send them more rarely are helped out. */
const TABLES_EVERY_TICKS = msToTicks(500);
/** Stream types whose packets hold sections (ISO/IEC 13818-1, table 2-34; SCTE 35). */
const SECTIONS: ReadonlySet<number> = new Set([0x05, 0x0a, 0x0b, 0x0c, 0x0d, 0x86]);

/** Two pictures, a dozen languages of sound, subtitles and teletext are the most that was ever seen. */
const MOST_STREAMS = 48;

const NOWHERE = { keep: (): void => undefined, keepPlain: (): void => undefined };

export class Airing {
  readonly #air: Air;
  readonly #reader = new ProgramReader();
  readonly #times: UpstreamClock;
  #routes = new Map<number, Route>();
  /** Their place in `#inOrder`, from 1 on, by PID: a look into it takes a tenth of the time. */
  readonly #places = new Uint8Array(PID_COUNT);
  #inOrder: readonly Route[] = [];
  /** What begins pictures, as the programme says that is on air. */
  #lead: ElementaryStream | undefined;
  #hasOtherLead = false;
  #tablesPcr = -1;
  /** On tracks of sound that it has nothing for. */
  #silence: readonly Voice[] = [];
  readonly #isSoundOnly: boolean;
  readonly #pulse: Pulse = { hasMedia: false, isScrambled: false };
  #lastMediaMs: number;

  constructor(air: Air, isSoundOnly = false) {
    this.#isSoundOnly = isSoundOnly;
    this.#air = air;
    this.#lastMediaMs = air.clock.monotonicMs();
    this.#times = new UpstreamClock({
      clock: air.clock,
      timeline: air.timeline,
      tracks: () => air.layout.tracks,
      onPlaced: (pcr) => {
        if (air.timeline.hasBegun) air.announce(pcr);
      },
    });
  }

  get program(): Pmt | undefined {
    return this.#reader.program;
  }

  /** Its picture has become another stream: nothing more is taken, and it has to begin anew at a key frame. */
  get hasOtherLead(): boolean {
    return this.#hasOtherLead;
  }

  /** The packets of its tables in force. */
  get psi(): Uint8Array {
    return Buffer.concat([...this.#reader.patPackets, ...this.#reader.pmtPackets]);
  }

  /** How much of its own time has come, in milliseconds, by each of its clocks. */
  get advanceMs(): readonly number[] {
    return this.#times.advanceMs;
  }

  /** Monotonic instant of the last packet of clear picture or sound. */
  get lastMediaMs(): number {
    return this.#lastMediaMs;
  }

  /** The newest packet of picture or sound cannot be decoded: its key is missing. */
  get isScrambled(): boolean {
    return this.#pulse.isScrambled;
  }

  /** The tables in force when it goes on air. */
  prime(psi: Uint8Array): void {
    for (let at = 0; at < psi.length; at += PACKET_BYTES) this.#readTable(pidOf(psi, at), psi, at, false);
  }

  break(): void {
    this.end();
    this.#times.break();
    for (const route of this.#routes.values()) route.break();
  }

  /** No more comes of this upstream. */
  end(): void {
    for (const route of this.#routes.values()) route.finish();
  }

  /**
   * Whole packets; they are changed in place.
   * @returns where it stopped: behind a programme whose picture is another stream than before, of which no decoder has seen a
   * key frame yet. `to` where all was taken
   */
  write(bytes: Uint8Array, from: number, to: number): number {
    let at = from;
    for (; at < to && !this.#hasOtherLead; at += PACKET_BYTES) {
      if (isDamaged(bytes, at)) continue;
      const pid = pidOf(bytes, at);
      const route = this.#inOrder[this.#places[pid]! - 1];
      if (route) route.take(bytes, at);
      else if (pid === NULL_PID) this.#air.output.keep(bytes, at);
      else if (this.#reader.isTable(pid)) this.#readTable(pid, bytes, at, true);
      else if (pid < FIRST_FREE_PID && this.#air.layout.isOf(this.#reader)) this.#openTable(pid).take(bytes, at);
    }
    if (this.#pulse.hasMedia) this.#lastMediaMs = this.#air.clock.monotonicMs();
    this.#pulse.hasMedia = false;
    return at;
  }

  #readTable(pid: number, bytes: Uint8Array, at: number, isOnAir: boolean): void {
    if (this.#reader.read(pid, bytes, at)) return this.#adopt(isOnAir);
    if (!isOnAir || !isUnitStart(bytes, at)) return;
    if (pid === PAT_PID) this.#air.tables.sendPat();
    else if (pid === this.#reader.pmtPid) this.#sendPmt();
  }

  #sendPmt(): void {
    this.#air.tables.sendPmt();
    this.#tablesPcr = this.#air.timeline.pcr;
  }

  /** The programme is new, or has changed. */
  #adopt(isOnAir: boolean): void {
    const program = this.#readable();
    if (!program) return;
    const lead = leadOf(program, this.#isSoundOnly);
    this.#hasOtherLead = isOnAir && this.#lead !== undefined && !isSameStream(this.#lead, lead);
    if (this.#hasOtherLead) return;
    this.#lead = lead;
    const given = this.#air.layout.adopt(this.#reader, program);
    this.#tablesPcr = this.#air.timeline.pcr;
    this.#silence = this.#air.voices(this.#air.layout.tracks.filter((one) => one.isSilent));
    const before = this.#routes;
    this.#routes = new Map();
    for (const stream of program.streams) {
      const track = given.get(stream.pid)!;
      const known = before.get(stream.pid);
      this.#routes.set(stream.pid, known?.track === track ? known : this.#open(stream, track));
    }
    if (!this.#routes.has(program.pcrPid) && this.#isStream(program.pcrPid))
      this.#routes.set(program.pcrPid, this.#openClock(program.pcrPid));
    this.#order();
  }

  /** The programme without what cannot be, and without what nobody could want. */
  #readable(): Pmt | undefined {
    const { program } = this.#reader;
    return (
      program && {
        ...program,
        streams: program.streams.filter(({ pid }) => this.#isStream(pid)).slice(0, MOST_STREAMS),
      }
    );
  }

  #isStream(pid: number): boolean {
    return pid !== NULL_PID && !this.#reader.isTable(pid);
  }

  #order(): void {
    this.#inOrder = [...this.#routes.values()];
    this.#places.fill(0);
    let place = 0;
    for (const pid of this.#routes.keys()) this.#places[pid] = place += 1;
  }

  #open(stream: ElementaryStream, track: Track, output: Pick<Output, 'keep' | 'keepPlain'> = this.#air.output): Route {
    const { pid, streamType } = stream;
    const line = newLine(track);
    return new Route({
      track,
      output,
      isPes: !SECTIONS.has(streamType),
      place: (times, pcr) =>
        pid === this.#lead?.pid
          ? this.#show(track, times, this.#isClock(pid) ? pcr : -1)
          : this.#times.other(line, times),
      takesUntimed: () => this.#times.isPlaced,
      shiftPcr: (pcr) => (this.#isClock(pid) ? this.#shiftClock(pcr, track.pid) : this.#times.shift(pcr)),
      pulse: stream.medium === 'other' ? undefined : this.#pulse,
    });
  }

  #show(track: Track, times: PesTimes, pcr: number): PesTimes | undefined {
    const shown = this.#times.lead(track, times, pcr);
    if (shown) for (const voice of this.#silence) voice.speak(shown.dts, shown.dts);
    return shown;
  }

  /** The clock has a PID of its own: it stays so where it was so, else only the clock is taken out of it. */
  #openClock(pid: number): Route {
    const { layout, output } = this.#air;
    const track = layout.tableTrack(layout.hasClockOfItsOwn ? layout.pcrPid : pid);
    return this.#open({ ...track.stream, pid }, track, layout.hasClockOfItsOwn ? output : NOWHERE);
  }

  #openTable(pid: number): Route {
    const track = this.#air.layout.tableTrack(pid);
    const route = this.#open(track.stream, track);
    this.#routes.set(pid, route);
    this.#order();
    return route;
  }

  #isClock(pid: number): boolean {
    return pid === this.program?.pcrPid;
  }

  /** The clock goes on where viewers look for it; in a packet of its own, where the upstream has it at another place. */
  #shiftClock(pcr: number, pid: number): number {
    const { layout, tables } = this.#air;
    const shown = this.#times.pcr(pcr);
    if (shown < 0) return -1;
    if (this.#tablesPcr < 0 || ticksBetween(this.#tablesPcr, shown) > TABLES_EVERY_TICKS) {
      tables.sendPat();
      tables.sendPmt();
      this.#tablesPcr = shown;
    }
    if (pid === layout.pcrPid) return shown;
    this.#air.sendClock(shown);
    return -1;
  }
}

const isSameStream = (one: ElementaryStream, other: ElementaryStream | undefined): boolean =>
  one.pid === other?.pid && one.codec === other.codec;
