// What viewers get while nothing comes: first tables and null packets, so that no one hangs up, then a slate.

import type { Clock } from '../../kernel/clock.ts';
import { nullPacket } from '../../formats/mpegts/packet.ts';
import type { Air } from './air.ts';
import { SlatePlayer } from './slate-player.ts';
import type { SilenceReason } from './slates.ts';

/** Between two key frames' worth of jitter and what a player takes for the end. */
const NULLS_AFTER_MS = 300;
const NULLS_EVERY_MS = 200;
const NULLS_AT_ONCE = 7;
/** Players hold a second or so; HLS and bursts leave them more, which is shown first. */
const SLATE_AFTER_MS = 1_500;

export class Standby {
  readonly #air: Air;
  readonly #clock: Clock;
  readonly #player: SlatePlayer;
  readonly #nulls = new Uint8Array(NULLS_AT_ONCE * nullPacket().length);
  #nullsMs = Number.NEGATIVE_INFINITY;

  constructor(air: Air) {
    this.#air = air;
    this.#clock = air.clock;
    this.#player = new SlatePlayer(air);
    for (let index = 0; index < NULLS_AT_ONCE; index += 1) this.#nulls.set(nullPacket(), index * nullPacket().length);
  }

  get isSlateShown(): boolean {
    return this.#player.isPlaying;
  }

  /** @returns whether it wants to show a slate, for which the upstream has to be off air: to be asked before `idle`. */
  wantsSlate(silentMs: number, reason: SilenceReason): boolean {
    if (this.#player.isPlaying) return true;
    const isDue = silentMs >= SLATE_AFTER_MS && this.#air.timeline.aheadMs < SLATE_AFTER_MS;
    return isDue && this.#player.canPlay(reason);
  }

  idle(silentMs: number, reason: SilenceReason): void {
    if (this.wantsSlate(silentMs, reason)) return this.#player.play(reason);
    const nowMs = this.#clock.monotonicMs();
    if (silentMs < NULLS_AFTER_MS || nowMs - this.#nullsMs < NULLS_EVERY_MS) return;
    this.#nullsMs = nowMs;
    const { output, tables } = this.#air;
    tables.sendPat();
    tables.sendPmt();
    output.keepAll(this.#nulls);
    output.flush();
  }

  /** An upstream is on air again. */
  stop(): void {
    this.#player.stop();
  }
}
