// Which guide channel a stream's tvg-id or name means. Fuzzy matching joins here later, for what this leaves open.

import { normaliseName } from '../formats/names/normalise.ts';
import type { GuideChannelId } from '../model/ids.ts';
import { foldXmltvId } from './fold-id.ts';
import type { PublishedChannel } from './reader.ts';

export interface GuideJoin {
  /** Any capitals, blanks around it, URL-encoded or not. */
  byXmltvId(xmltvId: string): GuideChannelId | undefined;
  /** @param name as `normaliseName` gives it */
  byDisplayName(name: string): GuideChannelId | undefined;
}

/** @param channels by priority of their sources: the first with programmes is taken */
export function joinGuide(channels: Iterable<PublishedChannel>): GuideJoin {
  const byId = new Map<string, GuideChannelId>();
  const byName = new Map<string, GuideChannelId>();
  for (const { id, xmltvId, displayNames, programmeCount } of channels) {
    if (programmeCount === 0) continue;
    keepFirst(byId, foldXmltvId(xmltvId), id);
    for (const name of displayNames) keepFirst(byName, normaliseName(name), id);
  }
  return {
    byXmltvId: (xmltvId) => byId.get(foldXmltvId(xmltvId)),
    byDisplayName: (name) => byName.get(name),
  };
}

function keepFirst(map: Map<string, GuideChannelId>, key: string, id: GuideChannelId): void {
  if (key !== '' && !map.has(key)) map.set(key, id);
}
