// A person's live streams are counted where outputs join the hub, however they end.

import { expect, test } from 'vitest';
import { PersonStreams } from '../../src/accounts/streams.ts';
import { countingHub } from '../../src/app/person-hub.ts';
import { SECOND_MS } from '../../src/kernel/units.ts';
import type { ChannelId } from '../../src/model/ids.ts';
import type { Joinable } from '../../src/outputs/live-response.ts';
import type { Sink, Viewer } from '../../src/streaming/sink.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';

const NEWS = 1 as ChannelId;
const account = { id: 'ada', name: 'Ada', maxStreams: 1, pass: null };
const ada: Viewer = { address: '192.0.2.1', userAgent: 'TV', via: 'm3u', account };
const { account: _, ...stranger } = ada;
const sink = (): Sink => ({ write: () => true, cork() {}, uncork: () => true, end() {} });

function setUp(refuse?: () => Promise<never>) {
  const clock = createTurnedClock();
  const streams = new PersonStreams(clock);
  const joined: Sink[] = [];
  const join: Joinable['join'] = async (_channel, _viewer, counted) => {
    await refuse?.();
    joined.push(counted);
    return {} as Awaited<ReturnType<Joinable['join']>>;
  };
  return { hub: countingHub({ join }, streams), streams, joined, clock };
}

test('who has as many streams as it may gets no other until one has ended; whoever has no account is not counted', async () => {
  const { hub, streams, joined, clock } = setUp();
  await hub.join(NEWS, ada, sink());
  const refused = hub.join(NEWS, ada, sink()).catch((error: unknown) => error);
  await clock.advanceAsync(3 * SECOND_MS);
  expect(await refused).toMatchObject({ code: 'tuner.all-in-use' });
  await hub.join(NEWS, stranger, sink());
  expect([streams.countOf('ada'), joined.length]).toEqual([1, 2]);
  joined[0]!.end();
  joined[0]!.end();
  await hub.join(NEWS, ada, sink());
  expect(streams.countOf('ada')).toBe(1);
});

test('what could not be joined, or is not wanted any more, counts no longer', async () => {
  const failing = setUp(() => Promise.reject(new Error('no picture')));
  await expect(failing.hub.join(NEWS, ada, sink())).rejects.toThrow('no picture');
  expect(failing.streams.countOf('ada')).toBe(0);
  const { hub, streams, joined } = setUp();
  await expect(hub.join(NEWS, ada, sink(), AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
  expect([streams.countOf('ada'), joined]).toEqual([0, []]);
});
