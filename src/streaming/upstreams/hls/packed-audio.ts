// Packed audio (RFC 8216, 3.4) as a transport stream: radio and separate sound often come as bare AAC or MP3 frames.

import { AppError } from '../../../kernel/errors.ts';
import { CLOCK_HZ, wrapTicks } from '../../../formats/mpegts/clock.ts';
import { PACKET_BYTES, PAT_PID, SYNC_BYTE } from '../../../formats/mpegts/packet.ts';
import { crc32Mpeg } from '../../../formats/mpegts/psi.ts';
import { audioFrameAt, readId3, type AudioFrame } from './audio-frames.ts';

const PMT_PID = 0x1000;
const SOUND_PID = 0x101;
/** Sound in one PES packet, and so the distance of PCRs: players want them every 100 ms. */
const UNIT_TICKS = 0.08 * CLOCK_HZ;
const UNITS_PER_TABLES = 5;
/** The clock runs so far before the sound, for whatever buffers. */
const LEAD_TICKS = 0.5 * CLOCK_HZ;
/** A tag with a picture of the artist in it. */
const MOST_TAG_BYTES = 1_024 * 1_024;
/** No frame is larger; what is longer and none is garbage. */
const MOST_REST_BYTES = 16_384;

export class PackedAudio {
  readonly #emit: (packets: Uint8Array) => void;
  readonly #continuity = new Map<number, number>();
  #rest: Uint8Array = new Uint8Array();
  #atStart = true;
  #ticks = 0;
  #unit: Uint8Array[] = [];
  #unitTicks = 0;
  #unitCount = 0;
  #streamType = 0;
  #frameCount = 0;

  constructor(emit: (packets: Uint8Array) => void) {
    this.#emit = emit;
  }

  /** A segment begins, perhaps with a tag that tells the time. */
  begin(): void {
    this.#rest = new Uint8Array();
    this.#atStart = true;
  }

  push(chunk: Uint8Array): void {
    let bytes: Uint8Array = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    if (this.#atStart) {
      const tag = readId3(bytes);
      if (tag.bytes > bytes.length && bytes.length < MOST_TAG_BYTES) return void (this.#rest = bytes);
      if (tag.ticks !== undefined) this.#ticks = tag.ticks;
      this.#atStart = false;
      bytes = bytes.subarray(Math.min(tag.bytes, bytes.length));
    }
    let at = 0;
    for (let frame = audioFrameAt(bytes, at); at + 7 <= bytes.length; frame = audioFrameAt(bytes, at)) {
      if (!frame) at += 1;
      else if (at + frame.bytes > bytes.length) break;
      else {
        this.#take(frame, bytes.subarray(at, at + frame.bytes));
        at += frame.bytes;
      }
    }
    this.#rest = bytes.slice(at);
    if (this.#rest.length > MOST_REST_BYTES) this.#rest = new Uint8Array();
  }

  /** The segment is over. @throws AppError `upstream.unsupported` when there was no sound that we know in it */
  end(): void {
    this.#flush();
    if (this.#frameCount > 0) return;
    throw new AppError(
      'upstream.unsupported',
      'The packed sound is neither AAC nor MPEG audio; ffmpeg cannot help here',
    );
  }

  #take({ samples, sampleRate, streamType }: AudioFrame, frame: Uint8Array): void {
    this.#frameCount += 1;
    this.#streamType = streamType;
    this.#unit.push(frame);
    this.#unitTicks += (samples * CLOCK_HZ) / sampleRate;
    if (this.#unitTicks >= UNIT_TICKS) this.#flush();
  }

  #flush(): void {
    if (this.#unit.length === 0) return;
    const packets = this.#unitCount % UNITS_PER_TABLES === 0 ? this.#tables() : [];
    this.#unitCount += 1;
    const pts = wrapTicks(Math.round(this.#ticks + LEAD_TICKS));
    const pcr = wrapTicks(Math.round(this.#ticks));
    packets.push(...this.#pes(Buffer.concat(this.#unit), pts, pcr));
    this.#ticks += this.#unitTicks;
    this.#unit = [];
    this.#unitTicks = 0;
    this.#emit(new Uint8Array(Buffer.concat(packets)));
  }

  #tables(): Uint8Array[] {
    const pat = section([0x00, 0xb0, 13, 0, 1, 0xc1, 0, 0, 0, 1, 0xe0 | (PMT_PID >> 8), PMT_PID & 0xff]);
    const pid = [0xe0 | (SOUND_PID >> 8), SOUND_PID & 0xff];
    const pmt = section([0x02, 0xb0, 18, 0, 1, 0xc1, 0, 0, ...pid, 0xf0, 0, this.#streamType, ...pid, 0xf0, 0]);
    return [this.#packet(PAT_PID, true, pat), this.#packet(PMT_PID, true, pmt)];
  }

  #pes(payload: Uint8Array, pts: number, pcr: number): Uint8Array[] {
    const length = payload.length + 8;
    const sized = length > 0xffff ? [0, 0] : [length >> 8, length & 0xff];
    const pes = Buffer.concat([Uint8Array.from([0, 0, 1, 0xc0, ...sized, 0x84, 0x80, 5, ...timestamp(pts)]), payload]);
    const packets: Uint8Array[] = [];
    for (let at = 0; at < pes.length;) {
      const clock = at === 0 ? clockField(pcr) : [];
      const room = PACKET_BYTES - 4 - (clock.length > 0 ? clock.length + 1 : 0);
      const part = pes.subarray(at, at + room);
      packets.push(this.#packet(SOUND_PID, at === 0, part, clock));
      at += part.length;
    }
    return packets;
  }

  /** Padded in front of the payload by the adaptation field; tables, which are padded behind, come at full length. */
  #packet(pid: number, isStart: boolean, payload: Uint8Array, field: readonly number[] = []): Uint8Array {
    const packet = new Uint8Array(PACKET_BYTES).fill(0xff);
    const continuity = this.#continuity.get(pid) ?? 0;
    this.#continuity.set(pid, (continuity + 1) & 0x0f);
    const room = PACKET_BYTES - 4 - payload.length;
    packet.set([SYNC_BYTE, (isStart ? 0x40 : 0) | (pid >> 8), pid & 0xff, (room > 0 ? 0x30 : 0x10) | continuity]);
    if (room > 0) packet[4] = room - 1;
    if (room > 1) packet.set(field.length > 0 ? field : [0], 5);
    packet.set(payload, PACKET_BYTES - payload.length);
    return packet;
  }
}

/** A pointer field, the section with its CRC, and padding to the end of the packet. */
function section(head: readonly number[]): Uint8Array {
  const payload = new Uint8Array(PACKET_BYTES - 4).fill(0xff);
  const crc = crc32Mpeg(Uint8Array.from(head));
  payload.set([0, ...head, crc >>> 24, (crc >>> 16) & 0xff, (crc >>> 8) & 0xff, crc & 0xff]);
  return payload;
}

/** Random access, and a PCR without its extension. */
function clockField(pcr: number): number[] {
  const high = Math.floor(pcr / 2);
  const bytes = [high >>> 24, (high >>> 16) & 0xff, (high >>> 8) & 0xff, high & 0xff];
  return [0x50, ...bytes, ((pcr % 2) << 7) | 0x7e, 0];
}

function timestamp(pts: number): number[] {
  const high = Math.floor(pts / 2 ** 30);
  const low = pts % 2 ** 30;
  return [0x21 | (high << 1), (low >> 22) & 0xff, ((low >> 14) & 0xfe) | 1, (low >> 7) & 0xff, ((low << 1) & 0xfe) | 1];
}
