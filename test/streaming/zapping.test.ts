// From one channel to the next on an account with one connection, of a provider that goes on counting a closed one for a while.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { AppError, type ErrorCode } from '../../src/kernel/errors.ts';
import type { Hub } from '../../src/streaming/hub.ts';
import type { SessionView } from '../../src/streaming/session-view.ts';
import type { Viewer } from '../../src/streaming/sink.ts';
import { SlotLedger } from '../../src/streaming/slots/ledger.ts';
import type { KnownTrack } from '../../src/streaming/splice/foretold.ts';
import { RecordingSink } from '../fakes/recording-sink.ts';
import { ScriptedKind } from '../fakes/scripted-upstream.ts';
import { TransportStream } from '../fakes/transport-stream.ts';
import { checkTransportStream } from '../fakes/ts-checker.ts';
import { createTurnedClock, type TurnedClock } from '../fakes/turned-clock.ts';
import { channel, VIEWER } from './on-air.ts';
import { scriptedHub, sourceAt, stopped } from './scripted-hub.ts';

const ENDED = new AppError('upstream.ended', 'The provider ended the stream', { retryable: true });
const REFUSED = new AppError('upstream.refused', 'no', { context: { status: 403 } });
const VIDEO = { codec: 'h264', language: '' };
const SOUND = { codec: 'aac', language: 'eng' };
const CLEAN = {
  continuityErrors: 0,
  stepsBack: 0,
  pcrStepsBack: 0,
  jumps: 0,
  tableErrors: 0,
  strayPids: [],
  tornPictures: 0,
};

let clock: TurnedClock;
let kind: ScriptedKind;
let hub: Hub;
/** What any stream is known to be made of. */
let tracks: readonly KnownTrack[] | undefined;
let stream: TransportStream;

beforeEach(() => {
  clock = createTurnedClock();
  kind = new ScriptedKind();
  tracks = undefined;
  hub = scriptedHub({
    clock,
    kinds: [kind],
    sourcesOf: (id) => [sourceAt('one', id)],
    tracksOf: () => tracks,
    slots: new SlotLedger({ clock, limitOf: () => 1 }),
  });
});

afterEach(() => stopped(hub, clock));

/** Lets `ms` pass while what was let in sends. */
async function play(ms: number): Promise<void> {
  for (let passedMs = 0; passedMs < ms; passedMs += 200) {
    const upstream = kind.dialled.at(-1);
    if (upstream && !upstream.isClosing) upstream.send(stream.pictures(5));
    await clock.advanceAsync(200);
  }
}

/** Channel 1 was watched and left; the provider, which allows one connection, goes on counting it for so long. */
async function leaveFirst(forgetsAfterMs: number, answer = REFUSED): Promise<number> {
  stream = new TransportStream({ pictureBytes: 200 });
  const joining = hub.join(channel(1), VIEWER, new RecordingSink());
  await clock.advanceAsync(0);
  await play(2_000);
  await joining;
  hub.endSession(channel(1));
  await clock.advanceAsync(0);
  kind.dialled.length = 0;
  stream = new TransportStream({ pictureBytes: 200 });
  const forgottenMs = clock.monotonicMs() + forgetsAfterMs;
  kind.onDial = (upstream) => void (clock.monotonicMs() < forgottenMs && upstream.fail(answer));
  return forgottenMs;
}

const refusalOf = (number: number, viewer: Viewer = VIEWER): Promise<ErrorCode | undefined> =>
  hub.join(channel(number), viewer, new RecordingSink()).then(
    () => undefined,
    (error: AppError) => error.code,
  );
const view = (): SessionView => hub.sessions()[0]!;

test('the next channel comes as soon as the provider has forgotten the last one', async () => {
  const forgottenMs = await leaveFirst(5_000);
  const joining = hub.join(channel(2), VIEWER, new RecordingSink()).then(() => clock.monotonicMs());
  await play(7_500);
  expect((await joining) - forgottenMs).toBeLessThan(5_000 * 0.25 + 250 + 400);
});

test('where that takes longer than a player waits there is a slate in time, and then the picture in the same stream', async () => {
  tracks = [VIDEO, SOUND];
  await leaveFirst(18_000);
  const sink = new RecordingSink();
  const joining = hub.join(channel(2), VIEWER, sink);
  await play(5_000);
  sink.begin(await joining);
  expect(view()).toMatchObject({ state: 'starting', codecs: [] });
  await play(20_000);
  expect(view()).toMatchObject({ state: 'on-air', failover_count: 0 });
  expect(sink.isEnded).toBe(false);
  const findings = checkTransportStream(sink.recording);
  expect(findings).toMatchObject({ ...CLEAN, layouts: ['256:h264 257:aac'], beginsAtKeyFrame: true });
  expect(findings.durationMs).toBeGreaterThan(15_000);
});

test('what a channel is made of is known when it has been on air before', async () => {
  await leaveFirst(18_000);
  const sink = new RecordingSink();
  const joining = hub.join(channel(1), VIEWER, sink);
  await play(5_000);
  sink.begin(await joining);
  expect(view()).toMatchObject({ state: 'starting', codecs: [] });
});

test('a slate in place of a picture that never comes ends with the time to give up', async () => {
  tracks = [VIDEO];
  await leaveFirst(1e9);
  const sink = new RecordingSink();
  const joining = hub.join(channel(2), VIEWER, sink);
  await play(5_000);
  sink.begin(await joining);
  await play(60_000);
  expect([sink.isEnded, hub.sessions()]).toEqual([true, []]);
});

test.each([
  ['wants a picture and no slate', [VIDEO, SOUND], { ...VIEWER, wantsPicture: true }],
  ['asks for a stream that was never looked at', undefined, VIEWER],
  ['asks for a stream of codecs for which there is no slate', [{ codec: 'vvc', language: '' }], VIEWER],
  ['asks for a stream whose sound takes more than its codec to list', [VIDEO, { codec: 'opus', language: '' }], VIEWER],
] as const)('who %s is told that there is none', async (_, known, viewer) => {
  tracks = known;
  await leaveFirst(18_000);
  const refusal = refusalOf(2, viewer);
  await play(9_000);
  expect(await refusal).toBe('upstream.limit-reached');
});

test('a clip in place of the channel, over as soon as it has come, is a refusal: it is not asked for over and over', async () => {
  await leaveFirst(1e9);
  const clip = new TransportStream({ pictureBytes: 200 });
  kind.onDial = (upstream) =>
    void clock.after(10, () => {
      upstream.send(clip.pictures(50));
      upstream.fail(ENDED);
    });
  void refusalOf(2);
  await clock.advanceAsync(7_500);
  expect(kind.dialled.length).toBeLessThan(20);
  expect(view().last_error?.code).toBe('upstream.limit-reached');
});

test('a picture that is left after a moment was the channel: what it teaches about the wait is kept', async () => {
  await leaveFirst(0);
  const joining = hub.join(channel(2), VIEWER, new RecordingSink());
  await play(1_000);
  await joining;
  hub.endSession(channel(2));
  await clock.advanceAsync(0);
  expect(hub.figures().slots).toMatchObject([{ lingering: 0 }]);
});

test.each(['upstream.not-video', 'upstream.empty', 'net.reset'] as const)(
  'a provider that answers %s right after a close is not dialled over and over',
  async (code) => {
    await leaveFirst(1e9, new AppError(code, 'no', { retryable: true }));
    const refusal = refusalOf(2);
    await play(8_500);
    expect([await refusal, kind.dialled.length < 20]).toEqual(['upstream.limit-reached', true]);
  },
);
