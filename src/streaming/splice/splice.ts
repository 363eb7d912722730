// The one way into the ring. What comes from one upstream after another goes in as one stream: the next begins at a
// random-access picture, and the places where decoders can begin are marked.

import type { Clock } from '../../kernel/clock.ts';
import type { Peculiarities } from '../../formats/mpegts/join-point.ts';
import { leadOf } from '../../formats/mpegts/program.ts';
import type { Ring } from '../ring.ts';
import { Air } from './air.ts';
import { Airing } from './airing.ts';
import { foretold, FORETOLD_PMT_PID, type KnownTrack } from './foretold.ts';
import { preparedSlates, type SilenceReason, type Slates } from './slates.ts';
import { Standby } from './standby.ts';

/** How an upstream goes on air. */
export interface SpliceStart extends Peculiarities {
  /** The PAT and PMT packets in force at the picture. */
  readonly psi: Uint8Array;
  /** Whole packets in pieces of any number, from the first packet of a random-access picture on. */
  readonly packets: readonly Uint8Array[];
  /**
   * Called when this upstream is no longer on air: by `cut`, by another's `begin`, as a slate is shown instead, or as its
   * picture has become another stream. `psi`: its tables in force.
   */
  readonly onCut?: (psi: Uint8Array) => void;
}

export interface SpliceOptions {
  readonly clock: Clock;
  readonly ring: Ring;
  /** Others than those that come with it. */
  readonly slates?: Slates;
}

export class Splice {
  readonly #ring: Ring;
  readonly #air: Air;
  readonly #standby: Standby;
  /** Of the upstream on air, or that was last. */
  #airing: Airing | undefined;
  #isOnAir = false;
  #onCut: ((psi: Uint8Array) => void) | undefined;

  constructor({ clock, ring, slates = preparedSlates }: SpliceOptions) {
    this.#ring = ring;
    this.#air = new Air(clock, ring, slates);
    this.#standby = new Standby(this.#air);
  }

  /** An upstream is on air: between `begin` and `cut`. */
  get isOnAir(): boolean {
    return this.#isOnAir;
  }

  get isSlateShown(): boolean {
    return this.#standby.isSlateShown;
  }

  /** How much longer viewers can show what they were sent, in milliseconds; below zero they have run dry. */
  get aheadMs(): number {
    return this.#air.timeline.aheadMs;
  }

  /** Monotonic instant of the last packet of clear picture or sound of the upstream on air, or that was last. */
  get lastMediaMs(): number {
    return this.#airing?.lastMediaMs ?? 0;
  }

  /** How much of its own time that upstream has brought while on air, in milliseconds, by each of its clocks. */
  get advanceMs(): readonly number[] {
    return this.#airing?.advanceMs ?? [];
  }

  /** The newest packet of picture or sound of that upstream cannot be decoded. */
  get isScrambled(): boolean {
    return this.#airing?.isScrambled ?? false;
  }

  /** Codecs of the programme on air (or that was last) in PMT order; empty before the first `begin`. */
  get codecs(): readonly string[] {
    return this.#airing?.program?.streams.map((stream) => stream.codec) ?? [];
  }

  /** Picture and sound of the same programme, the picture first. */
  get tracks(): readonly KnownTrack[] {
    const streams = this.#airing?.program?.streams ?? [];
    const of = (wanted: string): KnownTrack[] =>
      streams.filter(({ medium }) => medium === wanted).map(({ codec, language }) => ({ codec, language }));
    return [...of('video'), ...of('audio')];
  }

  /** From here on the channel is this upstream. One that is still on air is cut. */
  begin(start: SpliceStart): void {
    this.cut();
    this.#standby.stop();
    this.#isOnAir = true;
    this.#onCut = start.onCut;
    this.#airing = new Airing(this.#air, start.isSoundOnly);
    this.#air.output.expect(start);
    this.#airing.prime(start.psi);
    for (const packets of start.packets) this.#airing.write(packets, 0, packets.length);
    this.#air.output.flush();
    if (this.#airing.hasOtherLead) this.cut();
  }

  /**
   * Whole packets of the upstream on air. The buffer is the splice's until it returns, and is changed in place.
   * Ignored after a `cut`.
   * @returns where it was cut: from there on nothing was taken, as a key frame has to come first. Otherwise `to`
   */
  write(bytes: Uint8Array, from: number, to: number): number {
    if (!this.#isOnAir || !this.#airing) return to;
    const end = this.#airing.write(bytes, from, to);
    this.#air.output.flush();
    if (end < to || this.#airing.hasOtherLead) this.cut();
    return end;
  }

  /**
   * Before the first upstream: the channel is what its stream was known to be made of, picture first, and `idle` shows a slate.
   * False where there is none for that; then nothing has happened.
   */
  foretell(tracks: readonly KnownTrack[], reason: SilenceReason): boolean {
    const { layout, slates, timeline } = this.#air;
    const program = foretold(tracks);
    const lead = leadOf(program);
    if (!program || lead?.medium !== 'video' || timeline.hasBegun || !slates.pictures(reason, lead.codec)) return false;
    layout.adopt({ pat: undefined, program, pmtPid: FORETOLD_PMT_PID }, program);
    timeline.begin();
    return true;
  }

  /** The upstream on air knows that its timeline begins anew in what it writes next (HLS: `EXT-X-DISCONTINUITY`). */
  break(): void {
    if (this.#isOnAir) this.#airing?.break();
  }

  /** The upstream on air is gone, or makes way: what it sent is shown, more does not come. Idempotent. */
  cut(): void {
    if (!this.#isOnAir) return;
    this.#isOnAir = false;
    this.#airing?.end();
    this.#air.output.flush();
    this.#ring.flush();
    this.#onCut?.(this.#airing?.psi ?? new Uint8Array(0));
  }

  /**
   * To be called about every 100 ms while nothing comes on a session that has been on air. Viewers are kept alive with PSI
   * and null packets from 0.3 s of silence on, and from 1.5 s with the slate that fits the reason, for which the upstream
   * is cut: it comes back by a `begin`, as any other does. Before, `write` goes on as if nothing had been.
   * @param silentMs since the last packet of the upstream on air, or since it was cut
   */
  idle(silentMs: number, reason: SilenceReason): void {
    if (!this.#air.timeline.hasBegun) return;
    if (this.#standby.wantsSlate(silentMs, reason)) {
      this.cut();
      this.#air.output.expect({});
    }
    this.#standby.idle(silentMs, reason);
  }
}
