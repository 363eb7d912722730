// The prepared pictures and the silence of this room (`scripts/make-slates.ts` draws them), read when they are first shown.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Why there is no picture, as far as people who watch care. */
export type SilenceReason = 'one-moment' | 'no-stream' | 'connection-limit';

export interface Slates {
  /** One second in access units of 40 ms, the first of which can be decoded alone; `undefined`: none for this codec. */
  readonly pictures: (reason: SilenceReason, codec: string) => readonly Uint8Array[] | undefined;
  /** A frame of silence, stereo at 48 kHz. */
  readonly sound: (codec: string) => Sound | undefined;
}

export interface Sound {
  readonly frame: Uint8Array;
  /** How long it lasts at 90 kHz. */
  readonly ticks: number;
  /** Of its PES packets (ISO/IEC 13818-1, table 2-22). */
  readonly streamId: number;
}

/** After a start code 00 00 01: what an access unit may begin with, and what belongs to the one that it begins. */
const UNIT_STARTS: Readonly<Record<string, readonly number[]>> = {
  h264: [0x09], // access unit delimiters
  hevc: [0x46],
  mpeg2video: [0xb3, 0xb8, 0x00], // sequence header, group of pictures, picture
};

/** 1,024, 1,536 and 1,152 samples at 48 kHz. */
const SOUNDS: Readonly<Record<string, Omit<Sound, 'frame'>>> = {
  aac: { ticks: 1_920, streamId: 0xc0 },
  ac3: { ticks: 2_880, streamId: 0xbd },
  eac3: { ticks: 2_880, streamId: 0xbd },
  mp2: { ticks: 2_160, streamId: 0xc0 },
};

const START_CODE = Buffer.from([0, 0, 1]);
const FOLDER = join(import.meta.dirname, 'slates');
const pictures = new Map<string, readonly Uint8Array[] | undefined>();
const sounds = new Map<string, Sound | undefined>();

export const preparedSlates: Slates = {
  pictures(reason, codec) {
    const name = `${reason}.${codec}`;
    if (!pictures.has(name)) pictures.set(name, readUnits(join(FOLDER, name), UNIT_STARTS[codec]));
    return pictures.get(name);
  },
  sound(codec) {
    if (!sounds.has(codec)) sounds.set(codec, readSound(codec));
    return sounds.get(codec);
  },
};

function readUnits(file: string, opening: readonly number[] | undefined): readonly Uint8Array[] | undefined {
  if (!opening || !existsSync(file)) return undefined;
  const bytes = readFileSync(file);
  const starts: number[] = [];
  let last = Number.POSITIVE_INFINITY;
  for (let at = bytes.indexOf(START_CODE); at >= 0; at = bytes.indexOf(START_CODE, at + 3)) {
    const rank = opening.indexOf(bytes[at + 3]!);
    if (rank >= 0 && rank <= last) starts.push(at > 0 && bytes[at - 1] === 0 ? at - 1 : at);
    if (rank >= 0) last = rank;
  }
  return starts.map((from, index) => bytes.subarray(from, starts[index + 1] ?? bytes.length));
}

function readSound(codec: string): Sound | undefined {
  const known = SOUNDS[codec];
  const file = join(FOLDER, `silence.${codec}`);
  return known && existsSync(file) ? { ...known, frame: readFileSync(file) } : undefined;
}
