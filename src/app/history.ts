// Tells the history of the air what happens: by the announcements, with names as they are now.

import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Events } from '../kernel/events.ts';
import type { Lineup } from '../lineup/lineup.ts';
import type { Announcements } from '../model/announcements.ts';
import { printChannelId, printStreamId, type ChannelId, type StreamId } from '../model/ids.ts';
import type { AirHistory, NewHappening } from '../streaming/history/history.ts';
import type { Stop } from './context.ts';

export interface Historians {
  readonly history: AirHistory;
  readonly events: Pick<Events<Announcements>, 'on'>;
  readonly lineup: Pick<Lineup, 'channel'>;
  readonly catalogue: Pick<Catalogue, 'streams'>;
}

export function recordHistory({ history, events, lineup, catalogue }: Historians): Stop {
  const nameOf = (id: ChannelId): string => lineup.channel(id)?.name ?? '';
  const add = (
    id: ChannelId,
    stream: StreamId | undefined,
    rest: Pick<NewHappening, 'kind'> & Partial<NewHappening>,
  ) => {
    const found = stream === undefined ? undefined : catalogue.streams([stream])[0];
    history.add({
      channel_id: printChannelId(id),
      channel_name: nameOf(id),
      stream_id: stream === undefined ? '' : printStreamId(stream),
      stream_name: found?.name ?? '',
      provider_id: found?.providerId ?? null,
      reason: '',
      message: '',
      gap_ms: null,
      ...rest,
    });
  };
  const ends = [
    events.on('session.started', ({ channelId, streamId }) => add(channelId, streamId, { kind: 'started' })),
    events.on('session.switched', ({ channelId, from, to, reason, gapMs }) =>
      add(channelId, to, { kind: from === to ? 'restarted' : 'switched', reason, gap_ms: Math.round(gapMs) }),
    ),
    events.on('session.lost', ({ channelId, streamId, code, message }) =>
      add(channelId, streamId, { kind: 'failed', reason: code, message }),
    ),
    events.on('session.refused', ({ channelId, code, message }) =>
      add(channelId, undefined, { kind: 'refused', reason: code, message }),
    ),
    events.on('session.ended', ({ channelId, message }) => add(channelId, undefined, { kind: 'ended', message })),
  ];
  return () => {
    for (const end of ends) end();
  };
}
