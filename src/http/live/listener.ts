// One client of `/api/live`: who it is, what it listens to, and how far it is behind. What it has not read yet is bounded:
// it is sent nothing more until it reads, then a snapshot instead of the changes it missed, and in the end it is let go.
//
//        login            subscribe             reads nothing          reads again
//   new ───────► let in ───────────► up to date ─────────────► behind ─────────────► snapshot, up to date
//    │ 5 s                                                        │ 30 s
//    └──► closed (4401)                                           └──► cut off

import { KIBIBYTE, MINUTE_MS, SECOND_MS } from '../../kernel/units.ts';
import type { Visitor } from '../../model/visit.ts';
import { CLOSE, type LiveTopic } from './messages.ts';

/** Twenty seconds of what a busy home's topics say. */
const MAX_WAITING_BYTES = 256 * KIBIBYTE;
const READ_WITHIN_MS = 30 * SECOND_MS;
const LOG_IN_WITHIN_MS = 5 * SECOND_MS;
/** Proxies between us drop what is silent for a minute. */
const PING_AFTER_MS = 20 * SECOND_MS;
const GONE_AFTER_MS = MINUTE_MS;
/** A password may have been changed since, a login ended. */
const CHECK_LOGIN_EVERY_MS = 5 * SECOND_MS;
const MAX_MESSAGES_PER_TICK = 20;

/** The part of a `ws` socket that is used. */
export interface LiveSocket {
  /** Bytes that the client has not taken yet. */
  readonly bufferedAmount: number;
  send(data: Buffer, options: { readonly binary: false }): void;
  close(code: number, reason: string): void;
  terminate(): void;
}

export class LiveListener {
  readonly topics = new Set<LiveTopic>();
  readonly #socket: LiveSocket;
  readonly #since: number;
  /** Who it is by now, asked from time to time once it is in; undefined for nobody who may listen. */
  judgeAgain: (() => Promise<Visitor | undefined>) | undefined;
  isIn: boolean;
  /** Who it is, once it is in. */
  person: Visitor | undefined;
  /** Topics of which it lacks changes. */
  readonly #lacking = new Set<LiveTopic>();
  #behindSince: number | undefined;
  #heardAt: number;
  #pingedAt: number;
  #checkedAt: number;
  #messages = 0;

  constructor(socket: LiveSocket, nowMs: number, isIn: boolean) {
    this.#socket = socket;
    this.#since = nowMs;
    this.#heardAt = nowMs;
    this.#pingedAt = nowMs;
    this.#checkedAt = nowMs;
    this.isIn = isIn;
  }

  /** False when it says more than anybody needs to. */
  heard(nowMs: number): boolean {
    this.#heardAt = nowMs;
    this.#messages += 1;
    return this.#messages <= MAX_MESSAGES_PER_TICK;
  }

  send(frame: Buffer): void {
    this.#socket.send(frame, { binary: false });
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
  }

  lack(topic: LiveTopic): void {
    this.#lacking.add(topic);
  }

  leave(topic: LiveTopic): void {
    this.topics.delete(topic);
    this.#lacking.delete(topic);
  }

  /** Whether it can be sent more. */
  get isReading(): boolean {
    return this.#socket.bufferedAmount <= MAX_WAITING_BYTES;
  }

  /** @param change what is new, if anything @param snapshot made when it is wanted */
  update(topic: LiveTopic, change: Buffer | undefined, snapshot: () => Buffer): void {
    if (!this.topics.has(topic)) return;
    if (!this.isReading) {
      if (change) this.lack(topic);
    } else if (this.#lacking.delete(topic)) this.send(snapshot());
    else if (change) this.send(change);
  }

  /** About once a second. @returns whether its login is due to be checked again; false also when it has been let go */
  tick(nowMs: number, ping: Buffer): boolean {
    this.#messages = 0;
    this.#behindSince = this.isReading ? undefined : (this.#behindSince ?? nowMs);
    if (!this.isIn) {
      if (nowMs - this.#since >= LOG_IN_WITHIN_MS) this.close(CLOSE.unauthorised, 'Log in first');
      return false;
    }
    if (nowMs - (this.#behindSince ?? nowMs) >= READ_WITHIN_MS || nowMs - this.#heardAt >= GONE_AFTER_MS) {
      this.#socket.terminate();
      return false;
    }
    if (this.isReading && nowMs - this.#pingedAt >= PING_AFTER_MS) {
      this.#pingedAt = nowMs;
      this.send(ping);
    }
    if (!this.judgeAgain || nowMs - this.#checkedAt < CHECK_LOGIN_EVERY_MS) return false;
    this.#checkedAt = nowMs;
    return true;
  }
}
