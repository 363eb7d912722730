// How alike two logos look: the best agreement of any view of one with any view of the other. Weights were chosen on real
// logos of several sources; docs/decisions/0013-logos-by-sight.md has the figures.

import { Coarse } from './coarse.ts';
import { VIEW_CELLS, VIEW_COLUMNS, VIEW_ROWS } from './mask.ts';
import type { PackedLooks } from './packed-looks.ts';

/** Boxes whose proportions differ by more than this (natural logarithm) are not compared. */
export const ASPECT_LIMIT = 0.25;
/** Views that agree less than this in all are not looked at piece by piece. */
const LEAST_CORRELATION = 0.5;
/** A third of the height: a piece of this size that differs is a digit or a word. */
const PIECES = 3;
/** Views with fewer edges than this (a disc has 4) show too little to be sure. */
const TELLING_EDGES = 20;
const EDGES_WEIGHT = 0.6;

/** What the views of no two logos can fall below. */
export const UNLIKE = -1;

/** Compares views by their numbers. */
export class Likeness {
  readonly #looks: PackedLooks;
  readonly #coarse: Coarse;
  /** For each view the sum of its cover's cells, and how much they vary: whole numbers, so that no order of adding shows. */
  readonly #sums: Float64Array;
  readonly #spreads: Float64Array;
  /** Of the view that is compared: what differs left of and above each place. */
  readonly #differences = new Int32Array((VIEW_COLUMNS + 1) * (VIEW_ROWS + 1));

  constructor(looks: PackedLooks) {
    this.#looks = looks;
    this.#coarse = new Coarse(looks);
    const viewCount = looks.aspects.length;
    this.#sums = new Float64Array(viewCount);
    this.#spreads = new Float64Array(viewCount);
    for (let view = 0; view < viewCount; view += 1) this.#sumUp(view);
  }

  /** Of two logos: -1 to 1. */
  ofLogos(a: number, b: number): number {
    const { firstViews } = this.#looks;
    let best = UNLIKE;
    for (let x = firstViews[a]!; x < firstViews[a + 1]!; x += 1)
      for (let y = firstViews[b]!; y < firstViews[b + 1]!; y += 1) best = Math.max(best, this.ofViews(x, y, best));
    return best;
  }

  /**
   * -1 to 1: less for shapes with little to see, which may be anybody's.
   * @param above only that it is not more is to be known of what is not more than this
   */
  ofViews(x: number, y: number, above = UNLIKE): number {
    const { edges } = this.#looks;
    const emptiness = Math.max(0, 1 - Math.min(edges[x]!, edges[y]!) / TELLING_EDGES);
    const less = EDGES_WEIGHT * emptiness;
    return Math.max(UNLIKE, this.agreement(x, y, above + less) - less);
  }

  /**
   * How well two views cover each other, whatever there is to see: 1 for one picture, down to -1.
   * @param above as with `ofViews`
   */
  agreement(x: number, y: number, above = UNLIKE): number {
    const { aspects, covers } = this.#looks;
    const [a, b] = [aspects[x]!, aspects[y]!];
    const stretched = Math.abs(Math.log(a / b));
    if (stretched > ASPECT_LIMIT || MOST - stretched < above) return UNLIKE;
    if (this.#coarse.atMost(x, y) < Math.max(LEAST_CORRELATION, above - ROUNDING + stretched)) return UNLIKE;
    const agreement = this.#correlation(x, y);
    if (agreement < LEAST_CORRELATION || agreement - stretched < above - ROUNDING) return UNLIKE;
    const worst = worstPiece(this.#differences, covers, [x, y], (a + b) / 2);
    return Math.max(UNLIKE, agreement - worst - stretched);
  }

  #correlation(x: number, y: number): number {
    const [spreadA, spreadB] = [this.#spreads[x]!, this.#spreads[y]!];
    if (spreadA < 1 || spreadB < 1) return 0;
    const product = productOf(this.#looks.covers, x * VIEW_CELLS, y * VIEW_CELLS);
    return (product - (this.#sums[x]! * this.#sums[y]!) / VIEW_CELLS) / Math.sqrt(spreadA * spreadB);
  }

  #sumUp(view: number): void {
    const { covers } = this.#looks;
    let [sum, square] = [0, 0];
    for (let at = view * VIEW_CELLS; at < (view + 1) * VIEW_CELLS; at += 1) {
      const share = covers[at]!;
      sum += share;
      square += share * share;
    }
    this.#sums[view] = sum;
    this.#spreads[view] = square - (sum * sum) / VIEW_CELLS;
  }
}

/** What sums of fractions may be off. */
const ROUNDING = 1e-9;
const MOST = 1 + ROUNDING;

/** At most 800 times 255 times 255: a small whole number. */
function productOf(covers: Uint8Array, a: number, b: number): number {
  let product = 0;
  for (let at = 0; at < VIEW_CELLS; at += 1) product = (product + covers[a + at]! * covers[b + at]!) | 0;
  return product;
}

/** The mean difference of the square piece that differs most, 0 to 1. */
function worstPiece(sums: Int32Array, covers: Uint8Array, [x, y]: readonly [number, number], aspect: number): number {
  const tall = Math.max(3, Math.round(VIEW_ROWS / PIECES));
  const wide = Math.max(3, Math.min(VIEW_COLUMNS, Math.round(VIEW_COLUMNS / PIECES / aspect)));
  const stride = VIEW_COLUMNS + 1;
  let [a, b, here] = [x * VIEW_CELLS, y * VIEW_CELLS, stride + 1];
  for (let row = 0; row < VIEW_ROWS; row += 1, here += 1) {
    let line = 0;
    for (let column = 0; column < VIEW_COLUMNS; column += 1, a += 1, b += 1, here += 1) {
      line = (line + Math.abs(covers[a]! - covers[b]!)) | 0;
      sums[here] = (sums[here - stride]! + line) | 0;
    }
  }
  let worst = 0;
  for (let top = 0; top + tall <= VIEW_ROWS; top += 1) {
    const [above, below] = [top * stride, (top + tall) * stride];
    for (let left = 0; left + wide <= VIEW_COLUMNS; left += 1) {
      const piece = sums[below + left + wide]! - sums[above + left + wide]! - sums[below + left]! + sums[above + left]!;
      if (piece > worst) worst = piece;
    }
  }
  return worst / (tall * wide * 255);
}
