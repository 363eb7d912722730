// A channel: what the user sees; one or more streams behind it.

import type { LookUp } from '../kernel/layered-map.ts';
import { printChannelId, type ChannelId, type GuideChannelId, type StreamId } from './ids.ts';

/**
 * A channel number in thousandths: 5 is 5000, 5.1 is 5001 (major.minor as ATSC writes them, so 5.1 and 5.10 differ).
 */
export type ChannelNumber = number & { readonly channelNumber: unique symbol };

const MINORS = 1_000;
export const MAX_MAJOR = 999_999;

/** `5`, `5.1`, `005`, `5-1`; `undefined` for 0, negatives and anything else. */
export function parseChannelNumber(text: string): ChannelNumber | undefined {
  const match = /^\s*0*(\d{1,6})(?:[.\-_](\d{1,3}))?\s*$/.exec(text);
  if (!match) return undefined;
  const major = Number(match[1]);
  return major === 0 ? undefined : ((major * MINORS + Number(match[2] ?? 0)) as ChannelNumber);
}

/** As HDHomeRun's GuideNumber: `5` or `5.1`. */
export function formatChannelNumber(number: ChannelNumber): string {
  const minor = number % MINORS;
  const major = Math.trunc(number / MINORS);
  return minor === 0 ? String(major) : `${major}.${minor}`;
}

export const wholeNumber = (major: number): ChannelNumber => (major * MINORS) as ChannelNumber;

/** A further guide of a channel. */
export interface GuideFill {
  readonly id: GuideChannelId;
  /** Added to its times they are those of the channel's first guide. */
  readonly shiftMinutes: number;
}

export interface Channel {
  readonly id: ChannelId;
  readonly number: ChannelNumber;
  readonly name: string;
  readonly group: string;
  /** The provider's URL or empty; clients get `/logo/<id>`. */
  readonly logoUrl: string;
  readonly isRadio: boolean;
  readonly guideChannelId: GuideChannelId | null;
  readonly guideShiftMinutes: number;
  /** Guides that fill the gaps of the first one, the preferred first. */
  readonly guideFills: readonly GuideFill[];
  /** The name of a stream that carries an event, as its provider writes it now; else empty. */
  readonly eventName: string;
  readonly catchupDays: number;
  /** In fail-over order; never empty in a published snapshot. */
  readonly streamIds: readonly StreamId[];
}

/** A channel's id in every guide, and its `tvg-id` in every playlist; Jellyfin joins the two byte for byte. */
export const xmltvId = (id: ChannelId): string => `${printChannelId(id)}.masthead`;

/** The published lineup: enabled channels by number. Immutable; a new one replaces it whole. */
export interface LineupSnapshot {
  /** Changes when anything that an output shows has changed: outputs use it as ETag. `[a-z0-9]+`. */
  readonly revision: string;
  readonly publishedAt: number;
  readonly channels: readonly Channel[];
  readonly byId: LookUp<ChannelId, Channel>;
  readonly byNumber: LookUp<ChannelNumber, Channel>;
  readonly former: FormerChannels;
}

/** Channels that have become part of others. Players keep lists for days: the ids and numbers in them lead on. */
export interface FormerChannels {
  readonly byId: ReadonlyMap<ChannelId, ChannelId>;
  readonly byNumber: ReadonlyMap<ChannelNumber, ChannelId>;
}

export const noFormer: FormerChannels = { byId: new Map(), byNumber: new Map() };

/** The channel with this id, or the one that it has become part of. */
export function channelOfId({ byId, former }: LineupSnapshot, id: ChannelId): Channel | undefined {
  const channel = byId.get(id);
  if (channel) return channel;
  const now = former.byId.get(id);
  return now === undefined ? undefined : byId.get(now);
}

/** The channel with this number, or the one that has taken up the channel that had it. */
export function channelOfNumber(
  { byId, byNumber, former }: LineupSnapshot,
  number: ChannelNumber,
): Channel | undefined {
  const channel = byNumber.get(number);
  if (channel) return channel;
  const now = former.byNumber.get(number);
  return now === undefined ? undefined : byId.get(now);
}

export const emptyLineup: LineupSnapshot = {
  revision: '0',
  publishedAt: 0,
  channels: [],
  byId: new Map(),
  byNumber: new Map(),
  former: noFormer,
};
