// What is on air behind the API: one channel with one viewer.

import type { Channel } from '../../src/model/channel.ts';
import type { ProviderId } from '../../src/model/ids.ts';
import type { SessionView, StreamingFigures } from '../../src/streaming/session-view.ts';

export const figures: StreamingFigures = {
  sessions: 1,
  viewers: 1,
  bytes_received: 1_000,
  bytes_sent: 900,
  dropped_bytes: 0,
  skips: 0,
  retries: 1,
  buffer_bytes: 500,
  refusals: {},
  failovers: {},
  slots: [{ provider_id: 'x' as ProviderId, used: 1, lingering: 0, limit: 2 }],
};

export const onAirOf = (channel: Channel): SessionView => ({
  channel_id: channel.id,
  profile: null,
  state: 'on-air',
  stream_id: channel.streamIds[0]!,
  provider_id: 'x' as ProviderId,
  stream_name: 'News HD',
  since: 1,
  bits_per_second: 8_000_000,
  bytes_received: 1_000,
  buffer_bytes: 500,
  codecs: ['h264', 'aac'],
  retries: 1,
  last_error: { code: 'upstream.stalled', message: 'silence', at: 2 },
  upstreams: [],
  failovers: [],
  failover_count: 0,
  stall_count: 0,
  viewers: [
    {
      id: 'v1',
      address: '192.168.1.20',
      user_agent: 'VLC/3.0.21 LibVLC/3.0.21',
      via: 'm3u',
      person: { id: 'u00000000ada0', name: 'Ada' },
      since: 1,
      priority: 0,
      limit_bytes_per_second: null,
      bits_per_second: 8_000_000,
      bytes_sent: 900,
      lag_bytes: 0,
      dropped_bytes: 0,
      skips: 0,
    },
  ],
});
