// Names of which nobody says where they are from: they go to the market whose names they bear.

import { readName } from '../formats/names/read.ts';
import { mix53 } from '../kernel/mix.ts';
import { NumberMap } from '../kernel/number-map.ts';
import { hash53 } from '../model/ids.ts';
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

/** What names said in the last build, so that those which have not changed are not read again. */
export interface SaidBefore {
  /** A hash of each name as written, with its market. */
  readonly names: Float64Array;
  /** A hash of each one's key. */
  readonly keys: Float64Array;
}

export interface AdoptMemory {
  readSaid(): SaidBefore | undefined;
  writeSaid(said: SaidBefore): void;
}

/** @returns the market of each name */
export function adopt(table: NameTable, memory?: AdoptMemory): string[] {
  const isHome = table.markets.map((market) => market !== '' && !REGIONS[market]);
  const markets: string[] = [];
  const homeless: number[] = [];
  for (let index = 0; index < table.size; index += 1) {
    markets.push(table.market(index));
    if (!isHome[table.marketOf[index]!]) homeless.push(index);
  }
  if (homeless.length === 0 || homeless.length === markets.length) return markets;
  const keys = keysOf(table, memory);
  const wanted = new NumberMap(homeless.length);
  const marketsOf: Set<string>[] = [];
  for (const index of homeless) if (!wanted.has(keys[index]!)) wanted.set(keys[index]!, marketsOf.push(new Set()) - 1);
  for (let index = 0; index < markets.length; index += 1) {
    const market = markets[index]!;
    const place = market === '' || REGIONS[market] ? undefined : wanted.get(keys[index]!);
    if (place !== undefined) marketsOf[place]!.add(market);
  }
  const votes = new Votes();
  const found = homeless.map((index) => {
    const region = REGIONS[markets[index] ?? ''];
    const named = [...marketsOf[wanted.get(keys[index]!)!]!];
    const [market, ...others] = named.filter((code) => !region || region.includes(code));
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

/** For each name a hash of what it says, read in its market. */
function keysOf(table: NameTable, memory: AdoptMemory | undefined): Float64Array {
  const said = memory?.readSaid();
  const before = new NumberMap(said?.names.length);
  for (let at = 0; at < (said?.names.length ?? 0); at += 1) before.set(said!.names[at]!, said!.keys[at]!);
  const texts = table.textHashes();
  const ofMarket = table.markets.map((market) => hash53(market));
  const [names, keys] = [new Float64Array(table.size), new Float64Array(table.size)];
  let readCount = 0;
  for (let index = 0; index < table.size; index += 1) {
    names[index] = mix53(ofMarket[table.marketOf[index]!]!, texts[index]!);
    const known = before.get(names[index]!);
    if (known === undefined) readCount += 1;
    keys[index] = known ?? keyOf(table.texts[index]!, table.market(index));
  }
  if (readCount > 0 || before.size !== table.size) memory?.writeSaid({ names, keys });
  return keys;
}

const keyOf = (name: string, market: string): number => hash53(identify(readName(name, { market }), { market }).key);

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
