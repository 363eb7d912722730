// For which name a channel is made, and where each name was.

import { hash53, type ChannelId } from '../model/ids.ts';
import type { LineupMemory } from './memory.ts';
import type { Naming } from './naming.ts';

/** The least key of each group's names: a new channel is made for it, whatever the order of the lists. */
export function homesOf({ keys, channelOf }: Naming): Float64Array {
  const homes = new Float64Array(channelOf.length).fill(Infinity);
  for (const [name, group] of channelOf.entries()) homes[group] = Math.min(keys[name]!, homes[group]!);
  return homes;
}

/** A channel that was made for this name may be elsewhere by a person's wish. */
export function freeId(home: number, memory: LineupMemory): ChannelId {
  let id = home;
  while (memory.channels.has(id as ChannelId)) id = hash53(String(id));
  return id as ChannelId;
}

/**
 * Where each name was: should its channel lose the name it was made for, the others still lead to it.
 * @returns channels that a listed name has left for another one
 */
export function rememberNames(memory: LineupMemory, naming: Naming, idOf: Float64Array): Set<ChannelId> {
  const left = new Set<ChannelId>();
  for (const [name, group] of naming.channelOf.entries()) {
    const id = idOf[group]! as ChannelId;
    if (id === 0) continue;
    const key = naming.keys[name]!;
    const before = memory.ownerOf(key);
    if (before !== undefined && before !== id) left.add(before);
    if (key === id) memory.keys.delete(key);
    else memory.keys.set(key, id);
  }
  return left;
}
