// What can be asked and decided about which names are one channel: the rows of the API.

import type { MATCH_EDITS } from '../lineup/match-decisions.ts';
import type { ProposalReason } from '../lineup/query.ts';
import type { Part } from '../formats/names/reading.ts';
import type { ChannelId } from '../model/ids.ts';

export interface MatchedName {
  /** As a provider writes it. */
  readonly name: string;
  /** What each piece of the name was read as. */
  readonly parts: readonly Part[];
  /** The name of the channel that it is likest to; empty for the only one. */
  readonly compared_with: string;
  /** 0 to 100, on the scale of `matching.merge_threshold`; null for the only one. */
  readonly score: number | null;
  /** The same but for quality, prefix and spelling. */
  readonly is_same: boolean;
  readonly providers: readonly string[];
  readonly reasons: readonly ProposalReason[];
}

export interface MatchAlternative extends MatchedName {
  /** Its channel, as printed. */
  readonly id: string;
  /** All that keeps the two apart, however high the score: what a person has decided first; empty where only the score does. */
  readonly kept_apart: readonly string[];
  /** A person keeps it as it is. */
  readonly locked: boolean;
}

export interface MatchExplanation {
  /** Country code, or empty when nobody says it. */
  readonly market: string;
  readonly locked: boolean;
  readonly names: readonly MatchedName[];
  readonly alternatives: readonly MatchAlternative[];
}

export type MatchEditKind = (typeof MATCH_EDITS)[number];

export type MatchEdit =
  | { readonly kind: 'merge'; readonly into: ChannelId; readonly from: readonly ChannelId[] }
  | { readonly kind: 'refuse'; readonly channels: readonly [ChannelId, ChannelId] }
  /** @param names as providers write them */
  | { readonly kind: 'split'; readonly channel: ChannelId; readonly names: readonly string[] }
  | { readonly kind: 'lock' | 'unlock'; readonly channel: ChannelId };

export interface MatchEvent {
  readonly id: number;
  readonly at: number;
  readonly kind: MatchEditKind;
  /** As printed. */
  readonly channels: readonly string[];
  /** Names of the channels as they were then, in their order; of older decisions there may be none. */
  readonly called: readonly string[];
}
