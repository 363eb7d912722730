// The names of one market: how rare each word is there, and which names are worth comparing.

import { addMixed, mix53 } from '../kernel/mix.ts';
import { isNumber, type Identity } from './identity.ts';
import { OptionalWords } from './optional-words.ts';
import { Keys, Postings } from './postings.ts';

export interface MarketName {
  readonly identity: Identity;
  /** How often each provider lists this name, by the provider's number. */
  readonly providers: ReadonlyMap<number, number>;
  /** Channels of the knowledge base that have this name, by number; empty without one. */
  readonly known: readonly number[];
  /** Whether those are of another market. */
  readonly isKnownElsewhere?: boolean;
  /** Hashes of the tvg-ids that streams of this name carry. */
  readonly tvgIds?: readonly number[];
  /** Numbers of the artworks that logos of this name show. */
  readonly artworks?: readonly number[];
}

/** Counts that every name hangs on are told in parts of these, so that they seldom change. */
const STRICT_PARTS = 10;
const SCALE_PARTS = 2;

/** Best candidates kept for a name. */
const KEPT = 10;

export class MarketIndex {
  readonly #names: MarketName[] = [];
  readonly #postings = new Postings();
  readonly #keys = new Keys();
  readonly #frequencies = new Map<string, number>();
  readonly #prefixes = new Map<string, number>();
  readonly #optional = new OptionalWords();
  #strictness: readonly number[] = [];
  #scale = 1;

  /** @returns the name's number: names are counted as they come */
  add(name: MarketName): number {
    const number = this.#names.push(name) - 1;
    this.#count(name.identity);
    this.#postings.add(keysOf(name, this.#keys));
    return number;
  }

  name(number: number): MarketName | undefined {
    return this.#names[number];
  }

  /** To be called after the last name, before anything below is asked. */
  settle(): void {
    const listed: number[] = [];
    const entries: number[] = [];
    const note = (times: number, provider: number): void => {
      listed[provider] = (listed[provider] ?? 0) + 1;
      entries[provider] = (entries[provider] ?? 0) + times;
    };
    for (const { providers } of this.#names) providers.forEach(note);
    this.#strictness = listed.map((names, provider) => rounded(names / (entries[provider] ?? 1), STRICT_PARTS));
    this.#scale = rounded(Math.log(this.#names.length + 1), SCALE_PARTS) || 1;
    this.#postings.settle();
    this.#optional.settle(this.#names.map(({ identity }) => identity));
  }

  /** Whether one other name at most has the consonants and the numbers of this one. */
  soundsAlone({ skeleton, numbers }: Identity): boolean {
    return this.#optional.namesOfSound(skeleton, numbers) <= 2;
  }

  /** Of the names that begin with this word, the share that is there without it too: 0 for words that belong to the name. */
  optionalFirst(word: string): number {
    return this.#optional.first(word);
  }

  /** Whether of all names exactly one has these initials. */
  initialsAlone(initials: string): boolean {
    return this.#optional.namesOfInitials(initials) === 1;
  }

  /** Weight of a word: 0 when it is in every name, 1 when it is in one. */
  rarity(word: string): number {
    return Math.max(0, 1 - Math.log(Math.max(1, this.frequency(word))) / this.#scale);
  }

  frequency(word: string): number {
    return step(this.#frequencies.get(word) ?? 0);
  }

  /** How many names begin with these words and go on: `sky sport` has many, `nick` few. */
  siblings(strongGlued: string): number {
    return step(this.#prefixes.get(strongGlued) ?? 0);
  }

  /** Distinct names among a provider's entries, 0 to 1: low for lists that carry every channel several times. */
  strictness(provider: number): number {
    return this.#strictness[provider] ?? 1;
  }

  /** All that features know of the market beside the two names themselves. */
  contextOf({ identity, providers }: MarketName): number {
    const { strong, strongGlued, pieces } = identity;
    const optional = strong.length < 2 ? 0 : this.optionalFirst(strong[0]!);
    const alone = (this.soundsAlone(identity) ? 2 : 0) + (this.initialsAlone(strongGlued) ? 1 : 0);
    let sum = mix53(Math.round(this.#scale * SCALE_PARTS), alone);
    sum = mix53(sum, Math.round(optional * 100));
    sum = mix53(sum, this.siblings(strongGlued));
    sum = mix53(sum, this.siblings(pieces[0] ?? ''));
    for (const word of strong) sum = mix53(sum, this.frequency(word));
    let strictness = 0;
    for (const provider of providers.keys())
      strictness = addMixed(strictness, Math.round(this.strictness(provider) * STRICT_PARTS));
    return mix53(sum, strictness);
  }

  /** How many times any name was looked at as a candidate: what the work is in proportion to. */
  get visitCount(): number {
    return this.#postings.visitCount;
  }

  /** Numbers of the names worth comparing with this one, the likeliest first. */
  candidates(number: number): readonly number[] {
    const name = this.#names[number];
    return name ? this.candidatesOf(name, number) : [];
  }

  /** The same for a name that need not be in the index. */
  candidatesOf(name: MarketName, itself = -1): readonly number[] {
    return this.#postings.nearest(keysOf(name, this.#keys), { itself, limit: KEPT });
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

/**
 * Counts of a market in steps of half an octave: one name more seldom changes what is known of the others, and they need
 * not be compared again.
 */
const step = (count: number): number => {
  if (count <= 3) return count;
  return count <= 5 ? 5 : 2 ** Math.max(3, Math.round(Math.log2(count)));
};

const rounded = (value: number, parts: number): number => Math.round(value * parts) / parts;

/** Keys of one name at most: a name of a thousand words is nobody's. */
const WORDS = 32;
const LETTERS = 96;

function keysOf({ identity, known, tvgIds = [], artworks = [] }: MarketName, into: Keys): Keys {
  const { strongGlued, skeleton, initials, strongInitials, station, strong } = identity;
  const keys = into.clear();
  if (station) {
    keys.whole('!', `${station.sign}.${station.subchannel}`);
    return keys;
  }
  keys.whole('=', strongGlued);
  keys.whole('=', identity.glued);
  if (identity.whole !== identity.glued) keys.whole('=', identity.whole);
  for (const id of tvgIds) keys.part('@', String(id));
  for (const artwork of artworks) keys.part('%', String(artwork));
  if (identity.general !== '') keys.whole('=', identity.general);
  if (identity.unaccented.length > 1) keys.whole('=', identity.unaccented);
  for (const channel of known) keys.whole('#', String(channel));
  const { pieces } = identity;
  for (let at = 0; at < pieces.length && at < WORDS; at += 1) keys.whole('=', pieces[at]!);
  for (let at = 0; at < strong.length && at < WORDS; at += 1) if (!isNumber(strong[at]!)) keys.part('w', strong[at]!);
  if (skeleton.length > 1) keys.part('s', skeleton);
  if (initials.length > 1) keys.whole('=', initials);
  if (strongInitials.length > 1) keys.whole('=', strongInitials);
  if (strong.length > 2) keys.whole('=', `${strong[0]}${strongInitials.slice(1)}`);
  const padded = `^${strongGlued}`;
  const last = Math.min(padded.length, LETTERS) - 4;
  for (let at = 0; at <= last; at += 1) keys.part('4', padded, at, at + 4);
  return keys;
}
