// An image's bytes as pixels, small enough to look at. Whatever an image does, it costs bounded time and memory.

import sharp from 'sharp';
import { MEBIBYTE } from '../kernel/units.ts';
import type { Pixels } from './look.ts';

/** Larger ones are photographs, or bombs. */
const MAX_PIXELS = 24 * MEBIBYTE;
const WITHIN_SECONDS = 5;
/** The longer side that is looked at; a logo needs no more. */
const SIDE = 256;

sharp.cache(false); // logos are seen once
sharp.concurrency(1); // streams need the other cores

export interface Decoded extends Pixels {
  /** Of the image itself. */
  readonly fullWidth: number;
  readonly fullHeight: number;
}

/** @throws Error for what is no image, is too large or takes too long */
export async function decode(bytes: Uint8Array): Promise<Decoded> {
  const image = sharp(bytes, { limitInputPixels: MAX_PIXELS, pages: 1, failOn: 'error' });
  const { width: fullWidth, height: fullHeight } = await image.metadata();
  const { data, info } = await image
    .timeout({ seconds: WITHIN_SECONDS })
    .resize(SIDE, SIDE, { fit: 'inside' })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, rgba: data, fullWidth, fullHeight };
}
