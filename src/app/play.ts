// Puts a channel on air for an output: by the hub, or by sending the client to the provider.

import type { Log } from '../kernel/log.ts';
import { printChannelId, type ChannelId } from '../model/ids.ts';
import { respondLive, respondRedirect, viewerOf } from '../outputs/live-response.ts';
import type { Play } from '../outputs/play.ts';
import { mayWatch } from '../outputs/rights.ts';
import { refusalOf } from '../outputs/live-refusal.ts';
import { AppError } from '../kernel/errors.ts';
import { countingHub } from './person-hub.ts';
import type { Rooms } from './rooms.ts';
import { hlsWayOf, wayOf, type Asking, type ChosenWay } from './ways.ts';

type Known = Rooms['known'];

/** A channel that cannot be had is refused in the client's dialect, by the hub. */
function tryWay(find: typeof wayOf, id: ChannelId, asking: Asking, known: Known): ChosenWay | undefined {
  try {
    return find(id, asking, known);
  } catch {
    return undefined;
  }
}

/** How a client that wants HLS is served. */
export const hlsWay = (id: ChannelId, asking: Asking, known: Known): ChosenWay | undefined =>
  tryWay(hlsWayOf, id, asking, known);

type PlayRooms = Pick<Rooms, 'hub' | 'known' | 'lineup' | 'personStreams'>;

export function createPlay({ hub, known, lineup, personStreams }: PlayRooms, log: Log): Play {
  const counting = countingHub(hub, personStreams);
  return (c, { channelId, via, durationSeconds }) => {
    const dialect = via === 'hdhomerun' ? 'hdhomerun' : 'player';
    if (!mayWatch(c, lineup.snapshot.byId.get(channelId)))
      return refusalOf(new AppError('channel.unknown', 'There is no such channel'), dialect);
    const viewer = viewerOf(c, via);
    const way = tryWay(wayOf, channelId, viewer, known);
    if (way?.url !== undefined) {
      log.info('redirected to the provider', { channel: printChannelId(channelId), address: viewer.address });
      return respondRedirect(way.url);
    }
    return respondLive(c, {
      hub: counting,
      channelId,
      viewer: { ...viewer, ...(way?.viewerProfile !== undefined && { profile: way.viewerProfile }) },
      dialect,
      ...(durationSeconds !== undefined && { durationSeconds }),
    });
  };
}
