// Which channel of a guide is this one? Candidates with scores, and nothing rather than something wrong.

import { readName } from '../formats/names/read.ts';
import type { NameReading } from '../formats/names/reading.ts';
import { areOtherStations, tellsStations } from './constraints.ts';
import type { Features } from './feature-names.ts';
import { featuresOf } from './features.ts';
import { fillEntry, isAbbreviated, isButForReach, isDoubtful, isNumberedAlone } from './guide-features.ts';
import { identify, type Identity } from './identity.ts';
import { NOBODY_KNOWN, type Knowledge } from './knowledge.ts';
import { MarketIndex, type MarketName } from './market-index.ts';
import type { Reason } from './reasons.ts';
import { logOddsOf, reasonsOf, scoreOf } from './score.ts';
import { KnownSigns } from './signs.ts';
import { isOwnMarketWord } from './words/countries.ts';

export interface GuideEntry {
  /** XMLTV id. */
  readonly id: string;
  readonly names: readonly string[];
}

export interface GuideCandidate {
  readonly id: string;
  /** The display-name that fits best. */
  readonly name: string;
  /** 0 to 100. */
  readonly score: number;
  /** To be added to the guide's times: 60 when the guide has the main feed and the channel is its +1. */
  readonly shiftMinutes: number;
}

export interface GuideGuess extends GuideCandidate {
  /** Whether one of the two names only abbreviates the other. */
  readonly isShort: boolean;
  /** Whether only one of the two has a number, or names a language that is not the market's own: it is a sister of the other. */
  readonly isSister: boolean;
}

export interface GuideMatcherOptions {
  /** Country code of the guide's market, or empty. */
  readonly market: string;
  readonly knowledge?: Knowledge;
}

interface Named {
  readonly id: string;
  readonly name: string;
}

interface Possible extends Named {
  readonly reading: NameReading;
}

/** Log odds below which a candidate is not taken by itself; without a knowledge base more is asked. */
const SURE_LOG_ODDS = 0.9;
const SURE_WITH_KNOWLEDGE_LOG_ODDS = 0.6;
/** From here on a candidate is taken that nobody else has taken and that stands alone. */
const ALONE_LOG_ODDS = -0.2;
const ALONE_WITH_KNOWLEDGE_LOG_ODDS = -0.8;
/** The same where a word of reach or a genre is all that is left over: the knowledge base has sisters that differ so. */
const ALONE_BUT_FOR_REACH_LOG_ODDS = -2.5;
const ALONE_MARGIN_LOG_ODDS = 1.8;
/** By how much the best candidate must beat the next one that is another channel. */
const MARGIN_LOG_ODDS = 0.5;
const SHOWN_LOG_ODDS = -3;
const NOBODY: ReadonlyMap<number, number> = new Map();
/** Names whose candidates are kept: those of one question, which is asked in several ways. */
const RANKS_KEPT = 16;
/** An entry that is named alike in every word goes before one that lacks the country's or a filler. */
const SAME_WORDS_LOG_ODDS = 1;
/** The guide of the main feed serves for a +1, but its own guide is better. */
const SHIFT_LOG_ODDS = 3;

export class GuideMatcher {
  readonly #market: string;
  readonly #knowledge: Knowledge | undefined;
  readonly #index = new MarketIndex();
  readonly #named: Named[] = [];
  readonly #signs = new KnownSigns();
  /** Entries that begin with what may be a call sign: a channel that has it proves it. */
  readonly #possible = new Map<string, Possible[]>();
  readonly #ranks = new Map<string, readonly Ranked[]>();

  constructor(entries: Iterable<GuideEntry>, options: GuideMatcherOptions) {
    this.#market = options.market;
    this.#knowledge = options.knowledge;
    const readings = [...entries].flatMap(({ id, names }) =>
      names.map((name) => ({ id, name, reading: readName(name, { market: this.#market }) })),
    );
    this.#signs.learnAll(readings.map(({ reading }) => reading));
    for (const { id, name, reading } of readings) {
      this.#index.add(this.#marketName(identify(reading, { market: this.#market, knownSigns: this.#signs })));
      this.#named.push({ id, name });
      const sign = this.#signs.has(reading.possibleCallSign) ? '' : reading.possibleCallSign;
      if (sign !== '') this.#possible.set(sign, [...(this.#possible.get(sign) ?? []), { id, name, reading }]);
    }
    this.#index.settle();
  }

  /** The candidate to take, or null when none is sure or two are alike. */
  best(name: string): GuideCandidate | null {
    const first = this.#first(name, MARGIN_LOG_ODDS);
    const least = this.#knowledge ? SURE_WITH_KNOWLEDGE_LOG_ODDS : SURE_LOG_ODDS;
    return first && first.logOdds >= least ? first.candidate : null;
  }

  /**
   * For names without a sure candidate, once all sure ones are known: a guide has an entry for each of its channels, and
   * one that is nobody's may be less alike. Who gets it where several wish for it, `LeftOvers` says.
   */
  leftOver(name: string): GuideCandidate | null {
    const first = this.#first(name, ALONE_MARGIN_LOG_ODDS);
    if (!first || isDoubtful(first.features)) return null;
    return first.logOdds >= this.#leastAlone(first.features) ? first.candidate : null;
  }

  #leastAlone(features: Features): number {
    if (!this.#knowledge) return ALONE_LOG_ODDS;
    return isButForReach(features) ? ALONE_BUT_FOR_REACH_LOG_ODDS : ALONE_WITH_KNOWLEDGE_LOG_ODDS;
  }

  /** The likeliest candidate, unless one that is another channel comes near. */
  #first(name: string, margin: number): Ranked | null {
    const ranked = this.#rank(name);
    const [first] = ranked;
    const rival = ranked.find((other) => other.key !== first!.key);
    return !first || (rival && first.logOdds - rival.logOdds < margin) ? null : first;
  }

  /** The likeliest first, each guide channel once. */
  candidates(name: string, limit = 10): GuideCandidate[] {
    return this.#rank(name)
      .slice(0, limit)
      .map(({ candidate }) => candidate);
  }

  /** What may be it, the likeliest first, with what decides whether a person is asked about it. */
  guesses(name: string): GuideGuess[] {
    return this.#rank(name).map(({ candidate, features, isVersion }) => ({
      ...candidate,
      isSister: isVersion || isNumberedAlone(features),
      isShort: isAbbreviated(features),
    }));
  }

  /** The same with what decided, the weightiest first. */
  explained(name: string, limit: number): (GuideCandidate & { readonly reasons: readonly Reason[] })[] {
    return this.#rank(name)
      .slice(0, limit)
      .map(({ candidate, features }) => ({ ...candidate, reasons: reasonsOf(features, 'guide') }));
  }

  /** Every entry's name that is worth comparing and may be this channel, with what speaks for and against it. */
  comparisons(name: string): Comparison[] {
    const market = this.#market;
    const reading = readName(name, { market });
    const query = this.#marketName(identify(reading, { market, knownSigns: this.#signs }));
    const comparisons: Comparison[] = [];
    for (const number of this.#index.candidatesOf(query)) {
      const found = this.#index.name(number);
      const named = this.#named[number];
      if (!found || !named) continue;
      const shiftHours = shiftBetween(query.identity, found.identity);
      if (shiftHours === undefined || differ(query.identity, found.identity)) continue;
      const features = featuresOf(this.#index, query, found);
      fillEntry(features, query.identity, found.identity);
      const isSame = found.identity.glued === query.identity.glued;
      const isVersion = areVersions(query.identity, found.identity, market);
      comparisons.push({ ...named, key: found.identity.key, isSame, isVersion, shiftHours, features });
    }
    return [...comparisons, ...this.#proven(query, reading)];
  }

  /** `WSOC Charlotte` is the station that `ABC 9 Charlotte NC (WSOC)` asks for. */
  #proven(query: MarketName, asked: NameReading): Comparison[] {
    const { station } = query.identity;
    if (!station) return [];
    const knownSigns = new KnownSigns();
    knownSigns.learnAll([asked]);
    return (this.#possible.get(station.sign) ?? []).flatMap(({ id, name, reading }) => {
      const found = this.#marketName(identify(reading, { market: this.#market, knownSigns }));
      if (differ(query.identity, found.identity)) return [];
      const { key, glued } = found.identity;
      const features = featuresOf(this.#index, query, found);
      const isSame = glued === query.identity.glued;
      return [{ id, name, key, isSame, isVersion: false, shiftHours: 0, features }];
    });
  }

  #rank(name: string): readonly Ranked[] {
    const known = this.#ranks.get(name);
    if (known) return known;
    const ranked = this.#ranked(name);
    if (this.#ranks.size >= RANKS_KEPT) this.#ranks.clear();
    this.#ranks.set(name, ranked);
    return ranked;
  }

  #ranked(name: string): Ranked[] {
    const best = new Map<string, Ranked>();
    // Of entries that are named alike but for quality the one that is written alike, else the plainest.
    const likeness = ({ candidate }: Ranked): number => (candidate.name === name ? 1 : -candidate.name.length);
    for (const { id, name: found, key, isSame, isVersion, shiftHours, features } of this.comparisons(name)) {
      const logOdds =
        logOddsOf(features, 'guide') + (isSame ? SAME_WORDS_LOG_ODDS : 0) - (shiftHours === 0 ? 0 : SHIFT_LOG_ODDS);
      if (logOdds <= (best.get(id)?.logOdds ?? SHOWN_LOG_ODDS)) continue;
      const candidate = { id, name: found, score: scoreOf(logOdds), shiftMinutes: shiftHours * 60 };
      best.set(id, { candidate, logOdds, key, isVersion, features });
    }
    return [...best.values()].toSorted(
      (a, b) => b.logOdds - a.logOdds || likeness(b) - likeness(a) || (a.candidate.id < b.candidate.id ? -1 : 1),
    );
  }

  #marketName(identity: Identity): MarketName {
    const inBase = this.#knowledge?.channelsOf(identity, this.#market) ?? NOBODY_KNOWN;
    return { identity, providers: NOBODY, ...inBase };
  }
}

export interface Comparison extends Named {
  /** Entries with the same key are named alike: two of one channel. */
  readonly key: string;
  /** Whether every word is the same, fillers and countries too. */
  readonly isSame: boolean;
  /** Whether only one of the two names a language, which is not the market's own: the other is in that. */
  readonly isVersion: boolean;
  readonly shiftHours: number;
  readonly features: Features;
}

interface Ranked {
  readonly candidate: GuideCandidate;
  readonly logOdds: number;
  readonly key: string;
  readonly isVersion: boolean;
  readonly features: Features;
}

/** Hours by which the guide's feed is earlier; undefined when it is another feed altogether. */
function shiftBetween(query: Identity, found: Identity): number | undefined {
  if (query.variant === found.variant) return 0;
  const hours = /^\+(\d+)$/.exec(query.variant)?.[1];
  return hours !== undefined && found.variant === '' ? Number(hours) : undefined;
}

/** `Nova Arabic` is a version of `Nova`, which in France is the French one. */
const areVersions = (a: Identity, b: Identity, market: string): boolean =>
  isOtherLanguage(a, market) !== isOtherLanguage(b, market);

const isOtherLanguage = ({ language }: Identity, market: string): boolean =>
  language !== '' && !isOwnMarketWord(language, market);

function differ(a: Identity, b: Identity): boolean {
  if (tellsStations(a, b)) return areOtherStations(a, b);
  return a.numbers !== '' && b.numbers !== '' && a.numbers !== b.numbers;
}
