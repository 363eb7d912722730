// A probe without any program: what the tables, the headers and the clocks of a transport stream say.

import { audioParameters } from '../../formats/mpegts/audio-parameters.ts';
import { pcrOf, ticksBetween, ticksToMs, timestampAt } from '../../formats/mpegts/clock.ts';
import { isScrambled, isUnitStart, PACKET_BYTES, payloadStart, pidOf } from '../../formats/mpegts/packet.ts';
import { leadOf, ProgramReader } from '../../formats/mpegts/program.ts';
import type { ElementaryStream, Pmt } from '../../formats/mpegts/psi.ts';
import { PacketSync } from '../../formats/mpegts/sync.ts';
import { videoParameters } from '../../formats/mpegts/video-parameters.ts';
import { SECOND_MS } from '../../kernel/units.ts';
import type { AudioTrack, StreamProbe, VideoTrack } from '../stream-probe.ts';

/** Parameter sets and the header of a frame of sound stand well in front of their unit. */
const HEADER_BYTES = 4_096;
/** Units in which they are looked for. */
const MOST_UNITS = 400;
/** Less says nothing of the rate. */
const LEAST_MS = 1 * SECOND_MS;
const LEAST_PICTURES = 12;

/** @returns null where there is no programme */
export function probeTransportStream(bytes: Uint8Array): StreamProbe | null {
  const reading = new Reading();
  new PacketSync((packets, from, to) => reading.take(packets, from, to)).push(bytes);
  return reading.finish();
}

class Reading {
  readonly #tables = new ProgramReader();
  readonly #units = new Map<number, Units>();
  #pcr: { readonly first: number; last: number; firstByte: number; lastByte: number } | undefined;
  #bytes = 0;

  take(packets: Uint8Array, from: number, to: number): void {
    for (let at = from; at < to; at += PACKET_BYTES) {
      this.#bytes += PACKET_BYTES;
      const pid = pidOf(packets, at);
      if (this.#tables.isTable(pid)) this.#tables.read(pid, packets, at);
      const program = this.#tables.program;
      if (!program) continue;
      if (pid === program.pcrPid) this.#clock(pcrOf(packets, at));
      const stream = program.streams.find((one) => one.pid === pid);
      if (!stream || stream.medium === 'other' || isScrambled(packets, at)) continue;
      const units = this.#units.get(pid) ?? new Units(stream);
      this.#units.set(pid, units);
      units.take(packets, at);
    }
  }

  finish(): StreamProbe | null {
    const { program } = this.#tables;
    if (!program) return null;
    for (const units of this.#units.values()) units.finish();
    return {
      by: 'masthead',
      video: this.#video(program),
      audio: program.streams.filter(({ medium }) => medium === 'audio').map((stream) => this.#audio(stream)),
      subtitles: program.streams
        .filter(({ codec }) => codec === 'dvb-subtitles' || codec === 'teletext')
        .map(({ codec, language }) => ({ codec, language })),
      bitsPerSecond: this.#bitsPerSecond(),
    };
  }

  #clock(pcr: number): void {
    if (pcr < 0) return;
    this.#pcr ??= { first: pcr, last: pcr, firstByte: this.#bytes, lastByte: this.#bytes };
    this.#pcr.last = pcr;
    this.#pcr.lastByte = this.#bytes;
  }

  #bitsPerSecond(): number | null {
    if (!this.#pcr) return null;
    const ms = ticksToMs(ticksBetween(this.#pcr.first, this.#pcr.last));
    return ms < LEAST_MS ? null : Math.round((8 * SECOND_MS * (this.#pcr.lastByte - this.#pcr.firstByte)) / ms);
  }

  #video(program: Pmt): VideoTrack | null {
    const lead = leadOf(program);
    if (lead?.medium !== 'video') return null;
    const units = this.#units.get(lead.pid);
    const found = units?.video;
    return {
      codec: lead.codec,
      width: found?.width ?? null,
      height: found?.height ?? null,
      framesPerSecond: found?.picturesPerSecond ?? units?.unitsPerSecond ?? null,
      isInterlaced: found?.isInterlaced ?? false,
      hdr: found?.hdr ?? null,
    };
  }

  #audio(stream: ElementaryStream): AudioTrack {
    const found = this.#units.get(stream.pid)?.audio;
    const { codec, language } = stream;
    return { codec, language, channels: found?.channels ?? null, sampleRate: found?.sampleRate ?? null };
  }
}

/** The access units of one stream: headers of the first that has any, and how many come in a second. */
class Units {
  readonly #stream: ElementaryStream;
  #video: ReturnType<typeof videoParameters>;
  #audio: ReturnType<typeof audioParameters>;
  #head: Uint8Array[] = [];
  #headBytes = 0;
  #count = 0;
  readonly #times: number[] = [];

  constructor(stream: ElementaryStream) {
    this.#stream = stream;
  }

  get video() {
    return this.#video;
  }
  get audio() {
    return this.#audio;
  }

  get unitsPerSecond(): number | undefined {
    if (this.#times.length < LEAST_PICTURES) return undefined;
    const first = this.#times[0]!;
    const places = this.#times.map((ticks) => ticksBetween(first, ticks)).toSorted((a, b) => a - b); // shown in another order than sent
    const ms = ticksToMs(places.at(-1)! - places[0]!);
    return ms <= 0 ? undefined : Math.round(((places.length - 1) * SECOND_MS * 1_000) / ms) / 1_000;
  }

  take(packets: Uint8Array, at: number): void {
    let from = payloadStart(packets, at);
    if (isUnitStart(packets, at)) {
      this.finish();
      this.#count += 1;
      if (((packets[from + 7] ?? 0) & 0x80) !== 0 && from + 14 <= at + PACKET_BYTES) {
        this.#times.push(timestampAt(packets, from + 9));
      }
      from += 9 + (packets[from + 8] ?? 0);
    } else if (this.#count === 0) return;
    if (this.#headBytes >= HEADER_BYTES) return;
    const part = packets.slice(Math.min(from, at + PACKET_BYTES), at + PACKET_BYTES);
    this.#head.push(part);
    this.#headBytes += part.length;
  }

  finish(): void {
    if (this.#count > 0 && this.#count <= MOST_UNITS) this.#read();
    this.#head = [];
    this.#headBytes = 0;
  }

  #read(): void {
    const { medium, codec } = this.#stream;
    if (medium === 'video' && !this.#video) this.#video = videoParameters(codec, Buffer.concat(this.#head));
    if (medium === 'audio' && !this.#audio) this.#audio = audioParameters(codec, Buffer.concat(this.#head));
  }
}
