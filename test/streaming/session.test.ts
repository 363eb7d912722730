// What takes seconds or minutes on air, with a clock that is turned by hand.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { AppError } from '../../src/kernel/errors.ts';
import { silentLog, type Log } from '../../src/kernel/log.ts';
import type { ProviderId, StreamId } from '../../src/model/ids.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { Hub } from '../../src/streaming/hub.ts';
import { SlotLedger } from '../../src/streaming/slots/ledger.ts';
import { RecordingSink } from '../fakes/recording-sink.ts';
import { ScriptedKind } from '../fakes/scripted-upstream.ts';
import { TransportStream } from '../fakes/transport-stream.ts';
import { createTurnedClock, type TurnedClock } from '../fakes/turned-clock.ts';
import { channel, VIEWER, type Watching } from './on-air.ts';

const ENDED = new AppError('upstream.ended', 'The provider ended the stream', { retryable: true });

let clock: TurnedClock;
let kind: ScriptedKind;
let hub: Hub;
/** What was said at `info`. */
let said: string[];
const log: Log = { ...silentLog, info: (message) => void said.push(message), for: () => log };
let settings = defaultSettings.streaming;
let urlOf = (id: number): string => `http://one/${id}`;

beforeEach(() => {
  clock = createTurnedClock();
  said = [];
  kind = new ScriptedKind();
  settings = { ...defaultSettings.streaming };
  urlOf = (id) => `http://one/${id}`;
  hub = new Hub({
    clock,
    log,
    kinds: [kind],
    sourcesOf: (id) => [
      { streamId: Number(id) as StreamId, providerId: 'one' as ProviderId, name: 'One', url: urlOf(id), headers: {} },
    ],
    slots: new SlotLedger({ clock, limitOf: () => 1 }),
    settings: () => settings,
    limits: () => defaultSettings.limits,
    bufferBytes: 64 * 1024 * 1024,
    announce: () => undefined,
  });
});

afterEach(async () => {
  kind.closed = Promise.resolve();
  const stopped = hub.stop();
  await clock.advanceAsync(100);
  await stopped;
});

/** Lets `ms` pass while the newest upstream sends. */
async function play(ms: number, stream = new TransportStream()): Promise<void> {
  for (let passedMs = 0; passedMs < ms; passedMs += 200) {
    kind.last.send(stream.pictures(5));
    await clock.advanceAsync(200);
  }
}

async function watch(number = 1, sink = new RecordingSink()): Promise<Watching> {
  const joining = hub.join(channel(number), VIEWER, sink);
  await clock.advanceAsync(0);
  await play(200);
  const subscription = await joining;
  sink.begin(subscription);
  return { sink, subscription };
}

test('a viewer who reads nothing for a minute is let go, and nobody else', async () => {
  const { sink } = await watch();
  const stuck = await watch(1, new RecordingSink(1));
  await play(58_000);
  expect(stuck.sink.isEnded).toBe(false);
  await play(4_000);
  expect([stuck.sink.isEnded, sink.isEnded]).toEqual([true, false]);
});

test('a stream that marks no picture is let in after five seconds', async () => {
  const sink = new RecordingSink();
  const joining = hub.join(channel(1), VIEWER, sink);
  let hasJoined = false;
  void joining.then(() => (hasJoined = true));
  await clock.advanceAsync(0);
  const stream = new TransportStream({ marksRandomAccess: false, hasParameterSets: false });
  await play(4_800, stream);
  expect(hasJoined).toBe(false);
  await play(1_000, stream);
  expect(hasJoined).toBe(true);
});

test('a stream that has lived for a while is fetched again at once, however often', async () => {
  await watch();
  for (let times = 0; times < 8; times += 1) {
    await play(12_000);
    const lostAtMs = clock.monotonicMs();
    kind.last.fail(ENDED);
    await clock.advanceAsync(0);
    expect([kind.dialled.length, kind.last.dialledAtMs]).toEqual([times + 2, lostAtMs]);
  }
});

test('a stream that lives only a moment is fetched less and less often', async () => {
  await watch();
  const gapsMs: number[] = [];
  for (let times = 0; times < 5; times += 1) {
    const count = kind.dialled.length;
    const lostAtMs = clock.monotonicMs();
    kind.last.fail(ENDED);
    while (kind.dialled.length === count) await clock.advanceAsync(10);
    gapsMs.push(kind.last.dialledAtMs - lostAtMs);
    await play(400);
  }
  expect(gapsMs[0]).toBe(0);
  expect(gapsMs[4]).toBeGreaterThan(gapsMs[1]! * 1.5);
});

test('viewers on air are kept for a minute without a picture, and then let go', async () => {
  const { sink } = await watch();
  await play(12_000);
  kind.onDial = (upstream) => upstream.fail(ENDED);
  kind.last.fail(ENDED);
  await clock.advanceAsync(55_000);
  expect(sink.isEnded).toBe(false);
  expect(hub.sessions()[0]).toMatchObject({ state: 'recovering', last_error: { code: 'upstream.ended' } });
  await clock.advanceAsync(15_000);
  expect(sink.isEnded).toBe(true);
  expect(hub.figures()).toMatchObject({ sessions: 0, slots: [{ used: 0 }] });
});

test('without any attempts allowed, the end of the upstream is the end', async () => {
  settings = { ...settings, retry_attempts: 0 };
  const { sink } = await watch();
  kind.last.fail(ENDED);
  await clock.advanceAsync(0);
  expect([sink.isEnded, kind.dialled.length]).toEqual([true, 1]);
});

test('a viewer who leaves while the picture is lost leaves nothing lingering', async () => {
  const { subscription } = await watch();
  kind.last.fail(ENDED);
  await clock.advanceAsync(0);
  subscription.close();
  await clock.advanceAsync(0);
  expect(hub.sessions()).toEqual([]);
});

test('another channel is dialled only when the connection that gave up its slot is closed', async () => {
  const closed = Promise.withResolvers<void>();
  kind.closed = closed.promise;
  (await watch(1)).subscription.close();
  const joining = hub.join(channel(2), VIEWER, new RecordingSink());
  await clock.advanceAsync(50);
  expect(kind.dialled.length).toBe(1);
  expect(hub.figures().slots).toEqual([{ provider_id: 'one', used: 1, lingering: 0, limit: 1 }]);
  closed.resolve();
  await clock.advanceAsync(0);
  expect(kind.last.request.source.url).toBe('http://one/2');
  await play(200);
  await joining;
});

test('a join that waits for a slot gets it the moment that the slot is no longer watched', async () => {
  settings = { ...settings, linger_seconds: 60 };
  const { subscription } = await watch(1);
  const joining = hub.join(channel(2), VIEWER, new RecordingSink());
  await clock.advanceAsync(100);
  expect(kind.dialled.length).toBe(1);
  subscription.close();
  await clock.advanceAsync(0);
  expect(kind.dialled.length).toBe(2);
  await play(200);
  await joining;
});

test('the address is taken anew for each attempt, and the last one kept when the channel is gone', async () => {
  await watch();
  urlOf = (id) => `http://one/${id}?token=new`;
  kind.last.fail(ENDED);
  await clock.advanceAsync(0);
  expect(kind.last.request.source.url).toBe('http://one/1?token=new');
  urlOf = () => {
    throw new AppError('channel.unknown', 'gone');
  };
  kind.last.fail(ENDED);
  await clock.advanceAsync(1_000);
  expect([kind.dialled.length, kind.last.request.source.url]).toEqual([3, 'http://one/1?token=new']);
});

test('totals never go back, and when all is over no timer is left', async () => {
  const { subscription, sink } = await watch();
  await play(2_000);
  kind.last.fail(ENDED);
  await clock.advanceAsync(0);
  await play(2_000);
  subscription.close();
  const before = hub.figures();
  await clock.advanceAsync(10_000);
  expect(hub.figures()).toMatchObject({ bytes_received: before.bytes_received, bytes_sent: sink.bytes, retries: 1 });
  expect(before.bytes_received).toBeGreaterThan(0);
  expect(hub.sessions()).toEqual([]);
  expect(clock.pending).toBe(0);
});

test('buffers share their memory, and get it back', async () => {
  hub = new Hub({
    clock,
    log: silentLog,
    kinds: [kind],
    sourcesOf: (id) => [
      {
        streamId: Number(id) as StreamId,
        providerId: 'one' as ProviderId,
        name: 'One',
        url: 'http://one',
        headers: {},
      },
    ],
    slots: new SlotLedger({ clock, limitOf: () => null }),
    settings: () => settings,
    limits: () => defaultSettings.limits,
    bufferBytes: 4 * 1024 * 1024,
    announce: () => undefined,
  });
  await watch(1);
  const stream = new TransportStream({ pictureBytes: 40_000 });
  await play(10_000, stream);
  expect(hub.sessions()[0]!.buffer_bytes).toBeGreaterThan(3 * 1024 * 1024);
  for (const number of [2, 3, 4]) await watch(number);
  expect(hub.sessions()[0]!.buffer_bytes).toBeLessThanOrEqual(1024 * 1024);
});

test('who asks for a dead channel again and again has it dialled once a second, and one line a second in the log', async () => {
  const gone = new AppError('upstream.not-found', 'no', { context: { status: 404 } });
  kind.onDial = (upstream) => upstream.fail(gone);
  const untilMs = clock.monotonicMs() + 10_000;
  const codes = new Set<string>();
  let asked = 0;
  for (; clock.monotonicMs() < untilMs; asked += 1) {
    const joining = hub.join(channel(1), VIEWER, new RecordingSink()).catch((error: AppError) => codes.add(error.code));
    const wait = { isOver: false };
    void joining.then(() => (wait.isOver = true));
    while (!wait.isOver) await clock.advanceAsync(20);
  }
  expect([...codes]).toEqual(['upstream.not-found']);
  expect(kind.dialled.length).toBe(asked);
  expect(asked).toBeLessThanOrEqual(11);
  expect(said.length).toBeLessThanOrEqual(11);
});
