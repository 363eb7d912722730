// One elementary stream as viewers have it: its PID and counter stay the same, whichever upstream it comes from.

import { laterTicks, ticksBetween, wrapTicks } from '../../formats/mpegts/clock.ts';
import type { PesTimes } from '../../formats/mpegts/pes.ts';
import type { ElementaryStream } from '../../formats/mpegts/psi.ts';

/** A step between two units that tells how long one lasts; a longer one is a gap. */
const LONGEST_UNIT_TICKS = 45_000;
const USUAL_UNIT_TICKS = 3_600;

export class Track {
  readonly stream: ElementaryStream;
  /** Whether the PMT names it now. */
  isListed = true;
  /** The upstream on air has nothing for it. */
  isMissed = false;
  /** Counter of the last packet with a payload. */
  continuity = 0x0f;
  /** Out ticks from which on the next unit is neither early nor an overlap; -1 before the first. */
  nextDts = -1;
  nextPts = -1;
  #lastDts = -1;
  /** Of the newest units, in a circle: some encoders put now 15, now 16 frames of sound into one. */
  readonly #steps = [0, 0, 0, 0, 0, 0, 0, 0];
  #stepAt = 0;
  #longestStep = 0;

  constructor(stream: ElementaryStream) {
    this.stream = stream;
  }

  /** Kept up with silence. */
  get isSilent(): boolean {
    return this.isListed && this.isMissed && this.stream.medium === 'audio';
  }

  get pid(): number {
    return this.stream.pid;
  }

  /** Time of the newest unit; -1 before the first. */
  get lastDts(): number {
    return this.#lastDts;
  }

  /** The counter of the next packet with a payload. */
  count(): number {
    this.continuity = (this.continuity + 1) & 0x0f;
    return this.continuity;
  }

  /** A unit with these times is sent. @param unitTicks how long it lasts, where that is known */
  show({ pts, dts }: PesTimes, unitTicks = 0): void {
    const step = this.#lastDts < 0 ? 0 : ticksBetween(this.#lastDts, dts);
    if (step > 0 && step <= LONGEST_UNIT_TICKS) {
      this.#steps[this.#stepAt] = step;
      this.#stepAt = (this.#stepAt + 1) % this.#steps.length;
      if (step !== this.#longestStep) this.#longestStep = Math.max(...this.#steps);
    }
    const longest = unitTicks || this.#longestStep || USUAL_UNIT_TICKS;
    this.#lastDts = dts;
    this.nextDts = wrapTicks(dts + longest);
    this.nextPts = laterTicks(this.nextPts, wrapTicks(pts + longest));
  }
}
