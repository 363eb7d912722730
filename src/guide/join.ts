// Which guide channels a tvg-id or a name means, those of preferred sources first.

import { normaliseName } from '../formats/names/normalise.ts';
import { foldXmltvId } from './fold-id.ts';
import type { PublishedChannel } from './reader.ts';

export interface GuideJoin {
  /** Any capitals, blanks around it, URL-encoded or not. */
  byXmltvId(xmltvId: string): readonly PublishedChannel[];
  byDisplayName(name: string): readonly PublishedChannel[];
  /** The lower, the more a channel is preferred. */
  rankOf(channel: PublishedChannel): number;
}

/** @param channels by priority of their sources; those without programmes are passed over */
export function joinGuide(channels: Iterable<PublishedChannel>): GuideJoin {
  const byId = new Map<string, PublishedChannel[]>();
  const byName = new Map<string, PublishedChannel[]>();
  const ranks = new Map<PublishedChannel['id'], number>();
  for (const channel of channels) {
    if (channel.programmeCount === 0) continue;
    ranks.set(channel.id, ranks.size);
    put(byId, foldXmltvId(channel.xmltvId), channel);
    for (const name of channel.displayNames) put(byName, normaliseName(name), channel);
  }
  return {
    byXmltvId: (xmltvId) => byId.get(foldXmltvId(xmltvId)) ?? [],
    byDisplayName: (name) => byName.get(normaliseName(name)) ?? [],
    rankOf: ({ id }) => ranks.get(id) ?? Infinity,
  };
}

function put(map: Map<string, PublishedChannel[]>, key: string, channel: PublishedChannel): void {
  if (key === '') return;
  const channels = map.get(key);
  if (!channels) map.set(key, [channel]);
  else if (channels.at(-1) !== channel) channels.push(channel);
}
