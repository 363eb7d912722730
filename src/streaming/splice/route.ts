// The way of one stream of the upstream on air to its track: counters, PES headers, lost and repeated packets.

import { dropPcr, pcrOf, setPcr } from '../../formats/mpegts/clock.ts';
import {
  continuityOf,
  discontinuityPacket,
  dropPayload,
  hasPayload,
  isDiscontinuity,
  isScrambled,
  isUnitStart,
  PACKET_BYTES,
  payloadStart,
  setContinuity,
  setPid,
} from '../../formats/mpegts/packet.ts';
import { packetise } from '../../formats/mpegts/packetise.ts';
import { pesLength, pesTimes, setPesTimes, timesLength, type PesTimes } from '../../formats/mpegts/pes.ts';
import type { Output } from './output.ts';
import { StraddlingHeader } from './straddling-header.ts';
import type { Track } from './track.ts';

export interface Pulse {
  hasMedia: boolean;
  isScrambled: boolean;
}

/** Sound comes in smaller units; of a picture so much more is not worth the time. */
const MOST_MISSING_BYTES = 16_384;

export interface RouteDeps {
  readonly track: Track;
  readonly output: Pick<Output, 'keep' | 'keepPlain'>;
  /** A unit with these times begins (`pcr`: in the same packet, or -1): its times in the output, or `undefined`: left out. */
  readonly place: (times: PesTimes, pcr: number) => PesTimes | undefined;
  /** A unit without times: whether it is sent. */
  readonly takesUntimed: () => boolean;
  /** The PCR of a packet, as it shall be; -1 takes it out. */
  readonly shiftPcr: (pcr: number) => number;
  /** Where it is noted that clear picture or sound came. */
  readonly pulse?: Pulse | undefined;
  /** Whether its packets hold PES: everything but sections. */
  readonly isPes: boolean;
}

export class Route {
  readonly #deps: RouteDeps;
  /** -1: any is right. */
  #continuityIn = -1;
  #fingerprint = 0;
  /** The rest of this unit is left out. */
  #isDropping = false;
  /** A unit has begun that is sent, and its header is done. */
  #isInUnit = false;
  /** A loss in this unit has been announced. */
  #isTorn = false;
  #header: StraddlingHeader | undefined;
  /** What is still to come of a unit that said how long it is. */
  #missingBytes = 0;

  constructor(deps: RouteDeps) {
    this.#deps = deps;
  }

  get track(): Track {
    return this.#deps.track;
  }

  /** Counters begin anew; what was begun is not ended. */
  break(): void {
    this.#continuityIn = -1;
    this.#header = undefined;
    this.#isInUnit = false;
  }

  /**
   * No more comes. A unit that said how long it is gets its length, in zeros: a decoder that waits for the rest of a frame
   * would take it from what comes next.
   */
  finish(): void {
    const { track, output } = this.#deps;
    const missing = this.#isDropping ? 0 : this.#missingBytes;
    this.#missingBytes = 0;
    this.#header = undefined;
    if (missing === 0 || missing > MOST_MISSING_BYTES) return;
    const packets = packetise(new Uint8Array(missing), { pid: track.pid, continuity: () => track.count() });
    packets[1] = packets[1]! & ~0x40; // it goes on, and does not begin
    for (let at = 0; at < packets.length; at += PACKET_BYTES) output.keep(packets, at);
  }

  take(bytes: Uint8Array, at: number): void {
    const isPlain = (bytes[at + 3]! & 0xf0) === 0x10 && (bytes[at + 1]! & 0x40) === 0;
    if (isPlain && this.#isInUnit && (bytes[at + 3]! & 0x0f) === ((this.#continuityIn + 1) & 0x0f)) {
      this.#goOn(bytes, at);
    } else this.#takeAny(bytes, at);
  }

  /** Most packets by far: the next of a unit, with nothing but payload. */
  #goOn(bytes: Uint8Array, at: number): void {
    const { track, output, pulse } = this.#deps;
    this.#continuityIn = (this.#continuityIn + 1) & 0x0f;
    this.#fingerprint = fingerprintOf(bytes, at);
    if (pulse) this.#beat(pulse, false);
    if (this.#missingBytes > 0) this.#missingBytes = Math.max(0, this.#missingBytes - (PACKET_BYTES - 4));
    setPid(bytes, at, track.pid);
    bytes[at + 3] = 0x10 | track.count();
    output.keepPlain(bytes, at, track.pid);
  }

  #takeAny(bytes: Uint8Array, at: number): void {
    if (isDiscontinuity(bytes, at)) this.#continuityIn = -1;
    if (!hasPayload(bytes, at)) return this.#send(bytes, at);
    if (this.#deps.pulse) this.#beat(this.#deps.pulse, isScrambled(bytes, at));
    if (this.#isRepeated(bytes, at)) return;
    if (isUnitStart(bytes, at)) this.#begin(bytes, at);
    else if (this.#header) this.#complete(this.#header, bytes, at);
    else this.#send(bytes, at);
  }

  #beat(pulse: Pulse, isWithoutKey: boolean): void {
    pulse.isScrambled = isWithoutKey;
    if (!isWithoutKey) pulse.hasMedia = true;
  }

  /** A packet may come twice, with the same counter (ISO/IEC 13818-1, 2.4.3.3). Notes losses by the way. */
  #isRepeated(bytes: Uint8Array, at: number): boolean {
    const continuity = continuityOf(bytes, at);
    const fingerprint = fingerprintOf(bytes, at);
    if (this.#continuityIn >= 0 && continuity !== ((this.#continuityIn + 1) & 0x0f)) {
      if (continuity === this.#continuityIn && fingerprint === this.#fingerprint) return true;
      if (!isUnitStart(bytes, at)) this.#tear();
    }
    this.#continuityIn = continuity;
    this.#fingerprint = fingerprint;
    return false;
  }

  /** Packets of this unit were lost: its decoder is told, once, as the counters of the output do not show it. */
  #tear(): void {
    const { track, output } = this.#deps;
    if (this.#isTorn || this.#isDropping) return;
    this.#isTorn = true;
    output.keep(discontinuityPacket(track.pid, track.continuity), 0);
  }

  #begin(bytes: Uint8Array, at: number): void {
    this.#header = undefined;
    this.#isInUnit = this.#isDropping = this.#isTorn = false;
    this.#missingBytes = 0;
    if (!this.#deps.isPes || isScrambled(bytes, at)) return this.#send(bytes, at);
    const from = payloadStart(bytes, at);
    const length = at + PACKET_BYTES - from;
    this.#missingBytes = pesLength(bytes, from, length);
    const needed = timesLength(bytes, from, length);
    if (needed < 0 || needed > length) {
      this.#header = new StraddlingHeader(bytes, at);
      return;
    }
    this.#place(bytes, needed > 0 ? from : -1, pcrOf(bytes, at));
    this.#isInUnit = !this.#isDropping;
    this.#send(bytes, at);
  }

  #complete(header: StraddlingHeader, bytes: Uint8Array, at: number): void {
    header.add(bytes, at);
    const { head } = header;
    const needed = timesLength(head, 0, head.length);
    if ((needed < 0 || needed > head.length) && !header.isTooLong) return;
    this.#header = undefined;
    this.#place(head, needed > 0 && needed <= head.length ? 0 : -1, pcrOf(header.packets, 0));
    this.#isInUnit = !this.#isDropping;
    header.putBack();
    const { packets } = header;
    for (let place = 0; place < packets.length; place += PACKET_BYTES) this.#send(packets, place);
  }

  /** @param from where the PES packet begins, or -1 where it has no times */
  #place(bytes: Uint8Array, from: number, pcr: number): void {
    if (from < 0) {
      this.#isDropping = !this.#deps.takesUntimed();
      return;
    }
    const times = this.#deps.place(pesTimes(bytes, from), pcr);
    if (times) setPesTimes(bytes, from, times);
    else this.#isDropping = true;
  }

  #send(bytes: Uint8Array, at: number): void {
    const { track, output } = this.#deps;
    const pcr = pcrOf(bytes, at);
    if (pcr >= 0) this.#shiftPcr(bytes, at, pcr);
    if (this.#isDropping && hasPayload(bytes, at)) {
      if (pcrOf(bytes, at) < 0) return;
      dropPayload(bytes, at);
    }
    const hasMore = hasPayload(bytes, at);
    const continuity = hasMore ? track.count() : track.continuity;
    if (hasMore && this.#missingBytes > 0) {
      this.#missingBytes = Math.max(0, this.#missingBytes - (at + PACKET_BYTES - payloadStart(bytes, at)));
    }
    setPid(bytes, at, track.pid);
    setContinuity(bytes, at, continuity);
    output.keep(bytes, at);
  }

  #shiftPcr(bytes: Uint8Array, at: number, pcr: number): void {
    const shifted = this.#deps.shiftPcr(pcr);
    if (shifted < 0) dropPcr(bytes, at);
    else setPcr(bytes, at, shifted);
  }
}

/** Enough of a packet to know it again: of its payload, as its header may have been changed. */
const fingerprintOf = (bytes: Uint8Array, at: number): number =>
  (bytes[at + 187]! << 24) | (bytes[at + 171]! << 16) | (bytes[at + 130]! << 8) | bytes[at + 91]!;
