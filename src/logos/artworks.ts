// Which logos are one artwork: a number for each, the same for those that look alike.

import { SAME_ARTWORK, viewLikeness } from './likeness.ts';
import type { View } from './mask.ts';

export interface Looked {
  /** Names the logo: the least of an artwork's numbers is the artwork's. */
  readonly number: number;
  readonly views: readonly View[];
}

/** Boxes whose proportions differ by more (natural logarithm) are not compared; as in `likeness`. */
const ASPECT_LIMIT = 0.25;
/** Of 64 bits: one pair in two hundred of one artwork differed by more, in the logos that were tried. */
const HASH_DISTANCE = 14;
/** An artwork of more logos than this is a placeholder, or a family's. */
const MOST_LOGOS = 60;

interface Placed {
  readonly logo: number;
  readonly logAspect: number;
  readonly view: View;
}

/**
 * @param checkpoint called now and then; may throw to cancel
 * @returns the artwork of each logo, 0 for one with nothing to see
 */
export function artworksOf(logos: readonly Looked[], checkpoint: () => void = () => undefined): number[] {
  const placed = logos
    .flatMap(({ views }, logo) => views.map((view): Placed => ({ logo, logAspect: Math.log(view.aspect), view })))
    .toSorted((a, b) => a.logAspect - b.logAspect || a.logo - b.logo);
  const groups = new Groups(logos.map(({ number }) => number));
  for (const [at, one] of placed.entries()) {
    if (at % 100 === 0) checkpoint();
    for (let next = at + 1; next < placed.length; next += 1) {
      const other = placed[next]!;
      if (other.logAspect - one.logAspect > ASPECT_LIMIT) break;
      if (distance(one.view, other.view) > HASH_DISTANCE || groups.areOne(one.logo, other.logo)) continue;
      if (viewLikeness(one.view, other.view) > SAME_ARTWORK) groups.join(one.logo, other.logo);
    }
  }
  return logos.map(({ views }, logo) => (views.length === 0 ? 0 : groups.of(logo)));
}

class Groups {
  readonly #numbers: readonly number[];
  readonly #parents: Int32Array;
  readonly #sizes: Int32Array;

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
    this.#parents = Int32Array.from(numbers.keys());
    this.#sizes = new Int32Array(numbers.length).fill(1);
  }

  join(a: number, b: number): void {
    const [x, y] = [this.#root(a), this.#root(b)];
    if (x === y || this.#sizes[x]! + this.#sizes[y]! > MOST_LOGOS) return;
    const [keeps, goes] = this.#numbers[x]! < this.#numbers[y]! ? [x, y] : [y, x];
    this.#parents[goes] = keeps;
    this.#sizes[keeps]! += this.#sizes[goes]!;
  }

  areOne(a: number, b: number): boolean {
    return this.#root(a) === this.#root(b);
  }

  of(logo: number): number {
    return this.#numbers[this.#root(logo)]!;
  }

  #root(logo: number): number {
    let root = logo;
    while (this.#parents[root] !== root) root = this.#parents[root]!;
    this.#parents[logo] = root;
    return root;
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
