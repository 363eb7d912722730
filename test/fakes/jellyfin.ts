// Jellyfin as a client of tuners: what it asks for and how it reads it, told by its HDHomeRun host and its stream copier.

import { ask } from './lan-listener.ts';

export interface JellyfinChannel {
  /** `hdhr_` and the number; split again at `_` later. */
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly path: string;
  readonly isHd: boolean;
}

interface DiscoverResponse {
  readonly ModelNumber?: string;
  readonly DeviceID?: string;
  readonly BaseURL?: string;
  readonly LineupURL?: string;
  readonly TunerCount?: number;
}

interface LineupItem {
  readonly GuideNumber?: string;
  readonly GuideName?: string;
  readonly URL?: string;
  readonly DRM?: boolean | number;
  readonly HD?: boolean | number;
}

/** Adds a tuner by its address, as typed by a person. @throws Error where Jellyfin would refuse the tuner */
export async function addTuner(
  url: string,
): Promise<{ deviceId: string; tunerCount: number; channels: JellyfinChannel[] }> {
  const discover = JSON.parse((await ask(`${url}/discover.json`)).text) as DiscoverResponse;
  if (!discover.DeviceID || typeof discover.TunerCount !== 'number') throw new Error('no device');
  if (/hdtc/i.test(discover.ModelNumber ?? '')) throw new Error('it would ask for transcoding profiles');
  const lineupUrl = discover.LineupURL || `${discover.BaseURL?.replace(/\/$/, '') ?? url}/lineup.json`;
  const items = JSON.parse((await ask(lineupUrl)).text) as LineupItem[];
  const channels = items.filter(({ DRM }) => !DRM).map(channelFrom);
  if (new Set(channels.map(({ id }) => id)).size !== channels.length) throw new Error('two channels share a number');
  return { deviceId: discover.DeviceID, tunerCount: discover.TunerCount, channels };
}

function channelFrom(item: LineupItem): JellyfinChannel {
  const { GuideNumber: number, GuideName: name, URL: path, HD } = item;
  if (typeof number !== 'string' || typeof name !== 'string' || typeof path !== 'string')
    throw new Error('not a channel');
  const id = `hdhr_${number}`;
  if (id.split('_').length !== 2) throw new Error('a number that cannot be found again');
  return { id, number, name, path, isHd: Boolean(HD) };
}

/** Copies a stream without a look at its status, as Jellyfin does. @returns how many bytes it would take for video */
export async function copyStream(path: string): Promise<number> {
  return (await ask(path, { 'user-agent': 'Jellyfin-Server/10.11' })).body.length;
}
