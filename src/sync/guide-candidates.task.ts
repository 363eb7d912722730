// Which guides a channel could have, with scores and reasons, in a worker.

import { joinGuide } from '../guide/join.ts';
import { openGuideReader, type GuideReader, type PublishedChannel } from '../guide/reader.ts';
import type { GuideQuestion } from '../lineup/merge.ts';
import { GuideMatcher } from '../matching/guide-match.ts';
import type { Knowledge } from '../matching/knowledge.ts';
import { marketOf } from '../matching/market-of.ts';
import { REASONS, type Reason } from '../matching/reasons.ts';
import { defineTask } from '../workers/task.ts';
import { isRefused } from './chosen-guide.ts';
import { found, sourceOf } from './found-guide.ts';
import type { GuideCandidateRow, GuideSearchPage } from './guide-query.ts';
import { openKnowledge, type KnowledgeRef } from './knowledge/table-file.ts';
import { findNamed } from './named-guides.ts';

export interface CandidatesInput {
  readonly file: string;
  readonly kind: 'candidates';
  readonly question: GuideQuestion;
  readonly market: string;
  readonly knowledge: KnowledgeRef | null;
  readonly now: number;
}

export interface SearchInput {
  readonly file: string;
  readonly kind: 'search';
  readonly search: string;
  readonly offset: number;
  readonly limit: number;
}

export type CandidatesOutput = readonly GuideCandidateRow[] | GuideSearchPage;

export default defineTask<CandidatesInput | SearchInput, CandidatesOutput>((input) => {
  const reader = openGuideReader(input.file);
  try {
    return input.kind === 'search' ? search(reader, input) : candidates(reader, input);
  } finally {
    reader.close();
  }
});

/** Channels that all words stand in: in its names or its id. */
function search(reader: GuideReader, { search: text, offset, limit }: SearchInput): GuideSearchPage {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const items: GuideSearchPage['items'][number][] = [];
  let total = 0;
  for (const channel of reader.channels()) {
    const { xmltvId, displayNames } = channel;
    const row = rowOf(channel);
    const searched = [xmltvId, ...displayNames].join('\n').toLowerCase();
    if (!words.every((word) => searched.includes(word))) continue;
    if (total >= offset && items.length < limit) items.push(row);
    total += 1;
  }
  return { items, total };
}

const MOST_SHOWN = 15;
const MOST_REASONS = 5;

function candidates(reader: GuideReader, input: CandidatesInput): GuideCandidateRow[] {
  const { question, market, now } = input;
  const channels = [...reader.channels()].filter(({ programmeCount }) => programmeCount > 0);
  const open = { ...question, choice: undefined };
  const named = findNamed(joinGuide(channels), open, market).map((hit) => ({ hit, reasons: [] as readonly Reason[] }));
  const known = openKnowledge(input.knowledge)?.base;
  const seen = new Set<number>();
  const all = [...named, ...alike(channels, { question, market, known })].filter(
    ({ hit }) => !seen.has(hit.id) && seen.add(hit.id),
  );
  const refuses = isRefused(question);
  return all
    .toSorted((one, other) => other.hit.origin.score - one.hit.origin.score)
    .slice(0, MOST_SHOWN)
    .map(({ hit: { id, channel, origin, shiftMinutes }, reasons }) => {
      const [on] = reader.programmes(id, { fromAt: now, untilAt: now + 1 });
      return {
        ...rowOf(channel),
        by: origin.by,
        score: origin.score,
        shift_minutes: shiftMinutes,
        reasons: reasons.map(({ feature, weight }) => ({
          text: REASONS[feature],
          weight: Math.round(weight * 100) / 100,
        })),
        on_now: on?.title ?? null,
        is_refused: refuses(channel),
      };
    });
}

interface Asked {
  readonly question: GuideQuestion;
  readonly market: string;
  readonly known: Knowledge | undefined;
}

function* alike(channels: readonly PublishedChannel[], { question, market, known }: Asked) {
  const near = channels.filter((channel) => {
    const own = marketOf(channel.displayNames[0] ?? '', '', channel.xmltvId);
    return own === '' || own === market;
  });
  const byId = new Map(near.map((channel) => [String(channel.id), channel]));
  for (const own of Map.groupBy(near, ({ sourceKey }) => sourceKey).values()) {
    const entries = own.map(({ id, displayNames }) => ({ id: String(id), names: displayNames }));
    const matcher = new GuideMatcher(entries, { market, ...(known ? { knowledge: known } : {}) });
    for (const name of question.names) {
      for (const { id, score, shiftMinutes, reasons } of matcher.explained(name, MOST_SHOWN)) {
        const how = { by: 'likeness', score: Math.round(score), shiftMinutes } as const;
        yield { hit: found(byId.get(id)!, how), reasons: reasons.slice(0, MOST_REASONS) };
      }
    }
  }
}

const rowOf = ({ sourceKey, xmltvId, displayNames, programmeCount }: PublishedChannel) => ({
  source: sourceOf(sourceKey),
  xmltv_id: xmltvId,
  name: displayNames[0] ?? xmltvId,
  programme_count: programmeCount,
});
