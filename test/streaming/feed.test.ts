// A channel with several streams, on a clock that is turned by hand: what is dialled when, and what goes on air.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { AppError } from '../../src/kernel/errors.ts';
import type { StreamId } from '../../src/model/ids.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import type { Hub } from '../../src/streaming/hub.ts';
import type { SessionView } from '../../src/streaming/session-view.ts';
import { SlotLedger } from '../../src/streaming/slots/ledger.ts';
import { RecordingSink } from '../fakes/recording-sink.ts';
import { ScriptedKind, type ScriptedUpstream } from '../fakes/scripted-upstream.ts';
import { TransportStream } from '../fakes/transport-stream.ts';
import { createTurnedClock, type TurnedClock } from '../fakes/turned-clock.ts';
import { channel, VIEWER } from './on-air.ts';
import { scriptedHub, sourceAt, stopped } from './scripted-hub.ts';

const ENDED = new AppError('upstream.ended', 'The provider ended the stream', { retryable: true });
const BUSY = new AppError('upstream.unavailable', 'busy', { retryable: true });

let clock: TurnedClock;
let kind: ScriptedKind;
let hub: Hub;
let settings = defaultSettings.streaming;
let limit: number | null;
/** Viewers' priorities by their address. */
let priorities: Readonly<Record<string, number>>;
/** Providers of the streams 1, 2 … */
let providers: readonly string[];
/** Streams that a person has excluded. */
let excluded: Set<number>;
/** Upstreams that send, by stream; others say nothing. */
let sending: Set<number>;

beforeEach(() => {
  clock = createTurnedClock();
  kind = new ScriptedKind();
  settings = { ...defaultSettings.streaming };
  limit = null;
  providers = ['one', 'two'];
  sending = new Set([1, 2, 3]);
  excluded = new Set();
  priorities = {};
  hub = scriptedHub({
    clock,
    kinds: [kind],
    sourcesOf: () =>
      providers
        .map((provider, index) => sourceAt(provider, index + 1))
        .filter(({ streamId }) => !excluded.has(streamId)),
    isUnwanted: (_, { streamId }) => excluded.has(streamId),
    slots: new SlotLedger({ clock, limitOf: () => limit, allowsPriority: () => settings.priority_takes_slots }),
    standingOf: ({ address }) => ({ priority: priorities[address] ?? 0, bytesPerSecond: null }),
    settings: () => settings,
  });
});

afterEach(() => stopped(hub, clock));

const idOf = (upstream: ScriptedUpstream): number => upstream.request.source.streamId;
const dialled = (): number[] => kind.dialled.map(idOf);
const open = (): ScriptedUpstream[] => kind.dialled.filter((upstream) => !upstream.isClosing);
const view = (): SessionView => hub.sessions()[0]!;
const streams = new Map<ScriptedUpstream, TransportStream>();

/** Lets `ms` pass while all that may send sends. */
async function play(ms: number): Promise<void> {
  for (let passedMs = 0; passedMs < ms; passedMs += 200) {
    for (const upstream of open().filter((one) => sending.has(idOf(one)))) {
      const stream = streams.get(upstream) ?? new TransportStream({ pictureBytes: 200 });
      streams.set(upstream, stream);
      upstream.send(stream.pictures(5));
    }
    await clock.advanceAsync(200);
  }
}

async function watch(number = 1, address = VIEWER.address): Promise<RecordingSink> {
  const sink = new RecordingSink();
  const joining = hub.join(channel(number), { ...VIEWER, address }, sink);
  await clock.advanceAsync(0);
  await play(200);
  sink.begin(await joining);
  return sink;
}

test('a hiccup has a backup dialled, which is dropped when the picture comes back', async () => {
  await watch();
  await play(12_000);
  sending = new Set();
  await play(600);
  expect(dialled()).toEqual([1, 2]);
  sending = new Set([1]);
  await play(400);
  expect([open().map(idOf), view().failovers]).toEqual([[1], []]);
});

test('a backup that shows a picture while the lead is silent goes on air, and the lead is let go', async () => {
  const sink = await watch();
  await play(12_000);
  sending = new Set([2]);
  await play(1_600);
  expect(open().map(idOf)).toEqual([2]);
  expect(view()).toMatchObject({
    state: 'on-air',
    stream_id: 2,
    failovers: [{ from: 1, to: 2, reason: 'upstream.stalled' }],
  });
  expect(sink.isEnded).toBe(false);
});

test('when an upstream ends, the same stream is fetched anew and a backup beside it; the same one goes first', async () => {
  await watch();
  await play(12_000);
  kind.last.fail(ENDED);
  await clock.advanceAsync(0);
  expect([
    dialled().length,
    open()
      .map(idOf)
      .toSorted((a, b) => a - b),
  ]).toEqual([3, [1, 2]]);
  await play(400);
  expect(view()).toMatchObject({ stream_id: 1, failovers: [{ from: 1, to: 1, reason: 'upstream.ended' }] });
  expect(open().map(idOf)).toEqual([1]);
});

test('without grace the next stream is dialled when the one on air is over, and not before', async () => {
  settings = { ...settings, grace_enabled: false };
  await watch();
  await play(12_000);
  sending = new Set([2]);
  await play(2_600);
  expect(dialled()).toEqual([1]);
  await play(1_000);
  expect([dialled(), view().stream_id]).toEqual([[1, 2], 2]);
});

test('with one connection the next stream takes the place of the one that is over, and no other channel does', async () => {
  limit = 1;
  providers = ['one', 'one'];
  await watch();
  await play(12_000);
  const other = hub.join(channel(2), { ...VIEWER, address: '192.0.2.2' }, new RecordingSink());
  const refused = other.catch((error: AppError) => error.code);
  sending = new Set([2]);
  await play(6_000);
  expect(await refused).toBe('upstream.no-slot');
  expect([dialled(), view().stream_id]).toEqual([[1, 2], 2]);
});

test('what shows nothing in its time makes way for a stream that has not been tried', async () => {
  limit = 1;
  providers = ['one', 'one', 'one'];
  sending = new Set([3]);
  const joining = hub.join(channel(1), VIEWER, new RecordingSink());
  await clock.advanceAsync(0);
  await play(5_000);
  await joining;
  expect([dialled(), view().stream_id]).toEqual([[1, 2, 3], 3]);
});

test('the preferred stream is looked at while another is on air, and gone back to when it has worked for long enough', async () => {
  await watch();
  await play(12_000);
  sending = new Set([2]);
  await play(4_000);
  expect(view().stream_id).toBe(2);
  sending = new Set([1, 2]);
  await play(100_000);
  expect(view().stream_id).toBe(2);
  expect(dialled().filter((id) => id === 1).length).toBeGreaterThan(2);
  await play(100_000);
  expect(view()).toMatchObject({ stream_id: 1, failovers: [{ to: 2 }, { from: 2, to: 1, reason: 'returned' }] });
  expect(view().failovers[1]!.gap_ms).toBeLessThan(300);
  expect(open().map(idOf)).toEqual([1]);
});

test('the last connection is never taken for a look', async () => {
  limit = 2;
  providers = ['one', 'one'];
  await watch();
  await play(12_000);
  sending = new Set([2]);
  await play(4_000);
  sending = new Set([1, 2]);
  const before = dialled().length;
  await play(200_000);
  expect([dialled().length, view().stream_id]).toEqual([before, 2]);
});

test('a person can move a channel, with a picture on both sides; what fails there leaves it where it is', async () => {
  await watch();
  await play(2_000);
  sending = new Set([1]);
  expect(hub.moveSession(channel(1), 2 as StreamId)).toBe(true);
  await play(1_000);
  expect(view().stream_id).toBe(1);
  kind.last.fail(BUSY);
  await play(1_000);
  expect(view().failovers).toEqual([]);
  sending = new Set([1, 2]);
  hub.moveSession(channel(1), 2 as StreamId);
  await play(600);
  expect(view()).toMatchObject({ stream_id: 2, failovers: [{ from: 1, to: 2, reason: 'moved' }] });
  expect(() => hub.moveSession(channel(1), 9 as StreamId)).toThrow('no such stream');
  expect(hub.moveSession(channel(7), 1 as StreamId)).toBe(false);
});

test('with one connection a move lets go before it dials', async () => {
  limit = 1;
  providers = ['one', 'one'];
  await watch();
  await play(2_000);
  hub.moveSession(channel(1), 2 as StreamId);
  await play(600);
  expect([dialled(), view().stream_id, open().length]).toEqual([[1, 2], 2, 1]);
});

test('a stream that is excluded while it is on air makes way for the next one that shows a picture', async () => {
  const sink = await watch();
  await play(2_000);
  sending = new Set([1]);
  excluded.add(1);
  await play(1_000);
  expect([view().stream_id, open().map(idOf)], 'what is there is better than nothing').toEqual([1, [1, 2]]);
  sending = new Set([1, 2]);
  await play(600);
  expect(view()).toMatchObject({ stream_id: 2, failovers: [{ from: 1, to: 2, reason: 'excluded' }] });
  expect([open().map(idOf), sink.isEnded]).toEqual([[2], false]);
  await play(200_000);
  expect(view().failover_count, 'it is not gone back to').toBe(1);
});

test('with one connection an excluded stream lets go before the next is dialled', async () => {
  limit = 1;
  providers = ['one', 'one'];
  await watch();
  await play(2_000);
  excluded.add(1);
  await play(600);
  expect([dialled(), open().map(idOf)]).toEqual([[1, 2], [2]]);
  expect(view()).toMatchObject({ stream_id: 2, failovers: [{ from: 1, to: 2, reason: 'excluded' }] });
});

test('the only stream of a channel stays on air though it is excluded, and is not dialled again', async () => {
  const sink = await watch();
  providers = ['one'];
  await play(2_000);
  excluded.add(1);
  await play(2_000);
  expect([view().stream_id, dialled(), sink.isEnded]).toEqual([1, [1], false]);
  kind.last.fail(ENDED);
  await play(400);
  expect([dialled(), sink.isEnded]).toEqual([[1], true]);
});

test('who has a higher priority takes the connection; the others see why, and have it back when it is free', async () => {
  settings = { ...settings, priority_takes_slots: true, linger_seconds: 0 };
  limit = 1;
  providers = ['one'];
  priorities = { '10.0.0.9': 5 };
  const sink = await watch();
  await play(2_000);
  const guest = await watch(2, '10.0.0.9');
  expect(hub.sessions().map(({ state }) => state)).toEqual(['recovering', 'on-air']);
  await play(3_000);
  expect([open().length, sink.isEnded, guest.isEnded]).toEqual([1, false, false]);
  expect(view().last_error?.code).toBe('upstream.no-slot');
  hub.endSession(channel(2));
  await play(1_000);
  expect(view()).toMatchObject({ state: 'on-air', failovers: [{ from: 1, to: 1, reason: 'upstream.no-slot' }] });
});

test('who loses the connection to a higher priority goes on with what another provider has', async () => {
  settings = { ...settings, priority_takes_slots: true };
  limit = 1;
  priorities = { '10.0.0.9': 5 };
  const sink = await watch();
  await play(2_000);
  await watch(2, '10.0.0.9');
  await play(1_000);
  expect(hub.sessions().map(({ stream_id }) => stream_id)).toEqual([2, 1]);
  expect(view().failovers).toMatchObject([{ from: 1, to: 2, reason: 'upstream.no-slot' }]);
  expect(sink.isEnded).toBe(false);
});

test('without the setting nobody takes the connection of who watches', async () => {
  limit = 1;
  providers = ['one'];
  priorities = { '10.0.0.9': 5 };
  await watch();
  await play(2_000);
  const refused = watch(2, '10.0.0.9').catch((error: AppError) => error.code);
  await play(2_000);
  expect(await refused).toBe('upstream.no-slot');
  expect(view().state).toBe('on-air');
});

test('when nothing works any more viewers are kept for the time to give up, and then let go', async () => {
  const sink = await watch();
  await play(12_000);
  kind.onDial = (upstream) => upstream.fail(BUSY);
  sending = new Set();
  await play(55_000);
  expect([sink.isEnded, view().state]).toEqual([false, 'recovering']);
  await play(10_000);
  expect(sink.isEnded).toBe(true);
  expect(hub.figures()).toMatchObject({ sessions: 0, slots: [{ used: 0 }, { used: 0 }] });
});

test('whatever happens, a session has at most two connections and one to each stream', async () => {
  providers = ['one', 'two', 'three'];
  await watch();
  for (let turn = 0; turn < 60; turn += 1) {
    sending = new Set([1, 2, 3].filter((id) => (turn * 7 + id * 5) % 3 !== 0));
    if (turn % 4 === 1) kind.last.fail(ENDED);
    if (turn % 9 === 5) hub.moveSession(channel(1), ((turn % 3) + 1) as StreamId);
    await play(1_000);
    const ids = open().map(idOf);
    expect([ids.length <= 2, new Set(ids).size === ids.length]).toEqual([true, true]);
  }
});

/** PAT and PMT, and nothing else. */
const tables = (): Buffer => new TransportStream().pictures(1).subarray(0, 2 * 188);

test.each([
  ['upstream.garbage', () => Buffer.alloc(1_000, 'x')],
  ['upstream.no-picture', tables],
  ['upstream.timeout', () => Buffer.alloc(0)],
] as const)('where no picture comes in time viewers are told %s', async (code, bytes) => {
  sending = new Set();
  providers = ['one'];
  if (bytes().length > 0) kind.onDial = (upstream) => void clock.every(100, () => upstream.send(bytes()));
  const refused = hub.join(channel(1), VIEWER, new RecordingSink()).catch((error: AppError) => error.code);
  await clock.advanceAsync(8_100);
  expect(await refused).toBe(code);
});
