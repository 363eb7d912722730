// Opens the player: from anywhere, loaded when it is first wanted.

import { toastError } from './elements/toast.ts';
import { part } from './part.ts';
import type { Played } from './played.ts';

function open(played: Played): void {
  part(() => import('./views/player/player.ts')).then(({ openPlayer }) => openPlayer(played), toastError);
}

/** @param streamId one of the channel's streams, to be tried alone */
export const play = (channelId: string, name: string, streamId = ''): void =>
  open({ kind: 'live', channelId, name, streamId });

export const playPast = (
  channel: { readonly id: string; readonly name: string },
  title: string,
  startAt: number,
): void => open({ kind: 'past', channelId: channel.id, name: channel.name, title, startAt });

export const playFile = (path: string, name: string, itemId: string): void =>
  open({ kind: 'file', path, name, itemId });
