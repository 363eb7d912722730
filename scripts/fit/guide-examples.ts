// Labelled pairs of a name and an entry of a guide, as looking a guide up compares them.

import { GuideMatcher } from '../../src/matching/guide-match.ts';
import type { Knowledge } from '../../src/matching/knowledge.ts';
import { valueOf } from './lines.ts';
import type { Example } from './logistic.ts';

export interface GuideLine {
  readonly guide: string;
  readonly id: string;
  readonly names: readonly string[];
  readonly mapped: boolean;
}

export interface Query {
  readonly guide: string;
  readonly market: string;
  readonly name: string;
  readonly type: 'exact' | 'channel' | 'none';
  readonly gold: readonly string[];
  readonly gold_channel: readonly string[];
  readonly amb: boolean;
}

/** A query's candidates: the entries that it means, and all others. Sister feeds of what it means are left out. */
export function guideExamples(
  guides: readonly GuideLine[],
  queries: readonly Query[],
  knowledge?: Knowledge,
): Example[] {
  const entries = Map.groupBy(
    guides.filter((line) => line.mapped),
    (line) => line.guide,
  );
  const matchers = new Map<string, GuideMatcher>();
  return queries
    .filter((query) => !query.amb)
    .flatMap(({ guide, market, name, gold, gold_channel }) => {
      const matcher = valueOf(
        matchers,
        guide,
        () => new GuideMatcher(entries.get(guide) ?? [], { market, ...(knowledge ? { knowledge } : {}) }),
      );
      return matcher
        .comparisons(name)
        .filter(({ id, shiftHours }) => shiftHours === 0 && (gold.includes(id) || !gold_channel.includes(id)))
        .map(({ id, features }) => ({ features, label: gold.includes(id) }));
    });
}
