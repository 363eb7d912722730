// Which logos look alike, and which of those one provider's other logos do not look more like: of a brand's channels each
// provider has a logo, so that the digit or the colour that differs decides by comparison, not by a threshold.

import { viewAgreement, viewLikeness } from './likeness.ts';
import type { View } from './mask.ts';

export interface Looked {
  /** Names the logo: the least of an artwork's numbers is the artwork's. */
  readonly number: number;
  readonly views: readonly View[];
  /** Who shows it, by number; none where nobody knows. */
  readonly sources: readonly number[];
}

export interface AlikePair {
  readonly a: number;
  readonly b: number;
  /** -1 to 1. */
  readonly likeness: number;
}

/** From here on two logos may be one artwork, where no provider has one that is more like it. */
export const ALIKE = -0.4;
/** Two logos of one provider all of whose views agree so well are one picture: what it shows them for says whether it is a family's. */
const SAME_PICTURE = 0.95;
/** Boxes whose proportions differ by more (natural logarithm) are not compared; as in `likeness`. */
const ASPECT_LIMIT = 0.25;
/** Of 64 bits: logos whose block hashes differ by more are not looked at closely. */
const HASH_DISTANCE = 18;

/** Logos that look like one, at most: what more look like is a placeholder, and a list may have nothing else. */
const NEAR = 60;

interface Placed {
  readonly logo: number;
  readonly logAspect: number;
  readonly view: View;
}

export class Alike {
  readonly #logos: readonly Looked[];
  /** For each logo those that look like it, with how much. */
  readonly #near: readonly Map<number, number>[];
  /** Whether two logos of one provider are one picture, by their places: asked for again and again. */
  readonly #twins = new Map<number, boolean>();

  /** @param checkpoint called now and then; may throw to cancel */
  constructor(logos: readonly Looked[], checkpoint: () => void) {
    this.#logos = logos;
    this.#near = logos.map(() => new Map<number, number>());
    const placed = logos
      .flatMap(({ views }, logo) => views.map((view): Placed => ({ logo, logAspect: Math.log(view.aspect), view })))
      .toSorted((a, b) => a.logAspect - b.logAspect || a.logo - b.logo);
    for (const [at, one] of placed.entries()) {
      if (at % 100 === 0) checkpoint();
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
