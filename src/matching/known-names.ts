// Which names the iptv-org database gives a channel and its feeds, and in which countries.

import type { DatabaseChannel, DatabaseFeed } from '../formats/iptv-org/database.ts';
import type { KnownName } from './knowledge.ts';

/** A feed that is received in more countries than this says nothing about any of them. */
const COUNTRIES = 12;
/** A closed channel's successor may be closed too. */
const SUCCESSIONS = 5;

/** Feeds of the database that are no more than the channel in another quality or its main one under another word. */
const PLAIN_FEED = /^(?:sd|hd|fhd|uhd|4k|main|default|national|international|east(?:ern)?|worldwide|global)$/i;

/**
 * A channel's names in its own country and where its main feed is received; the names of a feed of another region as those
 * of a channel of its own. What has closed and goes on under another name is one with its successor: lists keep old names
 * for years.
 */
export function* knownNames(
  channels: readonly DatabaseChannel[],
  feeds: readonly DatabaseFeed[] = [],
): Generator<KnownName> {
  const byId = new Map(channels.map((channel) => [channel.id, channel]));
  const feedsOf = Map.groupBy(feeds, ({ channelId }) => channelId);
  for (const channel of channels) {
    const channelId = survivorOf(channel, byId);
    const own = feedsOf.get(channel.id) ?? [];
    const main = own.filter(({ isMain }) => isMain).flatMap(({ countries }) => countries);
    for (const country of new Set([channel.country, ...(main.length > COUNTRIES ? [] : main)])) {
      for (const name of channel.names) yield { channelId, name, country };
    }
    for (const feed of own) yield* feedNames(channel, feed);
  }
}

function* feedNames(channel: DatabaseChannel, { id, names, isMain, countries }: DatabaseFeed): Generator<KnownName> {
  if (isMain || PLAIN_FEED.test(id) || countries.length > COUNTRIES) return;
  const [usual = ''] = channel.names;
  for (const country of new Set([channel.country, ...countries])) {
    for (const name of names) {
      if (!PLAIN_FEED.test(name)) yield { channelId: `${channel.id}@${id}`, name: `${usual} ${name}`, country };
    }
  }
}

function survivorOf(channel: DatabaseChannel, byId: ReadonlyMap<string, DatabaseChannel>): string {
  let survivor = channel;
  for (let step = 0; step < SUCCESSIONS; step += 1) {
    const next = byId.get(survivor.successor);
    if (!next || next === channel) break;
    survivor = next;
  }
  return survivor.id;
}
