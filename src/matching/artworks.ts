// Logos that look the same, as evidence for names that are alike. Weights by hand: no labelled names carry logos.

import type { MarketName } from './market-index.ts';

/** More names than this with one artwork: a family's, or a placeholder. */
const SHARED_BY = 6;

/**
 * Log odds that a common artwork adds, by itself never enough: `docs/decisions/0013-logos-by-sight.md` says how often
 * sight is wrong within a family.
 */
const SAME_ARTWORK = 1;

const NONE: readonly number[] = [];

interface Use {
  count: number;
  /** Telling words by the provider that shows the artwork for them. */
  readonly namesOf: Map<number, string>;
  /** A provider shows it for two names: a family's. */
  isFamily: boolean;
}

export class Artworks {
  readonly #uses = new Map<number, Use>();

  constructor(names: Iterable<MarketName>) {
    for (const name of names) {
      if (name.artworks === undefined || name.artworks.length === 0) continue; // as it is with most
      for (const artwork of name.artworks) this.#note(artwork, name);
    }
  }

  /** Log odds to be added: positive evidence only, since a channel has many logos. */
  weigh(a: MarketName, b: MarketName): number {
    const [ofA, ofB] = [a.artworks ?? NONE, b.artworks ?? NONE];
    if (ofB.length === 0) return 0;
    for (let at = 0; at < ofA.length; at += 1) if (ofB.includes(ofA[at]!) && this.tells(ofA[at]!)) return SAME_ARTWORK;
    return 0;
  }

  tells(artwork: number): boolean {
    const use = this.#uses.get(artwork);
    return use !== undefined && !use.isFamily && use.count <= SHARED_BY;
  }

  #note(artwork: number, { identity, providers }: MarketName): void {
    const use = this.#uses.get(artwork) ?? { count: 0, namesOf: new Map<number, string>(), isFamily: false };
    this.#uses.set(artwork, use);
    use.count += 1;
    for (const provider of providers.keys()) {
      const before = use.namesOf.get(provider);
      if (before !== undefined && before !== identity.strongGlued) use.isFamily = true;
      use.namesOf.set(provider, identity.strongGlued);
    }
  }
}
