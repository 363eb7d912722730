// A channel that has become part of another one is still named by its older id: what is decided about it is decided about
// what it is now. Pure.

import type { LineupSnapshot } from '../model/channel.ts';
import type { ChannelId } from '../model/ids.ts';
import type { ChannelEdit } from './query.ts';

/** The channel with this id, else the one that it has become part of; the same id where there is none. */
export function standingIn(
  { byId, former }: LineupSnapshot,
  id: ChannelId,
  isKept: (id: ChannelId) => boolean,
): ChannelId {
  return byId.has(id) || !former.byId.has(id) || isKept(id) ? id : former.byId.get(id)!;
}

type Standing = (id: ChannelId) => ChannelId;

/** Each once. */
export function targetStanding<Target extends { readonly ids?: readonly ChannelId[] | undefined }>(
  target: Target,
  standing: Standing,
): Target {
  return target.ids ? { ...target, ids: [...new Set(target.ids.map(standing))] } : target;
}

export const editStanding = (edit: ChannelEdit, standing: Standing): ChannelEdit =>
  edit.kind === 'move' && edit.before !== null ? { ...edit, before: standing(edit.before) } : edit;
