// What speaks for two names besides the names themselves. Weights by hand: no labelled names carry tvg-ids of their own.

import type { MarketName } from './market-index.ts';

/** Names with this id, at most: on more it says nothing (one id on a dozen unrelated channels is common). */
const SHARED_BY = 4;

/**
 * Log odds that a common tvg-id adds. Evidence, never proof: it lifts names that are alike over the threshold, and
 * brings unlike ones to the review at most.
 */
const SAME_TVG_ID = 1.5;

/** That one provider, or two that have their ids from one list, give them different ids: it takes them for two channels, and now and then for two qualities. */
const OTHER_TVG_ID = -1;

const NONE: readonly number[] = [];

export class TvgIds {
  readonly #counts = new Map<number, number>();
  readonly #spaces: readonly number[];

  /** @param spaces as `NameTable.idSpaces` gives them; without, each provider has its own */
  constructor(names: Iterable<readonly number[]>, spaces: readonly number[] = []) {
    this.#spaces = spaces;
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
    return this.#areOfOneList(a, b) && !a.tvgIds.some((id) => b.tvgIds!.includes(id)) ? OTHER_TVG_ID : 0;
  }

  /** All that is known of a name's providers beside its ids. */
  spacesOf({ providers, tvgIds = [] }: MarketName): readonly number[] {
    if (tvgIds.length === 0) return NONE;
    const spaces = Array.from(providers.keys(), (provider) => this.#spaceOf(provider));
    return spaces.toSorted((a, b) => a - b);
  }

  #areOfOneList(a: MarketName, b: MarketName): boolean {
    const spaces = new Set(a.providers.keys().map((provider) => this.#spaceOf(provider)));
    return b.providers.keys().some((provider) => spaces.has(this.#spaceOf(provider)));
  }

  #spaceOf(provider: number): number {
    return this.#spaces[provider] ?? provider;
  }
}
