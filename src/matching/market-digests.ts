// Tells whether anything has changed of which a market's outcome is made: as long as nothing has, it is taken over.

import type { NameKey } from '../formats/names/key.ts';
import { mix53, mixAll } from '../kernel/mix.ts';
import { hash53 } from '../model/ids.ts';
import type { NameTable } from './name-table.ts';
import type { SeparationPolicy } from './policy.ts';

/** As `AssortOptions` says them. */
interface DeciderOptions {
  readonly threshold?: number;
  readonly groupThreshold?: number;
  readonly policy?: SeparationPolicy;
  readonly knowledgeRevision?: string;
  readonly pins?: ReadonlyMap<NameKey, number>;
  readonly locked?: ReadonlySet<number>;
  readonly apart?: readonly (readonly [NameKey, NameKey])[];
}

export class MarketDigests {
  readonly #table: NameTable;
  readonly #options: DeciderOptions;
  readonly #apartKeys: ReadonlySet<NameKey>;
  /** A hash of each provider, by number: numbers are given as lists come. */
  readonly #providers: readonly number[];
  readonly #idSpaces: readonly number[];
  /** What `#hashOf` says of each provider that lists a name once: so most are listed. */
  readonly #listedOnce: number[] = [];

  /** @param idSpaces as `NameTable.idSpaces` gives them */
  constructor(table: NameTable, options: DeciderOptions, idSpaces: readonly number[]) {
    this.#table = table;
    this.#options = options;
    this.#apartKeys = new Set(options.apart?.flat());
    this.#providers = table.providers.map((provider) => hash53(provider));
    this.#idSpaces = idSpaces;
  }

  /**
   * Of everything that decides what becomes of a market.
   * @param indices its names
   * @param sorted places of these in the order of their keys
   */
  of(indices: readonly number[], sorted: Uint32Array): number {
    const { threshold, groupThreshold, policy, knowledgeRevision, pins, locked, apart = [] } = this.#options;
    const table = this.#table;
    const texts = table.textHashes();
    let sum = hash53(JSON.stringify([threshold, groupThreshold, policy, knowledgeRevision]));
    for (let place = 0; place < sorted.length; place += 1) {
      const index = indices[sorted[place]!]!;
      const key = table.keys[index]!;
      sum = mix53(mix53(sum, texts[index]!), this.#listingHash(table.listing(index)));
      const [tvgIds, artworks] = [table.tvgIds(index), table.artworks(index)];
      const pin = pins?.get(key) ?? 0;
      const isApart = this.#apartKeys.has(key);
      if (tvgIds.length + artworks.length + pin === 0 && !isApart) continue; // as it is with most
      sum = mixAll(mixAll(sum, tvgIds), artworks);
      if (tvgIds.length > 0) sum = mixAll(sum, this.#spacesOf(index));
      sum = mix53(sum, pin);
      if (pin !== 0) sum = mix53(sum, locked?.has(pin) ? 1 : 2);
      if (isApart) sum = mixAll(sum, apart.filter((pair) => pair.includes(key)).flat());
    }
    return sum;
  }

  /** Of who lists a name, and how often. */
  #listingHash(listing: readonly number[]): number {
    if (listing.length === 2 && listing[1] === 1) return (this.#listedOnce[listing[0]!] ??= this.#hashOf(listing));
    return this.#hashOf(listing);
  }

  #hashOf(listing: readonly number[]): number {
    let hash = 0;
    for (let at = 0; at < listing.length; at += 2)
      hash = mix53(mix53(hash, this.#providers[listing[at]!]!), listing[at + 1]!);
    return hash;
  }

  #spacesOf(index: number): number[] {
    const providers = this.#table.listing(index).filter((_, at) => at % 2 === 0);
    return providers.map((provider) => this.#idSpaces[provider]!);
  }
}
