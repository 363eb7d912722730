import { expect, test } from 'vitest';
import { EVENT_TYPES, happeningsOf } from '../../../src/home-assistant/mqtt/happenings.ts';
import { ProviderWatch } from '../../../src/home-assistant/provider-watch.ts';
import { printChannelId, printStreamId, type ProviderId, type StreamId } from '../../../src/model/ids.ts';
import { homePorts, news } from '../../fakes/home-ports.ts';

const [one, two] = [1 as StreamId, 2 as StreamId];
const providerId = 'my-tv' as ProviderId;

test('each kind of event is told once, with what an automation wants to know', () => {
  const { ports, events } = homePorts();
  const told: [string, unknown][] = [];
  const stop = happeningsOf({ ...ports, watch: new ProviderWatch(events) })(({ type, attributes }) => {
    told.push([type, attributes]);
  });
  const channelId = news.id;
  events.announce('session.started', { channelId, streamId: one });
  events.announce('session.switched', { channelId, from: one, to: two, reason: 'upstream.stalled', gapMs: 40 });
  events.announce('session.switched', { channelId, from: two, to: two, reason: 'upstream.ended', gapMs: 40 }); // it is back
  events.announce('session.switched', { channelId, from: two, to: one, reason: 'returned', gapMs: 40 });
  events.announce('session.ended', { channelId, message: '' });
  events.announce('tuners.exhausted', { channelId });
  events.announce('provider.failed', { providerId, code: 'provider.refused', message: 'It answered 403' });
  events.announce('provider.failed', { providerId, code: 'provider.refused', message: 'It answered 403' });
  events.announce('provider.synced', { providerId });
  events.announce('maintenance.started', { endsAt: 0 });
  events.announce('maintenance.ended', {});
  expect(told.map(([type]) => type).toSorted()).toEqual([...EVENT_TYPES].toSorted());
  const logo = `http://192.168.1.5:5004/logo/${printChannelId(news.id)}`;
  const channel = { channel: printChannelId(news.id), name: 'News', number: '1', logo };
  const fromTo = { from: printStreamId(one), to: printStreamId(two), reason: 'upstream.stalled', gap_ms: 40 };
  expect(told).toContainEqual(['failover', { ...channel, ...fromTo }]);
  expect(told).toContainEqual([
    'provider_down',
    { provider: 'my-tv', provider_name: 'My TV', reason: 'It answered 403' },
  ]);
  stop();
  events.announce('session.ended', { channelId, message: '' });
  expect(told).toHaveLength(EVENT_TYPES.length);
});
