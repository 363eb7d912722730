// Which guides a channel could have, with scores and reasons: those that its ids and names lead to, and those that are alike.

import { joinGuide, type GuideJoin } from '../guide/join.ts';
import type { PublishedChannel } from '../guide/reader.ts';
import type { GuideQuestion, GuideOrigin } from '../lineup/merge.ts';
import type { ProposalReason } from '../lineup/query.ts';
import { GuideMatcher } from '../matching/guide-match.ts';
import type { Knowledge } from '../matching/knowledge.ts';
import { marketOf } from '../matching/market-of.ts';
import type { GuideChannelId } from '../model/ids.ts';
import { reasonText, type Reason } from '../matching/reasons.ts';
import { found, type Found } from './found-guide.ts';
import { findNamed } from './named-guides.ts';

export interface AskedChannel {
  readonly question: GuideQuestion;
  /** Country code, or empty. */
  readonly market: string;
  /** What a person is asked about, where it is known: comes first. */
  readonly near?: GuideChannelId | null;
}

/** Whatever a person has chosen or refused. */
export interface Candidate extends Pick<GuideOrigin, 'by' | 'score'> {
  readonly channel: Omit<PublishedChannel, 'iconUrl'>;
  /** To be added to its times. */
  readonly shiftMinutes: number;
  /** The weightiest first; none for what an id or a name leads to. */
  readonly reasons: readonly ProposalReason[];
}

/** Of published channels that have programmes; a market's are looked through once for all that are asked of it. */
export class CandidateFinder {
  readonly #channels: readonly PublishedChannel[];
  readonly #join: GuideJoin;
  readonly #knowledge: Knowledge | undefined;

  constructor(channels: Iterable<PublishedChannel>, knowledge: Knowledge | undefined) {
    this.#channels = [...channels].filter(({ programmeCount }) => programmeCount > 0);
    this.#join = joinGuide(this.#channels);
    this.#knowledge = knowledge;
  }

  /** @param limit most candidates of each; @returns the likeliest first, in the order of what is asked */
  find(asked: readonly AskedChannel[], limit: number): readonly (readonly Candidate[])[] {
    const all: Candidate[][] = asked.map(() => []);
    const places = asked.map((one, at) => ({ ...one, at }));
    for (const [market, own] of Map.groupBy(places, (one) => one.market)) {
      const alike = new Alike(this.#channels, { market, known: this.#knowledge });
      for (const { question, at } of own) {
        const open = { ...question, choice: undefined };
        const named = findNamed(this.#join, open, market).map((hit) => ({ hit, reasons: NO_REASONS }));
        all[at] = onceEach([...named, ...alike.of(question, limit)])
          .slice(0, limit)
          .map(candidateOf);
      }
    }
    return all;
  }
}

interface Hit {
  readonly hit: Found;
  readonly reasons: readonly Reason[];
}

const NO_REASONS: readonly Reason[] = [];
const MOST_REASONS = 5;

/** The likeliest first. */
function onceEach(hits: readonly Hit[]): Hit[] {
  const seen = new Set<number>();
  return hits
    .filter(({ hit }) => !seen.has(hit.id) && seen.add(hit.id))
    .toSorted((one, other) => other.hit.origin.score - one.hit.origin.score);
}

function candidateOf({ hit: { channel, origin, shiftMinutes }, reasons }: Hit): Candidate {
  const { id, sourceKey, xmltvId, displayNames, programmeCount } = channel;
  return {
    channel: { id, sourceKey, xmltvId, displayNames, programmeCount },
    by: origin.by,
    score: origin.score,
    shiftMinutes,
    reasons: reasons.map((reason) => ({ text: reasonText(reason), weight: Math.round(reason.weight * 100) / 100 })),
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
