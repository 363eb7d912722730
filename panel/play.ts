// Opens the player: from anywhere, loaded when it is first wanted.

import { toastError } from './elements/toast.ts';

export function play(channelId: string, name: string): void {
  import('./views/player/player.ts').then(({ openPlayer }) => openPlayer(channelId, name), toastError);
}
