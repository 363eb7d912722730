// What is to be seen of each view from afar: its lowest frequencies. How well two views cover each other can be bounded from
// above by them, at a seventeenth of the price of looking at all cells.

import { VIEW_CELLS, VIEW_COLUMNS, VIEW_ROWS } from './mask.ts';
import type { PackedLooks } from './packed-looks.ts';

/** Cells that are taken together before, across and down. */
const STEP = 2;
const [COLUMNS, ROWS] = [VIEW_COLUMNS / STEP, VIEW_ROWS / STEP];
/** Of a discrete cosine transform, the lowest first: four fifths of what varies in a real logo's view. */
const FREQUENCIES = lowest(48);
const COUNT = FREQUENCIES.length;
const MOST_ACROSS = Math.max(...FREQUENCIES.map(({ across }) => across)) + 1;
const ACROSS = waves(COLUMNS, MOST_ACROSS);
const DOWN = waves(ROWS, Math.max(...FREQUENCIES.map(({ down }) => down)) + 1);
/** More than rounding to 24 bits may cost. */
const ROUNDING = 1e-4;

interface Frequency {
  readonly across: number;
  readonly down: number;
}

export class Coarse {
  /** COUNT a view: shares of a vector of length 1. */
  readonly #shares: Float32Array;
  /** Length of what the shares leave out. */
  readonly #rests: Float32Array;

  constructor(looks: PackedLooks) {
    const viewCount = looks.aspects.length;
    this.#shares = new Float32Array(viewCount * COUNT);
    this.#rests = new Float32Array(viewCount);
    const grid = new Float64Array(COLUMNS * ROWS);
    const rows = new Float64Array(MOST_ACROSS * ROWS);
    for (let view = 0; view < viewCount; view += 1) {
      const length = Math.sqrt(gather(looks.covers, view * VIEW_CELLS, grid));
      this.#keep(view, transform(grid, rows), length);
    }
  }

  /** The most that the correlation of two views can be. */
  atMost(x: number, y: number): number {
    const shares = this.#shares;
    let sum = this.#rests[x]! * this.#rests[y]! + ROUNDING;
    for (let a = x * COUNT, b = y * COUNT, end = a + COUNT; a < end; a += 1, b += 1) sum += shares[a]! * shares[b]!;
    return sum;
  }

  #keep(view: number, amounts: Float64Array, length: number): void {
    let kept = 0;
    for (let at = 0; at < COUNT; at += 1) {
      const share = length > 0 ? amounts[at]! / length : 0;
      this.#shares[view * COUNT + at] = share;
      kept += share * share;
    }
    this.#rests[view] = Math.sqrt(Math.max(0, 1 - kept));
  }
}

/** Fills the grid, so scaled that lengths stay. @returns how much the cells vary: the square of their length about the mean */
function gather(covers: Uint8Array, from: number, grid: Float64Array): number {
  grid.fill(0);
  let [sum, square] = [0, 0];
  for (let row = 0, at = from; row < VIEW_ROWS; row += 1) {
    const line = Math.trunc(row / STEP) * COLUMNS;
    for (let column = 0; column < VIEW_COLUMNS; column += 1, at += 1) {
      const share = covers[at]!;
      sum += share;
      square += share * share;
      grid[line + (column >> 1)]! += share / STEP;
    }
  }
  return square - (sum * sum) / VIEW_CELLS;
}

const amounts = new Float64Array(COUNT);

/** @param rows room for what is between: the frequencies across of each row */
function transform(grid: Float64Array, rows: Float64Array): Float64Array {
  for (let row = 0; row < ROWS; row += 1) {
    for (let across = 0; across < MOST_ACROSS; across += 1) {
      let sum = 0;
      for (let column = 0; column < COLUMNS; column += 1)
        sum += grid[row * COLUMNS + column]! * ACROSS[across * COLUMNS + column]!;
      rows[across * ROWS + row] = sum;
    }
  }
  for (const [at, { across, down }] of FREQUENCIES.entries()) {
    let sum = 0;
    for (let row = 0; row < ROWS; row += 1) sum += rows[across * ROWS + row]! * DOWN[down * ROWS + row]!;
    amounts[at] = sum;
  }
  return amounts;
}

/** So many waves of length 1, one after another, each `size` places long. */
function waves(size: number, count: number): Float64Array {
  return Float64Array.from({ length: size * count }, (_, at) => {
    const [wave, place] = [Math.floor(at / size), at % size];
    return Math.sqrt((wave === 0 ? 1 : 2) / size) * Math.cos(((place + 0.5) * wave * Math.PI) / size);
  });
}

/** Without the mean, which a correlation does not see. */
function lowest(count: number): Frequency[] {
  const all = Array.from({ length: COLUMNS * ROWS }, (_, at) => ({
    across: at % COLUMNS,
    down: Math.floor(at / COLUMNS),
  }));
  const height = ({ across, down }: Frequency): number => ((across * ROWS) / COLUMNS) ** 2 + down ** 2;
  return all
    .slice(1)
    .toSorted((a, b) => height(a) - height(b))
    .slice(0, count);
}
