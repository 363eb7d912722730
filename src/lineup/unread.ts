// What was built of a provider whose list the catalogue has lost stays in its channels until the list was read again. Pure.

import type { ProviderId } from '../model/ids.ts';
import type { ChannelBase } from './merge.ts';
import type { LineupMemory } from './memory.ts';

/**
 * A channel with the streams of unread providers that it had.
 * @param stored as the last build left it
 * @param now as the lists make it that were read; undefined when none of them has it
 * @param memory knows the streams of all lists that were read, and learns those that are kept
 * @returns undefined when it had none of them
 */
export function withUnread(
  stored: ChannelBase,
  now: ChannelBase | undefined,
  { unread, memory }: { readonly unread: ReadonlySet<ProviderId>; readonly memory: LineupMemory },
): ChannelBase | undefined {
  const ofUnread = stored.providers.filter((id) => unread.has(id));
  if (ofUnread.length === 0) return undefined;
  // Which provider a stream is of, only its row in the catalogue would say: what no list has is taken for theirs.
  const kept = stored.streamIds.filter((id) => !memory.members.has(id));
  if (kept.length === 0) return undefined;
  for (const id of kept) memory.members.set(id, stored.id);
  if (!now) return { ...stored, streamIds: kept, providers: ofUnread };
  const providers = now.providers.filter((id) => !unread.has(id));
  const isPreferred = stored.providers.indexOf(ofUnread[0]!) < placeOf(providers[0], stored);
  return isPreferred
    ? { ...stored, streamIds: [...kept, ...now.streamIds], providers: [...ofUnread, ...providers] }
    : { ...now, streamIds: [...now.streamIds, ...kept], providers: [...providers, ...ofUnread] };
}

/** One that is new to the channel comes after those it had. */
function placeOf(provider: ProviderId | undefined, { providers }: ChannelBase): number {
  const place = provider === undefined ? -1 : providers.indexOf(provider);
  return place < 0 ? providers.length : place;
}
