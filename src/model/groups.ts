// Groups that somebody may watch, asked for each of a hundred thousand channels: as sets, made once for each list of names.

import type { Channel } from './channel.ts';

const sets = new WeakMap<readonly string[], ReadonlySet<string>>();

/** @param groups not changed in place; null for all */
export function isAmong(groups: readonly string[] | null, group: string): boolean {
  if (groups === null) return true;
  let set = sets.get(groups);
  if (!set) sets.set(groups, (set = new Set(groups)));
  return set.has(group);
}

/** By the lineup's channels, then by the groups: both go when nobody holds them any more. */
const lists = new WeakMap<readonly Channel[], WeakMap<readonly string[], readonly Channel[]>>();

/** Channels of these groups, in their order; found once for each lineup. @param groups not changed in place; null for all */
export function channelsAmong(channels: readonly Channel[], groups: readonly string[] | null): readonly Channel[] {
  if (groups === null) return channels;
  let byGroups = lists.get(channels);
  if (!byGroups) lists.set(channels, (byGroups = new WeakMap()));
  let found = byGroups.get(groups);
  if (!found) byGroups.set(groups, (found = channels.filter(({ group }) => isAmong(groups, group))));
  return found;
}

const names = new WeakMap<readonly Channel[], readonly string[]>();

/** Of all channels, in the order of the first of each. */
export function groupNamesOf(channels: readonly Channel[]): readonly string[] {
  let found = names.get(channels);
  if (!found) names.set(channels, (found = [...new Set(channels.map(({ group }) => group))]));
  return found;
}
