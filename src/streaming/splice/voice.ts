// Prepared silence on a track of sound, in step with the picture: beside a slate, and where the upstream on air has nothing for
// a track that players listen to.

import { ticksBetween, wrapTicks } from '../../formats/mpegts/clock.ts';
import { packetise } from '../../formats/mpegts/packetise.ts';
import { pesPacket } from '../../formats/mpegts/pes.ts';
import type { Output } from './output.ts';
import type { Sound } from './slates.ts';
import type { Track } from './track.ts';

/** A gap of the sound up to this is filled from its start on. */
const LONGEST_GAP_TICKS = 180_000;

export class Voice {
  readonly #output: Output;
  readonly #track: Track;
  readonly #sound: Sound;

  constructor(output: Output, track: Track, sound: Sound) {
    this.#output = output;
    this.#track = track;
    this.#sound = sound;
  }

  /** Is silent up to `until`; where it has nothing to go on from, from `from` on. Both in ticks of the channel's time. */
  speak(from: number, until: number): void {
    const { frame, streamId, ticks } = this.#sound;
    const track = this.#track;
    const gap = track.nextDts < 0 ? Number.POSITIVE_INFINITY : ticksBetween(track.nextDts, from);
    let pts = gap > LONGEST_GAP_TICKS ? from : track.nextDts;
    while (ticksBetween(pts, until) > 0) {
      const times = { pts, dts: pts, hasDts: false };
      const pes = pesPacket(streamId, times, frame);
      this.#output.keepAll(packetise(pes, { pid: track.pid, continuity: () => track.count() }));
      track.show(times, ticks);
      pts = wrapTicks(pts + ticks);
    }
  }
}
