// Which guide's channels a person is asked about, of those that are not sure enough for a channel without a guide. Of five
// public lists two thirds of the first hundred were wrong: most of these were another channel's of the same list, or of a
// guide of another country.

import { readName } from '../formats/names/read.ts';
import type { FoundGuide, GuideQuestion, NearGuide } from '../lineup/merge.ts';
import { identify } from '../matching/identity.ts';
import { MARGIN_LOG_ODDS } from '../matching/left-overs.ts';
import { thresholdLogOdds } from '../matching/score.ts';
import type { GuideChannelId } from '../model/ids.ts';
import type { GuessedChannel } from './guide-likeness.ts';
import type { GuideMarkets } from './guide-markets.ts';

/** A channel of the lineup, by its place among the questions. */
type Place = number;

export interface DoubtsOptions {
  readonly questions: readonly GuideQuestion[];
  /** What each has. */
  readonly answers: readonly (Pick<FoundGuide, 'id'> | undefined)[];
  readonly markets: GuideMarkets;
  readonly marketOf: (name: number) => string;
  /** Whether a knowledge base had a say: scores are lower with one. */
  readonly isKnown: boolean;
}

/** What is more likely wrong than not is left to whoever looks at the channel. */
const LEAST_SCORE = 50;
const LEAST_WITH_KNOWLEDGE_SCORE = 40;

export class GuideDoubts {
  readonly #options: DoubtsOptions;
  readonly #words = new Map<Place, ReadonlySet<string>>();

  constructor(options: DoubtsOptions) {
    this.#options = options;
  }

  /**
   * Asked once everything that is found is found.
   * @param guesses of channels without a guide, the likeliest first
   * @returns the one that a person is asked about
   */
  settle(guesses: ReadonlyMap<Place, readonly GuessedChannel[]>): Map<Place, NearGuide> {
    const likeliest = new Map<Place, NearGuide>();
    const least = this.#options.isKnown ? LEAST_WITH_KNOWLEDGE_SCORE : LEAST_SCORE;
    for (const [at, own] of guesses) {
      const first = own.find((guess) => this.#isOfMarket(guess, at));
      if (first && first.score >= least) likeliest.set(at, { id: first.id, score: first.score });
    }
    const rivals = this.#rivals(likeliest);
    for (const [at, { id, score }] of likeliest) {
      const others = this.#listsOf(at).flatMap((list) => rivals.get(cell(list, id)) ?? []);
      const beatenFrom = thresholdLogOdds(score) + MARGIN_LOG_ODDS;
      if (others.some((other) => other.logOdds >= beatenFrom && !this.#areAlike(at, other.at))) likeliest.delete(at);
    }
    return likeliest;
  }

  /** An abbreviation may stand for anything in a guide of which it is not known whose it is. */
  #isOfMarket({ channel, isShort }: GuessedChannel, at: Place): boolean {
    const { markets, questions, marketOf } = this.#options;
    const market = marketOf(questions[at]!.name);
    return isShort ? markets.serves(channel, market) : !markets.isForeign(channel, market);
  }

  /** A guide's channel is one channel's of a list: those that have it, and those that are asked about it. */
  #rivals(likeliest: ReadonlyMap<Place, NearGuide>): Map<string, Rival[]> {
    const rivals = new Map<string, Rival[]>();
    const add = (id: GuideChannelId, rival: Rival): void => {
      for (const list of this.#listsOf(rival.at)) {
        const own = rivals.get(cell(list, id));
        if (own) own.push(rival);
        else rivals.set(cell(list, id), [rival]);
      }
    };
    const wished = new Set(Array.from(likeliest.values(), ({ id }) => id));
    for (const [at, answer] of this.#options.answers.entries())
      if (answer && wished.has(answer.id)) add(answer.id, { at, logOdds: Infinity });
    for (const [at, { id, score }] of likeliest) add(id, { at, logOdds: thresholdLogOdds(score) });
    return rivals;
  }

  #listsOf(at: Place): readonly (string | number)[] {
    return listsOf(this.#options.questions[at]!);
  }

  /** Whether they may be one channel all the same, parted by quality: the words are the same. */
  #areAlike(at: Place, other: Place): boolean {
    return !this.#wordsOf(at).isDisjointFrom(this.#wordsOf(other));
  }

  #wordsOf(at: Place): ReadonlySet<string> {
    const known = this.#words.get(at);
    if (known) return known;
    const { name, names } = this.#options.questions[at]!;
    const market = this.#options.marketOf(name);
    const words = new Set(names.map((one) => identify(readName(one, { market }), { market }).strongGlued));
    this.#words.set(at, words);
    return words;
  }
}

interface Rival {
  readonly at: Place;
  /** Infinite for one that has it. */
  readonly logOdds: number;
}

const cell = (list: string | number, id: GuideChannelId): string => `${list}\n${id}`;

/** Of questions of which nobody says where they are from. */
const ONE_LIST: readonly number[] = [0];

/** The lists that carry the channel. */
export const listsOf = ({ providers }: GuideQuestion): readonly (string | number)[] => providers ?? ONE_LIST;
