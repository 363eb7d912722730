// Finds guides for channels: by tvg-id where the names do not speak against it, by name, by likeness. Markets are looked
// through one after another, which keeps memory low.

import { joinGuide } from '../guide/join.ts';
import type { PublishedChannel } from '../guide/reader.ts';
import type { FoundGuides, GuideFinder, GuideQuestion } from '../lineup/merge.ts';
import { LeftOvers, type Wish } from '../matching/left-overs.ts';
import { marketOf } from '../matching/market-of.ts';
import type { GuideChannelId } from '../model/ids.ts';
import { chosenGuide, isRefused } from './chosen-guide.ts';
import { GuideDoubts, listsOf } from './guide-doubts.ts';
import { Likeness, type GuessedChannel, type LikenessOptions } from './guide-likeness.ts';
import { GuideMarkets } from './guide-markets.ts';
import { Fills, findNamed } from './named-guides.ts';

export interface GuideFinderOptions extends LikenessOptions {
  /** By priority of their sources. */
  readonly channels: readonly PublishedChannel[];
  /** Country code of a name by its number, or empty. */
  readonly marketOf: (name: number) => string;
}

/** A person wants it to have none. */
const isClosed = ({ choice }: GuideQuestion): boolean => choice?.chosen === null;

const wishOf = ({ id }: { readonly id: GuideChannelId }, question: GuideQuestion): Pick<Wish, 'id' | 'lists'> => ({
  id,
  lists: listsOf(question),
});

const NONE: FoundGuides['near'] = new Map();

export function createGuideFinder(options: GuideFinderOptions): GuideFinder {
  const isOver = ({ id }: PublishedChannel): boolean => options.over?.has(id) ?? false;
  const all = options.channels.filter(({ programmeCount }) => programmeCount > 0);
  const filled = [...all.filter((channel) => !isOver(channel)), ...all.filter(isOver)];
  if (filled.length === 0) return { find: (questions) => ({ guides: questions.map(() => undefined), near: NONE }) };
  const join = joinGuide(filled);
  const fills = new Fills(filled, join);
  const byMarket = Map.groupBy(filled, ({ displayNames, xmltvId }) => marketOf(displayNames[0] ?? '', '', xmltvId));
  return {
    find(questions) {
      const named = questions.map((question) => findNamed(join, question, options.marketOf(question.name)));
      const answers = named.map(([first], at) => chosenGuide(join, questions[at]!) ?? first);
      for (const [at, question] of questions.entries()) if (isClosed(question)) answers[at] = undefined;
      const guesses = new Map<number, readonly GuessedChannel[]>();
      const markets = new GuideMarkets(filled);
      const leftOvers = new LeftOvers();
      for (const [at, { name }] of questions.entries()) markets.ask(options.marketOf(name), named[at]!);
      for (const [at, answer] of answers.entries()) if (answer) leftOvers.take(wishOf(answer, questions[at]!));
      const open = questions.flatMap((question, at) => (answers[at] || isClosed(question) ? [] : [at]));
      for (const [market, asked] of Map.groupBy(open, (at) => options.marketOf(questions[at]!.name))) {
        const alike = new Likeness(market, byMarket, options);
        for (const at of asked) {
          const answer = (answers[at] = alike.find(questions[at]!));
          if (!answer) continue;
          leftOvers.take(wishOf(answer, questions[at]!));
          markets.note(market, answer);
        }
        const wishes = asked.flatMap((at) => {
          const question = questions[at]!;
          const left = answers[at]
            ? undefined
            : alike.leftOver(question, (one) => leftOvers.isTaken(wishOf(one, question)));
          return left ? [{ ...wishOf(left, question), score: left.score, at, left }] : [];
        });
        for (const { at, left } of leftOvers.grant(wishes)) {
          const answer = (answers[at] = alike.found(left));
          markets.note(market, answer);
        }
        for (const at of asked) if (!answers[at]) guesses.set(at, alike.guesses(questions[at]!));
        alike.remember();
      }
      const guides = answers.map(
        (first, at) => first && { ...first, fills: fills.of(first, named[at]!, isRefused(questions[at]!)) },
      );
      const isKnown = options.knowledge !== undefined;
      const doubts = new GuideDoubts({ questions, answers, markets, marketOf: options.marketOf, isKnown });
      return { guides, near: doubts.settle(guesses) };
    },
  };
}
