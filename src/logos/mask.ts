// A shape cut out of a picture: where it lies, and how it looks when it is stretched over a grid of fixed size.

import { bmvbhash } from 'blockhash-core';

/** 1 where the shape is. */
export interface Mask {
  readonly width: number;
  readonly height: number;
  readonly cells: Uint8Array;
}

/** A shape, whatever its size and place in the picture. */
export interface View {
  /** Width by height of its box. */
  readonly aspect: number;
  /** How much there is to see: the borders within it, counted in boxes. A filled box has none, a disc has few. */
  readonly edges: number;
  /** VIEW_ROWS x VIEW_COLUMNS: how much of each cell it covers, 0 to 255, a little blurred. */
  readonly cover: Uint8Array;
  /** Block hash of the cover, 64 bits: views that differ much in it need no closer look. */
  readonly hash: readonly [number, number];
}

/** Enough to tell `Film1 Action` from `Film1 Drama`; twice as many gain nothing. */
export const VIEW_ROWS = 20;
export const VIEW_COLUMNS = 40;
export const VIEW_CELLS = VIEW_ROWS * VIEW_COLUMNS;
/** A smaller box shows nothing, in pixels. */
const LEAST_SIDE = 6;

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** @returns undefined for a shape that is not there, or too small to see */
export function viewOf(mask: Mask): View | undefined {
  const box = boxOf(mask);
  if (!box || box.width < LEAST_SIDE || box.height < LEAST_SIDE) return undefined;
  const grid = stretch(mask, box);
  const cover = quantise(blur(grid));
  return { aspect: box.width / box.height, edges: edgesOf(grid), cover, hash: hashOf(cover) };
}

function boxOf({ width, height, cells }: Mask): Box | undefined {
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (cells[y * width + x] === 0) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = y;
    }
  }
  return right < 0 ? undefined : { left, top, width: right + 1 - left, height: bottom + 1 - top };
}

/** The share of each cell of the grid that the shape covers, exactly: cells need not end where pixels do. */
function stretch(mask: Mask, box: Box): Float64Array {
  const sum = sumsOf(mask, box);
  const [across, down] = [box.width / VIEW_COLUMNS, box.height / VIEW_ROWS];
  const grid = new Float64Array(VIEW_CELLS);
  for (let row = 0; row < VIEW_ROWS; row += 1) {
    for (let column = 0; column < VIEW_COLUMNS; column += 1) {
      const [x, y] = [column * across, row * down];
      const area = sum(x + across, y + down) - sum(x, y + down) - sum(x + across, y) + sum(x, y);
      grid[row * VIEW_COLUMNS + column] = area / (across * down);
    }
  }
  return grid;
}

/** How much of the shape lies left of and above a place in its box, between pixels too. */
function sumsOf({ width, cells }: Mask, box: Box): (x: number, y: number) => number {
  const stride = box.width + 1;
  const sums = new Float64Array(stride * (box.height + 1));
  for (let y = 0; y < box.height; y += 1) {
    let line = 0;
    for (let x = 0; x < box.width; x += 1) {
      line += cells[(y + box.top) * width + x + box.left]!;
      sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1]! + line;
    }
  }
  return (x, y) => {
    const [left, top] = [Math.min(box.width, Math.floor(x)), Math.min(box.height, Math.floor(y))];
    const [right, bottom] = [Math.min(box.width, left + 1), Math.min(box.height, top + 1)];
    const [partX, partY] = [x - left, y - top];
    const here = sums[top * stride + left]!;
    const beside = sums[top * stride + right]!;
    const below = sums[bottom * stride + left]!;
    const opposite = sums[bottom * stride + right]!;
    return here + (beside - here) * partX + (below - here) * partY + (here - beside - below + opposite) * partX * partY;
  };
}

function edgesOf(grid: Float64Array): number {
  let edges = 0;
  for (let row = 0; row < VIEW_ROWS; row += 1) {
    for (let column = 0; column < VIEW_COLUMNS; column += 1) {
      const at = row * VIEW_COLUMNS + column;
      if (column > 0) edges += Math.abs(grid[at]! - grid[at - 1]!) / VIEW_ROWS;
      if (row > 0) edges += Math.abs(grid[at]! - grid[at - VIEW_COLUMNS]!) / VIEW_COLUMNS;
    }
  }
  return edges;
}

/** Two renderings of one logo differ by a pixel here and there. */
function blur(grid: Float64Array): Float64Array {
  const blurred = new Float64Array(VIEW_CELLS);
  for (let row = 0; row < VIEW_ROWS; row += 1) {
    for (let column = 0; column < VIEW_COLUMNS; column += 1) {
      blurred[row * VIEW_COLUMNS + column] = around(grid, row, column);
    }
  }
  return blurred;
}

function around(grid: Float64Array, row: number, column: number): number {
  let [sum, weights] = [0, 0];
  for (let y = Math.max(0, row - 1); y <= Math.min(VIEW_ROWS - 1, row + 1); y += 1) {
    for (let x = Math.max(0, column - 1); x <= Math.min(VIEW_COLUMNS - 1, column + 1); x += 1) {
      const weight = (y === row ? 2 : 1) * (x === column ? 2 : 1);
      sum += weight * grid[y * VIEW_COLUMNS + x]!;
      weights += weight;
    }
  }
  return sum / weights;
}

function hashOf(cover: Uint8Array): [number, number] {
  const data = new Uint8Array(VIEW_CELLS * 4);
  for (const [at, share] of cover.entries()) data.fill(255 - share, at * 4, at * 4 + 4);
  const hex = bmvbhash({ data, width: VIEW_COLUMNS, height: VIEW_ROWS }, 8);
  return [Number.parseInt(hex.slice(0, 8), 16) | 0, Number.parseInt(hex.slice(8), 16) | 0];
}

const quantise = (grid: Float64Array): Uint8Array => Uint8Array.from(grid, (share) => Math.round(share * 255));
