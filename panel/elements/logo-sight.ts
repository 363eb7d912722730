// Looks at a logo that the browser has loaded, once each: on which plate it is read.

import { plateFor, type Plate } from './plate.ts';

/** The longer side that is looked at, in pixels. */
const SIDE = 48;
/** A long list's; the oldest goes first. */
const MOST_KNOWN = 5_000;

const known = new Map<string, Plate>();
let room: CanvasRenderingContext2D | null | undefined;

export const knownPlate = (address: string): Plate | undefined => known.get(address);

/** @returns the dark one for what cannot be looked at */
export async function seenPlate(image: HTMLImageElement, address: string): Promise<Plate> {
  const plate = await look(image).catch((): Plate => 'dark');
  known.set(address, plate);
  const [oldest] = known.keys();
  if (known.size > MOST_KNOWN && oldest !== undefined) known.delete(oldest);
  return plate;
}

/** Made small by the browser, beside the page's own thread. */
async function look(image: HTMLImageElement): Promise<Plate> {
  const { naturalWidth, naturalHeight } = image;
  const scale = SIDE / Math.max(naturalWidth, naturalHeight);
  const [width, height] = [naturalWidth, naturalHeight].map((side) => Math.max(1, Math.round(side * scale)));
  const small = await createImageBitmap(image, {
    resizeWidth: width!,
    resizeHeight: height!,
    resizeQuality: 'medium',
  });
  try {
    room ??= document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    if (!room) return 'dark';
    room.clearRect(0, 0, SIDE, SIDE);
    room.drawImage(small, 0, 0);
    return plateFor(room.getImageData(0, 0, width!, height!));
  } finally {
    small.close();
  }
}
