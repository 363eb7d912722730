// Which logos look alike, and which of those one provider's other logos do not look more like: of a brand's channels each
// provider has a logo, so that the digit or the colour that differs decides by comparison, not by a threshold.

import { visitCandidates } from './candidates.ts';
import { Likeness, UNLIKE } from './likeness.ts';
import { Near, NEAR } from './near.ts';
import type { PackedLooks } from './packed-looks.ts';

/** From here on two logos may be one artwork, where no provider has one that is more like it. */
export const ALIKE = -0.4;
/** Two logos of one provider all of whose views agree so well are one picture: what it shows them for says whether it is a family's. */
const SAME_PICTURE = 0.95;

/** What is known of two logos that look alike, so that it is found out once; 0 where it has not been asked for. */
const KNOWN = { isTrue: 1, isFalse: 2 } as const;

export class Alike {
  readonly #looks: PackedLooks;
  readonly #likeness: Likeness;
  readonly #near: Near;
  /** For each place whether the two are one picture, and whether each is the best for the other. */
  readonly #twins: Uint8Array;
  readonly #best: Uint8Array;

  /** @param checkpoint called now and then; may throw to cancel */
  constructor(looks: PackedLooks, checkpoint: () => void) {
    this.#looks = looks;
    this.#likeness = new Likeness(looks);
    this.#near = new Near(looks.numbers.length);
    this.#findNear(checkpoint);
    this.#twins = new Uint8Array(looks.numbers.length * NEAR);
    this.#best = new Uint8Array(looks.numbers.length * NEAR);
  }

  /** -1 for two that do not look alike. */
  likeness(a: number, b: number): number {
    const place = this.#near.placeOf(a, b);
    return place < 0 ? UNLIKE : this.#near.likenesses[place]!;
  }

  /** Whether they are of one provider, which then has two pictures. */
  areRivals(a: number, b: number): boolean {
    return this.#shareSource(a, b) && !this.#areOnePicture(a, b, this.#near.placeOf(a, b));
  }

  /**
   * Pairs that may be one artwork, the likest first.
   * @param checkpoint called now and then; may throw to cancel
   */
  *pairs(checkpoint: () => void): Generator<readonly [a: number, b: number]> {
    const { counts, logos, likenesses } = this.#near;
    const { numbers } = this.#looks;
    const best: number[] = [];
    for (let a = 0; a < counts.length; a += 1) {
      if (a % CHECK_EVERY === 0) checkpoint();
      for (let place = a * NEAR; place < a * NEAR + counts[a]!; place += 1) {
        const b = logos[place]!;
        if ((a < b || this.#near.placeBeside(b, a) < 0) && this.isBest(a, b)) best.push(place);
      }
    }
    checkpoint();
    const ordered = Uint32Array.from(best).toSorted((x, y) => {
      const liker = likenesses[y]! - likenesses[x]!;
      if (liker !== 0) return liker;
      const [a, b] = [Math.floor(x / NEAR), Math.floor(y / NEAR)];
      return numbers[a]! - numbers[b]! || numbers[logos[x]!]! - numbers[logos[y]!]!;
    });
    for (const place of ordered) yield [Math.floor(place / NEAR), logos[place]!];
  }

  /** Whether they look alike and no other logo of either's provider is as much like the other one. */
  isBest(a: number, b: number): boolean {
    const place = this.#near.placeOf(a, b);
    if (place < 0) return false;
    this.#best[place] ||= this.#findBest(a, b, place) ? KNOWN.isTrue : KNOWN.isFalse;
    return this.#best[place] === KNOWN.isTrue;
  }

  #findBest(a: number, b: number, place: number): boolean {
    if (this.#shareSource(a, b) && !this.#areOnePicture(a, b, place)) return false;
    const likeness = this.#near.likenesses[place]!;
    return !this.#hasRival(a, b, likeness) && !this.#hasRival(b, a, likeness);
  }

  #hasRival(own: number, other: number, likeness: number): boolean {
    const { counts, logos, likenesses } = this.#near;
    for (let place = other * NEAR; place < other * NEAR + counts[other]!; place += 1) {
      if (likenesses[place]! < likeness || logos[place] === own) continue;
      if (this.areRivals(logos[place]!, own)) return true;
    }
    return false;
  }

  #findNear(checkpoint: () => void): void {
    const looks = this.#looks;
    const logoOf = logosOfViews(looks);
    visitCandidates({
      looks,
      isFull: (view) => this.#near.isFull(logoOf[view]!),
      visit: (view, other) => {
        const [a, b] = [logoOf[view]!, logoOf[other]!];
        if (a === b) return;
        const above = Math.max(ALIKE, this.likeness(a, b));
        const likeness = this.#likeness.ofViews(view, other, above);
        if (likeness > above) this.#near.note(a, b, likeness);
      },
      checkpoint,
    });
  }

  /** @param place where it is told how much they look alike; less than 0 where they do not */
  #areOnePicture(a: number, b: number, place: number): boolean {
    if (place < 0) return false;
    this.#twins[place] ||= this.#doViewsAgree(a, b) ? KNOWN.isTrue : KNOWN.isFalse;
    return this.#twins[place] === KNOWN.isTrue;
  }

  #doViewsAgree(a: number, b: number): boolean {
    const { firstViews } = this.#looks;
    const [x, y] = [firstViews[a]!, firstViews[b]!];
    const viewCount = firstViews[a + 1]! - x;
    if (viewCount !== firstViews[b + 1]! - y) return false;
    for (let view = 0; view < viewCount; view += 1)
      if (this.#likeness.agreement(x + view, y + view, SAME_PICTURE) < SAME_PICTURE) return false;
    return true;
  }

  #shareSource(a: number, b: number): boolean {
    const { sources, sourceWords } = this.#looks;
    for (let word = 0; word < sourceWords; word += 1)
      if ((sources[a * sourceWords + word]! & sources[b * sourceWords + word]!) !== 0) return true;
    return false;
  }
}

const CHECK_EVERY = 100;

function logosOfViews({ firstViews, aspects }: PackedLooks): Uint32Array {
  const logoOf = new Uint32Array(aspects.length);
  for (let logo = 0; logo + 1 < firstViews.length; logo += 1) logoOf.fill(logo, firstViews[logo], firstViews[logo + 1]);
  return logoOf;
}
