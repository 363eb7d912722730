// On what a logo is read: most have nothing behind them, and are drawn for a dark page, for a light one, or for neither. Pure.

const PLATES = ['dark', 'light', 'middle'] as const;
export type Plate = (typeof PLATES)[number];

/** Four bytes a pixel, not premultiplied; some 50 by 50 are enough. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray | Uint8Array;
}

/** Relative luminance (WCAG 2.2) of each plate's colour (`logo.ts`). */
const LUMINANCE: Readonly<Record<Plate, number>> = { dark: 0.063, light: 0.9, middle: 0.216 };
/** Less opaque pixels are background. */
const OPAQUE = 128;
/** With fewer transparent pixels it has a background of its own, and is read anywhere. */
const TRANSPARENT_SHARE = 0.02;
/** Contrast from which a shape is told from what is behind it: black on the dark plate has 2.26. */
const TOLD = 2.3;
/** A colour is told from grey that is nearly as bright. */
const TOLD_BY_COLOUR = 1.75;
/** Sum of the differences between red, green and blue. */
const COLOURED = 120;
/** So much of it is to be told on the dark plate, which is what all others have. */
const ENOUGH = 0.85;
/** A box fills so much of the room that it takes; letters hardly ever do. */
const SOLID_SHARE = 0.85;
/** So much of a solid shape is told from its outline: it has its writing inside. */
const WRITTEN_SHARE = 0.08;

/** By its outline alone: what is inside, as white letters in a red box, has its own behind it. */
export function plateFor(picture: Picture): Plate {
  const { data } = picture;
  const told = { dark: 0, light: 0, middle: 0 };
  const outline = outlineOf(picture);
  if (isSign(picture, outline)) return 'dark';
  for (const at of outline) {
    const least = isColoured(data, at) ? TOLD_BY_COLOUR : TOLD;
    const luminance = luminanceOf(data, at);
    for (const plate of PLATES) if (contrast(luminance, LUMINANCE[plate]) >= least) told[plate] += 1;
  }
  if (told.dark >= outline.length * ENOUGH) return 'dark';
  return PLATES.reduce((best, plate) => (told[plate] > told[best] ? plate : best));
}

/** Places in the data of pixels that have a transparent one beside them; none where hardly one is transparent. */
function outlineOf({ width, height, data }: Picture): number[] {
  const isClear = (x: number, y: number): boolean =>
    x >= 0 && y >= 0 && x < width && y < height && data[(y * width + x) * 4 + 3]! < OPAQUE;
  const outline: number[] = [];
  let clear = 0;
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      if (isClear(x, y)) clear += 1;
      else if (isClear(x - 1, y) || isClear(x + 1, y) || isClear(x, y - 1) || isClear(x, y + 1))
        outline.push((y * width + x) * 4);
    }
  return clear < width * height * TRANSPARENT_SHARE ? [] : outline;
}

/** A box with its writing inside is read whatever lies behind it. */
function isSign({ width, height, data }: Picture, outline: readonly number[]): boolean {
  const levels = outline.map((at) => luminanceOf(data, at)).toSorted((a, b) => a - b);
  const edge = levels[Math.trunc(levels.length / 2)];
  if (edge === undefined) return false;
  let [left, right, top, bottom, shown, written] = [width, -1, height, -1, 0, 0];
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 4;
      if (data[at + 3]! < OPAQUE) continue;
      [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
      shown += 1;
      if (contrast(luminanceOf(data, at), edge) >= TOLD) written += 1;
    }
  const room = (right - left + 1) * (bottom - top + 1);
  return shown >= room * SOLID_SHARE && written >= shown * WRITTEN_SHARE;
}

const contrast = (a: number, b: number): number => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);

function isColoured(data: Picture['data'], at: number): boolean {
  const [red, green, blue] = [data[at]!, data[at + 1]!, data[at + 2]!];
  return Math.abs(red - green) + Math.abs(green - blue) + Math.abs(blue - red) >= COLOURED;
}

function luminanceOf(data: Picture['data'], at: number): number {
  return 0.2126 * linear(data[at]!) + 0.7152 * linear(data[at + 1]!) + 0.0722 * linear(data[at + 2]!);
}

function linear(byte: number): number {
  const share = byte / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}
