// Names of which nobody says where they are from: they go to the market whose names they bear.

import { readName } from '../formats/names/read.ts';
import { identify } from './identity.ts';
import type { NameTable } from './name-table.ts';

/** Markets of panels that are several countries: a name of one of these may be listed under its country elsewhere. */
const REGIONS: Readonly<Record<string, readonly string[]>> = {
  exyu: ['rs', 'hr', 'ba', 'si', 'mk', 'me', 'xk'],
  latam: ['mx', 'ar', 'co', 'cl', 'pe', 've', 'uy', 'do', 'ec', 'bo', 'py', 'pr'],
  mena: ['eg', 'sa', 'ae', 'qa', 'iq', 'sy', 'lb', 'jo', 'kw', 'bh', 'om', 'ye', 'ly', 'ma', 'dz', 'tn', 'sd', 'ps'],
};

/** Names of one provider that must have been found in one market, and their share of all found, to send the rest there. */
const LEAST_FOUND = 5;
const LEAST_SHARE = 0.6;

/** @returns the market of each name */
export function adopt(table: NameTable): string[] {
  const markets = table.texts.map((_, index) => table.market(index));
  const homeless = markets.flatMap((market, index) => (market === '' || REGIONS[market] ? [index] : []));
  if (homeless.length === 0 || homeless.length === markets.length) return markets;
  const keyOf = (index: number): string => {
    const market = markets[index] ?? '';
    return identify(readName(table.texts[index] ?? '', { market }), { market }).key;
  };
  const keys = homeless.map(keyOf);
  const wanted = new Map<string, Set<string>>(keys.map((key) => [key, new Set()]));
  for (const [index, market] of markets.entries()) {
    if (market !== '' && !REGIONS[market]) wanted.get(keyOf(index))?.add(market);
  }
  const votes = new Votes();
  const found = homeless.map((index, at) => {
    const region = REGIONS[markets[index] ?? ''];
    const [market, ...others] = [...(wanted.get(keys[at]!) ?? [])].filter((code) => !region || region.includes(code));
    if (market === undefined || others.length > 0) return '';
    if (!region) votes.add(providersOf(table, index), market);
    return market;
  });
  for (const [at, index] of homeless.entries()) {
    const market = found[at] || (markets[index] === '' ? votes.winner(providersOf(table, index)) : '');
    if (market) markets[index] = market;
  }
  return markets;
}

const providersOf = (table: NameTable, index: number): number[] => table.listing(index).filter((_, at) => at % 2 === 0);

/** In which markets the names of each provider were found. */
class Votes {
  readonly #counts = new Map<number, Map<string, number>>();

  add(providers: readonly number[], market: string): void {
    for (const provider of providers) {
      const counts = this.#counts.get(provider) ?? new Map<string, number>();
      this.#counts.set(provider, counts.set(market, (counts.get(market) ?? 0) + 1));
    }
  }

  /** The market of a name that these providers list; empty when they are not clearly of one. */
  winner(providers: readonly number[]): string {
    const winners = new Set(providers.map((provider) => this.#winnerOf(provider)));
    const [market] = winners;
    return winners.size === 1 ? (market ?? '') : '';
  }

  #winnerOf(provider: number): string {
    const counts = [...(this.#counts.get(provider) ?? [])].toSorted((a, b) => b[1] - a[1]);
    const total = counts.reduce((sum, [, count]) => sum + count, 0);
    const [market, count] = counts[0] ?? ['', 0];
    return count >= LEAST_FOUND && count >= total * LEAST_SHARE ? market : '';
  }
}
