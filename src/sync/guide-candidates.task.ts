// Which guides a channel could have, with scores and reasons, in a worker.

import { joinGuide } from '../guide/join.ts';
import { openGuideReader, type GuideReader, type PublishedChannel } from '../guide/reader.ts';
import type { GuideQuestion } from '../lineup/merge.ts';
import { GuideMatcher } from '../matching/guide-match.ts';
import type { Knowledge } from '../matching/knowledge.ts';
import { marketOf } from '../matching/market-of.ts';
import { reasonText, type Reason } from '../matching/reasons.ts';
import { defineTask } from '../workers/task.ts';
import { isRefused, type Refuses } from './chosen-guide.ts';
import { found, sourceOf, type Found } from './found-guide.ts';
import type { GuideCandidateRow, GuideSearchPage } from './guide-query.ts';
import { openKnowledge, type KnowledgeRef } from './knowledge/table-file.ts';
import { findNamed } from './named-guides.ts';

export interface AskedChannel {
  readonly question: GuideQuestion;
  /** Country code, or empty. */
  readonly market: string;
}

export interface CandidatesInput {
  readonly file: string;
  readonly kind: 'candidates';
  readonly asked: readonly AskedChannel[];
  /** Most candidates of each. */
  readonly limit: number;
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

/** Candidates of each that was asked for, in their order. */
export type CandidatesOutput = readonly (readonly GuideCandidateRow[])[] | GuideSearchPage;

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

const MOST_REASONS = 5;

function candidates(reader: GuideReader, input: CandidatesInput): GuideCandidateRow[][] {
  const channels = [...reader.channels()].filter(({ programmeCount }) => programmeCount > 0);
  const join = joinGuide(channels);
  const known = openKnowledge(input.knowledge)?.base;
  const rows: GuideCandidateRow[][] = input.asked.map(() => []);
  const places = input.asked.map((asked, at) => ({ ...asked, at }));
  for (const [market, own] of Map.groupBy(places, (asked) => asked.market)) {
    const alike = new Alike(channels, { market, known });
    for (const { question, at } of own) {
      const open = { ...question, choice: undefined };
      const named = findNamed(join, open, market).map((hit) => ({ hit, reasons: NO_REASONS }));
      const all = onceEach([...named, ...alike.of(question, input.limit)]).slice(0, input.limit);
      const refuses = isRefused(question);
      rows[at] = all.map((hit) => candidateRow(hit, { reader, refuses, now: input.now }));
    }
  }
  return rows;
}

interface Hit {
  readonly hit: Found;
  readonly reasons: readonly Reason[];
}

const NO_REASONS: readonly Reason[] = [];

/** The likeliest first. */
function onceEach(hits: readonly Hit[]): Hit[] {
  const seen = new Set<number>();
  return hits
    .filter(({ hit }) => !seen.has(hit.id) && seen.add(hit.id))
    .toSorted((one, other) => other.hit.origin.score - one.hit.origin.score);
}

interface Shown {
  readonly reader: GuideReader;
  readonly refuses: Refuses;
  readonly now: number;
}

function candidateRow({ hit, reasons }: Hit, { reader, refuses, now }: Shown): GuideCandidateRow {
  const { id, channel, origin, shiftMinutes } = hit;
  const [on] = reader.programmes(id, { fromAt: now, untilAt: now + 1 });
  return {
    ...rowOf(channel),
    by: origin.by,
    score: origin.score,
    shift_minutes: shiftMinutes,
    reasons: reasons.map((reason) => ({
      text: reasonText(reason),
      weight: Math.round(reason.weight * 100) / 100,
    })),
    on_now: on?.title ?? null,
    is_refused: refuses(channel),
  };
}

/** Guides of a market, and those of which nobody says where they are from, by likeness. */
class Alike {
  readonly #byId: ReadonlyMap<string, PublishedChannel>;
  readonly #matchers: readonly GuideMatcher[];

  constructor(
    channels: readonly PublishedChannel[],
    { market, known }: { readonly market: string; readonly known: Knowledge | undefined },
  ) {
    const near = channels.filter((channel) => {
      const own = marketOf(channel.displayNames[0] ?? '', '', channel.xmltvId);
      return own === '' || own === market;
    });
    this.#byId = new Map(near.map((channel) => [String(channel.id), channel]));
    this.#matchers = Array.from(Map.groupBy(near, ({ sourceKey }) => sourceKey).values(), (own) => {
      const entries = own.map(({ id, displayNames }) => ({ id: String(id), names: displayNames }));
      return new GuideMatcher(entries, { market, ...(known ? { knowledge: known } : {}) });
    });
  }

  *of({ names }: GuideQuestion, limit: number): Generator<Hit> {
    for (const matcher of this.#matchers) {
      for (const name of names) {
        for (const { id, score, shiftMinutes, reasons } of matcher.explained(name, limit)) {
          const how = { by: 'likeness', score: Math.round(score), shiftMinutes } as const;
          yield { hit: found(this.#byId.get(id)!, how), reasons: reasons.slice(0, MOST_REASONS) };
        }
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
