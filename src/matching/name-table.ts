// The names that providers use, each once for its market: what is matched. Streams by the hundred thousand share them.

import { nameKey, type NameKey } from '../formats/names/key.ts';
import { hash53 } from '../model/ids.ts';

/** What a provider says of a name. */
export interface Said {
  readonly provider: string;
  readonly tvgId?: string;
  /** 0 where nothing was seen. */
  readonly artwork?: number;
}

/** Ids and artworks of one name that are kept as evidence; a list may give every variant its own. */
const IDS_KEPT = 3;

export class NameTable {
  readonly texts: string[] = [];
  readonly keys: NameKey[] = [];
  /** Index into `markets`. */
  readonly marketOf: number[] = [];
  readonly markets: string[] = [];
  readonly providers: string[] = [];
  /** For each name, provider and how often it lists it, in turn. */
  readonly listings: number[][] = [];
  /** For each name, hashes of the tvg-ids that its streams carry. */
  readonly tvgIds: (readonly number[])[] = [];
  /** For each name, numbers of the artworks that its streams' logos show. */
  readonly artworks: (readonly number[])[] = [];
  readonly #indexOf = new Map<NameKey, number>();
  readonly #marketNumbers = new Map<string, number>();
  readonly #providerNumbers = new Map<string, number>();

  get size(): number {
    return this.texts.length;
  }

  /** @returns the name's number */
  add(name: string, market: string, said: Said): number {
    const key = nameKey(market, name);
    let index = this.#indexOf.get(key);
    if (index === undefined) {
      index = this.texts.push(name) - 1;
      this.keys.push(key);
      this.marketOf.push(numberOf(market, this.markets, this.#marketNumbers));
      this.listings.push([]);
      this.tvgIds.push(NO_IDS);
      this.artworks.push(NO_IDS);
      this.#indexOf.set(key, index);
    }
    this.#list(index, numberOf(said.provider, this.providers, this.#providerNumbers));
    if (said.tvgId) note(this.tvgIds, index, hash53(said.tvgId.trim().toLowerCase()));
    if (said.artwork) note(this.artworks, index, said.artwork);
    return index;
  }

  find(key: NameKey): number | undefined {
    return this.#indexOf.get(key);
  }

  market(index: number): string {
    return this.markets[this.marketOf[index] ?? 0] ?? '';
  }

  #list(index: number, provider: number): void {
    const listing = this.listings[index] ?? [];
    for (let at = 0; at < listing.length; at += 2) {
      if (listing[at] !== provider) continue;
      listing[at + 1] = (listing[at + 1] ?? 0) + 1;
      return;
    }
    listing.push(provider, 1);
  }
}

const NO_IDS: readonly number[] = [];

function note(lists: (readonly number[])[], index: number, number: number): void {
  const known = lists[index] ?? NO_IDS;
  if (known.length < IDS_KEPT && !known.includes(number)) lists[index] = [...known, number];
}

function numberOf(text: string, texts: string[], numbers: Map<string, number>): number {
  const known = numbers.get(text);
  if (known !== undefined) return known;
  const number = texts.push(text) - 1;
  numbers.set(text, number);
  return number;
}
