// How alike two logos look: the best agreement of any view of one with any view of the other. Weights were chosen on real
// logos of several sources; docs/decisions/0013-logos-by-sight.md has the figures.

import { VIEW_CELLS, VIEW_COLUMNS, VIEW_ROWS, type View } from './mask.ts';

/** Boxes whose proportions differ by more than this (natural logarithm) are not compared. */
const ASPECT_LIMIT = 0.25;
/** Views that agree less than this in all are not looked at piece by piece. */
const LEAST_CORRELATION = 0.5;
/** A third of the height: a piece of this size that differs is a digit or a word. */
const PIECES = 3;
/** Views with fewer edges than this (a disc has 4) show too little to be sure. */
const TELLING_EDGES = 20;
const EDGES_WEIGHT = 0.6;

/** What the views of no two logos can fall below. */
const UNLIKE = -1;

/** -1 to 1. */
export function likeness(a: readonly View[], b: readonly View[]): number {
  let best = UNLIKE;
  for (const x of a) for (const y of b) best = Math.max(best, viewLikeness(x, y));
  return best;
}

/** -1 to 1: less for shapes with little to see, which may be anybody's. */
export function viewLikeness(a: View, b: View): number {
  const emptiness = Math.max(0, 1 - Math.min(a.edges, b.edges) / TELLING_EDGES);
  return Math.max(UNLIKE, viewAgreement(a, b) - EDGES_WEIGHT * emptiness);
}

/** How well two views cover each other, whatever there is to see: 1 for one picture, down to -1. */
export function viewAgreement(a: View, b: View): number {
  const stretched = Math.abs(Math.log(a.aspect / b.aspect));
  if (stretched > ASPECT_LIMIT) return UNLIKE;
  const agreement = correlation(a.cover, b.cover);
  if (agreement < LEAST_CORRELATION) return UNLIKE;
  const worst = worstPiece(a.cover, b.cover, (a.aspect + b.aspect) / 2);
  return Math.max(UNLIKE, agreement - worst - stretched);
}

function correlation(a: Uint8Array, b: Uint8Array): number {
  let [sumA, sumB, squareA, squareB, product] = [0, 0, 0, 0, 0];
  for (let at = 0; at < VIEW_CELLS; at += 1) {
    const [x, y] = [a[at]!, b[at]!];
    sumA += x;
    sumB += y;
    squareA += x * x;
    squareB += y * y;
    product += x * y;
  }
  const spreadA = squareA - (sumA * sumA) / VIEW_CELLS;
  const spreadB = squareB - (sumB * sumB) / VIEW_CELLS;
  if (spreadA < 1 || spreadB < 1) return 0;
  return (product - (sumA * sumB) / VIEW_CELLS) / Math.sqrt(spreadA * spreadB);
}

/** The mean difference of the square piece that differs most, 0 to 1. */
function worstPiece(a: Uint8Array, b: Uint8Array, aspect: number): number {
  const tall = Math.max(3, Math.round(VIEW_ROWS / PIECES));
  const wide = Math.max(3, Math.min(VIEW_COLUMNS, Math.round(VIEW_COLUMNS / PIECES / aspect)));
  const stride = VIEW_COLUMNS + 1;
  const sums = new Float64Array(stride * (VIEW_ROWS + 1));
  for (let row = 0; row < VIEW_ROWS; row += 1) {
    let line = 0;
    for (let column = 0; column < VIEW_COLUMNS; column += 1) {
      const at = row * VIEW_COLUMNS + column;
      line += Math.abs(a[at]! - b[at]!);
      sums[(row + 1) * stride + column + 1] = sums[row * stride + column + 1]! + line;
    }
  }
  let worst = 0;
  for (let top = 0; top + tall <= VIEW_ROWS; top += 1) {
    for (let left = 0; left + wide <= VIEW_COLUMNS; left += 1) {
      const [above, below] = [top * stride + left, (top + tall) * stride + left];
      worst = Math.max(worst, sums[below + wide]! - sums[above + wide]! - sums[below]! + sums[above]!);
    }
  }
  return worst / (tall * wide * 255);
}
