// Guides by likeness, a market at a time: one market's guide channels, and those of which nobody says where they are from.

import type { PublishedChannel } from '../guide/reader.ts';
import type { GuideQuestion } from '../lineup/merge.ts';
import { GuideMatcher, type GuideCandidate } from '../matching/guide-match.ts';
import type { Knowledge } from '../matching/knowledge.ts';
import type { GuideChannelId } from '../model/ids.ts';
import { isRefused } from './chosen-guide.ts';
import { found, type Found } from './found-guide.ts';
import {
  digestOf,
  questionDigest,
  type GuideAnswer,
  type GuideAnswers,
  type Guess,
  type GuideMemory,
  type Remembered,
} from './guide-memory.ts';

const CHECK_EVERY = 200;
/** Of one question: whether one is asked about hangs on its guide. */
const GUESSES_KEPT = 4;
const NONE: readonly Guess[] = [];

export interface LikenessOptions {
  /** Those of which no programme is to come: they are taken where nothing else is there. */
  readonly over?: ReadonlySet<GuideChannelId>;
  readonly knowledge?: Knowledge | undefined;
  readonly knowledgeRevision?: string | undefined;
  /** What earlier builds have found. */
  readonly memory?: GuideMemory | undefined;
  /** Called now and then; may throw to cancel. */
  readonly checkpoint: () => void;
}

export interface GuessedChannel extends Guess {
  readonly channel: PublishedChannel;
}

export class Likeness {
  readonly #market: string;
  readonly #options: LikenessOptions;
  readonly #channels = new Map<GuideChannelId, PublishedChannel>();
  readonly #bySource: ReadonlyMap<string, readonly PublishedChannel[]>;
  readonly #digest: string;
  readonly #before: GuideAnswers;
  readonly #answers: GuideAnswers = new Map();
  #made: readonly GuideMatcher[] | undefined;
  #count = 0;

  constructor(market: string, byMarket: ReadonlyMap<string, readonly PublishedChannel[]>, options: LikenessOptions) {
    this.#market = market;
    this.#options = options;
    const candidates =
      market === '' ? (byMarket.get('') ?? []) : [market, ''].flatMap((code) => byMarket.get(code) ?? []);
    for (const channel of candidates) this.#channels.set(channel.id, channel);
    // Each source is asked for itself: two that carry one channel are no rivals.
    const { over, memory, knowledgeRevision } = options;
    this.#bySource = Map.groupBy(candidates, ({ id, sourceKey }) => `${sourceKey}${over?.has(id) ? '\nover' : ''}`);
    this.#digest = memory ? digestOf(this.#bySource, knowledgeRevision) : '';
    this.#before = memory?.read(market, this.#digest) ?? new Map();
  }

  find(question: GuideQuestion): Found | undefined {
    const { best } = this.#answer(question);
    return best ? this.found(best) : undefined;
  }

  /** What may be left for one for which `find` has nothing. */
  leftOver(question: GuideQuestion, isTaken: (one: Remembered) => boolean): Remembered | undefined {
    return this.#answer(question).leftOver?.find((one) => !isTaken(one));
  }

  /** Of one for which nothing is found: the guide's channels that a person may be asked about, the likeliest first. */
  guesses(question: GuideQuestion): readonly GuessedChannel[] {
    return this.#answer(question).near.map((guess) => ({ ...guess, channel: this.#channels.get(guess.id)! }));
  }

  found({ id, score, shiftMinutes }: Remembered): Found {
    return found(this.#channels.get(id)!, { by: 'likeness', score: Math.round(score), shiftMinutes });
  }

  /** Keeps what was asked for this time. */
  remember(): void {
    const { memory } = this.#options;
    const isSame = this.#answers.size === this.#before.size && this.#made === undefined;
    if (!isSame) memory?.write(this.#market, this.#digest, this.#answers);
  }

  /** Who has refused a guide is asked for anew each time: such questions are few. */
  #answer(question: GuideQuestion): GuideAnswer {
    if (question.choice?.refused) return this.#ask(question);
    const digest = questionDigest(question);
    const answer = this.#answers.get(digest) ?? this.#before.get(digest) ?? this.#ask(question);
    this.#answers.set(digest, answer);
    return answer;
  }

  #ask(question: GuideQuestion): GuideAnswer {
    this.#count += 1;
    if (this.#count % CHECK_EVERY === 0) this.#options.checkpoint();
    for (const best of this.#each(question, (matcher, name) => matcher.best(name)))
      return { best, leftOver: null, near: NONE };
    const leftOver = [...this.#each(question, (matcher, name) => matcher.leftOver(name))];
    return { best: null, leftOver, near: this.#guesses(question) };
  }

  #guesses(question: GuideQuestion): readonly Guess[] {
    const refuses = isRefused(question);
    const guesses: Guess[] = [];
    for (const matcher of this.#matchers) {
      for (const name of question.names) {
        for (const { id: text, score, isShort, isSister } of matcher.guesses(name)) {
          const id = Number(text) as GuideChannelId;
          if (isSister || refuses(this.#channels.get(id)!)) continue;
          guesses.push({ id, score: Math.round(score), isShort });
          if (!isShort) break;
        }
      }
    }
    guesses.sort((a, b) => b.score - a.score || a.id - b.id);
    return guesses.filter(({ id }, at) => guesses.findIndex((one) => one.id === id) === at).slice(0, GUESSES_KEPT);
  }

  *#each(
    question: GuideQuestion,
    ask: (matcher: GuideMatcher, name: string) => GuideCandidate | null,
  ): Generator<Remembered> {
    const refuses = isRefused(question);
    for (const matcher of this.#matchers) {
      for (const name of question.names) {
        const candidate = ask(matcher, name);
        const id = Number(candidate?.id) as GuideChannelId;
        if (!candidate || refuses(this.#channels.get(id)!)) continue;
        yield { id, score: candidate.score, shiftMinutes: candidate.shiftMinutes };
      }
    }
  }

  get #matchers(): readonly GuideMatcher[] {
    const { knowledge } = this.#options;
    this.#made ??= Array.from(this.#bySource.values(), (channels) => {
      const entries = channels.map(({ id, displayNames }) => ({ id: String(id), names: displayNames }));
      return new GuideMatcher(entries, { market: this.#market, ...(knowledge ? { knowledge } : {}) });
    });
    return this.#made;
  }
}
