// Programme specific information: sections put together from packets, checked, and read (ISO/IEC 13818-1, 2.4.4).

import { hasPayload, isUnitStart, PACKET_BYTES, payloadStart } from './packet.ts';

export interface Pat {
  readonly transportStreamId: number;
  readonly version: number;
  /** Programmes in the table's order; the network entry (number 0) is left out. */
  readonly programs: readonly { readonly number: number; readonly pmtPid: number }[];
}

export interface Pmt {
  readonly programNumber: number;
  readonly version: number;
  readonly pcrPid: number;
  /** Descriptors of the programme. */
  readonly info: Uint8Array;
  readonly streams: readonly ElementaryStream[];
}

export interface ElementaryStream {
  readonly pid: number;
  readonly streamType: number;
  /** `h264`, `hevc`, `aac` …, or `type-0x..` where it is none we know. */
  readonly codec: string;
  readonly medium: 'video' | 'audio' | 'other';
  /** ISO 639 code in lower case; '' where it is not said. */
  readonly language: string;
  readonly descriptors: Uint8Array;
}

const MAX_SECTION_BYTES = 4_096;
const PAT_TABLE = 0x00;
const PMT_TABLE = 0x02;

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 24;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x80000000 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  return crc >>> 0;
});

/** CRC-32/MPEG-2 over `bytes[from, to)`; over a section with its CRC it is 0. */
export function crc32Mpeg(bytes: Uint8Array, from = 0, to = bytes.length): number {
  let crc = 0xffffffff;
  for (let at = from; at < to; at += 1) crc = ((crc << 8) ^ CRC_TABLE[((crc >>> 24) ^ bytes[at]!) & 0xff]!) >>> 0;
  return crc;
}

/** Puts the sections of one PID together. Only the first section of a packet is taken: PAT and PMT have no other. */
export class SectionAssembler {
  readonly #section = new Uint8Array(MAX_SECTION_BYTES);
  #length = 0;
  #expected = 0;

  /** The section that this packet completes, its CRC checked; a view that the next packet overwrites. */
  push(bytes: Uint8Array, at: number): Uint8Array | undefined {
    if (!hasPayload(bytes, at)) return undefined;
    const end = at + PACKET_BYTES;
    let from = payloadStart(bytes, at);
    if (isUnitStart(bytes, at)) {
      from += 1 + (bytes[from] ?? 0); // the pointer field
      this.#length = 0;
      this.#expected = from + 3 <= end ? 3 + (((bytes[from + 1]! & 0x0f) << 8) | bytes[from + 2]!) : 0;
    }
    if (from >= end || this.#expected === 0 || this.#expected > MAX_SECTION_BYTES) return undefined;
    const take = Math.min(end - from, this.#expected - this.#length);
    this.#section.set(bytes.subarray(from, from + take), this.#length);
    this.#length += take;
    if (this.#length < this.#expected) return undefined;
    const section = this.#section.subarray(0, this.#expected);
    this.#expected = 0;
    return crc32Mpeg(section) === 0 ? section : undefined;
  }
}

/** `undefined` for any other table, one that is not in force yet, or one too short. */
export function parsePat(section: Uint8Array): Pat | undefined {
  if (section.length < 12 || section[0] !== PAT_TABLE || !(section[5]! & 1)) return undefined;
  const programs: { number: number; pmtPid: number }[] = [];
  for (let at = 8; at + 4 <= section.length - 4; at += 4) {
    const number = word(section, at);
    if (number !== 0) programs.push({ number, pmtPid: word(section, at + 2) & 0x1fff });
  }
  return { transportStreamId: word(section, 3), version: versionOf(section), programs };
}

/** `undefined` for any other table, one that is not in force yet, or one too short. */
export function parsePmt(section: Uint8Array): Pmt | undefined {
  if (section.length < 16 || section[0] !== PMT_TABLE || !(section[5]! & 1)) return undefined;
  const streams: ElementaryStream[] = [];
  const end = section.length - 4;
  const infoEnd = Math.min(end, 12 + (word(section, 10) & 0x0fff));
  let at = infoEnd;
  while (at + 5 <= end) {
    const descriptors = at + 5;
    const next = descriptors + (word(section, at + 3) & 0x0fff);
    if (next > end) break;
    streams.push(streamOf(section, at, section.slice(descriptors, next)));
    at = next;
  }
  return {
    programNumber: word(section, 3),
    version: versionOf(section),
    pcrPid: word(section, 8) & 0x1fff,
    info: section.slice(12, infoEnd),
    streams,
  };
}

function streamOf(section: Uint8Array, at: number, descriptors: Uint8Array): ElementaryStream {
  const streamType = section[at]!;
  const codec = codecOf(streamType, descriptors);
  return { pid: word(section, at + 1) & 0x1fff, streamType, ...codec, language: languageOf(descriptors), descriptors };
}

const word = (bytes: Uint8Array, at: number): number => (bytes[at]! << 8) | bytes[at + 1]!;
const versionOf = (section: Uint8Array): number => (section[5]! >> 1) & 0x1f;

type Codec = Pick<ElementaryStream, 'codec' | 'medium'>;
const video = (codec: string): Codec => ({ codec, medium: 'video' });
const audio = (codec: string): Codec => ({ codec, medium: 'audio' });
const other = (codec: string): Codec => ({ codec, medium: 'other' });

/** Stream types as ISO/IEC 13818-1 and ATSC assign them, and the private ones that everybody uses. */
const BY_TYPE: Readonly<Record<number, Codec>> = {
  0x01: video('mpeg1video'),
  0x02: video('mpeg2video'),
  0x03: audio('mp2'),
  0x04: audio('mp2'),
  0x0f: audio('aac'),
  0x10: video('mpeg4'),
  0x11: audio('aac-latm'),
  0x15: other('id3'),
  0x1b: video('h264'),
  0x24: video('hevc'),
  0x33: video('vvc'),
  0x42: video('avs'),
  0x81: audio('ac3'),
  0x82: audio('dts'),
  0x86: other('scte35'),
  0x87: audio('eac3'),
  0xea: video('vc1'),
};

/** What is listed by its stream type alone. */
export const codecOfType = (streamType: number): Pick<ElementaryStream, 'codec' | 'medium'> | undefined =>
  BY_TYPE[streamType];

/** The stream type that says so by itself; `undefined` where none does. */
export function typeOfCodec(codec: string): number | undefined {
  const found = Object.entries(BY_TYPE).find(([, known]) => known.codec === codec);
  return found && Number(found[0]);
}

/** DVB carries these as private data (type 6) and says what they are in a descriptor (EN 300 468). */
const BY_DESCRIPTOR: Readonly<Record<number, Codec>> = {
  0x56: other('teletext'),
  0x59: other('dvb-subtitles'),
  0x6a: audio('ac3'),
  0x7a: audio('eac3'),
  0x7b: audio('dts'),
  0x7c: audio('aac'),
};

function codecOf(streamType: number, descriptors: Uint8Array): Codec {
  const known = BY_TYPE[streamType];
  if (known) return known;
  for (let at = 0; at + 2 <= descriptors.length; at += 2 + descriptors[at + 1]!) {
    const described = BY_DESCRIPTOR[descriptors[at]!] ?? registered(descriptors, at);
    if (streamType === 0x06 && described) return described;
  }
  return other(`type-0x${streamType.toString(16).padStart(2, '0')}`);
}

/** Registration descriptor (0x05): four letters. */
function registered(descriptors: Uint8Array, at: number): Codec | undefined {
  if (descriptors[at] !== 0x05 || at + 6 > descriptors.length) return undefined;
  const name = String.fromCharCode(...descriptors.subarray(at + 2, at + 6));
  return { 'AC-3': audio('ac3'), EAC3: audio('eac3'), Opus: audio('opus'), HEVC: video('hevc') }[name];
}

const LANGUAGE = /^[a-z]{3}$/;

/** The first language of an ISO 639, subtitling or teletext descriptor. It goes on into names and headers: letters only. */
function languageOf(descriptors: Uint8Array): string {
  for (let at = 0; at + 5 <= descriptors.length; at += 2 + descriptors[at + 1]!) {
    const tag = descriptors[at]!;
    if (tag !== 0x0a && tag !== 0x56 && tag !== 0x59) continue;
    const language = String.fromCharCode(...descriptors.subarray(at + 2, at + 5)).toLowerCase();
    return LANGUAGE.test(language) ? language : '';
  }
  return '';
}
