// What is to be seen of a logo, whatever lies behind it: its shape, the shape without white, the writing inside it; and
// on which backgrounds it can be read.

import { viewOf, type Mask, type View } from './mask.ts';

/** Four bytes a pixel: red, green, blue, opacity. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}

export interface Look {
  /** The likeliest to be the whole logo first; empty for a picture with nothing on it. */
  readonly views: readonly View[];
  /** How much of it can be told from black and from white, 0 to 1. */
  readonly onDark: number;
  readonly onLight: number;
  /** Whether something shows behind it. */
  readonly isTransparent: boolean;
}

type Colour = readonly [number, number, number];

/** Pixels less opaque than this are background. */
const OPAQUE = 128;
/** With fewer transparent pixels than this share, the background is the border's colour. */
const TRANSPARENT_SHARE = 0.02;
/** Sum of the differences of red, green and blue from which two colours are two. */
const FAR = 96;
const WHITE = 225;
/** A part of the shape is a view of its own when it is neither nearly nothing nor nearly all of it. */
const LEAST_SHARE = 0.03;
const MOST_SHARE = 0.985;

export function look(pixels: Pixels): Look {
  const { width, height, rgba } = pixels;
  const count = width * height;
  let clear = 0;
  for (let at = 0; at < count; at += 1) if (rgba[at * 4 + 3]! < OPAQUE) clear += 1;
  const isTransparent = clear >= count * TRANSPARENT_SHARE;
  const border = isTransparent ? undefined : commonest(rgba, borderOf(width, height));
  const shape = maskOf(pixels, (at) => (border ? isFar(rgba, at, border) : rgba[at * 4 + 3]! >= OPAQUE));
  const inside = placesIn(shape);
  const whole = viewOf(shape);
  if (!whole) return { views: [], onDark: 0, onLight: 0, isTransparent };
  const main = commonest(rgba, inside);
  const parts = [
    maskOf(pixels, (at) => shape.cells[at] === 1 && !isWhite(rgba, at)),
    maskOf(pixels, (at) => shape.cells[at] === 1 && isFar(rgba, at, main)),
  ].filter((part) => isPart(part, inside.length));
  const views = [whole, ...parts.flatMap((part) => viewOf(part) ?? [])];
  return { views, isTransparent, ...legibility(rgba, isTransparent ? inside : []) };
}

function maskOf({ width, height }: Pixels, isIn: (at: number) => boolean): Mask {
  const cells = new Uint8Array(width * height);
  for (let at = 0; at < cells.length; at += 1) if (isIn(at)) cells[at] = 1;
  return { width, height, cells };
}

function placesIn({ cells }: Mask): Uint32Array {
  const places = new Uint32Array(cells.length);
  let count = 0;
  for (let at = 0; at < cells.length; at += 1) if (cells[at] === 1) places[count++] = at;
  return places.subarray(0, count);
}

function isPart({ cells }: Mask, whole: number): boolean {
  let count = 0;
  for (const cell of cells) count += cell;
  return count > whole * LEAST_SHARE && count < whole * MOST_SHARE;
}

function borderOf(width: number, height: number): number[] {
  const border: number[] = [];
  for (let x = 0; x < width; x += 1) border.push(x, (height - 1) * width + x);
  for (let y = 0; y < height; y += 1) border.push(y * width, y * width + width - 1);
  return border;
}

const isWhite = (rgba: Uint8Array, at: number): boolean =>
  rgba[at * 4]! > WHITE && rgba[at * 4 + 1]! > WHITE && rgba[at * 4 + 2]! > WHITE;

function isFar(rgba: Uint8Array, at: number, [red, green, blue]: Colour): boolean {
  const offset = at * 4;
  const distance =
    Math.abs(rgba[offset]! - red) + Math.abs(rgba[offset + 1]! - green) + Math.abs(rgba[offset + 2]! - blue);
  return distance > FAR;
}

/** The mean of the colours that are most alike. */
function commonest(rgba: Uint8Array, places: Iterable<number>): Colour {
  const kindOf = (at: number): number =>
    ((rgba[at * 4]! >> 4) << 8) | ((rgba[at * 4 + 1]! >> 4) << 4) | (rgba[at * 4 + 2]! >> 4);
  const counts = new Uint32Array(4_096);
  let kind = 0;
  for (const at of places) {
    const own = kindOf(at);
    counts[own]! += 1;
    if (counts[own]! > counts[kind]!) kind = own;
  }
  const sums = [0, 0, 0];
  for (const at of places) {
    if (kindOf(at) !== kind) continue;
    for (const part of [0, 1, 2]) sums[part]! += rgba[at * 4 + part]!;
  }
  const [red = 0, green = 0, blue = 0] = sums.map((sum) => sum / Math.max(1, counts[kind]!));
  return [red, green, blue];
}

/** Brightness, 0 to 255, that is told from black, and from white. */
const TOLD_FROM_BLACK = 70;
const TOLD_FROM_WHITE = 200;

/** A logo with a background of its own can be read anywhere. */
function legibility(rgba: Uint8Array, inside: ArrayLike<number> & Iterable<number>): Pick<Look, 'onDark' | 'onLight'> {
  if (inside.length === 0) return { onDark: 1, onLight: 1 };
  let [bright, dark] = [0, 0];
  for (const at of inside) {
    const luma = 0.299 * rgba[at * 4]! + 0.587 * rgba[at * 4 + 1]! + 0.114 * rgba[at * 4 + 2]!;
    if (luma > TOLD_FROM_BLACK) bright += 1;
    if (luma < TOLD_FROM_WHITE) dark += 1;
  }
  return { onDark: bright / inside.length, onLight: dark / inside.length };
}
