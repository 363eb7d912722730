// Several channels that become one: how many, which of them stays unless another is chosen, and what has kept them apart.

import type { Answer, Channel } from '../../api/routes.ts';
import type { Selection } from './selection.ts';

/** As many as are read before they are merged. */
export const MOST_MERGED = 20;

export type Merged = Pick<Channel, 'id' | 'number' | 'name' | 'logo_url' | 'stream_count' | 'enabled' | 'present'>;

/** Some that were chosen one by one: all of a filter have no ids here. Of too many it is said why they are not. */
export const isMergeable = ({ ids }: Selection): boolean => ids.size >= 2;

/** Each once, by number: `5.9` before `5.10`. */
export function inOrder<One extends Merged>(channels: readonly One[]): One[] {
  const each = new Map(channels.map((channel) => [channel.id, channel]));
  return [...each.values()].toSorted((a, b) => a.number.localeCompare(b.number, 'en', { numeric: true }));
}

/**
 * The first that is in the lists: in one that is off, all would leave them.
 * @param channels in order
 * @returns undefined where none has a stream
 */
export function staysFirst<One extends Merged>(channels: readonly One[]): One | undefined {
  const able = channels.filter(({ present }) => present);
  return able.find(({ enabled }) => enabled) ?? able[0];
}

/** Ids of those that a person keeps as they are. */
export const lockedOf = (alternatives: Answer<'GET /channels/{id}/match'>['alternatives']): ReadonlySet<string> =>
  new Set(alternatives.filter(({ locked }) => locked).map(({ id }) => id));

/** All that has kept each from the channel, by id, whichever of its names it is; empty for one that only its score did. */
export function barriersOf(
  alternatives: Answer<'GET /channels/{id}/match'>['alternatives'],
): ReadonlyMap<string, readonly string[]> {
  const barriers = new Map<string, readonly string[]>();
  for (const { id, kept_apart: more } of alternatives)
    barriers.set(id, [...new Set([...(barriers.get(id) ?? []), ...more])]);
  return barriers;
}
