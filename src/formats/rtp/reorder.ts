// Puts RTP packets into the order in which they were sent: one that comes early waits a little for those before it.
//
//   next ──┐
//   … 41   42   43   44   45 …        42 has not come: 43 and 45 are held until it does, until too many
//          ·    ■    ·    ■           are held or the first of them has waited too long; then 42 is lost

import type { RtpPacket } from './packet.ts';

/** 40 ms of a 20 Mbit/s stream. Networks swap neighbours; what is farther apart has been lost. */
const MAX_HELD = 64;
/** As little as a slow stream can bear: it would else wait for seconds until 64 are held. */
const MAX_WAIT_MS = 100;
/** A jump farther than this is another numbering (RFC 3550, appendix A.1). */
const MAX_DROPOUT = 3_000;
const MAX_MISORDER = 100;
/** Two senders on one address: the first is listened to until it is silent. */
const SENDER_SILENT_MS = 1_000;
const WRAP = 0x1_0000;

interface Held {
  readonly payload: Uint8Array;
  readonly atMs: number;
}

export class ReorderWindow {
  readonly #onPayload: (payload: Uint8Array) => void;
  readonly #held = new Map<number, Held>();
  #ssrc: number | undefined;
  #next = 0;
  #heardMs = 0;
  #lost = 0;

  constructor(onPayload: (payload: Uint8Array) => void) {
    this.#onPayload = onPayload;
  }

  /** Packets that never came, or too late. */
  get lost(): number {
    return this.#lost;
  }

  push({ sequence, ssrc, payload }: RtpPacket, nowMs: number): void {
    if (ssrc !== this.#ssrc && !this.#welcome(ssrc, sequence, nowMs)) return;
    this.#heardMs = nowMs;
    const ahead = (sequence - this.#next + WRAP) % WRAP;
    if (ahead >= WRAP - MAX_MISORDER) return; // late, or a second time
    if (ahead > MAX_DROPOUT) this.#restart(sequence);
    else if (ahead > MAX_HELD) this.#skipTo(sequence);
    this.#held.set(sequence, { payload, atMs: nowMs });
    this.#deliver();
    while (this.#isOverdue(nowMs)) {
      this.#skipTo(this.#nearest());
      this.#deliver();
    }
  }

  #welcome(ssrc: number, sequence: number, nowMs: number): boolean {
    if (this.#ssrc !== undefined && nowMs - this.#heardMs < SENDER_SILENT_MS) return false;
    this.#ssrc = ssrc;
    this.#restart(sequence);
    return true;
  }

  #restart(sequence: number): void {
    while (this.#held.size > 0) {
      this.#skipTo(this.#nearest());
      this.#deliver();
    }
    this.#next = sequence;
  }

  /** Gives up what has not come before `sequence`; what was held before it is delivered. */
  #skipTo(sequence: number): void {
    while (this.#next !== sequence) {
      const held = this.#held.get(this.#next);
      if (held) this.#onPayload(held.payload);
      else this.#lost += 1;
      this.#held.delete(this.#next);
      this.#next = (this.#next + 1) % WRAP;
    }
  }

  #deliver(): void {
    for (let held = this.#held.get(this.#next); held; held = this.#held.get(this.#next)) {
      this.#held.delete(this.#next);
      this.#next = (this.#next + 1) % WRAP;
      this.#onPayload(held.payload);
    }
  }

  #isOverdue(nowMs: number): boolean {
    if (this.#held.size > MAX_HELD) return true;
    const [first] = this.#held.values();
    return first !== undefined && nowMs - first.atMs >= MAX_WAIT_MS;
  }

  #nearest(): number {
    let nearest = WRAP;
    for (const sequence of this.#held.keys()) nearest = Math.min(nearest, (sequence - this.#next + WRAP) % WRAP);
    return (this.#next + nearest) % WRAP;
  }
}
