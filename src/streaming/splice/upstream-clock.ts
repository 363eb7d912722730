// Brings the times of one upstream onto the channel's timeline: by one offset for all its streams, which is found anew at each
// jump of its clock. Nothing goes backwards for it, and the distance between clock, picture and sound stays what it was.

import type { Clock } from '../../kernel/clock.ts';
import { SECOND_MS } from '../../kernel/units.ts';
import { Advance, msToTicks, ticksBetween, ticksToMs, wrapTicks } from '../../formats/mpegts/clock.ts';
import type { PesTimes } from '../../formats/mpegts/pes.ts';
import type { Timeline } from './timeline.ts';
import type { Track } from './track.ts';

/** Back by less is an encoder's irregularity; forward by less a loss of packets. Beyond, it is another time. */
const JUMP_BACK_TICKS = msToTicks(500);
const JUMP_TICKS = msToTicks(2 * SECOND_MS);
/** How far clock and picture may drift apart before one of them has jumped. */
const DRIFT_TICKS = msToTicks(1_500);
/** Streams of one programme are never farther apart. */
const APART_TICKS = msToTicks(10 * SECOND_MS);
/** At a seam so much overlap of sound is let pass: less than half a frame. */
const OVERLAP_TICKS = msToTicks(10);
/** After so long it is the stream's own time that has changed for good. */
const PATIENCE_MS = 3 * SECOND_MS;
const CLOCK_PATIENCE_TICKS = msToTicks(1 * SECOND_MS);
/** Clock to picture where nothing better is known. */
const USUAL_DELAY_TICKS = msToTicks(500);

/** A stream other than the lead, as its times go on. */
export interface Line {
  readonly track: Track;
  /** In the upstream's ticks; -1 before the first. */
  lastDts: number;
  offset: number;
  /** For which offset of the upstream it stands. */
  epoch: number;
  /** Its sound has followed on what was sent before the seam. */
  isJoined: boolean;
  /** Since when its units have been left out, or -1. */
  offSinceMs: number;
}

export const newLine = (track: Track): Line => ({
  track,
  lastDts: -1,
  offset: 0,
  epoch: -1,
  isJoined: false,
  offSinceMs: -1,
});

export interface UpstreamClockOptions {
  readonly clock: Clock;
  readonly timeline: Timeline;
  readonly tracks: () => readonly Track[];
  /** The offset was found: from here on it has other times than before, and this clock (-1: not known). */
  readonly onPlaced: (pcr: number) => void;
}

export class UpstreamClock {
  readonly #options: UpstreamClockOptions;
  readonly #timeline: Timeline;
  /** 0 until the first picture. */
  #epoch = 0;
  #isPlaced = false;
  #offset = 0;
  #pcrOffset = 0;
  /** The upstream's newest times, and when they came; -1 before the first. */
  #lastLead = -1;
  #lastLeadMs = 0;
  #lastPcr = -1;
  #lastPcrMs = 0;
  readonly #pcrAdvance = new Advance();
  readonly #leadAdvance = new Advance();
  #hasPcrJumped = false;
  #hasDts = false;
  /** From clock to picture, as it last was. */
  #delay = USUAL_DELAY_TICKS;
  /** Out ticks of the picture since which the clock has been held back; -1 when it is not. */
  #heldBackSince = -1;
  /** Pictures in front of this one refer to some that viewers do not have. -1: there are none any more. */
  #firstPts = -1;

  constructor(options: UpstreamClockOptions) {
    this.#options = options;
    this.#timeline = options.timeline;
  }

  get isPlaced(): boolean {
    return this.#isPlaced;
  }

  /** How much of its own time has come, in milliseconds: by its clock, and by its pictures. */
  get advanceMs(): readonly number[] {
    return [this.#pcrAdvance.ms, this.#leadAdvance.ms];
  }

  /** The upstream says that its times begin anew. */
  break(): void {
    this.#isPlaced = false;
    this.#lastPcr = -1;
    this.#hasPcrJumped = false;
  }

  /** Times of a picture, on the timeline; `undefined`: it is to be left out. */
  lead(track: Track, read: PesTimes, pcr: number): PesTimes | undefined {
    const times = plausible(read);
    if (pcr >= 0) this.#readPcr(pcr);
    this.#leadAdvance.see(times.dts);
    if (!this.#isPlaced) {
      this.#firstPts = this.#timeline.hasBegun ? times.pts : -1;
      this.#place(times);
    } else if (this.#hasJumped(times)) this.#place(times);
    else if (this.#isRepeated(times)) return undefined;
    this.#hasDts ||= times.hasDts;
    this.#lastLead = times.dts;
    this.#lastLeadMs = this.#options.clock.monotonicMs();
    if (this.#lastPcr >= 0 && !this.#hasPcrJumped) this.#delay = ticksBetween(this.#lastPcr, times.dts);
    if (this.#isLeading(times)) return undefined;
    const shown = shifted(times, this.#offset);
    this.#timeline.showLead(track, shown);
    return shown;
  }

  /** Times of any other unit, on the timeline; `undefined`: it is to be left out. */
  other(line: Line, read: PesTimes): PesTimes | undefined {
    if (!this.#isPlaced) return undefined;
    const times = plausible(read);
    const step = line.lastDts < 0 ? Number.NEGATIVE_INFINITY : ticksBetween(line.lastDts, times.dts);
    line.lastDts = times.dts;
    if (line.epoch !== this.#epoch && !(step >= 0 && step < JUMP_BACK_TICKS && line.epoch > 0)) {
      line.offset = this.#offset;
      line.epoch = this.#epoch;
      line.isJoined = false;
    }
    if (step <= 0 || step > JUMP_TICKS) line.isJoined = false;
    if (!line.isJoined && !this.#join(line, times)) return undefined;
    const shown = shifted(times, line.offset);
    line.track.show(shown);
    return shown;
  }

  /** The clock on the timeline; -1: it is to be left out. */
  pcr(pcr: number): number {
    if (pcr !== this.#lastPcr) this.#readPcr(pcr);
    if (!this.#isPlaced) return -1;
    const { leadDts, pcr: sent } = this.#timeline;
    let shown = wrapTicks(pcr + this.#pcrOffset);
    if (!this.#isInTime(shown)) {
      if (this.#heldBackSince < 0) this.#heldBackSince = leadDts;
      if (ticksBetween(this.#heldBackSince, leadDts) < CLOCK_PATIENCE_TICKS) return -1;
      const usual = wrapTicks(
        leadDts - (this.#delay > 0 && this.#delay < JUMP_TICKS ? this.#delay : USUAL_DELAY_TICKS),
      );
      shown = sent >= 0 && ticksBetween(usual, sent) > 0 ? sent : usual;
      this.#pcrOffset = wrapTicks(shown - pcr);
      this.#hasPcrJumped = false;
    }
    this.#heldBackSince = -1;
    this.#timeline.pcr = shown;
    return shown;
  }

  /** Any other clock reference of the upstream. */
  shift(ticks: number): number {
    return wrapTicks(ticks + this.#offset);
  }

  #isInTime(pcr: number): boolean {
    const { leadDts, pcr: sent } = this.#timeline;
    const toLead = ticksBetween(pcr, leadDts);
    return toLead > -CLOCK_PATIENCE_TICKS && toLead < APART_TICKS && (sent < 0 || ticksBetween(sent, pcr) >= 0);
  }

  #readPcr(pcr: number): void {
    const nowMs = this.#options.clock.monotonicMs();
    if (this.#lastPcr >= 0) {
      const step = ticksBetween(this.#lastPcr, pcr);
      if (step < 0 || (step > JUMP_TICKS && !hasPassed(step, nowMs - this.#lastPcrMs))) this.#hasPcrJumped = true;
    }
    this.#lastPcr = pcr;
    this.#lastPcrMs = nowMs;
    this.#pcrAdvance.see(pcr);
  }

  /**
   * Providers that fetch their own source anew send the last moments again. Where no decoding times are given at all, the
   * order of what is shown goes back and forth by itself.
   */
  #isRepeated(times: PesTimes): boolean {
    return this.#hasDts && ticksBetween(this.#lastLead, times.dts) <= 0;
  }

  #hasJumped(times: PesTimes): boolean {
    const step = ticksBetween(this.#lastLead, times.dts);
    if (step > -JUMP_BACK_TICKS && step <= JUMP_TICKS) return false;
    if (this.#hasPcrJumped) return true;
    if (this.#lastPcr >= 0) return Math.abs(ticksBetween(this.#lastPcr, times.dts) - this.#delay) > DRIFT_TICKS;
    return step < 0 || !hasPassed(step, this.#options.clock.monotonicMs() - this.#lastLeadMs);
  }

  #place(first: PesTimes): void {
    const pcr = this.#hasPcrJumped || !this.#isPlaced ? this.#lastPcr : -1;
    this.#offset = this.#timeline.offsetFor(first, pcr, this.#options.tracks());
    this.#pcrOffset = this.#offset;
    this.#epoch += 1;
    this.#isPlaced = true;
    this.#hasPcrJumped = false;
    this.#heldBackSince = -1;
    const sent = this.#timeline.pcr;
    const clock = pcr < 0 ? -1 : wrapTicks(pcr + this.#offset);
    this.#options.onPlaced(clock < 0 || (sent >= 0 && ticksBetween(sent, clock) < 0) ? sent : clock);
  }

  /** Pictures that are shown before the first one of a seam, and come after it. */
  #isLeading(times: PesTimes): boolean {
    if (this.#firstPts < 0) return false;
    const after = ticksBetween(this.#firstPts, times.pts);
    if (after > 0) this.#firstPts = -1;
    return after < 0;
  }

  /** Whether a stream's unit can follow on what was sent of its track. */
  #join(line: Line, times: PesTimes): boolean {
    const { track } = line;
    const dts = wrapTicks(times.dts + line.offset);
    const nowMs = this.#options.clock.monotonicMs();
    const early = track.stream.medium === 'audio' && track.nextDts >= 0 ? ticksBetween(dts, track.nextDts) : 0;
    const apart = ticksBetween(this.#timeline.leadDts, dts);
    if (early <= OVERLAP_TICKS && Math.abs(apart) < APART_TICKS) {
      line.isJoined = true;
      line.offSinceMs = -1;
      return true;
    }
    if (line.offSinceMs < 0) line.offSinceMs = nowMs;
    if (nowMs - line.offSinceMs < PATIENCE_MS) return false;
    const leadDts = this.#timeline.leadDts;
    const from = track.nextDts >= 0 && ticksBetween(leadDts, track.nextDts) > 0 ? track.nextDts : leadDts;
    line.offset = wrapTicks(from - times.dts);
    line.isJoined = true;
    line.offSinceMs = -1;
    return true;
  }
}

/** Whether a step of the clock is time that has really passed: packets were lost, or none were sent. */
const hasPassed = (step: number, passedMs: number): boolean =>
  Math.abs(ticksToMs(step) - passedMs) < Math.max(SECOND_MS, passedMs / 4);

/** Nothing is shown long after it is decoded, or before: such a time was damaged on the way, and would move the channel's. */
function plausible(times: PesTimes): PesTimes {
  const delay = ticksBetween(times.dts, times.pts);
  return delay > -JUMP_BACK_TICKS && delay < APART_TICKS ? times : { ...times, pts: times.dts };
}

const shifted = ({ pts, dts, hasDts }: PesTimes, offset: number): PesTimes => ({
  pts: wrapTicks(pts + offset),
  dts: wrapTicks(dts + offset),
  hasDts,
});
