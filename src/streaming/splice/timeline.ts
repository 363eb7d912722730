// The channel's own time, which goes on whichever upstream it comes from: up to where picture and clock have been sent, and how
// far that is ahead of or behind the wall clock.

import type { Clock } from '../../kernel/clock.ts';
import { SECOND_MS } from '../../kernel/units.ts';
import { laterTicks, msToTicks, ticksBetween, ticksToMs, wrapTicks } from '../../formats/mpegts/clock.ts';
import type { PesTimes } from '../../formats/mpegts/pes.ts';
import type { Track } from './track.ts';

/**
 * Players hold a second or two: so much silence may pass without a gap in the timeline, which would only freeze a picture that
 * they could still have shown.
 */
const MOST_BEHIND_MS = 2 * SECOND_MS;
/** Providers send their first seconds at once, HLS a segment of up to 10 s; what is beyond that no player waits to show. */
const MOST_AHEAD_MS = 15 * SECOND_MS;
/** Sound may have been sent this far beyond the picture; the next upstream's is left out up to there. */
const MOST_SOUND_AHEAD_TICKS = msToTicks(1 * SECOND_MS);
/** Encoders send pictures 0.3 to 2 s before they are due. Up to so much the next one's clock is held back, not the picture. */
const MOST_CLOCK_AHEAD_TICKS = msToTicks(1 * SECOND_MS);

/** Where the channel's time begins when no upstream has said so: the clock runs ahead of it. */
const FIRST_TICKS = msToTicks(1 * SECOND_MS);
/** Sent at once: players look at a second before they show anything. */
const FIRST_BURST_MS = 1 * SECOND_MS;

export class Timeline {
  readonly #clock: Clock;
  /** Out ticks at which the next picture is due; -1 before the first. */
  #nextDts = -1;
  #nextPts = -1;
  /** Of the newest picture. */
  #leadDts = -1;
  /** Newest PCR that was sent, -1 before the first. */
  pcr = -1;
  /** Monotonic instant at which `#nextDts` is due for a viewer who has been there since the beginning. */
  #dueMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get hasBegun(): boolean {
    return this.#nextDts >= 0;
  }

  /** From here on something is shown that is no upstream. */
  begin(): void {
    this.#nextDts = this.#nextPts = FIRST_TICKS;
    this.#dueMs = this.#clock.monotonicMs() - FIRST_BURST_MS;
  }

  get leadDts(): number {
    return this.#leadDts;
  }

  get nextDts(): number {
    return this.#nextDts;
  }

  /** How much longer viewers can show what they were sent, in milliseconds; below zero they have run dry. */
  get aheadMs(): number {
    return this.hasBegun ? this.#dueMs - this.#clock.monotonicMs() : 0;
  }

  /** What to add to the next upstream's times so that its first picture (`pcr`: with this clock, or -1) comes next. */
  offsetFor(first: PesTimes, pcr: number, tracks: readonly Track[]): number {
    if (!this.hasBegun) return 0;
    let offset = wrapTicks(this.#nextDts - first.dts);
    const overlap = ticksBetween(wrapTicks(first.pts + offset), this.#nextPts);
    if (overlap > 0) offset = wrapTicks(offset + overlap);
    offset = wrapTicks(offset + this.#gapTicks() + this.#soundAhead(first.dts + offset, tracks));
    if (pcr < 0 || this.pcr < 0) return offset;
    const heldBack = ticksBetween(wrapTicks(pcr + offset), this.pcr) - MOST_CLOCK_AHEAD_TICKS;
    return heldBack > 0 ? wrapTicks(offset + heldBack) : offset;
  }

  /** A picture with these out times is sent on the lead's track; as `Track.show`. */
  showLead(track: Track, times: PesTimes, unitTicks = 0): void {
    track.show(times, unitTicks);
    const before = this.#nextDts;
    this.#leadDts = times.dts;
    this.#nextDts = track.nextDts;
    this.#nextPts = laterTicks(this.#nextPts, track.nextPts);
    const nowMs = this.#clock.monotonicMs();
    const dueMs = before < 0 ? nowMs : this.#dueMs + ticksToMs(ticksBetween(before, this.#nextDts));
    this.#dueMs = Math.min(nowMs + MOST_AHEAD_MS, Math.max(nowMs - MOST_BEHIND_MS, dueMs));
  }

  /** Where something that is no upstream goes on. */
  get startOfNext(): number {
    return laterTicks(this.#nextDts, this.#nextPts);
  }

  /** Time that viewers have waited in vain, where it is too much to pass over. */
  #gapTicks(): number {
    const behindMs = -this.aheadMs;
    return behindMs > MOST_BEHIND_MS ? msToTicks(behindMs) : 0;
  }

  #soundAhead(from: number, tracks: readonly Track[]): number {
    const ahead = tracks
      .filter((track) => track.stream.medium === 'audio' && track.nextPts >= 0)
      .map((track) => ticksBetween(wrapTicks(from), track.nextPts) - MOST_SOUND_AHEAD_TICKS);
    const most = Math.max(0, ...ahead);
    return most < MOST_SOUND_AHEAD_TICKS * 10 ? most : 0; // farther is no sound of this time
  }
}
