// Puts a channel on air for an output: by the hub, or by sending the client to the provider.

import type { Log } from '../kernel/log.ts';
import { printChannelId, type ChannelId } from '../model/ids.ts';
import { respondLive, respondRedirect, viewerOf } from '../outputs/live-response.ts';
import type { Play } from '../outputs/play.ts';
import type { Rooms } from './rooms.ts';
import { hlsWayOf, wayOf, type ChosenWay } from './ways.ts';

type Known = Rooms['known'];

/** A channel that cannot be had is refused in the client's dialect, by the hub. */
function tryWay(find: typeof wayOf, id: ChannelId, userAgent: string, known: Known): ChosenWay | undefined {
  try {
    return find(id, userAgent, known);
  } catch {
    return undefined;
  }
}

/** How a client that wants HLS is served. */
export const hlsWay = (id: ChannelId, userAgent: string, known: Known): ChosenWay | undefined =>
  tryWay(hlsWayOf, id, userAgent, known);

export function createPlay({ hub, known }: Pick<Rooms, 'hub' | 'known'>, log: Log): Play {
  return (c, { channelId, via, durationSeconds }) => {
    const viewer = viewerOf(c, via);
    const way = tryWay(wayOf, channelId, viewer.userAgent, known);
    if (way?.url !== undefined) {
      log.info('redirected to the provider', { channel: printChannelId(channelId), address: viewer.address });
      return respondRedirect(way.url);
    }
    return respondLive(c, {
      hub,
      channelId,
      viewer: { ...viewer, ...(way?.viewerProfile !== undefined && { profile: way.viewerProfile }) },
      dialect: via === 'hdhomerun' ? 'hdhomerun' : 'player',
      ...(durationSeconds !== undefined && { durationSeconds }),
    });
  };
}
