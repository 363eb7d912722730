// Opens the player: from anywhere, loaded when it is first wanted.

import { toastError } from './elements/toast.ts';

/** @param streamId one of the channel's streams, to be tried alone */
export function play(channelId: string, name: string, streamId = ''): void {
  import('./views/player/player.ts').then(({ openPlayer }) => openPlayer({ channelId, name, streamId }), toastError);
}
