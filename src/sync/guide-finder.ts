// Finds guides for channels: by tvg-id where the names do not speak against it, by name, by likeness. Markets are looked
// through one after another, which keeps memory low.

import { joinGuide } from '../guide/join.ts';
import type { PublishedChannel } from '../guide/reader.ts';
import type { GuideFinder, GuideQuestion } from '../lineup/merge.ts';
import { GuideMatcher, type GuideCandidate } from '../matching/guide-match.ts';
import type { Knowledge } from '../matching/knowledge.ts';
import { marketOf } from '../matching/market-of.ts';
import type { GuideChannelId } from '../model/ids.ts';
import { chosenGuide, isRefused } from './chosen-guide.ts';
import { found, type Found } from './found-guide.ts';
import { Fills, findNamed } from './named-guides.ts';

export interface GuideFinderOptions {
  /** By priority of their sources. */
  readonly channels: readonly PublishedChannel[];
  /** Those of which no programme is to come: they are taken where nothing else is there. */
  readonly over?: ReadonlySet<GuideChannelId>;
  /** Country code of a name by its number, or empty. */
  readonly marketOf: (name: number) => string;
  readonly knowledge?: Knowledge | undefined;
  /** Called now and then; may throw to cancel. */
  readonly checkpoint: () => void;
}

const CHECK_EVERY = 200;

/** A person wants it to have none. */
const isClosed = ({ choice }: GuideQuestion): boolean => choice?.chosen === null;

export function createGuideFinder(options: GuideFinderOptions): GuideFinder {
  const isOver = ({ id }: PublishedChannel): boolean => options.over?.has(id) ?? false;
  const all = options.channels.filter(({ programmeCount }) => programmeCount > 0);
  const filled = [...all.filter((channel) => !isOver(channel)), ...all.filter(isOver)];
  if (filled.length === 0) return { find: (questions) => questions.map(() => undefined) };
  const join = joinGuide(filled);
  const fills = new Fills(filled, join);
  const byMarket = Map.groupBy(filled, ({ displayNames, xmltvId }) => marketOf(displayNames[0] ?? '', '', xmltvId));
  return {
    find(questions) {
      const named = questions.map((question) => findNamed(join, question, options.marketOf(question.name)));
      const answers = named.map(([first], at) => chosenGuide(join, questions[at]!) ?? first);
      for (const [at, question] of questions.entries()) if (isClosed(question)) answers[at] = undefined;
      const open = questions.flatMap((question, at) => (answers[at] || isClosed(question) ? [] : [at]));
      for (const [market, asked] of Map.groupBy(open, (at) => options.marketOf(questions[at]!.name))) {
        const alike = new Likeness(market, byMarket, options);
        for (const at of asked) answers[at] = alike.find(questions[at]!);
        const taken = new Set(answers.flatMap((answer) => (answer ? [answer.id] : [])));
        for (const at of asked) answers[at] ??= alike.findLeftOver(questions[at]!, taken);
      }
      return answers.map(
        (first, at) => first && { ...first, fills: fills.of(first, named[at]!, isRefused(questions[at]!)) },
      );
    },
  };
}

/** One market's guide channels, and those of which nobody says where they are from. */
class Likeness {
  readonly #channels = new Map<string, PublishedChannel>();
  readonly #matchers: readonly GuideMatcher[];
  readonly #checkpoint: () => void;
  #count = 0;

  constructor(market: string, byMarket: ReadonlyMap<string, readonly PublishedChannel[]>, options: GuideFinderOptions) {
    this.#checkpoint = options.checkpoint;
    const candidates =
      market === '' ? (byMarket.get('') ?? []) : [market, ''].flatMap((code) => byMarket.get(code) ?? []);
    for (const channel of candidates) this.#channels.set(String(channel.id), channel);
    // Each source is asked for itself: two that carry one channel are no rivals.
    const { over } = options;
    const bySource = Map.groupBy(candidates, ({ id, sourceKey }) => `${sourceKey}${over?.has(id) ? '\nover' : ''}`);
    this.#matchers = Array.from(bySource.values(), (channels) => {
      const entries = channels.map(({ id, displayNames }) => ({ id: String(id), names: displayNames }));
      return new GuideMatcher(entries, { market, ...(options.knowledge ? { knowledge: options.knowledge } : {}) });
    });
  }

  find(question: GuideQuestion): Found | undefined {
    return this.#first(question, (matcher, name) => matcher.best(name));
  }

  /** @param taken the guide's channels that are somebody's */
  findLeftOver(question: GuideQuestion, taken: ReadonlySet<GuideChannelId>): Found | undefined {
    const isTaken = (id: string): boolean => taken.has(this.#channels.get(id)!.id);
    return this.#first(question, (matcher, name) => matcher.leftOver(name, isTaken));
  }

  #first(question: GuideQuestion, ask: (matcher: GuideMatcher, name: string) => GuideCandidate | null) {
    this.#count += 1;
    if (this.#count % CHECK_EVERY === 0) this.#checkpoint();
    const refuses = isRefused(question);
    for (const matcher of this.#matchers) {
      for (const name of question.names) {
        const best = ask(matcher, name);
        const channel = best && this.#channels.get(best.id);
        if (channel && !refuses(channel))
          return found(channel, { by: 'likeness', score: Math.round(best.score), shiftMinutes: best.shiftMinutes });
      }
    }
    return undefined;
  }
}
