// Frames of packed audio: where they begin, how long they are and how long they sound. ADTS (AAC) and MPEG audio.

export interface AudioFrame {
  readonly bytes: number;
  readonly samples: number;
  readonly sampleRate: number;
  /** As the PMT says it. */
  readonly streamType: number;
}

const ADTS_RATES = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350,
];
const ADTS_STREAM = 0x0f;
const MPEG1_STREAM = 0x03;
const MPEG2_STREAM = 0x04;
const MPEG1_RATES = [44_100, 48_000, 32_000];
/** Kilobits per second by layer (ISO/IEC 11172-3, 2.4.2.3; 13818-3, 2.4.2.3). */
const MPEG1_BITRATES: Readonly<Record<number, readonly number[]>> = {
  1: [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  2: [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  3: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
};
const MPEG2_BITRATES: Readonly<Record<number, readonly number[]>> = {
  1: [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  2: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
  3: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
};

/** The frame whose header is at `at`; `undefined` where there is none, or less than a header of it. */
export function audioFrameAt(bytes: Uint8Array, at: number): AudioFrame | undefined {
  if (at + 7 > bytes.length || bytes[at] !== 0xff || (bytes[at + 1]! & 0xe0) !== 0xe0) return undefined;
  return (bytes[at + 1]! & 0xf6) === 0xf0 ? adtsFrame(bytes, at) : mpegFrame(bytes, at);
}

function adtsFrame(bytes: Uint8Array, at: number): AudioFrame | undefined {
  const sampleRate = ADTS_RATES[(bytes[at + 2]! >> 2) & 0x0f];
  const length = ((bytes[at + 3]! & 0x03) << 11) | (bytes[at + 4]! << 3) | (bytes[at + 5]! >> 5);
  if (sampleRate === undefined || length < 7) return undefined;
  return { bytes: length, samples: 1_024 * ((bytes[at + 6]! & 0x03) + 1), sampleRate, streamType: ADTS_STREAM };
}

function mpegFrame(bytes: Uint8Array, at: number): AudioFrame | undefined {
  const version = (bytes[at + 1]! >> 3) & 0x03; // 3 is MPEG-1, 2 is MPEG-2, 0 is MPEG-2.5
  const layer = 4 - ((bytes[at + 1]! >> 1) & 0x03);
  const baseRate = MPEG1_RATES[(bytes[at + 2]! >> 2) & 0x03];
  const isFirst = version === 3;
  const bitrate = (isFirst ? MPEG1_BITRATES : MPEG2_BITRATES)[layer]?.[bytes[at + 2]! >> 4];
  if (version === 1 || baseRate === undefined || !bitrate) return undefined;
  const sampleRate = baseRate / (isFirst ? 1 : version === 2 ? 2 : 4);
  const padding = (bytes[at + 2]! >> 1) & 0x01;
  const samples = layer === 1 ? 384 : layer === 3 && !isFirst ? 576 : 1_152;
  const slots = Math.floor(((samples / 8) * bitrate * 1_000) / sampleRate / (layer === 1 ? 4 : 1));
  const length = (slots + padding) * (layer === 1 ? 4 : 1);
  return { bytes: length, samples, sampleRate, streamType: isFirst ? MPEG1_STREAM : MPEG2_STREAM };
}

const ID3_HEADER_BYTES = 10;
const TIMESTAMP_OWNER = 'com.apple.streaming.transportStreamTimestamp\0';

/** The ID3 tag at the beginning: its length, and the 33-bit timestamp of the first frame where it tells (RFC 8216, 3.4). */
export function readId3(bytes: Uint8Array): { readonly bytes: number; readonly ticks: number | undefined } {
  if (bytes.length < ID3_HEADER_BYTES || Buffer.from(bytes.subarray(0, 3)).toString('latin1') !== 'ID3') {
    return { bytes: 0, ticks: undefined };
  }
  const size = (bytes[6]! << 21) | (bytes[7]! << 14) | (bytes[8]! << 7) | bytes[9]!;
  const tag = Buffer.from(bytes.subarray(0, ID3_HEADER_BYTES + size));
  const owner = tag.indexOf(TIMESTAMP_OWNER, 0, 'latin1');
  const at = owner + TIMESTAMP_OWNER.length;
  const ticks = owner >= 0 && at + 8 <= tag.length ? Number(tag.readBigUInt64BE(at) & 0x1_ffff_ffffn) : undefined;
  return { bytes: ID3_HEADER_BYTES + size, ticks };
}
