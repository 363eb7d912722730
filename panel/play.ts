// Opens the player: from anywhere, loaded when it is first wanted.

import { toastError } from './elements/toast.ts';
import { part } from './part.ts';

export type Played =
  /** A channel as it comes, or one of its streams alone. */
  | { readonly kind: 'live'; readonly channelId: string; readonly name: string; readonly streamId: string }
  /** What a channel showed from then on, of its archive. */
  | {
      readonly kind: 'past';
      readonly channelId: string;
      readonly name: string;
      readonly title: string;
      /** Epoch milliseconds. */
      readonly startAt: number;
    }
  /** A movie or an episode. */
  | {
      readonly kind: 'file';
      /** As the API says: `/vod/…`. */
      readonly path: string;
      readonly name: string;
      /** Of the movie or episode: where it was left is kept under it. */
      readonly itemId: string;
    };

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
