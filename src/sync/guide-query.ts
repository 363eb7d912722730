// What can be asked and decided about a channel's guide: the rows of the API.

import type { ChannelGuide, GuideReviewRow, ProposalReason } from '../lineup/query.ts';
import type { ChannelId } from '../model/ids.ts';

/** A channel of a guide, in words. */
export interface GuideChannelRow {
  readonly source: string;
  readonly xmltv_id: string;
  readonly name: string;
  /** None are kept of a channel that nobody has wanted so far. */
  readonly programme_count: number;
}

export interface GuideCandidateRow extends GuideChannelRow, Pick<ChannelGuide, 'by' | 'score'> {
  /** To be added to its times. */
  readonly shift_minutes: number;
  readonly reasons: readonly ProposalReason[];
  /** What it says is on now; null where it says nothing. */
  readonly on_now: string | null;
  readonly is_refused: boolean;
}

export interface GuideSearchPage {
  readonly items: readonly GuideChannelRow[];
  /** Of everything that matches. */
  readonly total: number;
}

export interface GuideMatch {
  readonly choice: 'automatic' | 'chosen' | 'none';
  /** The chosen one cannot be found in any guide now. */
  readonly is_missing: boolean;
  readonly refused: readonly Omit<GuideChannelRow, 'programme_count'>[];
  readonly candidates: readonly GuideCandidateRow[];
}

export type GuideDecision =
  | { readonly kind: 'choose' | 'refuse'; readonly source: string; readonly xmltv_id: string; readonly name: string }
  | { readonly kind: 'automatic' | 'lock' | 'none' };

/** A channel whose guide a person should look at, with the guides that it could have. */
export interface GuideDoubtRow extends GuideReviewRow {
  readonly candidates: readonly GuideCandidateRow[];
}

export interface GuideDoubtPage {
  readonly items: readonly GuideDoubtRow[];
  readonly next: string | null;
  readonly total: number;
}

export interface ChannelGuideDecision {
  readonly id: ChannelId;
  readonly decision: GuideDecision;
}
