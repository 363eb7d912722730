// What all that is shown on one channel has in common, whichever upstream or slate it comes from.

import type { Clock } from '../../kernel/clock.ts';
import { clockPacket } from '../../formats/mpegts/clock.ts';
import { discontinuityPacket } from '../../formats/mpegts/packet.ts';
import type { Ring } from '../ring.ts';
import { Layout } from './layout.ts';
import { Output } from './output.ts';
import type { Slates } from './slates.ts';
import { Tables } from './tables.ts';
import { Timeline } from './timeline.ts';
import type { Track } from './track.ts';
import { Voice } from './voice.ts';

export class Air {
  readonly clock: Clock;
  readonly output: Output;
  readonly tables: Tables;
  readonly layout: Layout;
  readonly timeline: Timeline;
  readonly slates: Slates;

  constructor(clock: Clock, ring: Ring, slates: Slates) {
    this.clock = clock;
    this.slates = slates;
    this.output = new Output(ring);
    this.tables = new Tables(this.output);
    this.layout = new Layout(this.tables, (codec) => slates.sound(codec) !== undefined);
    this.timeline = new Timeline(clock);
  }

  /** Silence for those of the tracks that are sound of a codec for which there is any. */
  voices(tracks: readonly Track[]): Voice[] {
    return tracks.flatMap((track) => {
      const sound = this.slates.sound(track.stream.codec);
      return sound ? [new Voice(this.output, track, sound)] : [];
    });
  }

  /** The clock, where viewers look for it. */
  sendClock(pcr: number): void {
    const { pcrPid, pcrContinuity } = this.layout;
    this.output.keep(clockPacket(pcrPid, pcrContinuity, pcr, false), 0);
  }

  /** From here on the clock has another base, beginning with this PCR (-1: not known). */
  announce(pcr: number): void {
    const { pcrPid, pcrContinuity } = this.layout;
    if (pcr >= 0) this.timeline.pcr = pcr;
    this.output.keep(
      pcr < 0 ? discontinuityPacket(pcrPid, pcrContinuity) : clockPacket(pcrPid, pcrContinuity, pcr, true),
      0,
    );
  }
}
