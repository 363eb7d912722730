// What the first frame of a sound stream says: ADTS (ISO/IEC 13818-7), AC-3 and E-AC-3 (ETSI TS 102 366), MPEG audio (11172-3).

import { BitReader } from './bits.ts';

export interface AudioParameters {
  readonly sampleRate: number;
  readonly channels: number;
}

type Reader = (frame: Uint8Array) => AudioParameters | undefined;

/** @param bytes the payload of a PES packet; frames may begin anywhere in it */
export function audioParameters(codec: string, bytes: Uint8Array): AudioParameters | undefined {
  const kind = KINDS[codec];
  if (!kind) return undefined;
  for (let at = 0; at + 8 <= bytes.length; at += 1) {
    if (bytes[at] !== kind.sync[0] || (bytes[at + 1]! & kind.mask) !== kind.sync[1]) continue;
    const found = kind.read(bytes.subarray(at, at + 16));
    if (found) return found;
  }
  return undefined;
}

interface Kind {
  readonly sync: readonly [number, number];
  /** Of the second byte. */
  readonly mask: number;
  readonly read: Reader;
}

const AAC_RATES = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350,
];
const AAC_CHANNELS = [0, 1, 2, 3, 4, 5, 6, 8];
const AC3_RATES = [48_000, 44_100, 32_000];
const AC3_CHANNELS = [2, 1, 2, 3, 3, 4, 4, 5];
const MPEG_RATES = [44_100, 48_000, 32_000];

function readAdts(frame: Uint8Array): AudioParameters | undefined {
  const bits = new BitReader(frame);
  bits.skip(18);
  const sampleRate = AAC_RATES[bits.read(4)];
  bits.skip(1);
  const channels = AAC_CHANNELS[bits.read(3)];
  return sampleRate && channels ? { sampleRate, channels } : undefined;
}

function readAc3(frame: Uint8Array): AudioParameters | undefined {
  const bits = new BitReader(frame);
  bits.skip(32);
  const sampleRate = AC3_RATES[bits.read(2)];
  bits.skip(6);
  const isAc3 = bits.read(5) <= 10;
  if (!isAc3) return readEac3(frame);
  bits.skip(3);
  const mode = bits.read(3);
  if ((mode & 1) !== 0 && mode !== 1) bits.skip(2);
  if ((mode & 4) !== 0) bits.skip(2);
  if (mode === 2) bits.skip(2);
  const channels = AC3_CHANNELS[mode]! + bits.read(1);
  return sampleRate ? { sampleRate, channels } : undefined;
}

function readEac3(frame: Uint8Array): AudioParameters | undefined {
  const bits = new BitReader(frame);
  bits.skip(32);
  const code = bits.read(2);
  const half = code === 3 ? bits.read(2) : (bits.skip(2), -1);
  const sampleRate = code === 3 ? (AC3_RATES[half] ?? 0) / 2 : AC3_RATES[code];
  const channels = AC3_CHANNELS[bits.read(3)]! + bits.read(1);
  return sampleRate ? { sampleRate, channels } : undefined;
}

function readMpeg(frame: Uint8Array): AudioParameters | undefined {
  const bits = new BitReader(frame);
  bits.skip(11);
  const version = bits.read(2);
  const layer = bits.read(2);
  bits.skip(5);
  const base = MPEG_RATES[bits.read(2)];
  bits.skip(2);
  const channels = bits.read(2) === 3 ? 1 : 2;
  if (!base || layer === 0 || version === 1) return undefined;
  return { sampleRate: version === 3 ? base : version === 2 ? base / 2 : base / 4, channels };
}

const KINDS: Readonly<Record<string, Kind>> = {
  aac: { sync: [0xff, 0xf0], mask: 0xf6, read: readAdts },
  ac3: { sync: [0x0b, 0x77], mask: 0xff, read: readAc3 },
  eac3: { sync: [0x0b, 0x77], mask: 0xff, read: readAc3 },
  mp2: { sync: [0xff, 0xe0], mask: 0xe0, read: readMpeg },
};
