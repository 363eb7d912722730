import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AppError } from '../../src/kernel/errors.ts';
import { MEBIBYTE } from '../../src/kernel/units.ts';
import type { ProviderId } from '../../src/model/ids.ts';
import type { SessionView } from '../../src/streaming/session-view.ts';
import { RecordingSink } from '../fakes/recording-sink.ts';
import { checkTransportStream } from '../fakes/ts-checker.ts';
import { startTsServer, type Answer, type TsServer } from '../fakes/ts-server.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';
import { channel, onAir, source, until, VIEWER, type Air, type Watching } from './on-air.ts';

const CLEAN = { continuityErrors: 0, syncErrors: 0, tornBytes: 0, tornPictures: 0, stepsBack: 0 };

let server: TsServer;
let air: Air;
beforeEach(async () => {
  server = await startTsServer({
    stream: (request) => ({ firstPicture: 1_000 * request + 7, firstContinuity: request }),
  });
  air = onAir(server);
});
afterEach(async () => {
  await air.hub.stop();
  await server.close();
});

test('a viewer begins with PAT, PMT and a key frame, though the provider began in the middle', async () => {
  const { sink } = await air.watch(1);
  await sink.received(300_000);
  const findings = checkTransportStream(sink.recording);
  expect(findings).toMatchObject({ ...CLEAN, beginsAtKeyFrame: true, breaks: 0 });
  expect(findings.firstPids).toEqual([0, 0x1000, 0x100]);
  expect(findings.pictures[0]).toBe(25);
});

test('fifty viewers of one channel share one connection', async () => {
  const watching = await Promise.all(Array.from({ length: 50 }, () => air.watch(1)));
  await Promise.all(watching.map(({ sink }) => sink.received(200_000)));
  expect([server.peak, server.requests.length]).toEqual([1, 1]);
  for (const { sink } of watching) expect(checkTransportStream(sink.recording)).toMatchObject(CLEAN);
});

test('a viewer who comes later begins at once, at a key frame', async () => {
  const first = await air.watch(1);
  await first.sink.received(400_000);
  const { sink } = await air.watch(1);
  expect(sink.bytes).toBeGreaterThan(10_000);
  expect(checkTransportStream(sink.recording)).toMatchObject({ ...CLEAN, beginsAtKeyFrame: true });
});

test('a viewer who reads nothing holds up nobody', async () => {
  const stuck = await air.watch(1, new RecordingSink(1));
  const quick = await air.watch(1);
  await quick.sink.received(1_000_000);
  expect(stuck.sink.bytes).toBeLessThan(300_000);
  expect(checkTransportStream(quick.sink.recording)).toMatchObject(CLEAN);
});

test('when nobody watches any more, the connection is closed after the linger and nothing is left', async () => {
  air.settings = { ...air.settings, linger_seconds: 0.05 };
  const { subscription } = await air.watch(1);
  subscription.close();
  subscription.close();
  expect(air.hub.sessions().map((session) => session.state)).toEqual(['lingering']);
  await until(() => server.connections === 0);
  await until(() => air.announced.includes('session.ended'));
  expect(air.announced).toEqual(['session.started', 'session.ended']);
  expect(air.hub.figures()).toMatchObject({ sessions: 0, viewers: 0, buffer_bytes: 0 });
  expect(air.hub.figures().slots).toEqual([{ provider_id: 'one', used: 0, lingering: 0, limit: null }]);
});

test('whoever comes back within the linger finds the channel still on air', async () => {
  air.settings = { ...air.settings, linger_seconds: 30 };
  (await air.watch(1)).subscription.close();
  const { sink } = await air.watch(1);
  await sink.received(50_000);
  expect(server.requests.length).toBe(1);
});

test('a limit of connections is never exceeded by fifty joins of different channels', async () => {
  air.limit = 3;
  const joins = await Promise.allSettled(
    Array.from({ length: 50 }, (_, number) =>
      air.hub.join(channel(number), { ...VIEWER, address: `192.0.2.${number}` }, new RecordingSink()),
    ),
  );
  expect(joins.filter((join) => join.status === 'fulfilled').length).toBe(3);
  const refused = joins.flatMap((join) => (join.status === 'rejected' ? [join.reason.code] : []));
  expect(new Set(refused)).toEqual(new Set(['upstream.no-slot']));
  expect(server.peak).toBe(3);
  expect(server.requests.length).toBe(3);
  expect(air.hub.figures().refusals).toEqual({ 'upstream.no-slot': 47 });
});

test('a channel that only lingers gives its slot up at once', async () => {
  air.limit = 1;
  air.settings = { ...air.settings, linger_seconds: 60 };
  for (const number of [1, 2, 3, 1]) {
    const { subscription, sink } = await air.watch(number);
    await sink.received(1);
    subscription.close();
  }
  expect(server.requests.map((request) => request.path)).toEqual(['/ch/1', '/ch/2', '/ch/3', '/ch/1']);
  expect(server.peak).toBe(1);
});

test('a zapping viewer whose new request overtakes the end of the old one gets the slot', async () => {
  air.limit = 1;
  const old = await air.watch(1);
  const zapped = air.watch(2);
  await new Promise(setImmediate);
  old.subscription.close();
  await (await zapped).sink.received(1);
  expect(server.peak).toBe(1);
});

test('a channel with a stream at a provider that has a free slot uses that one', async () => {
  air.limit = 1;
  const second = { providerId: 'two' as ProviderId };
  await air.watch(1);
  air.sources = () => [source(server, '/a1'), source(server, '/b2', second)];
  await air.watch(2);
  expect(server.requests.map((request) => request.path)).toEqual(['/ch/1', '/b2']);
});

test('a channel that is unknown, or has no stream, is refused without a connection', async () => {
  await expect(air.watch(-1)).rejects.toMatchObject({ code: 'channel.unknown' });
  air.sources = () => [];
  await expect(air.watch(1)).rejects.toMatchObject({ code: 'channel.no-stream' });
  air.sources = () => [source(server, '/1', { url: 'rtsp://127.0.0.1/1' })];
  await expect(air.watch(1)).rejects.toMatchObject({ code: 'upstream.unsupported' });
  expect(server.requests.length).toBe(0);
});

test.each([
  ['404', 404, 'upstream.not-found'],
  ['403', 403, 'upstream.refused'],
  ['a playlist', 'hls', 'upstream.unsupported'],
] as const)('a provider that answers %s is asked once, and the viewer told why', async (_, answer, code) => {
  server.answer = answer;
  await expect(air.watch(1)).rejects.toMatchObject({ code });
  expect(server.requests.length).toBe(1);
  await until(() => air.hub.figures().slots.every((use) => use.used === 0));
});

const wasLost = ({ last_error: error }: SessionView): boolean => error !== null;

test.each<[string, Answer, string, (session: SessionView) => boolean]>([
  ['503', 503, 'upstream.unavailable', wasLost],
  ['silence', 'silent', 'upstream.timeout', () => server.requests.length === 1],
  ['garbage', 'garbage', 'upstream.garbage', (session) => session.bytes_received > 2 * MEBIBYTE],
  ['a page', 'html', 'upstream.not-video', wasLost],
  ['an empty body', 'empty', 'upstream.empty', wasLost],
])(
  'a provider that answers %s keeps a viewer no longer than allowed, without a byte',
  async (_, answer, code, isThere) => {
    const clock = createTurnedClock();
    const waiting = onAir(server, { first_byte_seconds: 3, stall_seconds: 60, retry_attempts: 1 }, { clock });
    server.answer = answer;
    const sink = new RecordingSink();
    const outcomes: unknown[] = [];
    void waiting
      .watch(1, sink)
      .catch((error: AppError) => outcomes.push({ code: error.code, ms: clock.monotonicMs() }));
    await until(() => waiting.hub.sessions().every(isThere));
    while (outcomes.length === 0) await clock.advanceAsync(100);
    expect(outcomes).toEqual([{ code, ms: expect.toSatisfy((ms: number) => ms <= 3_000) }]);
    expect([sink.bytes, sink.isEnded]).toEqual([0, false]);
    await until(() => waiting.hub.sessions().length === 0);
    await waiting.hub.stop();
  },
);

test('a provider that refuses at first is asked again, within the patience of a viewer', async () => {
  server.answer = 503;
  const joining = air.watch(1);
  await until(() => server.requests.length === 1);
  server.answer = 'live';
  await (await joining).sink.received(1);
  expect(server.requests.length).toBe(2);
});

test('before the first picture the next stream of the channel is tried', async () => {
  const dead = await startTsServer();
  dead.answer = 404;
  air.sources = () => [source(dead, '/1'), source(server, '/2')];
  const { sink } = await air.watch(1);
  await sink.received(1);
  expect(air.hub.sessions()[0]).toMatchObject({ stream_name: '/2', state: 'on-air' });
  await dead.close();
});

test.each(['end', 'reset', 'stall'] as const)(
  'after an %s of the upstream viewers stay and go on at a key frame',
  async (fault) => {
    const watching = await Promise.all([air.watch(1), air.watch(1), air.watch(1)]);
    await Promise.all(watching.map(({ sink }) => sink.received(300_000)));
    if (fault === 'stall') server.stalled = true;
    else server[fault]();
    await until(() => server.requests.length === 2);
    server.stalled = false;
    const [first] = watching as [Watching, ...Watching[]];
    await first.sink.received(first.sink.bytes + 300_000);
    for (const { sink } of watching) {
      const findings = checkTransportStream(sink.recording);
      expect(findings).toMatchObject({ ...CLEAN, breaks: 1 });
      expect(sink.isEnded).toBe(false);
      expect(findings.pictures.includes(1_025)).toBe(true);
      expect(findings.pictures).toEqual([...new Set(findings.pictures)].toSorted((a, b) => a - b));
    }
    expect(server.requests.map((request) => request.path)).toEqual(['/ch/1', '/ch/1']);
    expect(air.hub.sessions()[0]).toMatchObject({ state: 'on-air', retries: 1 });
  },
);

test('each time it is lost, the original address is asked again', async () => {
  server.answer = 'redirect';
  const { sink } = await air.watch(1);
  await sink.received(100_000);
  server.end();
  await until(() => server.requests.length === 4);
  expect(server.requests.map((request) => request.path)).toEqual(['/ch/1', '/edge', '/ch/1', '/edge']);
});

test('a channel that is lost while nobody watches is not fetched again', async () => {
  air.settings = { ...air.settings, linger_seconds: 60 };
  (await air.watch(1)).subscription.close();
  server.end();
  await until(() => air.hub.sessions().length === 0);
  expect(server.requests.length).toBe(1);
});

test('a viewer who leaves before the picture leaves nothing behind', async () => {
  server.answer = 'silent';
  const gone = new AbortController();
  const joining = air.hub.join(channel(1), VIEWER, new RecordingSink(), gone.signal);
  await until(() => server.requests.length === 1);
  gone.abort(new Error('left'));
  await expect(joining).rejects.toThrow('left');
  await until(() => air.hub.sessions().length === 0);
  expect(air.hub.figures().refusals).toEqual({});
});

test('a person can end a viewer, or a channel for all', async () => {
  const [one, two] = await Promise.all([air.watch(1), air.watch(1)]);
  expect(air.hub.endViewer(one.subscription.id)).toBe(true);
  expect(air.hub.endViewer(one.subscription.id)).toBe(false);
  expect([one.sink.isEnded, two.sink.isEnded]).toEqual([true, false]);
  expect(air.hub.endSession(channel(1))).toBe(true);
  expect(air.hub.endSession(channel(1))).toBe(false);
  expect(two.sink.isEnded).toBe(true);
});

test('a viewer who is ended before the picture takes it from nobody else', async () => {
  const joining = [air.watch(1), air.watch(1)];
  const [waiting] = air.hub.sessions()[0]!.viewers;
  expect(air.hub.endViewer(waiting!.id)).toBe(true);
  const [one, two] = await Promise.all(joining);
  await two!.sink.received(100_000);
  expect(one!.sink.isEnded).toBe(true);
  expect(server.requests.length).toBe(1);
});

test('what is on air is shown as it is', async () => {
  const { sink } = await air.watch(1);
  await sink.received(100_000);
  const [session] = air.hub.sessions();
  expect(session).toMatchObject({
    channel_id: 1,
    state: 'on-air',
    provider_id: 'one',
    stream_name: '/ch/1',
    codecs: ['h264', 'aac'],
    last_error: null,
  });
  expect(session?.viewers[0]).toMatchObject({ address: '192.0.2.1', user_agent: 'test', via: 'm3u', dropped_bytes: 0 });
  expect(session?.viewers[0]?.bytes_sent).toBe(sink.bytes);
  expect(air.hub.figures()).toMatchObject({ sessions: 1, viewers: 1, bytes_sent: sink.bytes });
});

test('a hub that has stopped has ended every viewer, closed every connection and lets nobody in', async () => {
  const watching = await Promise.all([air.watch(1), air.watch(2)]);
  await air.hub.stop();
  expect(watching.every(({ sink }) => sink.isEnded)).toBe(true);
  await until(() => server.connections === 0);
  await expect(air.watch(3)).rejects.toMatchObject({ code: 'process.stopping' });
});

test('under maintenance who is on air stays, may be joined, and nothing else begins', async () => {
  const { sink } = await air.watch(1);
  air.maintenance = true;
  await air.watch(1);
  await expect(air.watch(2)).rejects.toMatchObject({ code: 'process.maintenance' });
  await sink.received(sink.bytes + 200_000);
  air.maintenance = false;
  await air.watch(2);
});

test('no more channels are on air than the limit says; one that nobody watches makes room', async () => {
  air.settings = { ...air.settings, stream_limit: 1, linger_seconds: 60 };
  const { subscription } = await air.watch(1);
  await expect(air.watch(2)).rejects.toMatchObject({ code: 'tuner.all-in-use' });
  await air.watch(1);
  for (const { viewers } of air.hub.sessions()) for (const { id } of viewers) air.hub.endViewer(id);
  subscription.close();
  await air.watch(2);
  expect(air.hub.sessions().map(({ channel_id }) => channel_id)).toEqual([2]);
});

test('viewers whose clients need another way have a session of their own, which ends with the channel', async () => {
  const usual = await air.watch(1);
  const sink = new RecordingSink();
  const other = await air.hub.join(channel(1), { ...VIEWER, profile: 'ffmpeg' }, sink);
  sink.begin(other);
  expect(air.hub.sessions().map(({ profile }) => profile)).toEqual([null, 'ffmpeg']);
  expect(server.requests.length).toBe(2);
  expect(air.hub.endSession(channel(1))).toBe(true);
  expect([usual.sink.isEnded, sink.isEnded]).toEqual([true, true]);
  expect(air.hub.sessions()).toEqual([]);
});
