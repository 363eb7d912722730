// From what is known of a channel's streams to their order, with and without the dead ones.

import type { StreamId } from '../model/ids.ts';
import type { Choice } from './book.ts';
import type { StreamDecision } from './decisions.ts';
import { qualityOf } from './quality.ts';
import { sayFaults } from './picture-findings.ts';
import { rankStreams, type Ranked, type RankFacts, type RankPolicy } from './rank.ts';
import { usualLatencyMs } from './score.ts';
import { scoreOf } from './standing.ts';
import type { StreamRecord } from './stream-row.ts';

/** By how much another stream has to be better to take the place of the one in use: usually, and once a day. */
export const HOLDING_POINTS = 120;
export const UPGRADE_POINTS = 40;
/** Of a stream that was never looked at, by no name. */
const UNKNOWN_QUALITY = 420;

export interface ProviderFacts {
  /** Among the preferred, 0 for the first. */
  readonly place: number;
  readonly cost: number;
  /** Connections left; null is any number. */
  readonly freeSlots: number | null;
  /** None of its streams can be had at the moment. */
  readonly isDown: boolean;
}

/** A person's order. */
export interface HandOrder {
  readonly pin: StreamId | null;
  readonly order: readonly StreamId[];
}

export interface Candidate {
  readonly streamId: StreamId;
  readonly record: StreamRecord | undefined;
  readonly provider: ProviderFacts | undefined;
  readonly decision: StreamDecision | null;
}

export interface RankRequest {
  readonly candidates: readonly Candidate[];
  readonly hand: HandOrder | undefined;
  readonly choice: Choice | undefined;
  readonly policy: RankPolicy;
  readonly now: number;
}

/** Best first; all that were given. */
export function rankCandidates({ candidates, hand, choice, policy, now }: RankRequest): Ranked[] {
  return rankStreams(
    candidates.map((candidate) => ({
      ...measured(candidate, now),
      isPinned: hand?.pin === candidate.streamId,
      place: placeIn(hand, candidate.streamId),
      isInUse: choice?.streamId === candidate.streamId,
    })),
    policy,
  );
}

type Measured = Omit<RankFacts, 'isPinned' | 'place' | 'isInUse'>;

function measured({ streamId, record, provider }: Candidate, now: number): Measured {
  const { place: providerPlace, cost, freeSlots, isDown } = provider ?? UNKNOWN_PROVIDER;
  const languages = record?.probe?.audio.flatMap(({ language }) => (language === '' ? [] : language)) ?? [];
  return {
    streamId,
    health: isDown ? 0 : record ? scoreOf(record.standing, now) : null,
    trouble: isDown ? 'its provider is down' : record ? (sayFaults(record.standing.looks) ?? null) : null,
    quality: record ? qualityOf(record.claim, record.probe).score : UNKNOWN_QUALITY,
    latencyMs: record ? usualLatencyMs(record.standing.samples, now) : null,
    languages,
    providerPlace,
    cost,
    freeSlots,
  };
}

const UNKNOWN_PROVIDER: ProviderFacts = { place: 0, cost: 0, freeSlots: null, isDown: false };

function placeIn(hand: HandOrder | undefined, id: StreamId): number | null {
  const place = hand?.order.indexOf(id) ?? -1;
  return place < 0 ? null : place;
}

/** Whether a stream is not dialled as long as its channel has another. What a person has decided wins. */
export const isResting = ({ decision, record, streamId }: Candidate, hand: HandOrder | undefined): boolean =>
  decision === null && hand?.pin !== streamId && record?.standing.deadSince != null;
