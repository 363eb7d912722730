// What the PMT says of a track of sound that is kept up in silence beside another that sounds, so that players which can go over
// to the other do so. Those that cannot (mpv, ffmpeg and what is built on it) go on with the silence: they would hang without.

import type { ElementaryStream } from '../../formats/mpegts/psi.ts';

const LANGUAGE_TAG = 0x0a;
/**
 * No linguistic content (ISO 639-2), and "clean effects" (ISO/IEC 13818-1, table 2-60), which no player prefers. VLC 3 takes the
 * track for a new one then, and selects anew; with its old language it would stay.
 */
const NO_LANGUAGE = Uint8Array.of(LANGUAGE_TAG, 4, 0x7a, 0x78, 0x78, 1);

export function silentEntry(stream: ElementaryStream): ElementaryStream {
  const others = descriptorsOf(stream.descriptors).filter(([tag]) => tag !== LANGUAGE_TAG);
  return { ...stream, descriptors: Buffer.concat([...others, NO_LANGUAGE]) };
}

function descriptorsOf(bytes: Uint8Array): Uint8Array[] {
  const all: Uint8Array[] = [];
  for (let at = 0, next = 0; at + 2 <= bytes.length; at = next) {
    next = at + 2 + bytes[at + 1]!;
    all.push(bytes.subarray(at, next));
  }
  return all;
}
