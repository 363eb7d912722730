// What speaks for two names besides the names themselves. Weights by hand: no labelled names carry tvg-ids of their own.

import type { MarketName } from './market-index.ts';

/** Names with this id, at most: on more it says nothing (one id on a dozen unrelated channels is common). */
const SHARED_BY = 4;

/**
 * Log odds that a common tvg-id adds. Evidence, never proof: it lifts names that are alike over the threshold, and
 * brings unlike ones to the review at most.
 */
const SAME_TVG_ID = 1.5;

export class TvgIds {
  readonly #counts = new Map<number, number>();

  constructor(names: Iterable<readonly number[]>) {
    for (const ids of names) for (const id of ids) this.#counts.set(id, (this.#counts.get(id) ?? 0) + 1);
  }

  /** Whether so few names have this id that it says something. */
  tells(id: number): boolean {
    return (this.#counts.get(id) ?? 0) <= SHARED_BY;
  }

  /** Log odds to be added. */
  weigh(a: MarketName, b: MarketName): number {
    const shared = a.tvgIds?.some((id) => b.tvgIds?.includes(id) && this.tells(id));
    return shared ? SAME_TVG_ID : 0;
  }
}
