// Which streams are one channel, as whoever compares names has found: plain columns, handed in.

import type { ChannelId } from '../model/ids.ts';
import type { MergeKey } from './memory.ts';

export interface Naming {
  /** For the n-th stream of the build the number of its name. */
  readonly nameOf: Int32Array;
  /** For each name its key, the same in every build. */
  readonly keys: ArrayLike<MergeKey>;
  /** For each name the first name of its channel. */
  readonly channelOf: Int32Array;
  /** For each name its family: channels of one are alike without being one; 0 for none. The same in every build. */
  readonly families: Float64Array;
  /** Names that a person gave to a channel: it is shown as the first one that is listed. */
  readonly pins: ReadonlyMap<MergeKey, ChannelId>;
  /** Names that something was decided for and that nobody lists any more, to those that read the same. */
  readonly today: ReadonlyMap<MergeKey, MergeKey>;
  /** New names to channels that have lost all their names, and were called like them. */
  readonly heirs: ReadonlyMap<MergeKey, ChannelId>;
}

/** How far in front of others each name of a channel is, 0 for the first: what the channel is shown as. */
export function ranksOf(pins: ReadonlyMap<MergeKey, ChannelId>): (key: MergeKey) => number {
  const ranks = new Map(Array.from(pins.keys(), (key, rank) => [key, rank]));
  return (key) => ranks.get(key) ?? Infinity;
}
