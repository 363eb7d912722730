import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../../src/kernel/clock.ts';
import type { ChannelId } from '../../../src/model/ids.ts';
import { HlsChannels } from '../../../src/outputs/hls/hls-channels.ts';
import type { Joinable } from '../../../src/outputs/live-response.ts';
import type { Subscription } from '../../../src/streaming/sink.ts';
import { workshopOf } from '../../fakes/workshop.ts';

/** Channels whose viewers come on air when the test says so. */
function channelsOnCall() {
  const { promise: onAir, resolve: goOnAir } = Promise.withResolvers<void>();
  const watching = new Set<string>();
  let joins = 0;
  const hub: Joinable = {
    join: async (channelId) => {
      await onAir;
      const id = `v${(joins += 1)}`;
      watching.add(id);
      const rest = { start: () => undefined, drained: () => undefined, count: () => undefined, waitMs: 0, skips: 0 };
      return { id, channelId, ...rest, close: () => void watching.delete(id) } satisfies Subscription;
    },
  };
  const options = { hub, clock: systemClock, workshop: workshopOf(), maxBytes: 1e8, isFull: () => false };
  const channels = new HlsChannels(options);
  onTestFinished(() => channels.stop());
  const viewer = { address: '192.0.2.1', userAgent: 'Browser/1', via: 'hls' };
  return { channels, client: { id: 'a', viewer }, goOnAir, watching };
}

const signal = new AbortController().signal;
const ONE = 5 as ChannelId;

test('a player that says it is gone before its channel is on air is no viewer when that comes', async () => {
  const { channels, client, goOnAir, watching } = channelsOnCall();
  const entering = channels.enter(ONE, client, signal);
  channels.leave(ONE, client.id);
  goOnAir();
  await expect(entering).rejects.toMatchObject({ code: 'upstream.ended' });
  expect([...watching]).toEqual([]);
});

test('one that has come back meanwhile is a viewer once', async () => {
  const { channels, client, goOnAir, watching } = channelsOnCall();
  const other = channels.enter(ONE, { ...client, id: 'b' }, signal);
  const entering = channels.enter(ONE, client, signal);
  channels.leave(ONE, client.id);
  const again = channels.enter(ONE, client, signal);
  goOnAir();
  await expect(entering).rejects.toMatchObject({ code: 'upstream.ended' });
  await expect.poll(() => watching.size).toBe(3); // either player, and who reads for both
  expect(channels.find(ONE, client.id)).toBeDefined();
  channels.stop();
  await Promise.allSettled([other, again]);
  expect([...watching]).toEqual([]);
});
