// What a sequence's header says of the picture, and how its usability information names the colours: alike in H.264 and HEVC.

import type { BitReader } from './bits.ts';

export interface VideoParameters {
  /** In pixels, as shown: without what is cropped. */
  readonly width: number;
  readonly height: number;
  /** Undefined where the header does not say. */
  readonly picturesPerSecond: number | undefined;
  readonly isInterlaced: boolean;
  /** By its transfer characteristics; null for none, or where the header does not say. */
  readonly hdr: 'hdr10' | 'hlg' | null;
}

/** Transfer characteristics (ITU-T H.273, table 3). */
const HDR: Readonly<Record<number, VideoParameters['hdr']>> = { 16: 'hdr10', 18: 'hlg' };

/** From `video_signal_type_present_flag` on. */
export function hdrOf(bits: BitReader): VideoParameters['hdr'] {
  if (!bits.flag()) return null;
  bits.skip(4);
  if (!bits.flag()) return null;
  bits.skip(8);
  const transfer = bits.read(8);
  bits.skip(8);
  return HDR[transfer] ?? null;
}
