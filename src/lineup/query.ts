// What can be asked of the lineup and decided in it: the rows and patches of the API.

import type { Feed, Resolution } from '../formats/names/reading.ts';
import type { ChannelId, GuideChannelId, ProviderId } from '../model/ids.ts';

/** Which channels: every condition given holds. An empty filter is every channel. */
export interface ChannelFilter {
  /** Words that all stand in the name, in any case and order; or the number. */
  readonly search?: string;
  /** The group as the lineup shows it. */
  readonly group?: string;
  /** Channels with a stream of this provider. */
  readonly provider_id?: ProviderId;
  readonly enabled?: boolean;
  /** Channels that some provider has a stream for, or those that none has now. */
  readonly present?: boolean;
  /** Channels with a guide, or those without one. */
  readonly has_guide?: boolean;
  /** Channels of one family, by its number. */
  readonly family?: number;
  /** Country code; empty for those of which nobody says it. */
  readonly market?: string;
  readonly feed?: Feed;
  /** +1 is 1. */
  readonly shift_hours?: number;
  /** That its name claims. */
  readonly resolution?: Resolution;
  /** Channels whose guide was found so. */
  readonly guide_by?: GuideFoundBy;
  /** Channels whose guide is less sure than this, 0 to 100. */
  readonly guide_score_below?: number;
}

/** Those of a set of channels, or all others. */
export interface Among {
  readonly ids: readonly ChannelId[];
  readonly isIn: boolean;
}

export const CHANNEL_SORTS = ['number', 'name', 'group', 'health'] as const;
export type ChannelSort = (typeof CHANNEL_SORTS)[number];
export const SORT_ORDERS = ['asc', 'desc'] as const;
export type SortOrder = (typeof SORT_ORDERS)[number];

export interface ChannelQuery extends ChannelFilter {
  readonly among?: Among;
  /** Only of these groups, whatever else is asked for. */
  readonly groups?: readonly string[];
  /** Only these; sorted by health they come in this order. */
  readonly ranked?: readonly ChannelId[];
  /** All others, too: sorted by health they stand at the end, whichever way it goes. */
  readonly unranked?: boolean;
  /** Of each family only the first by number that all else finds. */
  readonly folded?: boolean;
  readonly sort?: ChannelSort;
  /** Ascending by default. */
  readonly order?: SortOrder;
  /** `next` of the page before, of the same sort and order. */
  readonly cursor?: string;
  /** Rows to pass over, in place of a cursor: for lists that are scrolled by place. */
  readonly offset?: number;
  readonly limit: number;
}

export const DECIDABLE_FIELDS = [
  'enabled',
  'name',
  'number',
  'group',
  'stream_profile',
  'guide_shift_minutes',
  'logo',
] as const;
export type DecidableField = (typeof DECIDABLE_FIELDS)[number];

export interface ChannelRow {
  /** As printed: `c…`. */
  readonly id: string;
  /** `5` or `5.1`. */
  readonly number: string;
  readonly name: string;
  readonly group: string;
  /** `logo/<id>`, relative to the base URL; empty where no provider names one. */
  readonly logo_url: string;
  readonly enabled: boolean;
  /** False while no provider has a stream for it: it keeps its id and number. */
  readonly present: boolean;
  readonly is_radio: boolean;
  readonly guide: ChannelGuide | null;
  /** Guides that fill the gaps of the first one, the preferred first. */
  readonly guide_fills: readonly ChannelGuide[];
  /** Its programmes are so much later than the guide says. */
  readonly guide_shift_minutes: number;
  readonly stream_count: number;
  /** As printed: `f…`; null for a channel that none is like. */
  readonly family: string | null;
  /** What its name says: country code, coast, shift, resolution; empty or 0 where it says nothing. */
  readonly market: string;
  readonly feed: Feed;
  readonly shift_hours: number;
  readonly resolution: Resolution;
  /** How far back its archive goes; 0 without one. */
  readonly catchup_days: number;
  /** Which fields a person has set, for this channel or for its group. */
  readonly decided: readonly DecidableField[];
}

export const GUIDE_FOUND_BY = ['id', 'name', 'likeness', 'hand'] as const;
export type GuideFoundBy = (typeof GUIDE_FOUND_BY)[number];

export interface ChannelGuide {
  readonly source: string;
  readonly xmltv_id: string;
  readonly name: string;
  /** By its tvg-id, by a name that is the same, by a name that is alike; by a person. */
  readonly by: GuideFoundBy;
  /** How sure that is, 0 to 100. */
  readonly score: number;
}

export interface Facet {
  readonly value: string;
  readonly channel_count: number;
}

/** What channels that have a stream may be filtered by, the most frequent first. */
export interface ChannelFacets {
  readonly markets: readonly Facet[];
  readonly feeds: readonly Facet[];
  readonly shifts: readonly Facet[];
  readonly resolutions: readonly Facet[];
}

export const GUIDE_DOUBTS = ['missing', 'unsure'] as const;
/** There is no guide, and a guide's channel that may be it; or there is one, found by a name that is alike. */
export type GuideDoubt = (typeof GUIDE_DOUBTS)[number];

export interface GuideReviewQuery extends ChannelFilter {
  /** Both when left out. */
  readonly kind?: GuideDoubt;
  /** Guides found by likeness are unsure below this score. */
  readonly below: number;
  readonly cursor?: string;
  readonly limit: number;
}

export interface GuideReviewRow {
  readonly kind: GuideDoubt;
  /** Of the guide that it has, else of the one that may be its. */
  readonly score: number;
  /** That one. */
  readonly near: GuideChannelId | null;
  readonly channel: ChannelRow;
}

export interface GuideReviewPage {
  readonly items: readonly GuideReviewRow[];
  readonly next: string | null;
  readonly total: number;
}

export interface ChannelPage {
  readonly items: readonly ChannelRow[];
  /** Cursor of the next page; null on the last one. */
  readonly next: string | null;
  /** Of everything that matches, not of this page. */
  readonly total: number;
}

/** Rows a page may have; more is asked for in pages. */
export const PAGE_LIMIT = 500;

/** One of the weightiest things that speak for or against two names being one channel. */
export interface ProposalReason {
  readonly text: string;
  /** Log odds that it adds; negative speaks against. */
  readonly weight: number;
}

/** How many of a channel's streams a provider has. */
export interface ProviderStreams {
  readonly provider_id: ProviderId;
  readonly stream_count: number;
}

interface ProposedChannel {
  /** As printed: `c…`. */
  readonly id: string;
  readonly channel: string;
  /** `5` or `5.1`; null for a channel that has none. */
  readonly number: string | null;
  readonly group: string;
  /** The provider's name that was compared. */
  readonly name: string;
  readonly stream_count: number;
  /** Of the preferred stream first. */
  readonly providers: readonly ProviderStreams[];
}

/** Two channels that may be one. */
export interface Proposal {
  readonly a: ProposedChannel;
  readonly b: ProposedChannel;
  /** 0 to 100, on the scale of `matching.merge_threshold`. */
  readonly score: number;
  readonly reasons: readonly ProposalReason[];
}

export interface ProposalQuery {
  readonly cursor?: string;
  readonly limit: number;
  /** One of the two has a stream of it. */
  readonly provider_id?: ProviderId;
}

export interface ProposalPage {
  readonly items: readonly Proposal[];
  readonly next: string | null;
  readonly total: number;
}

/** Channels that are alike without being one. */
export interface FamilyRow {
  /** As printed: `f…`. */
  readonly id: string;
  /** Of its first channel. */
  readonly name: string;
  /** Channels that some provider has a stream for: two or more. */
  readonly channel_count: number;
  readonly enabled_count: number;
  readonly stream_count: number;
}

export interface FamilyQuery {
  /** Words that all stand in the name of one of its channels. */
  readonly search?: string;
  readonly cursor?: string;
  readonly limit: number;
}

export interface FamilyPage {
  readonly items: readonly FamilyRow[];
  readonly next: string | null;
  readonly total: number;
}

/** What a person decides; null takes a decision back. */
export interface ChannelDecision {
  readonly enabled?: boolean | null;
  readonly name?: string | null;
  /** `5` or `5.1`; a channel that has the number by itself moves to the next free one. */
  readonly number?: string | null;
  readonly group?: string | null;
  /** How its stream comes: `proxy`, `redirect`, or a command profile's name. */
  readonly stream_profile?: string | null;
  /** Its programmes are so much later than the guide says; takes the place of what provider and guide say. */
  readonly guide_shift_minutes?: number | null;
  /** Address of its logo: `http(s)://…`, or `file:NAME` for one in the folder of own logos. */
  readonly logo?: string | null;
}

/**
 * Decides for the channels named by `ids`, or for those that `where` finds. A `where` of group and provider alone is
 * also kept as a rule, for channels that come later.
 */
export interface ChannelPatch {
  readonly ids?: readonly ChannelId[];
  readonly where?: ChannelFilter;
  readonly set: ChannelDecision;
}

/** An edit that gives each of many channels a name or a number of its own. */
export type ChannelEdit =
  /** Names; white space is tidied, and a name that would be empty stays. */
  | { readonly kind: 'rename'; readonly find: string; readonly replace: string; readonly is_pattern: boolean }
  /** Numbers in the order that they have now: `first`, then whole steps. */
  | { readonly kind: 'number'; readonly first: string; readonly step: number }
  /** To the place before another one, or to the end. */
  | { readonly kind: 'move'; readonly before: ChannelId | null };

/** What a decision did; `undo_id` takes it back, as long as nothing else is decided. */
export interface Decided {
  readonly changed: number;
  readonly undo_id: string;
}

export interface LineupSummary {
  readonly revision: string;
  /** Enabled channels that have a stream: the published ones. */
  readonly channelCount: number;
  readonly newCount: number;
  /** Channels kept without a stream. */
  readonly absentCount: number;
  /** Channels that differ from before, also disabled and absent ones. */
  readonly changedCount: number;
  /** Whether clients see a difference: else the revision stays and nothing is announced. */
  readonly changed: boolean;
}
