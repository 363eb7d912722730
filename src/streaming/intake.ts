// Between upstream and ring: finds the packets, lets them in from the first picture on which a decoder can begin, and marks
// every further one. With each new upstream the gate closes again; what it lets in begins by declaring the break.
// (The splice of clocks, counters and PIDs has its place here: it is the one way into the ring.)

import type { Clock } from '../kernel/clock.ts';
import { JoinPointFinder, type JoinPoint } from '../formats/mpegts/join-point.ts';
import {
  continuityOf,
  discontinuityPacket,
  hasPayload,
  NULL_PID,
  PACKET_BYTES,
  PID_COUNT,
  pidOf,
} from '../formats/mpegts/packet.ts';
import { PacketSync } from '../formats/mpegts/sync.ts';
import type { Ring } from './ring.ts';

/** Packets between the start of a picture and the proof that it is one to begin with; more is no picture. */
const MAX_HELD_PACKETS = 2_048;

export interface IntakeOptions {
  readonly clock: Clock;
  readonly ring: Ring;
  /** The gate opened: from now on the ring grows. */
  readonly onPicture: () => void;
}

export class Intake {
  readonly #clock: Clock;
  readonly #ring: Ring;
  readonly #onPicture: () => void;
  #sync = new PacketSync(() => undefined);
  #finder = new JoinPointFinder();
  #isOpen = false;
  #hasBeenOpen = false;
  /** PIDs of this upstream that the viewers' decoders know: the first packet of any other is announced as a break. */
  readonly #known = new Uint8Array(PID_COUNT);
  #held: Uint8Array[] = [];
  #heldFrom = 0;
  /** Bytes that came while the gate was closed. */
  #waitedBytes = 0;
  #lastPacketMs = 0;

  constructor(options: IntakeOptions) {
    this.#clock = options.clock;
    this.#ring = options.ring;
    this.#onPicture = options.onPicture;
  }

  /** Whether a picture of the present upstream has come through. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Monotonic instant of the last whole packet. */
  get lastPacketMs(): number {
    return this.#lastPacketMs;
  }

  /** Bytes of the present upstream in which no packet could be found. */
  get garbageBytes(): number {
    return this.#sync.skippedBytes;
  }

  /** Whether the present upstream is a transport stream with a programme table. */
  get hasProgram(): boolean {
    return this.#finder.program !== undefined;
  }

  get codecs(): readonly string[] {
    return this.#finder.program?.streams.map((stream) => stream.codec) ?? [];
  }

  /** Another upstream begins, or the same one anew. */
  begin(): void {
    this.#ring.flush();
    this.#sync = new PacketSync((bytes, from, to) => this.#take(bytes, from, to));
    this.#finder = new JoinPointFinder();
    this.#isOpen = false;
    this.#held = [];
    this.#waitedBytes = 0;
    this.#lastPacketMs = this.#clock.monotonicMs();
  }

  /** Bytes as the upstream sends them, cut anywhere. */
  push(chunk: Uint8Array): void {
    this.#sync.push(chunk);
  }

  /** No picture was marked for so long that any will have to do. */
  takeAnyPicture(): void {
    this.#finder.takeAnyPicture();
  }

  #take(bytes: Uint8Array, from: number, to: number): void {
    this.#lastPacketMs = this.#clock.monotonicMs();
    let at = from;
    for (; at < to && !this.#isOpen; at += PACKET_BYTES) this.#wait(bytes, at);
    if (at < to) this.#pass(bytes, at, to);
  }

  #pass(bytes: Uint8Array, from: number, to: number): void {
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

  /** The gate is closed: keeps the packets since the start of a picture until that picture is judged. */
  #wait(bytes: Uint8Array, at: number): void {
    const position = this.#waitedBytes;
    this.#waitedBytes += PACKET_BYTES;
    const isFound = this.#finder.read(bytes, at, position);
    if (!isFound && !this.#finder.isLooking) {
      this.#held = [];
      return;
    }
    if (this.#held.length === 0) this.#heldFrom = position;
    this.#held.push(bytes.slice(at, at + PACKET_BYTES));
    if (isFound) this.#open(this.#finder.found!);
    else if (this.#held.length > MAX_HELD_PACKETS) this.#held = [];
  }

  #open(found: JoinPoint): void {
    if (found.position < this.#heldFrom) return;
    const packets = this.#held.slice((found.position - this.#heldFrom) / PACKET_BYTES);
    this.#held = [];
    this.#isOpen = true;
    this.#known.fill(this.#hasBeenOpen ? 0 : 1);
    if (this.#hasBeenOpen) {
      for (let at = 0; at < found.psi.length; at += PACKET_BYTES) this.#introduceAndAppend(found.psi, at);
      this.#introduce(packets[0]!, 0);
    }
    this.#hasBeenOpen = true;
    this.#ring.mark({ ...found, position: this.#ring.written });
    for (const packet of packets) this.#introduceAndAppend(packet, 0);
    this.#onPicture();
  }

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
