// Channels that no name leads to any more, though they may only be written otherwise now: `ZDF (1080p)` that was
// `ZDF (720p)`, of a list whose streams are known by their names.

import type { DatabaseSync } from 'node:sqlite';
import type { ChannelId, StreamId } from '../model/ids.ts';
import type { LineupMemory, MergeKey } from './memory.ts';

export interface LostChannel {
  readonly id: ChannelId;
  /** Country code, or empty. */
  readonly country: string;
  readonly isRadio: boolean;
  /** As its provider wrote it, or rules did. */
  readonly name: string;
}

/** Who looks for heirs of channels. */
export interface Known {
  /** Whether this name has been in a channel. */
  isKnown(key: MergeKey): boolean;
  /** The channel that a stream was in. */
  channelOf(id: StreamId): ChannelId | undefined;
  /** @param isListed whether some provider lists this name now */
  lost(isListed: (key: MergeKey) => boolean): Iterable<LostChannel>;
}

export function knownChannels(database: DatabaseSync, memory: LineupMemory): Known {
  return {
    isKnown: (key) => memory.ownerOf(key) !== undefined,
    channelOf: (id) => memory.members.get(id),
    *lost(isListed) {
      const held = new Set<ChannelId>();
      for (const id of memory.channels.keys()) if (isListed(id)) held.add(memory.ownerOf(id)!);
      for (const [key, id] of memory.keys) if (isListed(key)) held.add(id);
      const read = database.prepare(
        'SELECT base_name, is_radio, market FROM channel LEFT JOIN trait ON channel = id WHERE id = ?',
      );
      for (const id of memory.channels.keys()) {
        const row = held.has(id) ? undefined : read.get(id); // one that became part of another has none
        if (!row) continue;
        const { base_name: name, is_radio: radio, market } = row;
        yield { id, country: (market as string | null) ?? '', isRadio: radio === 1, name: name as string };
      }
    },
  };
}
