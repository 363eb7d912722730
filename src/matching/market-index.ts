// The names of one market: how rare each word is there, and which names are worth comparing.

import { mix53 } from '../kernel/mix.ts';
import { Runs } from '../kernel/runs.ts';
import { Tally } from '../kernel/tally.ts';
import {
  eachBeginningIn,
  eachWordIn,
  FACT,
  factOf,
  factsOf,
  keysFrom,
  keysOf,
  keysOfEvidence,
  soundOf,
  type Facts,
} from './facts.ts';
import type { Identity } from './identity.ts';
import { OptionalWords, PARTS as OPTIONAL_PARTS } from './optional-words.ts';
import { Postings } from './postings.ts';

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

/** What `standingOf` tells: a bit for each kind, and the bits that it has of it. */
const ASKED = { siblings: 1, optional: 2, sound: 4, initials: 8 } as const;
const STANDING = { siblings: 0xfff, optional: 0x3f << 12, sound: 1 << 18, initials: 1 << 19 } as const;

/** The bits of a standing that some kinds have, by these: 0 to 15. */
export const STANDING_OF: readonly number[] = Array.from({ length: 16 }, (_, kinds) =>
  (Object.keys(ASKED) as (keyof typeof ASKED)[]).reduce(
    (bits, kind) => ((kinds & ASKED[kind]) === 0 ? bits : bits | STANDING[kind]),
    0,
  ),
);

/** Counts that every name hangs on are told in parts of these, so that they seldom change. */
const STRICT_PARTS = 10;
const SCALE_PARTS = 2;

/** Best candidates kept for a name. */
export const CANDIDATES_KEPT = 10;

export class MarketIndex {
  readonly #names: MarketName[];
  /** What is counted of each, with or without the keys. */
  readonly #facts: Runs;
  readonly #postings = new Postings();
  readonly #frequencies = new Tally();
  readonly #beginnings = new Tally();
  readonly #optional = new OptionalWords();
  #strictness: readonly number[] = [];
  #scale = 1;
  /** By the number of the step in which a word's count lies. */
  #rarities = new Float64Array(0);
  #asked = 0;

  /** @param names those that are there from the start @param facts what `factsOf` says of each */
  constructor(names: readonly MarketName[] = [], facts = new Runs()) {
    this.#names = [...names];
    this.#facts = facts;
    const { cells } = facts;
    for (let number = 0; number < names.length; number += 1) {
      const [from, to] = [facts.from(number), facts.from(number + 1)];
      this.#note(names[number]!, cells, from, to);
    }
  }

  /** @returns the name's number: names are counted as they come */
  add(name: MarketName): number {
    const facts = factsOf(name);
    this.#note(name, facts, 0, facts.length);
    this.#facts.push(facts, 0, keysFrom(facts, 0));
    return this.#names.push(name) - 1;
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
    for (let at = 0; at < this.#names.length; at += 1) this.#names[at]!.providers.forEach(note);
    this.#strictness = listed.map((names, provider) => rounded(names / (entries[provider] ?? 1), STRICT_PARTS));
    this.#scale = rounded(Math.log(this.#names.length + 1), SCALE_PARTS) || 1;
    this.#rarities = STEPS.map((count) => Math.max(0, 1 - Math.log(Math.max(1, count)) / this.#scale));
    this.#postings.settle();
    this.#optional.settle(this.#facts);
  }

  /** Whether one other name at most has the consonants and the numbers of this one. */
  soundsAlone(identity: Identity): boolean {
    this.#asked |= ASKED.sound;
    return this.#optional.namesOfSound(soundOf(identity)) <= 2;
  }

  /** Of the names that begin with this word, the share that is there without it too: 0 for words that belong to the name. */
  optionalFirst(word: string): number {
    this.#asked |= ASKED.optional;
    return this.#optional.first(factOf(word));
  }

  /** Whether of all names exactly one has these initials. */
  initialsAlone(initials: string): boolean {
    this.#asked |= ASKED.initials;
    return this.#optional.namesOfInitials(factOf(initials)) === 1;
  }

  /** Weight of a word: 0 when it is in every name, 1 when it is in one. */
  rarity(word: string): number {
    return this.#rarities[stepNumber(this.#frequencies.of(factOf(word)))]!;
  }

  frequency(word: string): number {
    return step(this.#frequencies.of(factOf(word)));
  }

  /** How many names begin with these words and go on: `sky sport` has many, `nick` few. */
  siblings(strongGlued: string): number {
    this.#asked |= ASKED.siblings;
    return step(this.#beginnings.of(factOf(strongGlued)));
  }

  /** Distinct names among a provider's entries, 0 to 1: low for lists that carry every channel several times. */
  strictness(provider: number): number {
    return this.#strictness[provider] ?? 1;
  }

  /** Which kinds of what `standingOf` tells were asked for since this was called, a bit each: 0 to 15. */
  takeAsked(): number {
    const asked = this.#asked;
    this.#asked = 0;
    return asked;
  }

  /** All that features know of how rare a name's words are. */
  wordsOf(number: number): number {
    const { cells } = this.#facts;
    const from = this.#facts.from(number);
    const to = from + FACT.words + cells[from + FACT.wordCount]!;
    let sum = Math.round(this.#scale * SCALE_PARTS);
    for (let at = from + FACT.words; at < to; at += 1) sum = mix53(sum, stepNumber(this.#frequencies.of(cells[at]!)));
    return sum;
  }

  /** All else that features of names know of the market beside the two names, some bits of each kind. */
  standingOf(number: number): number {
    const { cells } = this.#facts;
    const from = this.#facts.from(number);
    const [glued, piece] = [cells[from + FACT.glued]!, cells[from + FACT.piece]!];
    const optional = cells[from + FACT.wordCount]! < 2 ? 0 : this.#optional.first(cells[from + FACT.words]!);
    const alone = this.#optional.namesOfSound(cells[from + FACT.sound]!) <= 2 ? 1 : 0;
    const initials = this.#optional.namesOfInitials(glued) === 1 ? 1 : 0;
    const own = stepNumber(this.#beginnings.of(glued));
    const ofPiece = piece === 0 ? 0 : stepNumber(this.#beginnings.of(piece));
    return own | (ofPiece << 6) | (Math.round(optional * OPTIONAL_PARTS) << 12) | (alone << 18) | (initials << 19);
  }

  /** How many times any name was looked at as a candidate: what the work is in proportion to. */
  get visitCount(): number {
    return this.#postings.visitCount;
  }

  /** Numbers of the names worth comparing with this one, the likeliest first. */
  candidates(number: number): readonly number[] {
    return this.#postings.nearest(number, CANDIDATES_KEPT);
  }

  /** The same for a name that need not be in the index. */
  candidatesOf(name: MarketName): readonly number[] {
    return this.#postings.nearestTo(keysOf(name), CANDIDATES_KEPT);
  }

  readonly #noteWord = (word: number): void => void this.#frequencies.note(word);
  readonly #noteBeginning = (beginning: number): void => void this.#beginnings.note(beginning);

  #note({ tvgIds = NONE, artworks = NONE }: MarketName, cells: Facts, from: number, to: number): void {
    this.#postings.add(cells, keysFrom(cells, from), to, keysOfEvidence(tvgIds, artworks));
    eachWordIn(cells, from, this.#noteWord);
    eachBeginningIn(cells, from, this.#noteBeginning);
  }
}

const NONE: readonly number[] = [];

/**
 * Counts of a market in steps of an octave, of few names smaller ones: one name more seldom changes what is known of the
 * others, and they need not be compared again.
 */
const STEPS = Float64Array.of(0, 1, 2, 3, 5, ...Array.from({ length: 29 }, (_, octave) => 2 ** (octave + 3)));
const FIRST_OCTAVE = 5;

const numberOf = (count: number): number => {
  if (count <= 3) return count;
  return count <= 5 ? FIRST_OCTAVE - 1 : FIRST_OCTAVE - 3 + Math.max(3, Math.round(Math.log2(count)));
};

/** Most counts are small, and asked for with each word of each two names. */
const NUMBERS = Uint8Array.from({ length: 1_024 }, (_, count) => numberOf(count));

const stepNumber = (count: number): number => (count < NUMBERS.length ? NUMBERS[count]! : numberOf(count));
const step = (count: number): number => STEPS[stepNumber(count)]!;

const rounded = (value: number, parts: number): number => Math.round(value * parts) / parts;
