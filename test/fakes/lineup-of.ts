// Published lineups for outputs, from as little as a test wants to say.

import {
  noFormer,
  parseChannelNumber,
  type Channel,
  type ChannelNumber,
  type FormerChannels,
  type LineupSnapshot,
} from '../../src/model/channel.ts';
import { hash53, type ChannelId, type StreamId } from '../../src/model/ids.ts';

export function channelOf(number: string, name: string, more: Partial<Channel> = {}): Channel {
  return {
    id: hash53(`channel ${number} ${name}`) as ChannelId,
    number: parseChannelNumber(number) as ChannelNumber,
    name,
    group: '',
    logoUrl: '',
    isRadio: false,
    guideChannelId: null,
    guideShiftMinutes: 0,
    guideFills: [],
    eventName: '',
    catchupDays: 0,
    streamIds: [hash53(`stream ${number} ${name}`) as StreamId],
    ...more,
  };
}

export function lineupOf(
  channels: readonly Channel[],
  revision = 'r1',
  former: FormerChannels = noFormer,
): LineupSnapshot {
  return {
    revision,
    publishedAt: 1,
    channels,
    byId: new Map(channels.map((channel) => [channel.id, channel])),
    byNumber: new Map(channels.map((channel) => [channel.number, channel])),
    former,
  };
}
