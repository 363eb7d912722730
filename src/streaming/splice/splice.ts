// The one way into the ring. What comes from one upstream after another goes in as one stream: the next begins at a
// random-access picture, and the places where decoders can begin are marked.

import type { Clock } from '../../kernel/clock.ts';
import type { Ring } from '../ring.ts';
import { Airing, type Air } from './airing.ts';
import { Layout } from './layout.ts';
import { Output } from './output.ts';
import { Tables } from './tables.ts';
import { Timeline } from './timeline.ts';

/** How an upstream goes on air. */
export interface SpliceStart {
  /** The PAT and PMT packets in force at the picture. */
  readonly psi: Uint8Array;
  /** Whole packets in pieces of any number, from the first packet of a random-access picture on. */
  readonly packets: readonly Uint8Array[];
  /** It marks no picture: any is one to begin with. */
  readonly takesAnyPicture?: boolean;
  /** Called when this upstream is no longer on air: by `cut`, by another's `begin`, or as a slate is shown instead. */
  readonly onCut?: () => void;
}

/** Why there is no picture, for people who watch: which slate is shown. */
export type SilenceReason = 'one-moment' | 'no-stream' | 'connection-limit';

export interface SpliceOptions {
  readonly clock: Clock;
  readonly ring: Ring;
}

export class Splice {
  readonly #ring: Ring;
  readonly #air: Air;
  /** Of the upstream on air, or that was last. */
  #airing: Airing | undefined;
  #isOnAir = false;
  #onCut: (() => void) | undefined;

  constructor({ clock, ring }: SpliceOptions) {
    this.#ring = ring;
    const output = new Output(ring);
    const tables = new Tables(output);
    this.#air = { clock, output, tables, layout: new Layout(tables), timeline: new Timeline(clock) };
  }

  /** An upstream is on air: between `begin` and `cut`. */
  get isOnAir(): boolean {
    return this.#isOnAir;
  }

  /** Codecs of the programme on air (or that was last) in PMT order; empty before the first `begin`. */
  get codecs(): readonly string[] {
    return this.#airing?.program?.streams.map((stream) => stream.codec) ?? [];
  }

  /** From here on the channel is this upstream. One that is still on air is cut. */
  begin(start: SpliceStart): void {
    this.cut();
    this.#isOnAir = true;
    this.#onCut = start.onCut;
    this.#airing = new Airing(this.#air);
    if (start.takesAnyPicture) this.#air.output.takeAnyPicture();
    this.#airing.prime(start.psi);
    for (const packets of start.packets) this.#airing.write(packets, 0, packets.length);
    this.#air.output.flush();
  }

  /**
   * Whole packets of the upstream on air. The buffer is the splice's until it returns, and is changed in place.
   * Ignored after a `cut`.
   */
  write(bytes: Uint8Array, from: number, to: number): void {
    if (!this.#isOnAir) return;
    this.#airing?.write(bytes, from, to);
    this.#air.output.flush();
  }

  /** The upstream on air knows that its timeline begins anew in what it writes next (HLS: `EXT-X-DISCONTINUITY`). */
  break(): void {
    if (this.#isOnAir) this.#airing?.break();
  }

  /** The upstream on air is gone, or makes way: what it sent is shown, more does not come. Idempotent. */
  cut(): void {
    if (!this.#isOnAir) return;
    this.#isOnAir = false;
    this.#ring.flush();
    this.#onCut?.();
  }

  /**
   * To be called about every 100 ms while nothing comes on a session that has been on air. Viewers are kept alive with PSI
   * and null packets from 0.3 s of silence on, and from 1.5 s with the slate that fits the reason, for which the upstream
   * is cut: it comes back by a `begin`, as any other does. Before, `write` goes on as if nothing had been.
   * @param silentMs since the last packet of the upstream on air, or since it was cut
   */
  idle(_silentMs: number, _reason: SilenceReason): void {}
}
