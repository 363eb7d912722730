// Puts a channel on air for an output: by the hub, or by sending the client to the provider.

import type { Log } from '../kernel/log.ts';
import { printChannelId, type ChannelId } from '../model/ids.ts';
import { respondLive, respondRedirect, viewerOf } from '../outputs/live-response.ts';
import type { Play } from '../outputs/play.ts';
import type { Rooms } from './rooms.ts';
import { wayOf, type ChosenWay } from './ways.ts';

export function createPlay({ hub, known }: Pick<Rooms, 'hub' | 'known'>, log: Log): Play {
  /** A channel that cannot be had is refused in the client's dialect, by the hub. */
  const tryWayOf = (id: ChannelId, userAgent: string): ChosenWay | undefined => {
    try {
      return wayOf(id, userAgent, known);
    } catch {
      return undefined;
    }
  };
  return (c, { channelId, via, durationSeconds }) => {
    const viewer = viewerOf(c, via);
    const way = tryWayOf(channelId, viewer.userAgent);
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
