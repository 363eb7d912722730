// Which logos are one artwork, found the plain way, an object for each view and a map for each logo: what the packed way has
// to find too.

import { VIEW_CELLS, VIEW_COLUMNS, VIEW_ROWS, type View } from '../../src/logos/mask.ts';
import type { Looked } from '../../src/logos/packed-looks.ts';

/** An artwork of more logos than this is a placeholder, or a family's. */
const MOST_LOGOS = 60;
/** Two pictures of one provider in one artwork weigh as much as so many pairs that look alike. */
const RIVALS_WEIGH = 5;

/**
 * @returns the artwork of each logo, 0 for one with nothing to see
 */
export function plainArtworksOf(logos: readonly Looked[]): number[] {
  const alike = new Alike(logos);
  const groupOf = logos.map((_, logo) => [logo]);
  for (const { a, b } of alike.pairs()) {
    const [left, right] = [groupOf[a]!, groupOf[b]!];
    if (left === right || left.length + right.length > MOST_LOGOS || !agree(alike, left, right)) continue;
    left.push(...right);
    for (const logo of right) groupOf[logo] = left;
  }
  const numberOf = (logo: number): number => logos[logo]!.number;
  return logos.map(({ views }, logo) => (views.length === 0 ? 0 : Math.min(...groupOf[logo]!.map(numberOf))));
}

/** Whether more pairs of two artworks speak for their being one than against it. */
function agree(alike: Alike, left: readonly number[], right: readonly number[]): boolean {
  let verdict = 0;
  for (const a of left) {
    for (const b of right) {
      if (alike.isBest(a, b)) verdict += 1;
      else if (alike.areRivals(a, b)) verdict -= RIVALS_WEIGH;
      else if (alike.likeness(a, b) === -1) verdict -= 1;
    }
  }
  return verdict >= 0;
}

interface AlikePair {
  readonly a: number;
  readonly b: number;
  /** -1 to 1. */
  readonly likeness: number;
}

/** From here on two logos may be one artwork, where no provider has one that is more like it. */
const ALIKE = -0.4;
/** Two logos of one provider all of whose views agree so well are one picture: what it shows them for says whether it is a family's. */
const SAME_PICTURE = 0.95;
/** Of 64 bits: logos whose block hashes differ by more are not looked at closely. */
const HASH_DISTANCE = 18;

/** Logos that look like one, at most: what more look like is a placeholder, and a list may have nothing else. */
const NEAR = 60;

interface Placed {
  readonly logo: number;
  readonly logAspect: number;
  readonly view: View;
}

class Alike {
  readonly #logos: readonly Looked[];
  /** For each logo those that look like it, with how much. */
  readonly #near: readonly Map<number, number>[];
  /** Whether two logos of one provider are one picture, by their places: asked for again and again. */
  readonly #twins = new Map<number, boolean>();

  constructor(logos: readonly Looked[]) {
    this.#logos = logos;
    this.#near = logos.map(() => new Map<number, number>());
    const placed = logos
      .flatMap(({ views }, logo) => views.map((view): Placed => ({ logo, logAspect: Math.log(view.aspect), view })))
      .toSorted((a, b) => a.logAspect - b.logAspect || a.logo - b.logo);
    for (const [at, one] of placed.entries()) {
      for (let next = at + 1; next < placed.length; next += 1) {
        const other = placed[next]!;
        if (other.logAspect - one.logAspect > ASPECT_LIMIT) break;
        if (one.logo !== other.logo && distance(one.view, other.view) <= HASH_DISTANCE) this.#compare(one, other);
      }
    }
  }

  /** -1 for two that do not look alike. */
  likeness(a: number, b: number): number {
    return this.#near[a]!.get(b) ?? this.#near[b]!.get(a) ?? -1;
  }

  /** Whether they are of one provider, which then has two pictures. */
  areRivals(a: number, b: number): boolean {
    return this.#shareSource(a, b) && !this.#areOnePicture(a, b);
  }

  /** Pairs that may be one artwork, the likest first. */
  pairs(): AlikePair[] {
    const pairs: AlikePair[] = [];
    for (const [a, near] of this.#near.entries()) {
      for (const [b, likeness] of near) {
        if ((a < b || !this.#near[b]!.has(a)) && this.isBest(a, b)) pairs.push({ a, b, likeness });
      }
    }
    const numberOf = (logo: number): number => this.#logos[logo]!.number;
    return pairs.toSorted(
      (x, y) => y.likeness - x.likeness || numberOf(x.a) - numberOf(y.a) || numberOf(x.b) - numberOf(y.b),
    );
  }

  /** Whether they look alike and no other logo of either's provider is as much like the other one. */
  isBest(a: number, b: number): boolean {
    const likeness = this.likeness(a, b);
    if (likeness <= ALIKE || this.areRivals(a, b)) return false;
    return !this.#hasRival(a, b, likeness) && !this.#hasRival(b, a, likeness);
  }

  #hasRival(own: number, other: number, likeness: number): boolean {
    for (const [rival, itsLikeness] of this.#near[other]!)
      if (rival !== own && itsLikeness >= likeness && this.areRivals(rival, own)) return true;
    return false;
  }

  #compare(one: Placed, other: Placed): void {
    const [nearOne, nearOther] = [this.#near[one.logo]!, this.#near[other.logo]!];
    if (nearOne.size >= NEAR && nearOther.size >= NEAR) return;
    const likeness = viewLikeness(one.view, other.view);
    if (likeness <= Math.max(ALIKE, this.likeness(one.logo, other.logo))) return;
    if (nearOne.size < NEAR || nearOne.has(other.logo)) nearOne.set(other.logo, likeness);
    if (nearOther.size < NEAR || nearOther.has(one.logo)) nearOther.set(one.logo, likeness);
  }

  #areOnePicture(a: number, b: number): boolean {
    if (this.likeness(a, b) === -1) return false;
    const pair = Math.min(a, b) * this.#logos.length + Math.max(a, b);
    const known = this.#twins.get(pair);
    if (known !== undefined) return known;
    const [views, others] = [this.#logos[a]!.views, this.#logos[b]!.views];
    const areOne =
      views.length === others.length && views.every((view, at) => viewAgreement(view, others[at]!) >= SAME_PICTURE);
    this.#twins.set(pair, areOne);
    return areOne;
  }

  #shareSource(a: number, b: number): boolean {
    const others = this.#logos[b]!.sources;
    return this.#logos[a]!.sources.some((source) => others.includes(source));
  }
}

function distance({ hash: [a, b] }: View, { hash: [c, d] }: View): number {
  return bits(a ^ c) + bits(b ^ d);
}

function bits(word: number): number {
  let left = word - ((word >>> 1) & 0x55555555);
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333);
  return Math.imul((left + (left >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

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

/** -1 to 1: less for shapes with little to see, which may be anybody's. */
function viewLikeness(a: View, b: View): number {
  const emptiness = Math.max(0, 1 - Math.min(a.edges, b.edges) / TELLING_EDGES);
  return Math.max(UNLIKE, viewAgreement(a, b) - EDGES_WEIGHT * emptiness);
}

/** How well two views cover each other, whatever there is to see: 1 for one picture, down to -1. */
function viewAgreement(a: View, b: View): number {
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
