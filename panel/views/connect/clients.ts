// What to type into each client, and where: a table of them. The steps follow each client's own menus.

import type { Status } from '../../api/routes.ts';
import type { MessageKey } from '../../locale/locale.ts';

type Address = keyof Status['clients'];

export interface Client {
  readonly id: string;
  readonly name: string;
  /** In the client's own words, in order. */
  readonly steps: readonly MessageKey[];
  /** Addresses to copy, in the order of the steps. */
  readonly addresses: readonly Address[];
  /** Keeps movies and series of its own: they come as files. */
  readonly hasLibrary?: boolean;
}

export const CLIENTS: readonly Client[] = [
  {
    id: 'jellyfin',
    name: 'Jellyfin',
    hasLibrary: true,
    steps: ['connect.jellyfin.1', 'connect.jellyfin.2', 'connect.jellyfin.3'],
    addresses: ['tuner', 'guide'],
  },
  {
    id: 'plex',
    name: 'Plex',
    hasLibrary: true,
    steps: ['connect.plex.1', 'connect.plex.2', 'connect.plex.3'],
    addresses: ['tuner', 'guide'],
  },
  {
    id: 'emby',
    name: 'Emby',
    hasLibrary: true,
    steps: ['connect.emby.1', 'connect.emby.2', 'connect.emby.3'],
    addresses: ['tuner', 'guide'],
  },
  {
    id: 'kodi',
    name: 'Kodi',
    hasLibrary: true,
    steps: ['connect.kodi.1', 'connect.kodi.2', 'connect.kodi.3'],
    addresses: ['playlist', 'guide'],
  },
  {
    id: 'channels',
    name: 'Channels DVR',
    steps: ['connect.channels.1', 'connect.channels.2'],
    addresses: ['tuner', 'guide'],
  },
  {
    id: 'players',
    name: 'TiviMate, VLC, …',
    steps: ['connect.players.1', 'connect.players.2'],
    addresses: ['playlist', 'guide'],
  },
];
