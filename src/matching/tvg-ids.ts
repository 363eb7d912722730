// What speaks for two names besides the names themselves. Weights by hand: no labelled names carry tvg-ids of their own.

/** Names with this id, at most: on more it says nothing (one id on a dozen unrelated channels is common). */
const SHARED_BY = 4;

/**
 * Log odds that a common tvg-id adds. Evidence, never proof: it lifts names that are alike over the threshold, and
 * brings unlike ones to the review at most.
 */
const SAME_TVG_ID = 1.5;

/** That one provider, or two that have their ids from one list, give them different ids: it takes them for two channels, and now and then for two qualities. */
const OTHER_TVG_ID = -2;

const NONE: readonly number[] = [];

interface Identified {
  /** Hashes of the tvg-ids that streams of this name carry. */
  readonly tvgIds?: readonly number[];
}

export class TvgIds {
  readonly #counts = new Map<number, number>();

  constructor(names: Iterable<readonly number[]>) {
    for (const ids of names) for (const id of ids) this.#counts.set(id, (this.#counts.get(id) ?? 0) + 1);
  }

  /** Whether so few names have this id that it says something. */
  tells(id: number): boolean {
    return (this.#counts.get(id) ?? 0) <= SHARED_BY;
  }

  /** Log odds to be added. @param areOfOneList whether a provider of one and a provider of the other have their ids from one list */
  weigh(a: Identified, b: Identified, areOfOneList: () => boolean): number {
    const [ofA, ofB] = [a.tvgIds ?? NONE, b.tvgIds ?? NONE];
    if (ofA.length === 0 || ofB.length === 0) return 0;
    let isShared = false;
    for (let at = 0; at < ofA.length; at += 1) {
      if (!ofB.includes(ofA[at]!)) continue;
      if (this.tells(ofA[at]!)) return SAME_TVG_ID;
      isShared = true;
    }
    return !isShared && areOfOneList() ? OTHER_TVG_ID : 0;
  }
}
