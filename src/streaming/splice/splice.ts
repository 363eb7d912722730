// The one way into the ring. What comes from one upstream after another goes in as one stream: the next begins at a
// random-access picture, and the places where decoders can begin are marked.

import type { Clock } from '../../kernel/clock.ts';
import { JoinPointFinder } from '../../formats/mpegts/join-point.ts';
import {
  continuityOf,
  discontinuityPacket,
  hasPayload,
  NULL_PID,
  PACKET_BYTES,
  PID_COUNT,
  pidOf,
} from '../../formats/mpegts/packet.ts';
import type { Ring } from '../ring.ts';

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
  #finder = new JoinPointFinder();
  #isOnAir = false;
  #onCut: (() => void) | undefined;
  #hasBegun = false;
  /** PIDs of this upstream that the viewers' decoders know: the first packet of any other is announced as a break. */
  readonly #known = new Uint8Array(PID_COUNT);

  constructor(options: SpliceOptions) {
    this.#ring = options.ring;
  }

  /** An upstream is on air: between `begin` and `cut`. */
  get isOnAir(): boolean {
    return this.#isOnAir;
  }

  /** Codecs of the programme on air (or that was last) in PMT order; empty before the first `begin`. */
  get codecs(): readonly string[] {
    return this.#finder.program?.streams.map((stream) => stream.codec) ?? [];
  }

  /** From here on the channel is this upstream. One that is still on air is cut. */
  begin(start: SpliceStart): void {
    this.cut();
    const isFirst = !this.#hasBegun;
    this.#hasBegun = true;
    this.#isOnAir = true;
    this.#onCut = start.onCut;
    this.#known.fill(isFirst ? 1 : 0);
    this.#finder = new JoinPointFinder();
    if (start.takesAnyPicture) this.#finder.takeAnyPicture();
    for (let at = 0; at < start.psi.length; at += PACKET_BYTES) {
      this.#finder.read(start.psi, at, -1);
      if (!isFirst) this.#introduceAndAppend(start.psi, at);
    }
    for (const packets of start.packets) this.write(packets, 0, packets.length);
  }

  /**
   * Whole packets of the upstream on air. The buffer is the splice's from now on and may be changed in place.
   * Ignored after a `cut`.
   */
  write(bytes: Uint8Array, from: number, to: number): void {
    if (!this.#isOnAir) return;
    const ring = this.#ring;
    let runFrom = from;
    for (let at = from; at < to; at += PACKET_BYTES) {
      if (this.#known[pidOf(bytes, at)] === 0) {
        ring.append(bytes, runFrom, at);
        this.#introduce(bytes, at);
        runFrom = at;
      }
      if (this.#finder.read(bytes, at, ring.written + at - runFrom)) ring.mark(this.#finder.found!);
    }
    ring.tick(this.#finder.pcr);
    ring.append(bytes, runFrom, to);
  }

  /** The upstream on air knows that its timeline begins anew in what it writes next (HLS: `EXT-X-DISCONTINUITY`). */
  break(): void {}

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

  #introduceAndAppend(bytes: Uint8Array, at: number): void {
    this.#introduce(bytes, at);
    this.#ring.append(bytes, at, at + PACKET_BYTES);
  }

  /** Declares the break in front of a PID's first packet, so that its counter may begin anywhere. */
  #introduce(bytes: Uint8Array, at: number): void {
    const pid = pidOf(bytes, at);
    if (this.#known[pid] !== 0) return;
    this.#known[pid] = 1;
    if (pid === NULL_PID) return;
    const before = continuityOf(bytes, at) - (hasPayload(bytes, at) ? 1 : 0);
    const packet = discontinuityPacket(pid, before);
    this.#ring.append(packet, 0, packet.length);
  }
}
