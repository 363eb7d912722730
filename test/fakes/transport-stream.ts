// A transport stream made by hand: PAT, PMT, video with key frames, sound, PCR and honest counters. Every picture carries its
// number, so that a reader can tell what was lost, repeated or torn.

import { crc32Mpeg } from '../../src/formats/mpegts/psi.ts';
import { PACKET_BYTES } from '../../src/formats/mpegts/packet.ts';

export interface TransportStreamOptions {
  readonly videoPid?: number;
  readonly audioPid?: number;
  readonly pmtPid?: number;
  /** `none` makes a radio station. */
  readonly video?: 'h264' | 'hevc' | 'mpeg2video' | 'mpeg4' | 'none';
  /** `none` makes a silent film. */
  readonly audio?: 'aac' | 'ac3' | 'eac3' | 'mp2' | 'none';
  readonly picturesPerGroup?: number;
  readonly picturesPerSecond?: number;
  /** From the clock to the picture that comes with it, in 90 kHz ticks. */
  readonly delay?: number;
  readonly pictureBytes?: number;
  /** Whether the muxer sets the random-access flag. */
  readonly marksRandomAccess?: boolean;
  /** Whether key frames look like ones; without it only a flag tells. */
  readonly hasParameterSets?: boolean;
  /** In 90 kHz ticks. */
  readonly firstPts?: number;
  readonly firstContinuity?: number;
  /** Number of the first picture: not a multiple of the group begins in the middle of one. */
  readonly firstPicture?: number;
}

export const PICTURE_MS = 40;
const AUDIO_TYPES = { aac: 0x0f, ac3: 0x81, eac3: 0x87, mp2: 0x03 } as const;
const VIDEO_TYPES = { h264: 0x1b, hevc: 0x24, mpeg2video: 0x02, mpeg4: 0x10 } as const;
/** What stands before the picture's number: [key frame, any other]. */
const PICTURE_STARTS = {
  h264: [
    [0, 0, 0, 1, 0x09, 0x10, 0, 0, 0, 1, 0x67, 0x42, 0, 0, 0, 1, 0x68, 0xce, 0, 0, 1, 0x65],
    [0, 0, 0, 1, 0x09, 0x30, 0, 0, 1, 0x41],
  ],
  hevc: [
    [0, 0, 0, 1, 0x46, 0x01, 0, 0, 0, 1, 0x40, 0x01, 0, 0, 0, 1, 0x42, 0x01, 0, 0, 1, 0x26, 0x01],
    [0, 0, 0, 1, 0x46, 0x01, 0, 0, 1, 0x02, 0x01],
  ],
  mpeg2video: [
    [0, 0, 1, 0xb3, 0x2d, 0, 0, 1, 0xb8, 0x11, 0, 0, 1, 0x00, 0x11],
    [0, 0, 1, 0x00, 0x11],
  ],
  mpeg4: [
    [0, 0, 1, 0xb6, 0x11],
    [0, 0, 1, 0xb6, 0x51],
  ],
} as const;
/** Opens the number in a picture's payload. */
export const NUMBER_MARK = [0xf5, 0xfa, 0xf5, 0xfa] as const;

export class TransportStream {
  readonly #options: Required<TransportStreamOptions>;
  readonly #continuity = new Map<number, number>();
  #picture: number;

  constructor(options: TransportStreamOptions = {}) {
    this.#options = {
      videoPid: 0x100,
      audioPid: 0x101,
      pmtPid: 0x1000,
      video: 'h264',
      audio: 'aac',
      picturesPerSecond: 25,
      delay: 0,
      picturesPerGroup: 25,
      pictureBytes: 4_000,
      marksRandomAccess: true,
      hasParameterSets: true,
      firstPts: 900_000,
      firstContinuity: 0,
      firstPicture: 0,
      ...options,
    };
    this.#picture = this.#options.firstPicture;
  }

  /** 40 ms of it: tables now and then, a picture, some sound. */
  next(): Buffer {
    const number = this.#picture;
    this.#picture += 1;
    const { video, videoPid, audioPid, audio, firstPts, firstPicture, picturesPerSecond } = this.#options;
    const pts = (firstPts + (number - firstPicture) * (90_000 / picturesPerSecond)) % 2 ** 33;
    const streamId = audio === 'aac' || audio === 'mp2' ? 0xc0 : 0xbd;
    const packets = number % 3 === 0 || number === firstPicture ? this.#tables() : [];
    if (video === 'none') {
      packets.push(...this.#pes(audioPid, streamId, { pts, pcr: this.#pcr(pts), payload: numbered(number, 400) }));
    } else {
      packets.push(...this.#video(videoPid, number, pts));
      if (audio !== 'none') packets.push(...this.#pes(audioPid, streamId, { pts, payload: numbered(number, 300) }));
    }
    return Buffer.concat(packets);
  }

  pictures(count: number): Buffer {
    return Buffer.concat(Array.from({ length: count }, () => this.next()));
  }

  #pcr(pts: number): number {
    return (pts - this.#options.delay + 2 ** 33) % 2 ** 33;
  }

  #video(pid: number, number: number, pts: number): Buffer[] {
    const { video, picturesPerGroup, pictureBytes, marksRandomAccess, hasParameterSets } = this.#options;
    if (video === 'none') return [];
    const isKey = number % picturesPerGroup === 0;
    const start = PICTURE_STARTS[video][isKey && hasParameterSets ? 0 : 1];
    const bytes = isKey ? pictureBytes * 3 : pictureBytes;
    const payload = Buffer.concat([Buffer.from(start), numbered(number, bytes)]);
    return this.#pes(pid, 0xe0, { pts, pcr: this.#pcr(pts), payload, isRandomAccess: isKey && marksRandomAccess });
  }

  #tables(): Buffer[] {
    const { pmtPid, video, videoPid, audio, audioPid } = this.#options;
    const pat = section(0x00, 1, [0, 1, 0xe0 | (pmtPid >> 8), pmtPid & 0xff]);
    const pcrPid = video === 'none' ? audioPid : videoPid;
    const streams = [
      ...(video === 'none' ? [] : entry(VIDEO_TYPES[video], videoPid)),
      ...(audio === 'none' ? [] : entry(AUDIO_TYPES[audio], audioPid)),
    ];
    const pmt = section(0x02, 1, [0xe0 | (pcrPid >> 8), pcrPid & 0xff, 0xf0, 0, ...streams]);
    return [this.#packet(0, { isStart: true, payload: pat }), this.#packet(pmtPid, { isStart: true, payload: pmt })];
  }

  #pes(
    pid: number,
    streamId: number,
    unit: { pts: number; pcr?: number; payload: Buffer; isRandomAccess?: boolean },
  ): Buffer[] {
    const header = Buffer.from([0, 0, 1, streamId, 0, 0, 0x84, 0x80, 5, ...timestamp(unit.pts)]);
    const whole = Buffer.concat([header, unit.payload]);
    const packets: Buffer[] = [];
    for (let at = 0; at < whole.length;) {
      const isStart = at === 0;
      const adaptation = isStart ? adaptationOf(unit.pcr, unit.isRandomAccess ?? false) : [];
      const room = PACKET_BYTES - 4 - (adaptation.length > 0 ? adaptation.length + 1 : 0);
      const payload = whole.subarray(at, at + room);
      packets.push(this.#packet(pid, { isStart, payload, adaptation }));
      at += payload.length;
    }
    return packets;
  }

  #packet(pid: number, parts: { isStart: boolean; payload: Buffer; adaptation?: number[] }): Buffer {
    const packet = Buffer.alloc(PACKET_BYTES, 0xff);
    const continuity = this.#continuity.get(pid) ?? this.#options.firstContinuity;
    this.#continuity.set(pid, (continuity + 1) & 0x0f);
    const fields = parts.adaptation ?? [];
    const room = PACKET_BYTES - 4 - parts.payload.length;
    const hasField = room > 0 && !TABLES.has(parts.payload);
    packet.set([0x47, (parts.isStart ? 0x40 : 0) | (pid >> 8), pid & 0xff, (hasField ? 0x30 : 0x10) | continuity]);
    if (!hasField) {
      parts.payload.copy(packet, 4);
      return packet;
    }
    packet[4] = room - 1;
    if (room > 1) packet.set(fields.length > 0 ? fields : [0], 5);
    parts.payload.copy(packet, PACKET_BYTES - parts.payload.length);
    return packet;
  }
}

const entry = (type: number, pid: number): number[] => [type, 0xe0 | (pid >> 8), pid & 0xff, 0xf0, 0];

/** Sections are padded behind, not in front. */
const TABLES = new WeakSet<Buffer>();

function section(tableId: number, id: number, body: readonly number[]): Buffer {
  const length = body.length + 9;
  const head = [tableId, 0xb0 | (length >> 8), length & 0xff, id >> 8, id & 0xff, 0xc1, 0, 0, ...body];
  const crc = crc32Mpeg(Uint8Array.from(head));
  const table = Buffer.from([0, ...head, crc >>> 24, (crc >>> 16) & 0xff, (crc >>> 8) & 0xff, crc & 0xff]);
  TABLES.add(table);
  return table;
}

function adaptationOf(pcr: number | undefined, isRandomAccess: boolean): number[] {
  if (pcr === undefined && !isRandomAccess) return [];
  const flags = (isRandomAccess ? 0x40 : 0) | (pcr === undefined ? 0 : 0x10);
  if (pcr === undefined) return [flags];
  const high = Math.floor(pcr / 2);
  return [
    flags,
    (high >>> 24) & 0xff,
    (high >>> 16) & 0xff,
    (high >>> 8) & 0xff,
    high & 0xff,
    ((pcr % 2) << 7) | 0x7e,
    0,
  ];
}

function timestamp(pts: number): number[] {
  const high = Math.floor(pts / 2 ** 30);
  const low = pts % 2 ** 30;
  return [0x21 | (high << 1), (low >> 22) & 0xff, ((low >> 14) & 0xfe) | 1, (low >> 7) & 0xff, ((low << 1) & 0xfe) | 1];
}

/** A payload that holds its number and no start code. */
function numbered(number: number, bytes: number): Buffer {
  const payload = Buffer.alloc(bytes, 0x55);
  payload.set([...NUMBER_MARK, ...[3, 2, 1, 0].map((place) => 0x80 | ((number >> (place * 7)) & 0x7f))]);
  return payload;
}
