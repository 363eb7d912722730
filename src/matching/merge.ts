// Which names are one channel. Remembers what it has read and compared, so that unchanged names cost next to nothing.

import { readName } from '../formats/names/read.ts';
import type { NameReading } from '../formats/names/reading.ts';
import { cluster, type Link } from './cluster.ts';
import { cannotLink, DEFAULT_POLICY, type SeparationPolicy } from './constraints.ts';
import { FEATURES } from './feature-names.ts';
import { featuresOf } from './features.ts';
import { identify, type Identity } from './identity.ts';
import type { Knowledge } from './knowledge.ts';
import { MarketIndex } from './market-index.ts';
import { logOddsOf, thresholdLogOdds } from './score.ts';
import { learnSigns, type KnownSigns } from './signs.ts';

export interface NameToMerge {
  readonly name: string;
  /** Country code of the market (`de`, `uk`), or empty when nobody knows. Names of different markets never merge. */
  readonly market: string;
  /** Provider, or any source that lists a channel once. */
  readonly provider: string;
}

export interface MergerOptions {
  /** `matching.merge_threshold`, 0 to 100. */
  readonly threshold?: number;
  readonly policy?: SeparationPolicy;
  readonly knowledge?: Knowledge;
  /** Called now and then with how many names are done; may throw to cancel. */
  readonly checkpoint?: (doneCount: number) => void;
}

/** Pairs less likely than this are not kept. */
const FORGOTTEN_LOG_ODDS = -3;
/** One pair of a market's names as a number: room for 2^26 names. */
const PAIR = 2 ** 26;
/** With a knowledge base, which knows many channels that are not one, the same share of merges is right at lower odds. */
const KNOWLEDGE_LOG_ODDS = 0.35;
const CHECK_EVERY = 1_000;
const SCRATCH = new Float64Array(FEATURES.length);

export class Merger {
  readonly #options: MergerOptions;
  readonly #providers = new Map<string, number>();
  readonly #markets = new Map<string, Market>();
  #doneCount = 0;

  constructor(options: MergerOptions = {}) {
    this.#options = options;
  }

  /**
   * Merges the whole list; what was there at the last call is not computed again.
   * @returns for each name the index of the first name of its channel
   */
  update(names: readonly NameToMerge[]): Int32Array {
    const byMarket = new Map<string, number[]>();
    for (const [index, { market }] of names.entries()) {
      const list = byMarket.get(market);
      if (list) list.push(index);
      else byMarket.set(market, [index]);
    }
    for (const market of this.#markets.keys()) if (!byMarket.has(market)) this.#markets.delete(market);
    const channelOf = new Int32Array(names.length);
    this.#doneCount = 0;
    for (const [code, indices] of byMarket) this.#mergeMarket(code, indices, names, channelOf);
    return channelOf;
  }

  // oxlint-disable-next-line max-params -- one market's share of the input and of the output
  #mergeMarket(code: string, indices: readonly number[], names: readonly NameToMerge[], channelOf: Int32Array): void {
    let market = this.#markets.get(code);
    if (!market) this.#markets.set(code, (market = new Market(code, this.#options)));
    const entries = indices.map((index) => {
      const { name, provider } = names[index] as NameToMerge;
      return { name, provider: this.#providerNumber(provider) };
    });
    const numbers = market.update(entries, () => this.#check());
    const groups = market.groups();
    const firstOf = new Map<number, number>();
    for (const [at, number] of numbers.entries()) {
      const group = groups.get(number) ?? number;
      const index = indices[at] ?? 0;
      const first = firstOf.get(group);
      if (first === undefined) firstOf.set(group, index);
      channelOf[index] = first ?? index;
    }
  }

  #providerNumber(provider: string): number {
    const known = this.#providers.get(provider);
    if (known !== undefined) return known;
    this.#providers.set(provider, this.#providers.size);
    return this.#providers.size - 1;
  }

  #check(): void {
    this.#doneCount += 1;
    if (this.#doneCount % CHECK_EVERY === 0) this.#options.checkpoint?.(this.#doneCount);
  }
}

interface Entry {
  readonly name: string;
  readonly provider: number;
}

class Market {
  readonly #code: string;
  readonly #options: MergerOptions;
  readonly #index = new MarketIndex();
  #identities = new Map<string, Identity>();
  readonly #signs: KnownSigns = new Map();
  /** Number in the index of each key. */
  readonly #numbers = new Map<string, number>();
  readonly #logOdds = new Map<number, number>();
  #groups = new Map<number, number>();

  constructor(code: string, options: MergerOptions) {
    this.#code = code;
    this.#options = options;
  }

  /** @returns the number of each entry's name */
  update(entries: readonly Entry[], checkpoint: () => void): number[] {
    const keys = this.#identifyAll(entries);
    const providersOf = new Map<string, { identity: Identity; providers: Map<number, number> }>();
    for (const [at, { provider }] of entries.entries()) {
      const identity = keys[at] as Identity;
      let listing = providersOf.get(identity.key);
      if (!listing) providersOf.set(identity.key, (listing = { identity, providers: new Map() }));
      listing.providers.set(provider, (listing.providers.get(provider) ?? 0) + 1);
    }
    const isChanged = this.#takeAll(providersOf, checkpoint);
    if (isChanged) this.#cluster();
    return keys.map((identity) => this.#numbers.get(identity.key) ?? -1);
  }

  /** Group's representative of every name that is not alone. */
  groups(): ReadonlyMap<number, number> {
    return this.#groups;
  }

  #identifyAll(entries: readonly Entry[]): Identity[] {
    const market = this.#code;
    const identities = new Map<string, Identity>();
    const readings = new Map<string, NameReading>();
    for (const { name } of entries) {
      const known = this.#identities.get(name);
      if (known) identities.set(name, known);
      else if (!readings.has(name)) readings.set(name, readName(name, { market }));
    }
    if (learnSigns(this.#signs, readings.values())) {
      // A new station may make stations of names that were none: all are read again, which is rare and cheap.
      for (const name of identities.keys()) readings.set(name, readName(name, { market }));
    }
    // Many ways to write one name share one value, which saves most of the memory; the least of them, whatever their order.
    const shared = new Map<string, Identity>();
    for (const name of [...readings.keys()].toSorted()) {
      const identity = identify(readings.get(name) as NameReading, { market, knownSigns: this.#signs });
      const known = shared.get(identity.key) ?? this.#index.name(this.#numbers.get(identity.key) ?? -1)?.identity;
      shared.set(identity.key, known ?? identity);
      identities.set(name, known ?? identity);
    }
    this.#identities = identities;
    return entries.map(({ name }) => identities.get(name) as Identity);
  }

  #takeAll(listings: ReadonlyMap<string, Listing>, checkpoint: () => void): boolean {
    const fresh: number[] = [];
    let goneCount = 0;
    for (const [key, number] of this.#numbers) {
      if (listings.has(key)) continue;
      this.#index.remove(number);
      this.#numbers.delete(key);
      goneCount += 1;
    }
    const added: string[] = [];
    for (const [key, { identity, providers }] of listings) {
      const number = this.#numbers.get(key);
      if (number === undefined) added.push(key);
      else this.#index.replace(number, { identity, providers, known: this.#index.name(number)?.known ?? [] });
    }
    for (const key of added.toSorted()) {
      const { identity, providers } = listings.get(key) as Listing;
      const known = this.#options.knowledge?.channelsOf(identity, this.#code) ?? [];
      const number = this.#index.add({ identity, providers, known });
      this.#numbers.set(key, number);
      fresh.push(number);
    }
    if (fresh.length + goneCount === 0) return false;
    this.#index.settle();
    for (const number of fresh) {
      this.#compare(number);
      checkpoint();
    }
    return true;
  }

  #compare(number: number): void {
    const a = this.#index.name(number);
    for (const other of this.#index.candidates(number)) {
      const pair = number < other ? number * PAIR + other : other * PAIR + number;
      const b = this.#index.name(other);
      if (!a || !b || this.#logOdds.has(pair) || this.#cannotLink(number, other)) continue;
      const logOdds = logOddsOf(
        number < other ? featuresOf(this.#index, a, b, SCRATCH) : featuresOf(this.#index, b, a, SCRATCH),
        'merge',
      );
      if (logOdds > FORGOTTEN_LOG_ODDS) this.#logOdds.set(pair, logOdds);
    }
  }

  #cluster(): void {
    const plain = thresholdLogOdds(this.#options.threshold ?? 85);
    const threshold = this.#options.knowledge ? plain - KNOWLEDGE_LOG_ODDS : plain;
    const links: Link[] = [];
    for (const [pair, logOdds] of this.#logOdds) {
      const [a, b] = [Math.floor(pair / PAIR), pair % PAIR];
      if (!this.#index.name(a) || !this.#index.name(b)) this.#logOdds.delete(pair);
      else if (logOdds >= threshold) links.push({ a, b, logOdds });
    }
    const groups = cluster({
      links,
      threshold,
      logOddsOf: (a, b) => this.#logOdds.get(a < b ? a * PAIR + b : b * PAIR + a),
      cannotLink: (a, b) => this.#cannotLink(a, b),
    });
    this.#groups = new Map(
      groups.flatMap((members) => members.map((member): [number, number] => [member, members[0] ?? member])),
    );
  }

  #cannotLink(a: number, b: number): boolean {
    const [x, y] = [this.#index.name(a), this.#index.name(b)];
    return !x || !y || cannotLink(x.identity, y.identity, this.#options.policy ?? DEFAULT_POLICY);
  }
}

interface Listing {
  readonly identity: Identity;
  readonly providers: ReadonlyMap<number, number>;
}
