// The names of one market: how rare each word is there, and which names are worth comparing.

import { isNumber, type Identity } from './identity.ts';

export interface MarketName {
  readonly identity: Identity;
  /** How often each provider lists this name, by the provider's number. */
  readonly providers: ReadonlyMap<number, number>;
  /** Channels of the knowledge base that have this name, by number; empty without one. */
  readonly known: readonly number[];
  /** Hashes of the tvg-ids that streams of this name carry. */
  readonly tvgIds?: readonly number[];
  /** Numbers of the artworks that logos of this name show. */
  readonly artworks?: readonly number[];
}

/** A key in more names than this finds too many to tell anything. */
const COMMON = 60;
/** Best candidates kept for a name. */
const KEPT = 24;

export class MarketIndex {
  readonly #names: MarketName[] = [];
  readonly #postings = new Map<string, number[]>();
  readonly #frequencies = new Map<string, number>();
  readonly #prefixes = new Map<string, number>();
  #strictness: readonly number[] = [];
  #scores = new Float32Array(0);
  #scale = 1;

  /** @returns the name's number: names are counted as they come */
  add(name: MarketName): number {
    const number = this.#names.push(name) - 1;
    this.#count(name.identity);
    for (const key of blockingKeys(name)) {
      const list = this.#postings.get(key);
      if (!list) this.#postings.set(key, [number]);
      else if (list.at(-1) !== number) list.push(number);
    }
    return number;
  }

  name(number: number): MarketName | undefined {
    return this.#names[number];
  }

  /** To be called after the last name, before anything below is asked. */
  settle(): void {
    const listed: number[] = [];
    const entries: number[] = [];
    let count = 0;
    for (const name of this.#names) {
      count += 1;
      for (const [provider, times] of name.providers) {
        listed[provider] = (listed[provider] ?? 0) + 1;
        entries[provider] = (entries[provider] ?? 0) + times;
      }
    }
    this.#strictness = listed.map((names, provider) => names / (entries[provider] ?? 1));
    this.#scale = Math.log(count + 1) || 1;
    this.#scores = new Float32Array(this.#names.length);
  }

  /** Weight of a word: 0 when it is in every name, 1 when it is in one. */
  rarity(word: string): number {
    return 1 - Math.log(Math.max(1, this.frequency(word))) / this.#scale;
  }

  frequency(word: string): number {
    return this.#frequencies.get(word) ?? 0;
  }

  /** How many names begin with these words and go on: `sky sport` has many, `nick` few. */
  siblings(strongGlued: string): number {
    return this.#prefixes.get(strongGlued) ?? 0;
  }

  /** Distinct names among a provider's entries, 0 to 1: low for lists that carry every channel several times. */
  strictness(provider: number): number {
    return this.#strictness[provider] ?? 1;
  }

  /** Numbers of the names worth comparing with this one, the likeliest first. */
  candidates(number: number): readonly number[] {
    const name = this.#names[number];
    return name ? this.candidatesOf(name, number) : [];
  }

  /** The same for a name that need not be in the index. */
  candidatesOf(name: MarketName, itself = -1): readonly number[] {
    const touched: number[] = [];
    const scores = this.#scores;
    for (const key of new Set(blockingKeys(name))) {
      const list = this.#postings.get(key) ?? [];
      if (list.length > COMMON && key[0] !== '=') continue;
      const weight = 1 / (2 + list.length);
      for (const other of list) {
        if (other === itself) continue;
        if (scores[other] === 0) touched.push(other);
        scores[other] = (scores[other] ?? 0) + weight;
      }
    }
    const ranked = touched.toSorted((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b).slice(0, KEPT);
    for (const other of touched) scores[other] = 0;
    return ranked;
  }

  #count({ strong }: Identity): void {
    for (const word of new Set(strong)) this.#frequencies.set(word, (this.#frequencies.get(word) ?? 0) + 1);
    let prefix = '';
    for (const word of strong.slice(0, -1)) {
      prefix += word;
      this.#prefixes.set(prefix, (this.#prefixes.get(prefix) ?? 0) + 1);
    }
  }
}

/** Keys that begin with `=` stand for the whole name and are never too common. */
function blockingKeys({ identity, known, tvgIds = [], artworks = [] }: MarketName): string[] {
  const { strongGlued, skeleton, initials, strongInitials, station, strong } = identity;
  if (station) return [`=${station.sign}.${station.subchannel}`];
  const keys = [`=${strongGlued}`, `=${identity.glued}`];
  for (const id of tvgIds) keys.push(`@${id}`);
  for (const artwork of artworks) keys.push(`%${artwork}`);
  if (identity.general !== '') keys.push(`=${identity.general}`);
  for (const channel of known) keys.push(`=#${channel}`);
  for (const piece of identity.pieces) keys.push(`=${piece}`);
  for (const word of strong) if (!isNumber(word)) keys.push(`w${word}`);
  if (skeleton.length > 1) keys.push(`s${skeleton}`);
  if (initials.length > 1) keys.push(`=${initials}`);
  if (strongInitials.length > 1) keys.push(`=${strongInitials}`);
  if (strong.length > 2) keys.push(`=${strong[0]}${strongInitials.slice(1)}`);
  const padded = `^${strongGlued}`;
  for (let at = 0; at + 4 <= padded.length; at += 1) keys.push(`4${padded.slice(at, at + 4)}`);
  return keys;
}
