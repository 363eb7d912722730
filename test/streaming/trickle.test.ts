// A channel whose streams send less than their own time, on a clock that is turned by hand.

import { afterEach, expect, test } from 'vitest';
import { silentLog } from '../../src/kernel/log.ts';
import type { ProviderId, StreamId } from '../../src/model/ids.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { Hub } from '../../src/streaming/hub.ts';
import { SlotLedger } from '../../src/streaming/slots/ledger.ts';
import { RecordingSink } from '../fakes/recording-sink.ts';
import { ScriptedKind, type ScriptedUpstream } from '../fakes/scripted-upstream.ts';
import { TransportStream } from '../fakes/transport-stream.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';
import { channel, VIEWER } from './on-air.ts';

/** One provider for each stream, or for all where there is a limit. Each stream sends its own time, or that share of it. */
function channelOf(streamCount: number, limit: number | null = null) {
  const clock = createTurnedClock();
  const kind = new ScriptedKind();
  const senders = new Map<ScriptedUpstream, { stream: TransportStream; owed: number }>();
  const hub = new Hub({
    clock,
    log: silentLog,
    kinds: [kind],
    sourcesOf: () =>
      Array.from({ length: streamCount }, (_, index) => ({
        streamId: (index + 1) as StreamId,
        providerId: (limit === null ? `p${index}` : 'one') as ProviderId,
        name: '',
        url: `http://provider/${index + 1}`,
        headers: {},
      })),
    slots: new SlotLedger({ clock, limitOf: () => limit }),
    settings: () => defaultSettings.streaming,
    limits: () => defaultSettings.limits,
    bufferBytes: 64 * 1024 * 1024,
    announce: () => undefined,
  });
  const send = (upstream: ScriptedUpstream, share: number): void => {
    const sender = senders.get(upstream) ?? { stream: new TransportStream({ pictureBytes: 200 }), owed: 0 };
    senders.set(upstream, sender);
    sender.owed += 5 * share;
    for (; sender.owed >= 1; sender.owed -= 1) upstream.send(sender.stream.next());
  };
  const open = (): ScriptedUpstream[] => kind.dialled.filter((upstream) => !upstream.isClosing);
  const air = {
    rates: {} as Readonly<Record<number, number>>,
    dialled: () => kind.dialled.map(idOf),
    open: () => open().map(idOf),
    view: () => hub.sessions()[0]!,
    play: async (ms: number): Promise<void> => {
      for (let passedMs = 0; passedMs < ms; passedMs += 200) {
        for (const upstream of open()) send(upstream, air.rates[idOf(upstream)] ?? 1);
        await clock.advanceAsync(200);
      }
    },
    watch: async (): Promise<RecordingSink> => {
      const sink = new RecordingSink();
      const joining = hub.join(channel(1), VIEWER, sink);
      await clock.advanceAsync(0);
      await air.play(400);
      sink.begin(await joining);
      return sink;
    },
  };
  stop = async () => {
    const stopped = hub.stop();
    await clock.advanceAsync(100);
    await stopped;
  };
  return air;
}

let stop: () => Promise<void>;
afterEach(() => stop());

const idOf = (upstream: ScriptedUpstream): number => upstream.request.source.streamId;

test('a stream that trickles, and is never silent, is left for one that keeps pace', async () => {
  const air = channelOf(2);
  const sink = await air.watch();
  await air.play(12_000);
  air.rates = { 1: 0.21 }; // a picture in 200 ms
  await air.play(1_600);
  expect([air.dialled(), air.view().stream_id]).toEqual([[1], 1]);
  await air.play(1_400);
  expect(air.view()).toMatchObject({
    state: 'on-air',
    stream_id: 2,
    failovers: [{ from: 1, to: 2, reason: 'upstream.too-slow' }],
  });
  expect([air.open(), sink.isEnded]).toEqual([[2], false]);
});

test('with one connection it is left when its lack is that of a stall', async () => {
  const air = channelOf(2, 1);
  await air.watch();
  await air.play(12_000);
  air.rates = { 1: 0.21 };
  await air.play(2_800);
  expect(air.dialled()).toEqual([1]);
  await air.play(2_000);
  expect(air.view()).toMatchObject({ stream_id: 2, failovers: [{ from: 1, to: 2, reason: 'upstream.too-slow' }] });
});

test('a slow moment that is made up for has a backup dialled, and dropped again', async () => {
  const air = channelOf(2);
  await air.watch();
  await air.play(12_000);
  air.rates = { 1: 0.21, 2: 0 };
  await air.play(2_400);
  expect(air.dialled()).toEqual([1, 2]);
  air.rates = { 1: 3, 2: 0 };
  await air.play(1_200);
  air.rates = {};
  await air.play(12_000);
  expect([air.open(), air.view().failovers]).toEqual([[1], []]);
});

test('a stream that sends five seconds in advance, and then two at a time, is not left', async () => {
  const air = channelOf(2);
  air.rates = { 1: 25 };
  await air.watch();
  for (let turn = 0; turn < 10; turn += 1) {
    air.rates = { 1: 0 };
    await air.play(1_800);
    air.rates = { 1: 10 };
    await air.play(200);
  }
  expect(air.view()).toMatchObject({ stream_id: 1, failovers: [] });
});

test('where all streams are slow they do not take turns', async () => {
  const air = channelOf(2);
  air.rates = { 1: 0.8, 2: 0.8 };
  await air.watch();
  await air.play(60_000);
  expect(air.dialled().length).toBeLessThan(8);
  expect(air.view().state).toBe('on-air');
});

test('the only stream is kept though it is slow, and dialled anew when it is very slow', async () => {
  const air = channelOf(1);
  air.rates = { 1: 0.8 };
  await air.watch();
  await air.play(60_000);
  expect([air.dialled(), air.view().stream_id]).toEqual([[1], 1]);
  air.rates = { 1: 0.21 };
  await air.play(20_000);
  expect(air.view().failovers[0]).toMatchObject({ from: 1, to: 1, reason: 'upstream.too-slow' });
});

test('the preferred stream is not gone back to as long as it trickles', async () => {
  const air = channelOf(2);
  await air.watch();
  await air.play(12_000);
  air.rates = { 1: 0.21 };
  await air.play(5_000);
  expect(air.view().stream_id).toBe(2);
  await air.play(300_000);
  expect(air.view().failovers).toHaveLength(1);
  air.rates = {};
  await air.play(800_000);
  expect(air.view().failovers.at(-1)).toMatchObject({ from: 2, to: 1, reason: 'returned' });
});
