// Channels and categories under numbers of 31 bits, which is what clients can hold. The same whatever is added or
// taken away, because favourites and recordings are kept by them.

import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Channel, LineupSnapshot } from '../../model/channel.ts';
import { hash53, type ChannelId } from '../../model/ids.ts';

const LARGEST = 2 ** 31 - 1;
/** A hundred thousand at once would hold up the streams. */
const SLICE = 4_000;

export interface SmallIds {
  /** Also by the number of one that has become part of it. */
  channelOf(number: number): Channel | undefined;
  numberOf(channel: Channel): number;
}

const known = new WeakMap<LineupSnapshot, Promise<SmallIds>>();

export function smallIdsOf(snapshot: LineupSnapshot): Promise<SmallIds> {
  const made = known.get(snapshot) ?? make(snapshot);
  known.set(snapshot, made);
  return made;
}

async function make(snapshot: LineupSnapshot): Promise<SmallIds> {
  const { channels, byId, former } = snapshot;
  const byNumber = new Map<number, Channel>();
  const displaced = new Map<number, number>();
  for (const [index, channel] of channels.entries()) {
    if (index % SLICE === SLICE - 1) await nextTurn();
    place(channel, byNumber, displaced);
  }
  const formerly = new Map<number, ChannelId>();
  let count = 0;
  for (const [id, now] of former.byId) {
    count += 1;
    if (count % SLICE === 0) await nextTurn();
    formerly.set(homeOf(id), now);
  }
  const formerOf = (number: number): Channel | undefined => byId.get(formerly.get(number) ?? (-1 as ChannelId));
  return {
    channelOf: (number) => byNumber.get(number) ?? formerOf(number),
    numberOf: ({ id }) => displaced.get(id) ?? homeOf(id),
  };
}

const homeOf = (id: number): number => (id % LARGEST) + 1;

/** Two on one place (one pair in some 40,000 channels): the smaller id stays, the other takes the next free one. */
function place(channel: Channel, byNumber: Map<number, Channel>, displaced: Map<number, number>): void {
  const home = homeOf(channel.id);
  const there = byNumber.get(home);
  if (!there) {
    byNumber.set(home, channel);
    return;
  }
  const [stays, goes] = there.id < channel.id ? [there, channel] : [channel, there];
  byNumber.set(home, stays);
  displaced.delete(stays.id);
  let number = home;
  while (byNumber.has(number)) number = number === LARGEST ? 1 : number + 1;
  byNumber.set(number, goes);
  displaced.set(goes.id, number);
}

/** A category has no id of its own: it is known by its name. */
export function categoryId(kind: 'live' | 'movie' | 'series', name: string): number {
  const made = categoryIds[kind].get(name);
  if (made !== undefined) return made;
  const id = homeOf(hash53(`${kind}\n${name}`));
  if (categoryIds[kind].size >= MAX_CATEGORIES) categoryIds[kind].clear();
  categoryIds[kind].set(name, id);
  return id;
}

/** Of each element of a list its category's id is asked for. */
const categoryIds = {
  live: new Map<string, number>(),
  movie: new Map<string, number>(),
  series: new Map<string, number>(),
};
const MAX_CATEGORIES = 5_000;

/** For what has none: an element without a category is shown by nobody. */
export const NO_CATEGORY = 'Other';
