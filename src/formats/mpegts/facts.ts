// What a stream is made of, from its programme table and the packets of its first picture.

import { audioParameters, type AudioParameters } from './audio-parameters.ts';
import { isScrambled, isUnitStart, PACKET_BYTES, payloadStart, pidOf } from './packet.ts';
import { leadOf } from './program.ts';
import type { Pmt } from './psi.ts';
import type { VideoParameters } from './colours.ts';
import { videoParameters } from './video-parameters.ts';

export interface StreamFacts {
  /** Undefined where there is no picture, or its headers are of a codec that is not read. */
  readonly video: VideoParameters | undefined;
  /** Of the first sound stream. */
  readonly audio: AudioParameters | undefined;
}

/** Parameter sets and the header of a frame of sound stand well in front. */
const MOST_BYTES = 4_096;

/** Of the sound whose unit begins in the packet at `at`: most hold the header of its first frame. */
export function soundAt(program: Pmt | undefined, bytes: Uint8Array, at: number): AudioParameters | undefined {
  if (!isUnitStart(bytes, at) || isScrambled(bytes, at)) return undefined;
  const audio = program?.streams.find((stream) => stream.medium === 'audio');
  if (audio?.pid !== pidOf(bytes, at)) return undefined;
  return audioParameters(audio.codec, payloadOf(audio.pid, [bytes.subarray(at, at + PACKET_BYTES)]));
}

/** @param packets whole packets in pieces of any number, from a random-access picture on */
export function streamFacts(program: Pmt | undefined, packets: readonly Uint8Array[]): StreamFacts {
  const video = leadOf(program);
  const audio = program?.streams.find((stream) => stream.medium === 'audio');
  return {
    video: video?.medium === 'video' ? videoParameters(video.codec, payloadOf(video.pid, packets)) : undefined,
    audio: audio && audioParameters(audio.codec, payloadOf(audio.pid, packets)),
  };
}

/** The first bytes of a PID's first unit and what follows on it. */
function payloadOf(pid: number, packets: readonly Uint8Array[]): Uint8Array {
  const payload = new Uint8Array(MOST_BYTES);
  let length = 0;
  for (const piece of packets) {
    for (let at = 0; at < piece.length && length < MOST_BYTES; at += PACKET_BYTES) {
      if (pidOf(piece, at) !== pid || isScrambled(piece, at)) continue;
      let from = payloadStart(piece, at);
      if (isUnitStart(piece, at)) from += Math.min(PACKET_BYTES, 9 + (piece[from + 8] ?? 0));
      else if (length === 0) continue;
      const bytes = piece.subarray(Math.min(from, at + PACKET_BYTES), at + PACKET_BYTES);
      payload.set(bytes.subarray(0, MOST_BYTES - length), length);
      length = Math.min(MOST_BYTES, length + bytes.length);
    }
  }
  return payload.subarray(0, length);
}
