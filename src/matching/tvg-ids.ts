// What speaks for two names besides the names themselves. Weights by hand: no labelled names carry tvg-ids of their own.

import type { MarketName } from './market-index.ts';

/** Names with this id, at most: on more it says nothing (one id on a dozen unrelated channels is common). */
const SHARED_BY = 4;

/**
 * Log odds that a common tvg-id adds. Evidence, never proof: it lifts names that are alike over the threshold, and
 * brings unlike ones to the review at most.
 */
const SAME_TVG_ID = 1.5;

/** That one provider gives the two different ids: it takes them for two channels, and now and then for two qualities. */
const OTHER_TVG_ID = -1;

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
    if (!a.tvgIds?.length || !b.tvgIds?.length) return 0;
    const shared = a.tvgIds.some((id) => b.tvgIds!.includes(id) && this.tells(id));
    if (shared) return SAME_TVG_ID;
    const isOfOneList = a.providers.keys().some((provider) => b.providers.has(provider));
    return isOfOneList && !a.tvgIds.some((id) => b.tvgIds!.includes(id)) ? OTHER_TVG_ID : 0;
  }
}
