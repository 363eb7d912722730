// A channel as the lineup lists it.

import type { ChannelRow } from '../../src/lineup/query.ts';
import { formatChannelNumber, type Channel } from '../../src/model/channel.ts';
import { printChannelId } from '../../src/model/ids.ts';

export const FAMILY = 'f00000000a1b';

export const rowOf = (channel: Channel): ChannelRow => ({
  id: printChannelId(channel.id),
  number: formatChannelNumber(channel.number),
  name: channel.name,
  group: channel.group,
  logo_url: '',
  enabled: true,
  present: true,
  is_radio: false,
  guide:
    channel.guideChannelId === null ? null : { source: 'x', xmltv_id: 'news.x', name: 'News', by: 'id', score: 100 },
  guide_fills: [],
  guide_shift_minutes: 0,
  market: 'uk',
  feed: '',
  shift_hours: 0,
  resolution: '',
  catchup_days: 0,
  stream_count: 1,
  family: FAMILY,
  decided: ['name'],
});
