// Plays a slate in the channel's own time and on its own PIDs, with silence, as fast as time passes.

import { laterTicks, wrapTicks } from '../../formats/mpegts/clock.ts';
import { packetise } from '../../formats/mpegts/packetise.ts';
import { pesPacket } from '../../formats/mpegts/pes.ts';
import type { Air } from './air.ts';
import type { SilenceReason } from './slates.ts';
import type { Track } from './track.ts';
import type { Voice } from './voice.ts';

/** Viewers are kept so far ahead: two calls of `play` may be that far apart. */
const AHEAD_MS = 250;
/** What has run up since the picture went is sent at once, and never more. */
const MOST_UNITS = 75;
const PICTURE_TICKS = 3_600;
/** Tables are sent about once a second. */
const UNITS_A_SECOND = 25;
/** From clock to picture: enough for a decoder's buffer. */
const DELAY_TICKS = 27_000;
const VIDEO_STREAM_ID = 0xe0;

export class SlatePlayer {
  readonly #air: Air;
  #reason: SilenceReason | undefined;
  #units: readonly Uint8Array[] = [];
  #next = 0;
  #lead: Track | undefined;
  #voices: readonly Voice[] = [];

  constructor(air: Air) {
    this.#air = air;
  }

  get isPlaying(): boolean {
    return this.#reason !== undefined;
  }

  /** Whether there is one for what the channel is made of. */
  canPlay(reason: SilenceReason): boolean {
    const lead = this.#leadOf();
    if (!lead) return false;
    const { medium, codec } = lead.stream;
    return (
      (medium === 'video' ? this.#air.slates.pictures(reason, codec) : this.#air.slates.sound(codec)) !== undefined
    );
  }

  /** As much as is due; begins with a picture that can be decoded alone, and again when the reason changes. */
  play(reason: SilenceReason): void {
    if (this.#reason !== reason) this.#begin(reason);
    const { timeline, output } = this.#air;
    for (let count = 0; count < MOST_UNITS && timeline.aheadMs < AHEAD_MS; count += 1) this.#step();
    output.flush();
  }

  stop(): void {
    this.#reason = undefined;
  }

  #leadOf(): Track | undefined {
    const listed = this.#air.layout.tracks.filter((track) => track.isListed);
    return (
      listed.find((track) => track.stream.medium === 'video') ?? listed.find((track) => track.stream.medium === 'audio')
    );
  }

  #begin(reason: SilenceReason): void {
    const isFirst = this.#reason === undefined;
    this.#reason = reason;
    this.#lead = this.#leadOf();
    const codec = this.#lead?.stream.codec ?? '';
    this.#units = (this.#lead?.stream.medium === 'video' && this.#air.slates.pictures(reason, codec)) || [];
    this.#next = 0;
    this.#voices = this.#air.voices(this.#air.layout.tracks.filter((track) => track.isListed && track !== this.#lead));
    if (isFirst) this.#air.announce(this.#air.timeline.pcr);
  }

  #step(): void {
    const { timeline, tables } = this.#air;
    const lead = this.#lead!;
    const dts = timeline.startOfNext;
    if (this.#next === 0) {
      tables.sendPat();
      tables.sendPmt();
    }
    const unit = this.#units[this.#next];
    if (unit) this.#show(lead, unit, dts);
    else this.#showSound(lead, dts);
    for (const voice of this.#voices) voice.speak(dts, wrapTicks(dts + PICTURE_TICKS));
    this.#next = (this.#next + 1) % Math.max(1, this.#units.length || UNITS_A_SECOND);
  }

  #show(track: Track, unit: Uint8Array, dts: number): void {
    const times = { pts: dts, dts, hasDts: false };
    this.#send(track, pesPacket(VIDEO_STREAM_ID, times, unit), dts);
    this.#air.timeline.showLead(track, times, PICTURE_TICKS);
  }

  /** Where the channel is a radio station. */
  #showSound(track: Track, dts: number): void {
    const sound = this.#air.slates.sound(track.stream.codec)!;
    const times = { pts: dts, dts, hasDts: false };
    this.#send(track, pesPacket(sound.streamId, times, sound.frame), dts);
    this.#air.timeline.showLead(track, times, sound.ticks);
  }

  /** With the clock, where the track carries it; else it comes in a packet of its own. */
  #send(track: Track, pes: Uint8Array, dts: number): void {
    const { layout, timeline } = this.#air;
    timeline.pcr = laterTicks(timeline.pcr, wrapTicks(dts - DELAY_TICKS));
    if (track.pid !== layout.pcrPid) this.#air.sendClock(timeline.pcr);
    this.#keep(track, pes, track.pid === layout.pcrPid ? timeline.pcr : undefined, this.#next === 0);
  }

  #keep(track: Track, pes: Uint8Array, pcr?: number, isRandomAccess = false): void {
    const continuity = (): number => track.count();
    const clock = pcr === undefined ? {} : { pcr };
    this.#air.output.keepAll(packetise(pes, { pid: track.pid, continuity, isRandomAccess, ...clock }));
  }
}
