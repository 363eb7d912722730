// What this browser is able to play, as Masthead asks it of a player in a page: what is not named is made for it.

import { mediaSourceClass } from './file-tracks.ts';

type CanPlay = (mime: string) => boolean;

/** All of its kinds are to be known. HEVC comes in ten bits as well as in eight. */
const CODECS: Readonly<Record<string, readonly string[]>> = {
  aac: ['audio/mp4; codecs="mp4a.40.2"'],
  ac3: ['audio/mp4; codecs="ac-3"'],
  h264: ['video/mp4; codecs="avc1.640028"'],
  hevc: ['video/mp4; codecs="hvc1.1.6.L123.B0"', 'video/mp4; codecs="hvc1.2.4.L123.B0"'],
};

const isSupported: CanPlay = (mime) => mediaSourceClass()?.isTypeSupported(mime) ?? false;

/** `aac,h264` @param canPlay of a browser with HLS of its own, that browser's */
export const pageAbility = (canPlay: CanPlay = isSupported): string =>
  Object.entries(CODECS)
    .flatMap(([codec, mimes]) => (mimes.every((mime) => canPlay(mime)) ? [codec] : []))
    .join(',');
