import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../../src/kernel/clock.ts';
import { HOUR_MS } from '../../../src/kernel/units.ts';
import type { ChannelId } from '../../../src/model/ids.ts';
import { FittedSink } from '../../../src/outputs/hls/fitted-sink.ts';
import { HlsChannels } from '../../../src/outputs/hls/hls-channels.ts';
import { Segmenter } from '../../../src/outputs/hls/segmenter.ts';
import type { Joinable } from '../../../src/outputs/live-response.ts';
import { readAbility } from '../../../src/streaming/fit/fit.ts';
import type { Subscription } from '../../../src/streaming/sink.ts';
import { isInstalled } from '../../clients/networks.ts';
import { TransportStream } from '../../fakes/transport-stream.ts';
import { createTurnedClock } from '../../fakes/turned-clock.ts';
import { workshopOf } from '../../fakes/workshop.ts';

/** A channel in HEVC, out of which whoever reads it has fallen so often. */
function channelWith(skips: number) {
  const joins: string[] = [];
  const stream = new TransportStream({ video: 'hevc', pictureBytes: 50_000 });
  const hub: Joinable = {
    join: (channelId, viewer, sink) => {
      joins.push(viewer.isHidden ? 'reader' : 'viewer');
      const fill = (): void => {
        for (let pictures = 0; pictures < 200 && sink.write(stream.next()); pictures += 1);
      };
      const start = viewer.isHidden ? fill : () => undefined;
      const rest = { drained: () => undefined, count: () => undefined, waitMs: 0, close: () => sink.end() };
      return Promise.resolve({ id: 'v1', channelId, start, skips, ...rest });
    },
  };
  const options = { hub, clock: systemClock, workshop: workshopOf(), maxBytes: 1e8, isFull: () => false };
  const channels = new HlsChannels(options);
  onTestFinished(() => channels.stop());
  const viewer = { address: '192.0.2.1', userAgent: 'Browser/1', via: 'hls' };
  const client = { id: 'a', viewer, ability: readAbility('aac,h264', undefined) };
  const enter = (signal = new AbortController().signal) => channels.enter(5 as ChannelId, client, signal);
  return { enter, joins };
}

test.skipIf(!isInstalled('ffmpeg'))(
  'a picture that cannot be made as fast as it comes is given up, and not begun again when the player asks again',
  async () => {
    const { enter, joins } = channelWith(3);
    await expect(enter()).rejects.toMatchObject({ code: 'process.too-slow' });
    await expect(enter()).rejects.toMatchObject({ code: 'process.too-slow' });
    expect(joins).toEqual(['viewer', 'reader']);
  },
);

test.skipIf(!isInstalled('ffmpeg'))('one that is full for a moment is not taken for one that is too slow', async () => {
  const { enter, joins } = channelWith(2);
  const gone = new AbortController();
  const entering = enter(gone.signal);
  await expect.poll(() => joins).toEqual(['viewer', 'reader']);
  gone.abort();
  await expect(entering).rejects.toMatchObject({ name: 'AbortError' });
});

test.skipIf(!isInstalled('sleep'))('what was missed hours apart is no sign of being too slow', () => {
  const failures: string[] = [];
  const clock = createTurnedClock();
  const seen = { skips: 0 };
  const segmenter = new Segmenter({ clock, mostMs: () => 12_000, onSegment: () => undefined, onEnd: () => undefined });
  const sink = new FittedSink({
    ...workshopOf(),
    program: () => '/bin/sleep', // takes nothing
    clock,
    ability: readAbility('aac,h264', undefined)!,
    segmenter,
    onFailed: ({ code }) => void failures.push(code),
  });
  onTestFinished(() => sink.end());
  sink.follow(seen as unknown as Subscription);
  const stream = new TransportStream({ video: 'hevc', pictureBytes: 50_000 });
  const missed = (): boolean => {
    seen.skips += 1;
    while (sink.write(stream.next()) && failures.length === 0);
    return failures.length > 0;
  };
  for (let hours = 0; hours < 5; hours += 1) {
    expect(missed()).toBe(false);
    clock.advance(HOUR_MS);
  }
  expect([missed(), missed(), missed()]).toEqual([false, false, true]);
  expect(failures).toEqual(['process.too-slow']);
});
