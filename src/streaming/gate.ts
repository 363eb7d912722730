// In front of the air, one for each upstream: finds the packets, and keeps those since the newest picture on which a decoder
// can begin, so that this upstream can go on air at any moment, whole. On air it passes on what comes, at once.
//
//   bytes ──► packets ──► off air: held since the newest picture ──► goOnAir: all of it, then whatever comes
//                         (older ones are let go)                    off again: held again, from the next picture on
//
// It goes off air by `goOffAir`, when another gate goes on air in its place, and when the splice shows a slate.

import type { Clock } from '../kernel/clock.ts';
import { MEBIBYTE } from '../kernel/units.ts';
import { soundAt, streamFacts, type StreamFacts } from '../formats/mpegts/facts.ts';
import { JoinPointFinder } from '../formats/mpegts/join-point.ts';
import { hasPayload, PACKET_BYTES, pidOf } from '../formats/mpegts/packet.ts';
import { PacketSync } from '../formats/mpegts/sync.ts';
import type { Splice } from './splice/splice.ts';

/** Packets between the start of a picture and the proof that it is one to begin with; more is no picture. */
const MAX_LOOKED_AT_BYTES = 2_048 * PACKET_BYTES;
/** 8 s of an 8 Mbit/s stream: no usual distance of key frames is longer. An upstream that exceeds it waits for the next. */
const MAX_HELD_BYTES = 8 * MEBIBYTE;

export interface GateOptions {
  readonly clock: Clock;
  /**
   * A picture is there and `goOnAir` would show it, also in this very call. Called once for each time that the gate
   * becomes ready: after the first picture, and again after it went off air. Never called while it is on air.
   */
  readonly onPicture: () => void;
}

export class Gate {
  readonly #clock: Clock;
  readonly #onPicture: () => void;
  #sync: PacketSync;
  #finder = new JoinPointFinder();
  /** Where it goes while it is on air. */
  #splice: Splice | undefined;
  #isReady = false;
  /** Copies of whole packets, in order; `#heldFrom` is the position of the first in all that came while off air. */
  #held: Uint8Array[] = [];
  #heldFrom = 0;
  #heldBytes = 0;
  #waitedBytes = 0;
  #takesAnyPicture = false;
  #isSoundOnly = false;
  /** Of which kinds packets of the programme have come. */
  readonly #seen = { video: false, audio: false, other: false };
  #facts: StreamFacts = { video: undefined, audio: undefined };
  /** Bytes in which it is still sought what the sound is like. */
  #soundToLookAt = MAX_HELD_BYTES;
  #skippedBefore = 0;
  #lastPacketMs: number;

  constructor(options: GateOptions) {
    this.#clock = options.clock;
    this.#onPicture = options.onPicture;
    this.#lastPacketMs = options.clock.monotonicMs();
    this.#sync = this.#newSync();
  }

  /** It holds a picture on which a decoder can begin, and all packets since. */
  get isReady(): boolean {
    return this.#isReady;
  }

  get isOnAir(): boolean {
    return this.#splice !== undefined;
  }

  /**
   * Monotonic instant of the last packet that shows life: on air, of clear picture or sound, so that tables, null packets and
   * what is scrambled count as silence; off air, of any whole packet; before the first, of its making.
   */
  get lastPacketMs(): number {
    return this.#splice ? this.#splice.lastMediaMs : this.#lastPacketMs;
  }

  /**
   * How much of the stream's own time has come, in milliseconds, by each of its clocks: while on air, or while off air. None
   * is known before the first programme.
   */
  get advanceMs(): readonly number[] {
    if (this.#splice) return this.#splice.advanceMs;
    return this.hasProgram ? [this.#finder.advanceMs] : [];
  }

  /** Bytes in which no packet could be found. */
  get garbageBytes(): number {
    return this.#skippedBefore + this.#sync.skippedBytes;
  }

  /** Whether it is a transport stream with a programme table. */
  get hasProgram(): boolean {
    return this.#finder.program !== undefined;
  }

  /** It has a programme whose picture (or sound, where there is none) comes scrambled: no decoder can show it. */
  get isScrambled(): boolean {
    return this.#splice ? this.#splice.isScrambled : this.#finder.isScrambled;
  }

  /** It has a programme of which no packet of picture or sound has come. */
  get lacksMedia(): boolean {
    return this.hasProgram && !this.#seen.video && !this.#seen.audio;
  }

  /** What the picture that it showed last, or holds, is like; empty before the first. */
  get facts(): StreamFacts {
    return this.#facts;
  }

  /** Codecs of the programme in PMT order, as `h264`, `aac`; empty until the first PMT. */
  get codecs(): readonly string[] {
    return this.#finder.program?.streams.map((stream) => stream.codec) ?? [];
  }

  /** Bytes as the upstream sends them, cut anywhere. They are the gate's to keep and to change. */
  push(chunk: Uint8Array): void {
    this.#sync.push(chunk);
  }

  /** No picture was marked for so long that any will have to do; or sound, where no picture came at all. */
  takeAnyPicture(): void {
    this.#takesAnyPicture = true;
    this.#isSoundOnly ||= this.#seen.audio && !this.#seen.video;
    this.#expect();
  }

  /** From here on the channel shows this upstream, beginning with the picture that is held. No effect unless `isReady`. */
  goOnAir(splice: Splice): void {
    const { found } = this.#finder;
    if (!this.#isReady || !found) return;
    this.#lookAtPicture();
    this.#isReady = false;
    const packets = this.#held;
    this.#forget();
    this.#splice = splice;
    splice.begin({
      psi: found.psi,
      packets,
      takesAnyPicture: this.#takesAnyPicture,
      isSoundOnly: this.#isSoundOnly,
      onCut: (psi) => {
        this.#splice = undefined;
        for (let at = 0; at < psi.length; at += PACKET_BYTES) this.#finder.read(psi, at, 0);
      },
    });
  }

  /** It holds again, from its next picture on; what it showed is cut. */
  goOffAir(): void {
    this.#splice?.cut();
  }

  /** The bytes that follow do not go on where those before ended (`DialRequest.onBreak`). */
  break(): void {
    this.#skippedBefore += this.#sync.skippedBytes;
    this.#sync = this.#newSync();
    if (this.#splice) return this.#splice.break();
    this.#finder = new JoinPointFinder();
    this.#expect();
    this.#isReady = false;
    this.#forget();
  }

  /** The upstream is over: off air, and nothing is held any more. */
  close(): void {
    this.goOffAir();
    this.#isReady = false;
    this.#forget();
  }

  #expect(): void {
    this.#finder.expect({ takesAnyPicture: this.#takesAnyPicture, isSoundOnly: this.#isSoundOnly });
  }

  #newSync(): PacketSync {
    return new PacketSync((bytes, from, to) => this.#take(bytes, from, to));
  }

  #take(bytes: Uint8Array, from: number, to: number): void {
    this.#lastPacketMs = this.#clock.monotonicMs();
    if (!this.#facts.audio && this.#soundToLookAt > 0) this.#lookForSound(bytes, from, to);
    for (let at = from; at < to;) {
      if (this.#splice) at = this.#splice.write(bytes, at, to);
      else {
        this.#wait(bytes, at);
        at += PACKET_BYTES;
      }
    }
  }

  /** Keeps the packets since the newest picture, and those since the start of one that is being looked at. */
  #wait(bytes: Uint8Array, at: number): void {
    const position = this.#waitedBytes;
    this.#waitedBytes += PACKET_BYTES;
    const isFound = this.#finder.read(bytes, at, position);
    if (!this.#seen.video && hasPayload(bytes, at)) this.#look(pidOf(bytes, at));
    const isKept = isFound || this.#isReady || this.#finder.isLooking;
    if (!isKept) return this.#forget();
    if (this.#held.length === 0) this.#heldFrom = position;
    this.#held.push(bytes.slice(at, at + PACKET_BYTES));
    this.#heldBytes += PACKET_BYTES;
    if (isFound) this.#sawPicture(this.#finder.found!.position);
    else this.#limit();
  }

  #lookForSound(bytes: Uint8Array, from: number, to: number): void {
    this.#soundToLookAt -= to - from;
    for (let at = from; at < to && !this.#facts.audio; at += PACKET_BYTES) {
      const audio = soundAt(this.#finder.program, bytes, at);
      if (audio) this.#facts = { ...this.#facts, audio };
    }
  }

  #lookAtPicture(): void {
    const { video, audio } = streamFacts(this.#finder.program, this.#held);
    this.#facts = { video, audio: audio ?? this.#facts.audio };
  }

  #look(pid: number): void {
    const stream = this.#finder.program?.streams.find((one) => one.pid === pid);
    if (stream) this.#seen[stream.medium] = true;
  }

  #sawPicture(position: number): void {
    if (position < this.#heldFrom) return; // begun before it was let go
    const older = (position - this.#heldFrom) / PACKET_BYTES;
    this.#held = this.#held.slice(older);
    this.#heldFrom = position;
    this.#heldBytes -= older * PACKET_BYTES;
    if (this.#isReady) return;
    this.#isReady = true;
    this.#lookAtPicture();
    this.#onPicture();
  }

  #limit(): void {
    if (this.#heldBytes <= (this.#isReady ? MAX_HELD_BYTES : MAX_LOOKED_AT_BYTES)) return;
    this.#isReady = false;
    this.#forget();
  }

  #forget(): void {
    if (this.#held.length === 0) return;
    this.#held = [];
    this.#heldBytes = 0;
  }
}
