// Of the guides that a person would be asked about: how many are right? Each guide with the lists of its market, as a home has them.

import type { PublishedChannel } from '../../src/guide/reader.ts';
import type { GuideQuestion } from '../../src/lineup/merge.ts';
import { assort } from '../../src/matching/assort.ts';
import type { Knowledge } from '../../src/matching/knowledge.ts';
import { NameTable } from '../../src/matching/name-table.ts';
import type { GuideChannelId, ProviderId } from '../../src/model/ids.ts';
import { createGuideFinder } from '../../src/sync/guide-finder.ts';
import type { Figure } from '../report.ts';
import { isRightAnswer, type GuideQuery, type GuideRow } from './guide.ts';

/** As many as somebody looks through. */
const FIRST = 100;

interface Doubt {
  readonly score: number;
  readonly isRight: boolean;
}

/** @param entries of one guide @param queries of the same, of which names are made channels first */
export function guideDoubtsOf(
  entries: readonly GuideRow[],
  queries: readonly GuideQuery[],
  knowledge: Knowledge | undefined,
): Doubt[] {
  const market = queries[0]?.market ?? '';
  const table = new NameTable();
  const nameOf = queries.map(({ name, src }) => table.add(name, market, { provider: src }));
  const { channelOf } = assort(table, { knowledge });
  const channels = [...Map.groupBy(queries, (_, at) => channelOf[nameOf[at]!]!).values()];
  const questions = channels.map((own, name): GuideQuestion => {
    const providers = new Set(own.map(({ src }) => src as ProviderId));
    return { name, names: [...new Set(own.map((query) => query.name))], xmltvIds: [], providers: [...providers] };
  });
  const published = entries.map(({ names: displayNames }, at): PublishedChannel => {
    const rest = { sourceKey: 'one', xmltvId: '', iconUrl: '', programmeCount: 1 };
    return { id: (at + 1) as GuideChannelId, displayNames, ...rest };
  });
  const how = { marketOf: () => market, knowledge, checkpoint: () => undefined };
  const { near } = createGuideFinder({ channels: published, ...how }).find(questions);
  return [...near].flatMap(([at, { id, score }]) => {
    const scored = channels[at]!.filter(({ amb }) => !amb);
    const isRight = scored.some((query) => isRightAnswer(query, entries[id - 1]!.id));
    return scored.length === 0 ? [] : [{ score, isRight }];
  });
}

export function scoreGuideDoubts(doubts: readonly Doubt[]): Figure[] {
  const first = doubts.toSorted((a, b) => b.score - a.score).slice(0, FIRST);
  const rightOf = (some: readonly Doubt[]): number => some.filter(({ isRight }) => isRight).length;
  return [
    { figure: 'epg.asked', value: doubts.length, unit: 'channels' },
    { figure: 'epg.asked_right', value: rightOf(doubts), unit: 'channels' },
    { figure: 'epg.asked_right_of_first', value: rightOf(first) / (first.length || 1), unit: '', aim: 0.5 },
  ];
}
