// What the lineup never forgets: which channel has which id and number, and what leads to it. Everything else of a
// channel can be fetched again; this is why it comes back as the same one.

import type { ChannelNumber } from '../model/channel.ts';
import type { ChannelId, StreamId } from '../model/ids.ts';

/** 53-bit hash of what makes streams one channel. A channel's id is the key it was made for. */
export type MergeKey = number;

export interface RememberedChannel {
  /** Assigned once; 0 while none is (a person gave its number to another channel, and it was absent since). */
  number: ChannelNumber | 0;
  /** Whether new channels were taken into the lineup when this one came. */
  readonly enabledAtFirst: boolean;
}

/** In place of a scheme's key: the channel's own number is shown by another one, and this is shown meanwhile. */
export const GAVE_WAY = 1;

export interface SchemedNumber {
  /** Key of the numbering scheme that has given it, or `GAVE_WAY`. */
  readonly scheme: number;
  readonly number: ChannelNumber;
}

export class LineupMemory {
  readonly channels = new Map<ChannelId, RememberedChannel>();
  /** Numbers that rules have given, beside the channels' own. */
  readonly schemed = new Map<ChannelId, SchemedNumber>();
  /** Keys that lead to another channel than the one they would make: after a provider renamed a stream. */
  readonly keys = new Map<MergeKey, ChannelId>();
  /** Where each stream was at the last build. */
  members = new Map<StreamId, ChannelId>();

  ownerOf(key: MergeKey): ChannelId | undefined {
    const owner = this.keys.get(key);
    if (owner !== undefined) return owner;
    return this.channels.has(key as ChannelId) ? (key as ChannelId) : undefined;
  }
}
