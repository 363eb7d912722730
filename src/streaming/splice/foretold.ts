// A channel's programme before anything of it has come: what is known of its stream from earlier, as a slate needs it.

import { codecOfType, typeOfCodec, type ElementaryStream, type Pmt } from '../../formats/mpegts/psi.ts';

/** Picture or sound of a stream, as it was when it was last looked at. */
export interface KnownTrack {
  /** As in `ElementaryStream`. */
  readonly codec: string;
  /** ISO 639 code; '' where it is not said. */
  readonly language: string;
}

export const FORETOLD_PMT_PID = 0x1000;
const FIRST_PID = 0x100;
const LANGUAGE_TAG = 0x0a;

/** `undefined` where one of them cannot be listed without more than its codec: it would become another stream later. */
export function foretold(tracks: readonly KnownTrack[]): Pmt | undefined {
  const streams = tracks.flatMap((track, index) => entryOf(track, FIRST_PID + index) ?? []);
  if (streams.length < tracks.length || streams.length === 0) return undefined;
  return { programNumber: 1, version: 0, pcrPid: FIRST_PID, info: new Uint8Array(0), streams };
}

function entryOf({ codec, language }: KnownTrack, pid: number): ElementaryStream | undefined {
  const streamType = typeOfCodec(codec);
  if (streamType === undefined) return undefined;
  const descriptors = /^[a-z]{3}$/.test(language)
    ? Uint8Array.from([LANGUAGE_TAG, 4, ...Buffer.from(language, 'latin1'), 0])
    : new Uint8Array(0);
  return {
    pid,
    streamType,
    ...codecOfType(streamType)!,
    language: descriptors.length > 0 ? language : '',
    descriptors,
  };
}
